DROP TABLE sign_in_failures;

DROP TABLE invitations;

DROP INDEX sessions_by_account;

DROP INDEX api_tokens_by_id;

ALTER TABLE api_tokens DROP COLUMN last_used_at;

ALTER TABLE api_tokens DROP COLUMN id;

ALTER TABLE accounts DROP COLUMN revision;

ALTER TABLE accounts DROP COLUMN last_sign_in_at;

ALTER TABLE accounts DROP COLUMN disabled_at;
