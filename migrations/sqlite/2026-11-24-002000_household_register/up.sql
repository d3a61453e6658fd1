-- The household register in full (Phụ lục 3): an id of its own, a code that is unique in its commune, a date, and every
-- line it ever had. `content` is the line; the other columns are what is searched, summed and placed.
ALTER TABLE household_zones RENAME TO old_household_zones;
ALTER TABLE households RENAME TO old_households;
DROP INDEX household_zones_by_zone;
DROP INDEX households_by_position;

CREATE TABLE households (
    id TEXT NOT NULL PRIMARY KEY,
    commune_code TEXT NOT NULL,
    code TEXT NOT NULL,
    revision BIGINT NOT NULL,
    as_of DATE NOT NULL,
    retired_on DATE,
    village TEXT NOT NULL,
    head TEXT NOT NULL,
    search_key TEXT NOT NULL,
    people BIGINT NOT NULL,
    vulnerable BIGINT NOT NULL,
    kinds TEXT NOT NULL,
    house_class TEXT NOT NULL,
    destination_kind TEXT NOT NULL,
    livestock BIGINT NOT NULL,
    motorbikes BIGINT NOT NULL,
    boats BIGINT NOT NULL,
    rice_kg BIGINT NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    demonstration BOOLEAN NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (commune_code, code)
);

CREATE INDEX households_by_position ON households (lat, lon);

-- Every line a household ever had, so that the register of any past day can be shown.
CREATE TABLE household_revisions (
    household_id TEXT NOT NULL REFERENCES households (id),
    revision BIGINT NOT NULL,
    as_of DATE NOT NULL,
    retired_on DATE,
    changed_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (household_id, revision)
);

-- Which households are counted in which zone, and what led to it.
CREATE TABLE household_zones (
    household_id TEXT NOT NULL REFERENCES households (id),
    zone_id TEXT NOT NULL REFERENCES zones (id),
    basis TEXT NOT NULL,
    PRIMARY KEY (household_id, zone_id)
);

CREATE INDEX household_zones_by_zone ON household_zones (zone_id);

-- The revision of a zone for which its households were last worked out.
CREATE TABLE household_zone_counts (
    zone_id TEXT NOT NULL PRIMARY KEY REFERENCES zones (id),
    revision BIGINT NOT NULL
);

-- What was known so far. Until now no line had a date; the day the present communes began is the earliest it can tell of.
INSERT INTO households
SELECT
    '00000000-0000-7000-8000-' || printf('%012x', row_number() OVER (ORDER BY code)),
    commune_code,
    code,
    1,
    '2025-07-01',
    NULL,
    village,
    head,
    -- Folded when the program starts.
    '',
    people,
    vulnerable,
    CASE WHEN vulnerable_kinds = '' THEN ''
        ELSE ';' || vulnerable_kinds || ';' END,
    CASE WHEN house_class IN ('solid', 'semi_solid', 'weak', 'makeshift') THEN house_class ELSE 'not_stated' END,
    'not_stated',
    livestock,
    motorbikes,
    boats,
    rice_kg,
    lon,
    lat,
    demonstration,
    json_object(
        'head', head,
        'village', village,
        'people', people,
        'vulnerable_people', vulnerable,
        'vulnerable', json(CASE WHEN replace(replace(replace(replace(replace(replace(replace(vulnerable_kinds, 'child', ''), 'older_person', ''), 'pregnant_or_nursing', ''), 'disabled', ''), 'severely_ill', ''), 'living_alone', ''), ';', '') = '' AND vulnerable_kinds <> ''
            THEN ('[{"kind":"' || replace(vulnerable_kinds, ';', '"},{"kind":"') || '"}]')
            ELSE '[]' END),
        'vulnerable_note', CASE WHEN replace(replace(replace(replace(replace(replace(replace(vulnerable_kinds, 'child', ''), 'older_person', ''), 'pregnant_or_nursing', ''), 'disabled', ''), 'severely_ill', ''), 'living_alone', ''), ';', '') = '' AND vulnerable_kinds <> ''
            THEN '' ELSE vulnerable_kinds END,
        'house_class', CASE WHEN house_class IN ('solid', 'semi_solid', 'weak', 'makeshift') THEN house_class ELSE 'not_stated' END,
        'note', CASE WHEN house_class IN ('', 'solid', 'semi_solid', 'weak', 'makeshift') THEN '' ELSE house_class END,
        'property', json('[' || substr(CASE WHEN livestock > 0 THEN ',{"kind":"livestock","what":"gia súc","quantity":' || livestock || '.0,"unit":"con"}' ELSE '' END
            || CASE WHEN motorbikes > 0 THEN ',{"kind":"vehicle","what":"xe máy","quantity":' || motorbikes || '.0,"unit":"chiếc"}' ELSE '' END
            || CASE WHEN boats > 0 THEN ',{"kind":"boat_or_cage","what":"thuyền","quantity":' || boats || '.0,"unit":"chiếc"}' ELSE '' END
            || CASE WHEN rice_kg > 0 THEN ',{"kind":"rice","what":"lúa","quantity":' || rice_kg || '.0,"unit":"kg"}' ELSE '' END, 2) || ']'),
        'position', json(CASE WHEN lon IS NULL OR lat IS NULL THEN NULL ELSE json_array(lon, lat) END),
        'zone_codes', json(coalesce((
            SELECT json_group_array(zones.code) FROM old_household_zones
            JOIN zones ON zones.id = old_household_zones.zone_id
            WHERE old_household_zones.household_code = old_households.code
        ), '[]'))
    )
FROM old_households;

INSERT INTO household_revisions (household_id, revision, as_of, retired_on, changed_at, changed_by, reason, content)
SELECT id, 1, as_of, NULL, '2025-07-01 00:00:00', 'hệ thống', '', content FROM households;

INSERT INTO household_zones (household_id, zone_id, basis)
SELECT households.id, old_household_zones.zone_id, 'stated'
FROM old_household_zones
JOIN households ON households.code = old_household_zones.household_code;

DROP TABLE old_household_zones;
DROP TABLE old_households;
