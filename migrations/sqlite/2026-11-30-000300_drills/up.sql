-- The messages of a drill: those of a past event told again, each at its moment.
CREATE TABLE drill_messages (
    event_id TEXT NOT NULL REFERENCES events (id),
    position BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    headline_vi TEXT NOT NULL,
    headline_en TEXT NOT NULL,
    xml TEXT NOT NULL,
    PRIMARY KEY (event_id, position)
);

CREATE INDEX drill_messages_to_come ON drill_messages (sent_at, due_at);
