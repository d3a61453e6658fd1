DROP TABLE household_zone_counts;
DROP TABLE household_revisions;
ALTER TABLE household_zones RENAME TO new_household_zones;
ALTER TABLE households RENAME TO new_households;
DROP INDEX household_zones_by_zone;
DROP INDEX households_by_position;

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

-- The code was the key: where two communes gave the same, the commune stands before it.
INSERT INTO households
SELECT
    CASE WHEN EXISTS (
        SELECT 1 FROM new_households AS other WHERE other.code = new_households.code AND other.id <> new_households.id
    ) THEN commune_code || '/' || code ELSE code END,
    head, commune_code, village, people, vulnerable,
    CASE WHEN kinds = '' THEN '' ELSE substr(kinds, 2, length(kinds) - 2) END,
    house_class, livestock, motorbikes, boats, rice_kg, lon, lat, demonstration
FROM new_households
WHERE retired_on IS NULL;

CREATE TABLE household_zones (
    household_code TEXT NOT NULL REFERENCES households (code),
    zone_id TEXT NOT NULL REFERENCES zones (id),
    PRIMARY KEY (household_code, zone_id)
);

INSERT INTO household_zones
SELECT households.code, new_household_zones.zone_id
FROM new_household_zones
JOIN new_households ON new_households.id = new_household_zones.household_id
JOIN households ON households.commune_code = new_households.commune_code
    AND households.code IN (new_households.code, new_households.commune_code || '/' || new_households.code);

CREATE INDEX household_zones_by_zone ON household_zones (zone_id);
CREATE INDEX households_by_position ON households (lat, lon);

DROP TABLE new_household_zones;
DROP TABLE new_households;
