DROP INDEX plan_versions_in_force;
