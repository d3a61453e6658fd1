-- How one zone came of another. Lines of a draft have no happened_at; its approval gives them one.
CREATE TABLE zone_lineage (
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    old_zone_id TEXT NOT NULL REFERENCES zones (id),
    new_zone_id TEXT NOT NULL REFERENCES zones (id),
    kind TEXT NOT NULL,
    happened_at TIMESTAMP,
    decided_by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (plan_version_id, old_zone_id, new_zone_id)
);

CREATE INDEX zone_lineage_by_old ON zone_lineage (old_zone_id);
CREATE INDEX zone_lineage_by_new ON zone_lineage (new_zone_id);

-- When a zone was in force without a plan, at which revision. What plans held follows from their versions.
CREATE TABLE zone_standings (
    zone_id TEXT NOT NULL REFERENCES zones (id),
    revision BIGINT NOT NULL,
    from_at TIMESTAMP NOT NULL,
    to_at TIMESTAMP,
    PRIMARY KEY (zone_id, revision, from_at)
);

INSERT INTO zone_standings (zone_id, revision, from_at, to_at)
SELECT zones.id, zones.current_revision, zone_revisions.valid_from, NULL
FROM zones
JOIN zone_revisions ON zone_revisions.zone_id = zones.id AND zone_revisions.revision = zones.current_revision
WHERE zones.status = 'in_force';

-- Households are counted inside an outline that is being drawn.
CREATE INDEX households_by_position ON households (lat, lon);
