-- The life of a version: who took which step, who changed what, and the remarks on its parts.
ALTER TABLE plan_versions ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE plan_versions ADD COLUMN review_by DATE;
ALTER TABLE plan_versions ADD COLUMN updated_at TIMESTAMP;
ALTER TABLE plan_versions ADD COLUMN withdrawn_on DATE;
ALTER TABLE plan_versions ADD COLUMN withdrawal_reason TEXT;

CREATE TABLE plan_steps (
    id TEXT NOT NULL PRIMARY KEY,
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    at TIMESTAMP NOT NULL,
    account_id TEXT,
    actor TEXT NOT NULL,
    step TEXT NOT NULL,
    remark TEXT
);

CREATE INDEX plan_steps_by_version ON plan_steps (plan_version_id);

-- What each edit of a draft changed, field by field, so that an editor who comes late learns what happened.
CREATE TABLE plan_edits (
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    revision BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id TEXT,
    actor TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (plan_version_id, revision)
);

CREATE TABLE plan_comments (
    id TEXT NOT NULL PRIMARY KEY,
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    pointer TEXT NOT NULL,
    reply_to TEXT REFERENCES plan_comments (id),
    at TIMESTAMP NOT NULL,
    account_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    settled_at TIMESTAMP,
    settled_by TEXT
);

CREATE INDEX plan_comments_by_version ON plan_comments (plan_version_id);

-- The program never changes an approved version; neither can anybody's statement.
CREATE TRIGGER plan_versions_are_frozen BEFORE UPDATE OF content, title, number, plan_id ON plan_versions
WHEN OLD.status IN ('approved', 'withdrawn')
BEGIN
    SELECT RAISE(ABORT, 'an approved version of a plan cannot be changed');
END;
