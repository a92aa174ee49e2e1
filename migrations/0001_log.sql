-- The event log, what reacts to it, and background jobs. One text for SQLite and PostgreSQL.

-- Facts about the installation as a whole, as in the fingerprint of its secret.
create table installation (
    name text primary key,
    value text not null
);

-- Server processes. A node whose lease has run out is taken for dead, and its jobs go to others.
create table nodes (
    id text primary key,
    version text not null,
    started_at bigint not null,
    seen_at bigint not null,
    lease_until bigint not null
);

-- One row per workspace: the newest event, and the oldest that is still there. Locked while a batch appends.
create table event_counters (
    workspace_id text primary key,
    last_seq bigint not null,
    first_seq bigint not null
);

create table events (
    workspace_id text not null,
    seq bigint not null,
    kind text not null,
    actor_kind text not null,
    actor_id text,
    subject text not null,
    payload text not null,
    cause bigint,
    depth bigint not null,
    created_at bigint not null,
    primary key (workspace_id, seq)
);

-- How far each reaction has digested each workspace's log. `failures` counts failed attempts at the next event.
create table reaction_cursors (
    reaction text not null,
    workspace_id text not null,
    seq bigint not null,
    failures bigint not null,
    retry_at bigint not null,
    primary key (reaction, workspace_id)
);

-- Events that a reaction could not digest and that a person decides about.
create table dead_letters (
    public_id text primary key,
    reaction text not null,
    workspace_id text not null,
    seq bigint not null,
    error text not null,
    created_at bigint not null,
    unique (workspace_id, reaction, seq)
);

create index dead_letters_created on dead_letters (created_at);

-- Background work. `head` marks the first unfinished job of its lane, which alone may run; `position` counts within the
-- lane; `finished_at` is set when the job is done or dead.
create table jobs (
    id text primary key,
    public_id text not null,
    workspace_id text,
    kind text not null,
    lane text not null,
    position bigint not null,
    head boolean not null,
    payload text not null,
    state text not null,
    attempts bigint not null,
    max_attempts bigint not null,
    run_at bigint not null,
    lease_owner text,
    last_error text,
    created_at bigint not null,
    finished_at bigint
);

create unique index jobs_head on jobs (lane) where head;
create index jobs_lane on jobs (lane, position, id) where finished_at is null;
create index jobs_due on jobs (kind, run_at) where head and state = 'ready';
create index jobs_leased on jobs (lease_owner) where lease_owner is not null;
create index jobs_dead on jobs (finished_at, id) where state = 'dead';
create index jobs_done on jobs (finished_at) where state = 'done';
create index jobs_workspace on jobs (workspace_id) where workspace_id is not null;

-- Answers given under an idempotency key, so that a repeated request gets the same answer and nothing happens twice.
create table idempotency_keys (
    workspace_id text not null,
    key text not null,
    route text not null,
    request_hash text not null,
    status bigint not null,
    body text not null,
    created_at bigint not null,
    primary key (workspace_id, key, route)
);

create index idempotency_keys_created on idempotency_keys (created_at);

-- Roll-up for the chart of the system page: events by workspace, finished jobs by node.
create table activity (
    minute bigint not null,
    source text not null,
    events bigint not null,
    jobs bigint not null,
    primary key (minute, source)
);
