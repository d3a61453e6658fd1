DROP TABLE markers;
DROP TABLE stream_events;
DROP TABLE counters;
DROP TABLE audit_entries;
