DROP TABLE allocation_acceptances;
DROP TABLE allocations;
DROP TABLE road_lines;
DROP TABLE road_sets;
