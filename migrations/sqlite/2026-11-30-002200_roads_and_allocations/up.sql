-- Roads an office loaded: lines of a unit, or of the whole where the unit is empty. `line` is a JSON list of longitude
-- and latitude; `closes_at` the digit of the risk level from which a crossing cannot be passed.
CREATE TABLE road_sets (
    unit_code TEXT NOT NULL PRIMARY KEY,
    file_name TEXT NOT NULL,
    lines BIGINT NOT NULL,
    crossings BIGINT NOT NULL,
    length_m BIGINT NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    loaded_by TEXT NOT NULL
);

CREATE TABLE road_lines (
    unit_code TEXT NOT NULL REFERENCES road_sets (unit_code),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    closes_at BIGINT,
    ford BOOLEAN NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (unit_code, position)
);

-- Proposals of who goes to which shelter, with the revision of the draft they may still be taken over into.
CREATE TABLE allocations (
    id TEXT NOT NULL PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    made_at TIMESTAMP NOT NULL,
    made_by TEXT NOT NULL,
    version_number BIGINT,
    version_revision BIGINT,
    content TEXT NOT NULL
);

CREATE INDEX allocations_by_plan ON allocations (plan_id, id);

-- The rows of proposals that a person took over into a draft.
CREATE TABLE allocation_acceptances (
    allocation_id TEXT NOT NULL REFERENCES allocations (id),
    row_number BIGINT NOT NULL,
    accepted_at TIMESTAMP NOT NULL,
    accepted_by TEXT NOT NULL,
    PRIMARY KEY (allocation_id, row_number)
);
