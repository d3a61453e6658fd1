DROP INDEX plan_versions_standing;
DROP TABLE plan_duties;
DROP TABLE plan_rules;
