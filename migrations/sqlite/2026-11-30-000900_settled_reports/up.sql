-- Reports for which nothing was found, and what a person did with each: said it of a relocation, or set it aside.
-- The report itself stays as it came.
CREATE TABLE settled_reports (
    report_id TEXT NOT NULL PRIMARY KEY REFERENCES field_reports (id),
    placed_as TEXT REFERENCES field_reports (id),
    remark TEXT,
    settled_by TEXT NOT NULL,
    account_id TEXT NOT NULL,
    settled_at TIMESTAMP NOT NULL
);
