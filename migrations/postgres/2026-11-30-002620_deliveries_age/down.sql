DROP INDEX deliveries_by_state;
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
ALTER TABLE webhooks DROP COLUMN noted_at;
ALTER TABLE webhooks DROP COLUMN rests_until;
ALTER TABLE webhooks DROP COLUMN failed;
ALTER TABLE webhooks DROP COLUMN failures;
ALTER TABLE deliveries DROP COLUMN begun_at;
