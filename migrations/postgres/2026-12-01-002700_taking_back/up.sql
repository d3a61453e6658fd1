-- What a report carries so that it can be told who may take it back, whichever comes first: the account whose words it
-- is where somebody placed what another had said, and the report as which it was said first. Of one that takes back:
-- what, and whether whoever brought it decided for others there when it came; nothing for those kept before anybody
-- asked, which count as they did.
ALTER TABLE field_reports ADD COLUMN speaker_id TEXT;
ALTER TABLE field_reports ADD COLUMN first_said TEXT;
ALTER TABLE field_reports ADD COLUMN takes_back TEXT;
ALTER TABLE field_reports ADD COLUMN over_others BOOLEAN;
CREATE INDEX field_reports_by_slip ON field_reports (takes_back) WHERE takes_back IS NOT NULL;

-- A report that found no place can be taken back too: by which report.
ALTER TABLE settled_reports ADD COLUMN taken_back_by TEXT REFERENCES field_reports (id);
