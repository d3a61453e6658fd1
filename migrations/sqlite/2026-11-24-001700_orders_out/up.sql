-- CAP messages of our own, as they were first written. Numbers run in the order of commits.
CREATE TABLE orders_out (
    id TEXT NOT NULL PRIMARY KEY,
    activation_id TEXT NOT NULL REFERENCES activations (id),
    number BIGINT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    msg_type TEXT NOT NULL,
    sender TEXT NOT NULL,
    sent TIMESTAMP NOT NULL,
    told TEXT NOT NULL,
    refers_to TEXT NOT NULL,
    headline_vi TEXT NOT NULL,
    headline_en TEXT NOT NULL,
    xml BLOB NOT NULL
);

CREATE INDEX orders_out_by_activation ON orders_out (activation_id, number);

-- What was told cannot be untold: other offices have it.
CREATE TRIGGER orders_out_no_update BEFORE UPDATE ON orders_out
BEGIN
    SELECT RAISE(ABORT, 'a message that was sent is never changed');
END;

CREATE TRIGGER orders_out_no_delete BEFORE DELETE ON orders_out
BEGIN
    SELECT RAISE(ABORT, 'a message that was sent is never deleted');
END;

-- An exercise never becomes earnest, whoever writes.
CREATE TRIGGER orders_out_exercises_stay BEFORE INSERT ON orders_out
WHEN NEW.status <> 'Exercise' AND (
    EXISTS (SELECT 1 FROM orders_out WHERE activation_id = NEW.activation_id AND status = 'Exercise')
    OR EXISTS (
        SELECT 1 FROM activations JOIN events ON events.id = activations.event_id
        WHERE activations.id = NEW.activation_id AND (events.kind = 'drill' OR events.demonstration)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'an exercise stays an exercise');
END;
