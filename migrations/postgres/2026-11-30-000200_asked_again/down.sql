ALTER TABLE alert_decisions DROP COLUMN round;
ALTER TABLE alerts DROP COLUMN asked_round;
