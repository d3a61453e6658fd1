-- Whoever ordered a campaign can close it: when, who, why, and what was still open.
ALTER TABLE inspections ADD COLUMN closing TEXT;

-- The accounts of its team: a member of another commune sees the campaign in the list too.
CREATE TABLE inspection_members (
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    account TEXT NOT NULL,
    PRIMARY KEY (inspection_id, account)
);

CREATE INDEX inspection_members_by_account ON inspection_members (account, inspection_id);

INSERT OR IGNORE INTO inspection_members (inspection_id, account)
SELECT id, json_extract(content, '$.leader.account') FROM inspections
WHERE json_extract(content, '$.leader.account') IS NOT NULL;

INSERT OR IGNORE INTO inspection_members (inspection_id, account)
SELECT inspections.id, json_extract(member.value, '$.account')
FROM inspections, json_each(inspections.content, '$.members') AS member
WHERE json_extract(member.value, '$.account') IS NOT NULL;
