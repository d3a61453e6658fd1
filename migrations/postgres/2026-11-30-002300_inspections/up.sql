-- Inspections of preparedness (giám sát, kiểm tra, đôn đốc). What is said stands as one document in `content`; the other
-- columns are what is searched.
CREATE TABLE inspection_templates (
    code TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE inspections (
    id TEXT NOT NULL PRIMARY KEY,
    ordered_by TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    revision BIGINT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    template TEXT NOT NULL,
    content TEXT NOT NULL
);

-- The units a campaign concerns: who orders it, and those of its subjects.
CREATE TABLE inspection_units (
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    unit_code TEXT NOT NULL,
    PRIMARY KEY (inspection_id, unit_code)
);

CREATE INDEX inspection_units_by_unit ON inspection_units (unit_code, inspection_id);

-- One record for each subject of a campaign, in versions: a signed one is frozen. The numbers are those of its grades.
CREATE TABLE inspection_records (
    id TEXT NOT NULL PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    unit_code TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    subject TEXT NOT NULL,
    UNIQUE (inspection_id, subject_key)
);

CREATE TABLE inspection_record_versions (
    record_id TEXT NOT NULL REFERENCES inspection_records (id),
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    opened_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    signed_at TIMESTAMP,
    signed_by TEXT,
    passed BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    not_applicable BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    earned BIGINT NOT NULL,
    possible BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (record_id, version)
);

-- What failed and is owed; `state` is where its steps have led it.
CREATE TABLE inspection_tasks (
    id TEXT NOT NULL PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    record_id TEXT NOT NULL REFERENCES inspection_records (id),
    point_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL,
    remark TEXT NOT NULL,
    responsible TEXT NOT NULL,
    reminders BIGINT NOT NULL,
    level BIGINT NOT NULL,
    reported_by TEXT,
    revision BIGINT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    UNIQUE (record_id, point_code)
);

CREATE INDEX inspection_tasks_by_unit ON inspection_tasks (unit_code, state, due_on);
CREATE INDEX inspection_tasks_by_inspection ON inspection_tasks (inspection_id, id);

-- The history of what is owed: reports, answers, reminders.
CREATE TABLE inspection_steps (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES inspection_tasks (id),
    kind TEXT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    done_by TEXT NOT NULL,
    account_id TEXT,
    remark TEXT NOT NULL,
    reminder TEXT
);

CREATE INDEX inspection_steps_by_task ON inspection_steps (task_id, id);

-- Evidence; of a task where `task_id` stands, else of the point of a record.
CREATE TABLE inspection_photos (
    id TEXT NOT NULL PRIMARY KEY,
    record_id TEXT NOT NULL REFERENCES inspection_records (id),
    version BIGINT NOT NULL,
    point_code TEXT NOT NULL,
    task_id TEXT REFERENCES inspection_tasks (id),
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
    content BYTEA NOT NULL
);

CREATE INDEX inspection_photos_by_record ON inspection_photos (record_id, point_code, id);

CREATE FUNCTION inspection_records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signed record of inspection is never changed, and none is deleted';
END;
$$;

CREATE TRIGGER inspection_records_are_frozen BEFORE UPDATE ON inspection_record_versions
FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL)
EXECUTE FUNCTION inspection_records_refuse();

CREATE TRIGGER inspection_records_stay BEFORE DELETE ON inspection_record_versions
FOR EACH ROW EXECUTE FUNCTION inspection_records_refuse();

CREATE TRIGGER inspection_records_no_truncate BEFORE TRUNCATE ON inspection_record_versions
FOR EACH STATEMENT EXECUTE FUNCTION inspection_records_refuse();

CREATE FUNCTION inspection_steps_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step is never changed or deleted';
END;
$$;

CREATE TRIGGER inspection_steps_no_change BEFORE UPDATE OR DELETE ON inspection_steps
FOR EACH ROW EXECUTE FUNCTION inspection_steps_refuse();

CREATE TRIGGER inspection_steps_no_truncate BEFORE TRUNCATE ON inspection_steps
FOR EACH STATEMENT EXECUTE FUNCTION inspection_steps_refuse();

CREATE FUNCTION inspection_photos_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a photo is marked, never deleted';
END;
$$;

CREATE TRIGGER inspection_photos_no_delete BEFORE DELETE ON inspection_photos
FOR EACH ROW EXECUTE FUNCTION inspection_photos_refuse();

CREATE TRIGGER inspection_photos_no_truncate BEFORE TRUNCATE ON inspection_photos
FOR EACH STATEMENT EXECUTE FUNCTION inspection_photos_refuse();
