-- Plans may be asked about an alert more than once: what was decided before stays beside what holds.
ALTER TABLE alerts ADD COLUMN asked_round BIGINT NOT NULL DEFAULT 1;
ALTER TABLE alert_decisions ADD COLUMN round BIGINT NOT NULL DEFAULT 1;
