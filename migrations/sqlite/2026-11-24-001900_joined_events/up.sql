-- Two episodes that turn out to be one: the later one goes on beside the one it belongs to.
ALTER TABLE events ADD COLUMN joined_to TEXT REFERENCES events (id);
