-- Which versions are in force is asked after every change of a zone or plan. Read from the table that means walking over
-- every document; the index holds all that is asked.
CREATE INDEX plan_versions_in_force ON plan_versions
    (plan_id, number, id, status, effective_from, withdrawn_on, revision);
