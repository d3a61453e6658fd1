DROP TABLE unit_successions;
