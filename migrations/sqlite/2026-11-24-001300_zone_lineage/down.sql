DROP INDEX households_by_position;
DROP TABLE zone_standings;
DROP TABLE zone_lineage;
