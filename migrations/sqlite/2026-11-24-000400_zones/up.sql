CREATE TABLE zones (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    hazard TEXT NOT NULL,
    status TEXT NOT NULL,
    current_revision BIGINT NOT NULL,
    demonstration BOOLEAN NOT NULL
);

-- Revisions are only ever added, so that the map of any past day can be shown.
CREATE TABLE zone_revisions (
    zone_id TEXT NOT NULL REFERENCES zones (id),
    revision BIGINT NOT NULL,
    valid_from TIMESTAMP NOT NULL,
    name TEXT NOT NULL,
    village TEXT,
    commune_code TEXT NOT NULL,
    evacuate_from_level BIGINT NOT NULL,
    geometry TEXT NOT NULL,
    area_m2 DOUBLE PRECISION NOT NULL,
    destinations TEXT NOT NULL,
    route TEXT,
    in_charge TEXT,
    PRIMARY KEY (zone_id, revision)
);

CREATE TABLE households (
    code TEXT NOT NULL PRIMARY KEY,
    head TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    village TEXT NOT NULL,
    people BIGINT NOT NULL,
    vulnerable BIGINT NOT NULL,
    vulnerable_kinds TEXT NOT NULL,
    house_class TEXT NOT NULL,
    livestock BIGINT NOT NULL,
    motorbikes BIGINT NOT NULL,
    boats BIGINT NOT NULL,
    rice_kg BIGINT NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    demonstration BOOLEAN NOT NULL
);

CREATE TABLE household_zones (
    household_code TEXT NOT NULL REFERENCES households (code),
    zone_id TEXT NOT NULL REFERENCES zones (id),
    PRIMARY KEY (household_code, zone_id)
);

CREATE INDEX household_zones_by_zone ON household_zones (zone_id);
