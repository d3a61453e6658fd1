-- The bytes of old documents may be dropped; that they were there, and which they were, stays.
ALTER TABLE raw_documents ADD COLUMN length BIGINT NOT NULL DEFAULT 0;
ALTER TABLE raw_documents ADD COLUMN dropped_at TIMESTAMP;

UPDATE raw_documents SET length = length(bytes);

CREATE INDEX raw_documents_by_age ON raw_documents (dropped_at, received_at);
