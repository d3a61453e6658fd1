ALTER TABLE events DROP COLUMN within_unit;
