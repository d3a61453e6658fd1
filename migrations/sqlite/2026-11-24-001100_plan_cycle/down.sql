DROP TRIGGER plan_versions_are_frozen;
DROP TABLE plan_comments;
DROP TABLE plan_edits;
DROP TABLE plan_steps;
ALTER TABLE plan_versions DROP COLUMN withdrawal_reason;
ALTER TABLE plan_versions DROP COLUMN withdrawn_on;
ALTER TABLE plan_versions DROP COLUMN updated_at;
ALTER TABLE plan_versions DROP COLUMN review_by;
ALTER TABLE plan_versions DROP COLUMN revision;
