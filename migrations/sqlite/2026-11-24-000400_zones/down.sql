DROP TABLE household_zones;
DROP TABLE households;
DROP TABLE zone_revisions;
DROP TABLE zones;
