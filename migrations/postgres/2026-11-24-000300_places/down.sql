DROP TABLE shelters;
DROP TABLE admin_units;
