ALTER TABLE alert_sources DROP COLUMN revision;
ALTER TABLE alert_sources DROP COLUMN last_note_en;
ALTER TABLE alert_sources DROP COLUMN last_note_vi;
ALTER TABLE alert_sources DROP COLUMN data_at;
ALTER TABLE alert_sources DROP COLUMN asked_in_full_at;

DROP INDEX alerts_by_change;
DROP INDEX alerts_by_source;

ALTER TABLE alerts DROP COLUMN changed_at;
ALTER TABLE alerts DROP COLUMN unlisted_at;
ALTER TABLE alerts DROP COLUMN ended_by_absence_at;
