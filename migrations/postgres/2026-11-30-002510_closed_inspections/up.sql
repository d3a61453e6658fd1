-- Whoever ordered a campaign can close it: when, who, why, and what was still open.
ALTER TABLE inspections ADD COLUMN closing TEXT;

-- The accounts of its team: a member of another commune sees the campaign in the list too.
CREATE TABLE inspection_members (
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    account TEXT NOT NULL,
    PRIMARY KEY (inspection_id, account)
);

CREATE INDEX inspection_members_by_account ON inspection_members (account, inspection_id);

INSERT INTO inspection_members (inspection_id, account)
SELECT id, content::jsonb #>> '{leader,account}' FROM inspections
WHERE content::jsonb #>> '{leader,account}' IS NOT NULL
ON CONFLICT DO NOTHING;

INSERT INTO inspection_members (inspection_id, account)
SELECT inspections.id, member ->> 'account'
FROM inspections, jsonb_array_elements(inspections.content::jsonb -> 'members') AS member
WHERE member ->> 'account' IS NOT NULL
ON CONFLICT DO NOTHING;
