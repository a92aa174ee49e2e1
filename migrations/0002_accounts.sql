-- People, workspaces, sessions, keys, mail and the audit log. One text for SQLite and PostgreSQL.

create table workspaces (
    id text primary key,
    public_id text not null unique,
    name text not null,
    website text,
    time_zone text not null,
    events_kept_days bigint not null default 730,
    audit_kept_days bigint not null default 730,
    mail_kept_days bigint not null default 90,
    -- When what has passed its time is deleted next.
    clean_at bigint not null,
    created_at bigint not null
);

create index workspaces_clean on workspaces (clean_at);

create table users (
    id text primary key,
    public_id text not null unique,
    name text not null,
    email text not null,
    email_folded text not null unique,
    password_hash text not null,
    theme text not null,
    is_operator boolean not null,
    created_at bigint not null
);

create table members (
    workspace_id text not null references workspaces (id),
    user_id text not null references users (id),
    role text not null,
    joined_at bigint not null,
    last_seen_at bigint,
    primary key (workspace_id, user_id)
);

create index members_user on members (user_id);
create index members_joined on members (workspace_id, joined_at, user_id);

-- `token_hash` is the SHA-256 of what stands in the link. At most one is open per workspace and address.
create table invitations (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    email text not null,
    email_folded text not null,
    role text not null,
    token_hash bytea not null unique,
    invited_by_kind text not null,
    invited_by_id text,
    created_at bigint not null,
    expires_at bigint not null,
    accepted_at bigint,
    revoked_at bigint
);

create unique index invitations_open on invitations (workspace_id, email_folded)
    where accepted_at is null and revoked_at is null;
create index invitations_email on invitations (email_folded);
create index invitations_expiry on invitations (workspace_id, expires_at);

-- `workspace_id` is the one that the person is in; none until they choose.
create table sessions (
    token_hash bytea primary key,
    public_id text not null unique,
    user_id text not null references users (id),
    workspace_id text references workspaces (id),
    device text not null,
    address text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null
);

create index sessions_user on sessions (user_id, last_seen_at);
create index sessions_workspace on sessions (workspace_id);
create index sessions_expiry on sessions (expires_at);

create table password_resets (
    token_hash bytea primary key,
    user_id text not null references users (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create index password_resets_user on password_resets (user_id, created_at);
create index password_resets_expiry on password_resets (expires_at);

-- Attempts to sign in or to get a password link, by a keyed hash of purpose and address: known and unknown addresses look
-- alike here, and nobody reads an address out of it.
create table attempts (
    subject_hash bytea primary key,
    count bigint not null,
    blocked_until bigint not null,
    last_at bigint not null
);

create index attempts_last on attempts (last_at);

create table api_keys (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    name text not null,
    hint text not null,
    secret_hash bytea not null unique,
    scopes text not null,
    created_by_kind text not null,
    created_by_id text,
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint
);

create index api_keys_workspace on api_keys (workspace_id, created_at);

-- Written from events by a reaction; names are looked up when it is read.
create table audit_entries (
    workspace_id text not null references workspaces (id),
    seq bigint not null,
    at bigint not null,
    actor_kind text not null,
    actor_id text,
    kind text not null,
    subject text not null,
    details text not null,
    primary key (workspace_id, seq)
);

create index audit_entries_kind on audit_entries (workspace_id, kind, seq);
create index audit_entries_at on audit_entries (workspace_id, at);

-- Outgoing mail: what it is about, by ids; the text is written when it is sent. `covered_token` is the token of its link
-- under a pad of the installation's secret, until the mail is sent or given up.
create table mails (
    id text primary key,
    public_id text not null unique,
    workspace_id text references workspaces (id),
    template text not null,
    about text not null,
    recipient text not null,
    recipient_folded text not null,
    subject text not null,
    covered_token bytea,
    state text not null,
    attempts bigint not null,
    note text,
    created_at bigint not null,
    sent_at bigint
);

create index mails_workspace on mails (workspace_id, created_at, public_id);
create index mails_recipient on mails (recipient_folded);
create index mails_created on mails (created_at);
