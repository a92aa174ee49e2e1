//! Use cases through the real store, with a hand-set clock, repeatable randomness and a real mail server on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod site;
mod world;

mod accounts_keys;
mod accounts_passwords;
mod accounts_permissions;
mod accounts_races;
mod accounts_sessions;
mod accounts_setup;
mod accounts_team;
mod accounts_workspaces;
mod answer_builtin;
mod answer_cache;
mod answer_model;
mod answer_races;
mod answers;
mod audit;
mod bots;
mod budgets;
mod conversations_answers;
mod conversations_receive;
mod conversations_team;
mod erasure;
mod explain;
mod feedback;
mod intents;
mod jobs;
mod knowledge_import;
mod knowledge_items;
mod knowledge_search;
mod knowledge_vectors;
mod live;
mod live_conversations;
mod mail;
mod memory;
mod reactions;
mod redaction;
mod redteam;
mod retention;
mod rules;
mod system;
mod talks;
mod tools;
mod tools_model;
mod visitors;
