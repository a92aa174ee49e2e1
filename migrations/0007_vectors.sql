-- What passages mean, as a model gave it. One text for SQLite and PostgreSQL.

-- `passage_hash` is the SHA-256 of what the model was given, so that a passage that stays as it was is not given to it again;
-- `model` says which model it was. `generation` is the workspace's counter `vectors` when they were written: an index that
-- knows generation n asks for those after it. The bytes are a step (four of them) and a count of steps for each number.
create table vectors (
    workspace_id text not null,
    item_id text not null references items (id),
    passage_hash bytea not null,
    model text not null,
    generation bigint not null,
    vector bytea not null,
    primary key (item_id, passage_hash)
);

create index vectors_generation on vectors (workspace_id, model, generation);
