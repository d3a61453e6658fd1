-- What happened, for people (audit) and for the screens that follow along (stream).
CREATE TABLE audit_entries (
    id TEXT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    alert_id TEXT,
    detail_vi TEXT NOT NULL,
    detail_en TEXT NOT NULL
);

CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id);

-- Counters that are moved on inside a transaction: the row lock keeps their order the order of commits.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE stream_events (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL
);

-- Facts about this database itself, such as whether it holds the demonstration.
CREATE TABLE markers (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
