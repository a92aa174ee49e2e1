-- What bots may ask of connected systems. One text for SQLite and PostgreSQL.

-- `fields` is JSON: what the tool is set up with. `secrets` is the same for what nobody is shown again, each sealed with the
-- installation's secret. `version` counts changes.
create table bot_tools (
    workspace_id text not null references workspaces (id),
    bot_id text not null references bots (id),
    tool text not null,
    is_on boolean not null,
    fields text not null,
    secrets text not null,
    version bigint not null,
    updated_at bigint not null,
    primary key (bot_id, tool)
);
