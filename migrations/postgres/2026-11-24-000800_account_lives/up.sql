-- Accounts are disabled, not deleted: the log leads to them.
ALTER TABLE accounts ADD COLUMN disabled_at TIMESTAMP;

ALTER TABLE accounts ADD COLUMN last_sign_in_at TIMESTAMP;

ALTER TABLE accounts ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

-- Tokens get a name by which they can be revoked; that of an old one is made of its hash.
ALTER TABLE api_tokens ADD COLUMN id TEXT NOT NULL DEFAULT '';

ALTER TABLE api_tokens ADD COLUMN last_used_at TIMESTAMP;

UPDATE api_tokens SET id =
    substr(token_hash, 1, 8) || '-' || substr(token_hash, 9, 4) || '-' || substr(token_hash, 13, 4) || '-'
    || substr(token_hash, 17, 4) || '-' || substr(token_hash, 21, 12);

CREATE UNIQUE INDEX api_tokens_by_id ON api_tokens (id);

CREATE INDEX sessions_by_account ON sessions (account_id);

-- A secret that sets a password, once. Without an account it makes the first one.
CREATE TABLE invitations (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

-- Attempts to sign in that did not succeed. The name is kept as a hash: people type passwords into that field.
CREATE TABLE sign_in_failures (
    id TEXT NOT NULL PRIMARY KEY,
    name_hash TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);

CREATE INDEX sign_in_failures_by_name ON sign_in_failures (name_hash, at);
