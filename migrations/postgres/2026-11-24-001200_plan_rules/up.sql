-- What people changed of the rules that ship with the program; a rule nobody changed has no row.
CREATE TABLE plan_rules (
    code TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    enabled BOOLEAN NOT NULL,
    weight BIGINT NOT NULL,
    days BIGINT,
    season TEXT,
    citation_vi TEXT NOT NULL,
    citation_en TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    updated_by TEXT NOT NULL
);

-- Whether a unit must have a plan against a hazard at all; who decided otherwise, and why.
CREATE TABLE plan_duties (
    unit_code TEXT NOT NULL,
    hazard TEXT NOT NULL,
    applicable BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (unit_code, hazard)
);

-- Coverage asks every version where it stands. Read from the table that means walking over every document; the
-- index holds all that is asked.
CREATE INDEX plan_versions_standing ON plan_versions
    (plan_id, number, status, approval_date, effective_from, withdrawn_on, review_by);
