-- Rules per bot, a business's own intents, and how much model services are used. One text for SQLite and PostgreSQL.

-- `rules` is JSON (`domain::rules::BotRules`); what is missing in it has its usual value. `version` counts changes, so that
-- nobody overwrites what somebody else has just saved.
alter table bots add column rules text not null default '{}';
alter table bots add column version bigint not null default 1;

-- `examples` has one per line. `effect` says what follows when a visitor's message has the intent: `label` (it is noted),
-- `hand_off` (to people, for the reason in `handoff_reason`), `answer` (with the text in `answer`).
create table intents (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    name text not null,
    name_folded text not null,
    examples text not null,
    threshold double precision not null,
    is_on boolean not null,
    effect text not null,
    handoff_reason text,
    answer text not null,
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index intents_name on intents (workspace_id, name_folded);

-- JSON (`domain::budget::Budget`): tokens that the workspace's bots may use at model services.
alter table workspaces add column budget text not null default '{}';

-- What was used, by day (days since 1970-01-01, UTC) and by conversation.
create table model_use (
    workspace_id text not null,
    day bigint not null,
    calls bigint not null,
    tokens bigint not null,
    primary key (workspace_id, day)
);

create table conversation_use (
    workspace_id text not null,
    conversation_id text not null,
    tokens bigint not null,
    primary key (conversation_id)
);

create index conversation_use_workspace on conversation_use (workspace_id);
