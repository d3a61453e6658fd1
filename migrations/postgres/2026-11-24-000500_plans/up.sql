CREATE TABLE plans (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    unit_code TEXT NOT NULL,
    hazard TEXT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    UNIQUE (unit_code, hazard)
);

-- The content of an approved version is frozen: it is one document, kept as it was approved.
CREATE TABLE plan_versions (
    id TEXT NOT NULL PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    number BIGINT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    approval_number TEXT,
    approval_date DATE,
    approval_signer TEXT,
    effective_from DATE,
    UNIQUE (plan_id, number)
);
