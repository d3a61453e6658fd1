DROP TABLE tasks;
DROP TABLE checklists;
DROP TABLE activation_zones;
DROP TABLE activations;
DROP TABLE events;
