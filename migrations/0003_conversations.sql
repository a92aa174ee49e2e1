-- Bots with their widgets, knowledge, and conversations. One text for SQLite and PostgreSQL.

create table bots (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    name text not null,
    persona text not null,
    welcome_message text not null,
    color text,
    created_at bigint not null,
    updated_at bigint not null
);

create index bots_workspace on bots (workspace_id, created_at, id);

-- `key` is public: it stands in the pages of websites. `domains` has one website per line; none: all may show it.
create table widgets (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    bot_id text not null references bots (id),
    key text not null unique,
    domains text not null,
    last_seen_at bigint,
    created_at bigint not null
);

create index widgets_bot on widgets (bot_id);
create index widgets_workspace on widgets (workspace_id);

-- Numbers that are counted per workspace: `conversation` (what people read), `knowledge` (changes of what answers).
create table workspace_counters (
    workspace_id text not null,
    name text not null,
    value bigint not null,
    primary key (workspace_id, name)
);

-- `generation` is the workspace's counter `knowledge` at the item's last change of what answers: an index that knows
-- generation n asks for the items after it.
create table items (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    title text not null,
    title_folded text not null,
    status text not null,
    language text not null,
    source text not null,
    origin text,
    content text not null,
    content_hash bytea not null,
    words bigint not null,
    version bigint not null,
    generation bigint not null,
    created_by_kind text not null,
    created_by_id text,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint
);

create index items_list on items (workspace_id, updated_at, id);
create index items_status on items (workspace_id, status, updated_at, id);
create index items_generation on items (workspace_id, generation);
create index items_origin on items (workspace_id, origin);
create index items_hash on items (workspace_id, content_hash);

-- What is published, cut into what is found and cited as a whole. Positions are bytes of the version's text.
create table passages (
    workspace_id text not null,
    item_id text not null references items (id),
    ordinal bigint not null,
    heading text not null,
    text text not null,
    start_byte bigint not null,
    end_byte bigint not null,
    primary key (item_id, ordinal)
);

create index passages_workspace on passages (workspace_id, item_id);

-- The text of each version that was ever published, so that what cites it can show it.
create table item_versions (
    workspace_id text not null,
    item_id text not null references items (id),
    version bigint not null,
    title text not null,
    content text not null,
    created_at bigint not null,
    primary key (item_id, version)
);

create index item_versions_workspace on item_versions (workspace_id);

create table contacts (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    name text,
    email text,
    email_folded text,
    language text,
    created_at bigint not null,
    last_seen_at bigint not null
);

create index contacts_workspace on contacts (workspace_id, created_at, id);
create index contacts_email on contacts (workspace_id, email_folded) where email_folded is not null;

-- A browser that talks. `token_hash` is the SHA-256 of its token.
create table visitors (
    id text primary key,
    workspace_id text not null references workspaces (id),
    widget_id text not null references widgets (id),
    contact_id text not null references contacts (id),
    token_hash bytea not null unique,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null
);

create index visitors_contact on visitors (contact_id);
create index visitors_expiry on visitors (workspace_id, expires_at);

-- `visitor_seq` is the newest message of the visitor and `answered_seq` the newest of them that has its reply (or was
-- given to people): with the bot, one behind the other means that an answer is owed.
create table conversations (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null references workspaces (id),
    number bigint not null,
    bot_id text not null references bots (id),
    widget_id text not null references widgets (id),
    contact_id text not null references contacts (id),
    lifecycle text not null,
    assignee text not null,
    agent_id text references users (id),
    language text,
    episode bigint not null,
    handoff_reason text,
    waiting_since bigint,
    last_seq bigint not null,
    preview text not null,
    visitor_seq bigint not null,
    visitor_at bigint,
    answered_seq bigint not null,
    agent_read_seq bigint not null,
    visitor_read_seq bigint not null,
    created_at bigint not null,
    last_message_at bigint not null
);

create unique index conversations_number on conversations (workspace_id, number);
create index conversations_contact on conversations (contact_id, created_at);
create index conversations_recent on conversations (workspace_id, lifecycle, last_message_at, id);
create index conversations_assignee on conversations (workspace_id, lifecycle, assignee, last_message_at, id);
create index conversations_agent on conversations (agent_id, workspace_id, lifecycle, last_message_at, id)
    where agent_id is not null;
create index conversations_owed on conversations (visitor_at)
    where lifecycle = 'open' and assignee = 'bot' and visitor_seq > answered_seq;

create table episodes (
    conversation_id text not null references conversations (id),
    number bigint not null,
    workspace_id text not null,
    started_at bigint not null,
    first_seq bigint not null,
    handoff_reason text,
    handed_off_at bigint,
    ended_at bigint,
    ended_by_kind text,
    ended_by_id text,
    primary key (conversation_id, number)
);

create index episodes_workspace on episodes (workspace_id);

-- `replies_to` is the newest visitor message that a bot's message answers: one reply each. `analysis` is what was found out
-- about a visitor's message, `trace` what an answer rests on; both JSON.
create table messages (
    id text primary key,
    public_id text not null unique,
    workspace_id text not null,
    conversation_id text not null references conversations (id),
    seq bigint not null,
    episode bigint not null,
    client_id text,
    author text not null,
    author_id text,
    author_name text,
    kind text not null,
    text text not null,
    language text,
    citations text,
    verdict text,
    confidence double precision,
    offers_human boolean not null,
    replies_to bigint,
    trace text,
    created_at bigint not null
);

create unique index messages_place on messages (conversation_id, seq);
create unique index messages_client on messages (conversation_id, client_id) where client_id is not null;
create unique index messages_reply on messages (conversation_id, replies_to) where replies_to is not null;
create index messages_author on messages (author_id) where author_id is not null;
create index messages_workspace on messages (workspace_id, created_at);
