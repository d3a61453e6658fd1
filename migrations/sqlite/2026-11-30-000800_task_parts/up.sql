-- Whom a task names beside the role, its steps, and its photos. A photo is taken out by marking it.
ALTER TABLE tasks ADD COLUMN person_name TEXT;
ALTER TABLE tasks ADD COLUMN person_phone TEXT;

CREATE TABLE task_steps (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES tasks (id),
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    added_by TEXT,
    done_at TIMESTAMP,
    changed_by TEXT,
    changed_at TIMESTAMP,
    revision BIGINT NOT NULL
);

CREATE INDEX task_steps_by_task ON task_steps (task_id, position);
CREATE INDEX task_steps_by_checklist ON task_steps (checklist_id, position);

CREATE TABLE task_photos (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES tasks (id),
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    length BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    taken_at TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    added_by TEXT NOT NULL,
    account_id TEXT,
    removed_at TIMESTAMP,
    removed_by TEXT,
    removal_remark TEXT,
    content BLOB NOT NULL
);

CREATE INDEX task_photos_by_task ON task_photos (task_id, id);
CREATE INDEX task_photos_by_checklist ON task_photos (checklist_id, id);

CREATE TRIGGER task_photos_no_delete BEFORE DELETE ON task_photos
BEGIN
    SELECT RAISE(ABORT, 'a photo is marked, never deleted');
END;
