-- One event a chain of alerts; the unique keys below are what makes answering an alert twice change nothing.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    chain_key TEXT NOT NULL UNIQUE,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    demonstration BOOLEAN NOT NULL
);

CREATE TABLE activations (
    id TEXT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id),
    plan_id TEXT NOT NULL REFERENCES plans (id),
    plan_version_id TEXT NOT NULL REFERENCES plan_versions (id),
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    level BIGINT NOT NULL,
    level_official BOOLEAN NOT NULL,
    mode TEXT NOT NULL,
    status TEXT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    escalate_at TIMESTAMP,
    escalated_at TIMESTAMP,
    decided_at TIMESTAMP,
    decided_by TEXT,
    decision_remark TEXT,
    revision BIGINT NOT NULL,
    UNIQUE (event_id, plan_id)
);

CREATE INDEX activations_by_status ON activations (status);

CREATE TABLE activation_zones (
    activation_id TEXT NOT NULL REFERENCES activations (id),
    zone_id TEXT NOT NULL REFERENCES zones (id),
    zone_revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    reason_vi TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (activation_id, zone_id)
);

-- A zone may be cleared, allowed back and cleared again within one event: each time is a round.
CREATE TABLE checklists (
    id TEXT NOT NULL PRIMARY KEY,
    activation_id TEXT NOT NULL REFERENCES activations (id),
    zone_id TEXT NOT NULL REFERENCES zones (id),
    round BIGINT NOT NULL,
    zone_revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    onset TIMESTAMP NOT NULL,
    onset_basis TEXT NOT NULL,
    figures TEXT NOT NULL,
    UNIQUE (activation_id, zone_id, round)
);

CREATE TABLE tasks (
    id TEXT NOT NULL PRIMARY KEY,
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    position BIGINT NOT NULL,
    phase TEXT NOT NULL,
    subject TEXT NOT NULL,
    role TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL,
    due_at TIMESTAMP,
    state TEXT NOT NULL,
    remark TEXT,
    done_at TIMESTAMP,
    changed_by TEXT,
    changed_at TIMESTAMP,
    revision BIGINT NOT NULL,
    UNIQUE (checklist_id, position)
);
