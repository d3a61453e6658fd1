DROP TABLE alert_decisions;
DROP TABLE alert_chains;
DROP TABLE alert_references;
DROP TABLE alerts;
DROP TABLE raw_documents;
DROP TABLE alert_sources;
