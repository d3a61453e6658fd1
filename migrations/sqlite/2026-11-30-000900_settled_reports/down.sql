DROP TABLE settled_reports;
