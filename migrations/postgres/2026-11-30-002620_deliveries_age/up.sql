-- Since when a delivery is on its way: made, or sent again by a person. A day after that it is given up, tried or not.
ALTER TABLE deliveries ADD COLUMN begun_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
UPDATE deliveries SET begun_at = made_at;

-- How a webhook was reached of late: how many different messages failed in a row, the last of them, until when it is left
-- alone; and when the log last said that messages were given up.
ALTER TABLE webhooks ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN failed TEXT;
ALTER TABLE webhooks ADD COLUMN rests_until TIMESTAMP;
ALTER TABLE webhooks ADD COLUMN noted_at TIMESTAMP;

DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (webhook_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_by_state ON deliveries (state, begun_at);
