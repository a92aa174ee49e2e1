-- What is found out about visitors' words, and what is remembered of them. One text for SQLite and PostgreSQL.

-- `analysis` is everything that was found out about a visitor's message, as JSON; what is counted has a column of its own.
alter table messages add column analysis text;
alter table messages add column intent text;
alter table messages add column feeling text;

-- What visitors told of themselves and their orders. `kind` and `value` are those of the entities of a message, or a name.
create table contact_facts (
    workspace_id text not null,
    contact_id text not null,
    conversation_id text not null,
    kind text not null,
    value text not null,
    confidence double precision not null,
    seen_at bigint not null,
    primary key (conversation_id, kind, value)
);

create index contact_facts_contact on contact_facts (contact_id, seen_at);

-- The rolling summary of a conversation, up to the message `up_to_seq`; `written_by` is `builtin` or `model`.
create table conversation_memories (
    conversation_id text primary key,
    workspace_id text not null,
    contact_id text not null,
    summary text not null,
    written_by text not null,
    up_to_seq bigint not null,
    updated_at bigint not null
);

create index conversation_memories_contact on conversation_memories (contact_id, updated_at);
