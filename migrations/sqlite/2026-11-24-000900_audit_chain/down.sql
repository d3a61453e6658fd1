ALTER TABLE audit_entries RENAME TO audit_entries_chained;

DROP INDEX audit_entries_by_subject;

DROP INDEX audit_entries_by_account;

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

INSERT INTO audit_entries (id, at, actor, action, subject_kind, subject_id, alert_id, detail_vi, detail_en)
SELECT
    id,
    at,
    CASE actor_vi WHEN actor_en THEN actor_vi ELSE actor_vi || ' / ' || actor_en END,
    action,
    subject_kind,
    subject_id,
    alert_id,
    detail_vi,
    detail_en
FROM audit_entries_chained;

DROP TABLE audit_entries_chained;

CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id);

DROP TABLE audit_head;
