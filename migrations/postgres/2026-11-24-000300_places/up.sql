-- A code names different areas before and after a reform: the key is (code, valid_from).
CREATE TABLE admin_units (
    code TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_code TEXT,
    former_district TEXT,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    boundary TEXT,
    boundary_kind TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (code, valid_from)
);

CREATE TABLE shelters (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    suitable_for TEXT NOT NULL,
    keeper_name TEXT,
    keeper_phone TEXT,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    demonstration BOOLEAN NOT NULL
);
