-- Norms as officials corrected them, each revision as a whole: none is ever changed. Those the program comes with stand
-- in its data and count as revision 0.
CREATE TABLE norm_revisions (
    revision BIGINT NOT NULL PRIMARY KEY,
    changed_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL
);
