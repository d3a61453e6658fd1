-- What is long stands apart from what changes: a row whose state is noted is not written anew with all it holds.
CREATE TABLE raw_bytes (
    document_id TEXT NOT NULL PRIMARY KEY REFERENCES raw_documents (id),
    bytes BYTEA NOT NULL
);

INSERT INTO raw_bytes (document_id, bytes) SELECT id, bytes FROM raw_documents;
ALTER TABLE raw_documents DROP COLUMN bytes;

CREATE TABLE alert_contents (
    alert_id TEXT NOT NULL PRIMARY KEY REFERENCES alerts (id),
    content TEXT NOT NULL
);

INSERT INTO alert_contents (alert_id, content) SELECT id, content FROM alerts;
ALTER TABLE alerts DROP COLUMN content;

-- Decisions on an alert, many to a row, from position `first` to `last`. Those of before stay in alert_decisions.
CREATE TABLE decision_sheets (
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    round BIGINT NOT NULL,
    decisions TEXT NOT NULL,
    PRIMARY KEY (alert_id, first)
);

-- How many plans had which outcome, each time plans were asked about an alert.
CREATE TABLE alert_outcomes (
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    round BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    plans BIGINT NOT NULL,
    PRIMARY KEY (alert_id, round, outcome)
);

INSERT INTO alert_outcomes (alert_id, round, outcome, plans)
SELECT alert_id, round, outcome, COUNT(*) FROM alert_decisions WHERE zone_id IS NULL GROUP BY alert_id, round, outcome;
