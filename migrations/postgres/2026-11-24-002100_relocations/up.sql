-- The moving of a household, or of a group that stands in no register, in one round of one event.
-- What stands right of `revision` follows from the reports and from nothing else.
CREATE TABLE relocations (
    id TEXT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id),
    household_id TEXT REFERENCES households (id),
    household_code TEXT NOT NULL,
    label TEXT,
    commune_code TEXT NOT NULL,
    village TEXT NOT NULL,
    round BIGINT NOT NULL,
    is_current BOOLEAN NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    listed BIGINT NOT NULL,
    vulnerable BIGINT NOT NULL,
    listed_property TEXT NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_at TIMESTAMP,
    present BIGINT,
    departed BIGINT,
    arrived BIGINT,
    returned BIGINT,
    destination_kind TEXT,
    shelter_id TEXT,
    people BIGINT NOT NULL,
    uncounted BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    differences BIGINT NOT NULL,
    standing TEXT NOT NULL,
    UNIQUE (event_id, household_id, round)
);

CREATE INDEX relocations_by_place ON relocations (event_id, commune_code, is_current);
CREATE INDEX relocations_by_code ON relocations (commune_code, household_code);
CREATE INDEX relocations_by_household ON relocations (household_id);

CREATE TABLE relocation_checklists (
    relocation_id TEXT NOT NULL REFERENCES relocations (id),
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    PRIMARY KEY (checklist_id, relocation_id)
);

CREATE INDEX relocation_checklists_by_relocation ON relocation_checklists (relocation_id);

-- Property as it stands, a line each, for the totals.
CREATE TABLE relocation_property (
    relocation_id TEXT NOT NULL REFERENCES relocations (id),
    line_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    quantity DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (relocation_id, line_id)
);

-- What people said, as it came. Nothing here is ever changed or taken away.
CREATE TABLE field_reports (
    id TEXT NOT NULL PRIMARY KEY,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    device_time TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    device TEXT,
    account_id TEXT,
    said_by TEXT NOT NULL,
    base_revision BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reason_vi TEXT,
    reason_en TEXT,
    content TEXT NOT NULL
);

CREATE INDEX field_reports_by_target ON field_reports (target_id, revision);
CREATE INDEX field_reports_by_outcome ON field_reports (outcome, received_at);

CREATE FUNCTION field_reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a report is never changed or deleted';
END;
$$;

CREATE TRIGGER field_reports_no_change BEFORE UPDATE OR DELETE ON field_reports
FOR EACH ROW EXECUTE FUNCTION field_reports_refuse();

CREATE TRIGGER field_reports_no_truncate BEFORE TRUNCATE ON field_reports
FOR EACH STATEMENT EXECUTE FUNCTION field_reports_refuse();

-- A zone on its way out and back: the stage of its round, and every step that led there.
ALTER TABLE checklists ADD COLUMN stage TEXT NOT NULL DEFAULT 'ordered';
ALTER TABLE checklists ADD COLUMN stage_at TIMESTAMP;
UPDATE checklists SET stage_at = opened_at;

CREATE TABLE checklist_stages (
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    position BIGINT NOT NULL,
    stage TEXT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    entered_at TIMESTAMP NOT NULL,
    decided_by TEXT NOT NULL,
    remark TEXT,
    criteria TEXT NOT NULL,
    PRIMARY KEY (checklist_id, position)
);

-- Act first, number the paper later.
CREATE TABLE activation_papers (
    id TEXT NOT NULL PRIMARY KEY,
    activation_id TEXT NOT NULL REFERENCES activations (id),
    number TEXT NOT NULL,
    dated DATE NOT NULL,
    file_name TEXT,
    media_type TEXT,
    content BYTEA,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL
);

CREATE INDEX activation_papers_by_activation ON activation_papers (activation_id);

-- Figures as a commune sent them up; the next ones are told against the last.
CREATE TABLE quick_reports (
    id TEXT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id),
    unit_code TEXT NOT NULL,
    as_of TIMESTAMP NOT NULL,
    made_at TIMESTAMP NOT NULL,
    made_by TEXT NOT NULL,
    remark TEXT,
    figures TEXT NOT NULL
);

CREATE INDEX quick_reports_by_unit ON quick_reports (event_id, unit_code, as_of);
