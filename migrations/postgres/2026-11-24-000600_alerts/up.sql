CREATE TABLE alert_sources (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    demonstration BOOLEAN NOT NULL,
    rules TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    last_attempt_at TIMESTAMP,
    last_success_at TIMESTAMP,
    last_new_alert_at TIMESTAMP,
    next_attempt_at TIMESTAMP,
    consecutive_failures BIGINT NOT NULL,
    last_error_vi TEXT,
    last_error_en TEXT
);

-- Bytes as received, kept before anybody tries to read them.
CREATE TABLE raw_documents (
    id TEXT NOT NULL PRIMARY KEY,
    source_id TEXT REFERENCES alert_sources (id),
    url TEXT,
    received_at TIMESTAMP NOT NULL,
    content_type TEXT,
    sha256 TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    state TEXT NOT NULL,
    reasons TEXT NOT NULL
);

CREATE INDEX raw_documents_by_state ON raw_documents (state, received_at);
CREATE INDEX raw_documents_by_url ON raw_documents (url, received_at);
CREATE INDEX raw_documents_by_hash ON raw_documents (sha256);

CREATE TABLE alerts (
    id TEXT NOT NULL PRIMARY KEY,
    raw_document_id TEXT NOT NULL REFERENCES raw_documents (id),
    source_id TEXT REFERENCES alert_sources (id),
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL,
    sent TIMESTAMP NOT NULL,
    status TEXT NOT NULL,
    msg_type TEXT NOT NULL,
    chain_key TEXT NOT NULL,
    content TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    responded_at TIMESTAMP,
    demonstration BOOLEAN NOT NULL,
    UNIQUE (sender, identifier, sent)
);

CREATE INDEX alerts_by_chain ON alerts (chain_key);
CREATE INDEX alerts_by_response ON alerts (responded_at);
CREATE INDEX alerts_by_raw_document ON alerts (raw_document_id);

CREATE TABLE alert_references (
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    position BIGINT NOT NULL,
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL,
    sent TIMESTAMP,
    PRIMARY KEY (alert_id, position)
);

CREATE INDEX alert_references_by_identity ON alert_references (sender, identifier);

-- Every message known to belong to a chain, seen or only referenced.
CREATE TABLE alert_chains (
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL,
    sent TIMESTAMP NOT NULL,
    chain_key TEXT NOT NULL,
    PRIMARY KEY (sender, identifier, sent)
);

CREATE INDEX alert_chains_by_key ON alert_chains (chain_key);

CREATE TABLE alert_decisions (
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    position BIGINT NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    zone_id TEXT REFERENCES zones (id),
    outcome TEXT NOT NULL,
    reason_vi TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (alert_id, position)
);
