-- Entries are chained by hash (docs/adr/0011-audit-chain.md). Those that are there get their numbers here, in
-- the order of their ids, and their hashes from the program, which runs right after this.
ALTER TABLE audit_entries RENAME TO audit_entries_unchained;

DROP INDEX audit_entries_by_subject;

CREATE TABLE audit_entries (
    seq BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TIMESTAMP NOT NULL,
    actor_vi TEXT NOT NULL,
    actor_en TEXT NOT NULL,
    account_id TEXT,
    origin TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    alert_id TEXT,
    paper TEXT,
    detail_vi TEXT NOT NULL,
    detail_en TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

INSERT INTO audit_entries (
    seq, id, at, actor_vi, actor_en, action, subject_kind, subject_id, alert_id, detail_vi, detail_en, prev_hash, hash
)
SELECT
    ROW_NUMBER() OVER (ORDER BY id),
    id,
    at,
    CASE actor WHEN 'hệ thống / system' THEN 'hệ thống' ELSE actor END,
    CASE actor WHEN 'hệ thống / system' THEN 'system' ELSE actor END,
    action,
    subject_kind,
    subject_id,
    alert_id,
    detail_vi,
    detail_en,
    '',
    ''
FROM audit_entries_unchained;

DROP TABLE audit_entries_unchained;

CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id, seq);

CREATE INDEX audit_entries_by_account ON audit_entries (account_id, seq);

-- The last entry: its row is locked while one is added, and a tail that was cut off is missed. Without a hash
-- the entries before still await theirs.
CREATE TABLE audit_head (
    name TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

INSERT INTO audit_head (name, seq, hash) SELECT 'head', COUNT(*), '' FROM audit_entries;

-- An entry may be given its hash once; nothing else about it changes, ever.
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
WHEN OLD.hash <> ''
BEGIN
    SELECT RAISE(ABORT, 'audit entries are never changed');
END;

CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are never deleted');
END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'the head of the audit log is never deleted');
END;
