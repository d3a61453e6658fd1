ALTER TABLE events DROP COLUMN joined_to;
