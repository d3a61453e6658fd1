-- What an office adds to the shipped lists of hazards, or corrects of them. Without a hazard: ask a person.
CREATE TABLE hazard_words (
    id TEXT NOT NULL PRIMARY KEY,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    hazard TEXT,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    UNIQUE (language, words)
);

CREATE TABLE hazard_codes (
    id TEXT NOT NULL PRIMARY KEY,
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    hazard TEXT,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    UNIQUE (list, code)
);
