DROP INDEX raw_documents_by_age;

ALTER TABLE raw_documents DROP COLUMN dropped_at;
ALTER TABLE raw_documents DROP COLUMN length;
