-- What was answered to a request that carried an Idempotency-Key, for a day, so that a retry is answered the same and does
-- nothing again. Without a status the first is still at work; without a body its answer was not kept.
CREATE TABLE idempotent_answers (
    account_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    status BIGINT,
    headers TEXT,
    body BYTEA,
    PRIMARY KEY (account_id, idempotency_key)
);
CREATE INDEX idempotent_answers_begun_at ON idempotent_answers (begun_at);
