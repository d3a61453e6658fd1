DROP TABLE norm_revisions;
