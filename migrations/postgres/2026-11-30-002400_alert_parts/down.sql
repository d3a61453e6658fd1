-- Decisions that were kept in sheets are lost; what follows from them stands in activations and in the log.
DROP TABLE alert_outcomes;
DROP TABLE decision_sheets;

ALTER TABLE alerts ADD COLUMN content TEXT NOT NULL DEFAULT '';
UPDATE alerts SET content = (SELECT content FROM alert_contents WHERE alert_id = alerts.id);
DROP TABLE alert_contents;

ALTER TABLE raw_documents ADD COLUMN bytes BYTEA NOT NULL DEFAULT '';
UPDATE raw_documents SET bytes = (SELECT bytes FROM raw_bytes WHERE document_id = raw_documents.id);
DROP TABLE raw_bytes;
