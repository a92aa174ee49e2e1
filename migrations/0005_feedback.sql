-- What visitors think of a bot's answers, and what that says about the passages they rest on. One text for SQLite and
-- PostgreSQL.

-- One row per answer that somebody has judged; a vote that is taken back leaves none.
create table feedback (
    message_id text primary key,
    workspace_id text not null,
    conversation_id text not null,
    vote text not null,
    reason text,
    comment text,
    voted_at bigint not null
);

create index feedback_workspace on feedback (workspace_id, voted_at);
create index feedback_conversation on feedback (conversation_id);

-- The passages on which a judged answer rests, of the item's version that was read. A contact counts once per passage,
-- however many of their answers rest on it.
create table passage_votes (
    workspace_id text not null,
    item_id text not null references items (id),
    version bigint not null,
    passage bigint not null,
    contact_id text not null,
    message_id text not null,
    helpful boolean not null,
    primary key (item_id, version, passage, contact_id, message_id)
);

create index passage_votes_message on passage_votes (message_id);
create index passage_votes_contact on passage_votes (contact_id);

-- Roll-up of `passage_votes`, kept with each vote: how many contacts found the passage helpful, and how many did not.
create table passage_marks (
    workspace_id text not null,
    item_id text not null references items (id),
    version bigint not null,
    passage bigint not null,
    helpful bigint not null,
    unhelpful bigint not null,
    primary key (item_id, version, passage)
);

create index passage_marks_workspace on passage_marks (workspace_id, item_id);
