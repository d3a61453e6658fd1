-- The moment the newest data of a source speaks of, and what is to be known of its last answer.
ALTER TABLE alert_sources ADD COLUMN data_at TIMESTAMP;
ALTER TABLE alert_sources ADD COLUMN last_note_vi TEXT;
ALTER TABLE alert_sources ADD COLUMN last_note_en TEXT;

-- When an alert was gone from a complete answer of a source whose answers hold all that is in force; and when it was
-- gone from any other list, which ends nothing.
ALTER TABLE alerts ADD COLUMN ended_by_absence_at TIMESTAMP;
ALTER TABLE alerts ADD COLUMN unlisted_at TIMESTAMP;

CREATE INDEX alerts_by_source ON alerts (source_id, expires_at);
