DROP TABLE task_photos;
DROP FUNCTION task_photos_refuse();
DROP TABLE task_steps;
ALTER TABLE tasks DROP COLUMN person_phone;
ALTER TABLE tasks DROP COLUMN person_name;
