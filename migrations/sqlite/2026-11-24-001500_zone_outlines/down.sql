ALTER TABLE zone_revisions DROP COLUMN outline;
