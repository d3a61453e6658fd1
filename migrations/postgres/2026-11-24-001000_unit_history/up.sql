-- Which unit took over from which, form by form: a code alone names no area.
CREATE TABLE unit_successions (
    old_code TEXT NOT NULL,
    old_valid_from DATE NOT NULL,
    new_code TEXT NOT NULL,
    new_valid_from DATE NOT NULL,
    share TEXT NOT NULL,
    decided_by TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (old_code, old_valid_from, new_code, new_valid_from),
    FOREIGN KEY (old_code, old_valid_from) REFERENCES admin_units (code, valid_from),
    FOREIGN KEY (new_code, new_valid_from) REFERENCES admin_units (code, valid_from)
);

CREATE INDEX unit_successions_by_new ON unit_successions (new_code, new_valid_from);
