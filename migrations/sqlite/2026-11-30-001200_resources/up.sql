-- Shelters in full (Phụ lục 4): what else the register says of them is one document, `facts`.
ALTER TABLE shelters ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE shelters ADD COLUMN retired_on DATE;
ALTER TABLE shelters ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';

-- Vehicles, teams, supplies, sites and contacts (Phụ lục 5 to 8). `content` is what the register says; the other columns
-- are what is searched, and `stock` the sum of the movements of a supply, in thousandths of its unit.
CREATE TABLE resources (
    id TEXT NOT NULL PRIMARY KEY,
    register TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    code TEXT NOT NULL,
    revision BIGINT NOT NULL,
    retired_on DATE,
    kind TEXT NOT NULL,
    search_key TEXT NOT NULL,
    stock BIGINT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (unit_code, code)
);

CREATE INDEX resources_by_register ON resources (register, unit_code, code);

-- Every line a resource or a shelter ever had.
CREATE TABLE resource_revisions (
    subject_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    retired_on DATE,
    changed_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (subject_id, revision)
);

-- What came into a store and left it. The stock is the sum of `delta`; a count says how far it was off.
CREATE TABLE stock_movements (
    id TEXT NOT NULL PRIMARY KEY,
    resource_id TEXT NOT NULL REFERENCES resources (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    delta BIGINT NOT NULL,
    happened_on DATE NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    noted_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (resource_id, position)
);

-- A resource asked for by another unit. Only what was consented to counts.
CREATE TABLE resource_loans (
    id TEXT NOT NULL PRIMARY KEY,
    resource_id TEXT NOT NULL REFERENCES resources (id),
    owner_code TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    answered_by TEXT,
    answered_at TIMESTAMP,
    answer_reason TEXT NOT NULL,
    revision BIGINT NOT NULL
);

CREATE INDEX resource_loans_by_resource ON resource_loans (resource_id);

-- Items an office put on the list of supplies, or corrected on it.
CREATE TABLE supply_items (
    code TEXT NOT NULL PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    offered BOOLEAN NOT NULL
);

CREATE TRIGGER stock_movements_no_update BEFORE UPDATE ON stock_movements
BEGIN
    SELECT RAISE(ABORT, 'a movement of stock is never changed');
END;

CREATE TRIGGER stock_movements_no_delete BEFORE DELETE ON stock_movements
BEGIN
    SELECT RAISE(ABORT, 'a movement of stock is never deleted');
END;
