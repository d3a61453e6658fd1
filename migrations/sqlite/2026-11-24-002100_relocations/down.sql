DROP TABLE quick_reports;
DROP TABLE activation_papers;
DROP TABLE checklist_stages;
ALTER TABLE checklists DROP COLUMN stage_at;
ALTER TABLE checklists DROP COLUMN stage;
DROP TABLE field_reports;
DROP TABLE relocation_property;
DROP TABLE relocation_checklists;
DROP TABLE relocations;
