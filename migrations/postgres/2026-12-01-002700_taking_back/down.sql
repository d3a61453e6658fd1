ALTER TABLE settled_reports DROP COLUMN taken_back_by;
DROP INDEX field_reports_by_slip;
ALTER TABLE field_reports DROP COLUMN over_others;
ALTER TABLE field_reports DROP COLUMN takes_back;
ALTER TABLE field_reports DROP COLUMN first_said;
ALTER TABLE field_reports DROP COLUMN speaker_id;
