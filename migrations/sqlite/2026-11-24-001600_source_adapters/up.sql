-- Whether a source still lists an alert. A source that lists all that is in force ends an alert by listing it no more;
-- with any other source it is only noted that the alert has left the list. changed_at tells those who keep alerts in
-- memory what to read again.
ALTER TABLE alerts ADD COLUMN ended_by_absence_at TIMESTAMP;
ALTER TABLE alerts ADD COLUMN unlisted_at TIMESTAMP;
ALTER TABLE alerts ADD COLUMN changed_at TIMESTAMP;

CREATE INDEX alerts_by_source ON alerts (source_id, expires_at);
CREATE INDEX alerts_by_change ON alerts (changed_at);

ALTER TABLE alert_sources ADD COLUMN asked_in_full_at TIMESTAMP;
ALTER TABLE alert_sources ADD COLUMN data_at TIMESTAMP;
ALTER TABLE alert_sources ADD COLUMN last_note_vi TEXT;
ALTER TABLE alert_sources ADD COLUMN last_note_en TEXT;
ALTER TABLE alert_sources ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
