-- Findings that stand or stood: since when, and when each was mended. The words are made when somebody reads them.
CREATE TABLE findings (
    id TEXT NOT NULL PRIMARY KEY,
    told_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    hazards TEXT NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    mended_at TIMESTAMP,
    came_back BIGINT NOT NULL
);

CREATE INDEX findings_by_mending ON findings (mended_at, id);

-- What officials said of a finding they know of: until when they live with it. The newest counts.
CREATE TABLE finding_acceptances (
    id TEXT NOT NULL PRIMARY KEY,
    finding_id TEXT NOT NULL,
    until_day DATE,
    reason TEXT NOT NULL,
    said_by TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);

CREATE INDEX finding_acceptances_by_finding ON finding_acceptances (finding_id, id);

CREATE FUNCTION finding_acceptances_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an acceptance is never changed or deleted';
END;
$$;

CREATE TRIGGER finding_acceptances_no_change BEFORE UPDATE OR DELETE ON finding_acceptances
FOR EACH ROW EXECUTE FUNCTION finding_acceptances_refuse();

CREATE TRIGGER finding_acceptances_no_truncate BEFORE TRUNCATE ON finding_acceptances
FOR EACH STATEMENT EXECUTE FUNCTION finding_acceptances_refuse();
