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
    xml BYTEA NOT NULL
);

CREATE INDEX orders_out_by_activation ON orders_out (activation_id, number);

CREATE FUNCTION orders_out_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a message that was sent is never changed or deleted';
END;
$$;

-- What was told cannot be untold: other offices have it.
CREATE TRIGGER orders_out_no_change BEFORE UPDATE OR DELETE ON orders_out
FOR EACH ROW EXECUTE FUNCTION orders_out_refuse();

CREATE TRIGGER orders_out_no_truncate BEFORE TRUNCATE ON orders_out
FOR EACH STATEMENT EXECUTE FUNCTION orders_out_refuse();

CREATE FUNCTION orders_out_keep_exercises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'Exercise' AND (
        EXISTS (SELECT 1 FROM orders_out WHERE activation_id = NEW.activation_id AND status = 'Exercise')
        OR EXISTS (
            SELECT 1 FROM activations JOIN events ON events.id = activations.event_id
            WHERE activations.id = NEW.activation_id AND (events.kind = 'drill' OR events.demonstration)
        )
    ) THEN
        RAISE EXCEPTION 'an exercise stays an exercise';
    END IF;
    RETURN NEW;
END;
$$;

-- An exercise never becomes earnest, whoever writes.
CREATE TRIGGER orders_out_exercises_stay BEFORE INSERT ON orders_out
FOR EACH ROW EXECUTE FUNCTION orders_out_keep_exercises();
