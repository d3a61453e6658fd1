DROP TABLE inspection_members;

ALTER TABLE inspections DROP COLUMN closing;
