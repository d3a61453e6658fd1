DROP TABLE inspection_photos;
DROP TABLE inspection_steps;
DROP TABLE inspection_tasks;
DROP TABLE inspection_record_versions;
DROP TABLE inspection_records;
DROP TABLE inspection_units;
DROP TABLE inspections;
DROP TABLE inspection_templates;
