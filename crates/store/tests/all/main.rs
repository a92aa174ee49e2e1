//! The store on both databases: each test runs on a SQLite file and in a PostgreSQL database of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, reason = "where the cluster is comes from outside, and tests have no config")]

#[macro_use]
mod harness;

mod accounts_erasure;
mod accounts_invitations;
mod accounts_logs;
mod accounts_people;
mod accounts_sessions;
mod accounts_workspaces;
mod activity;
mod away;
mod bot_tools;
mod bots;
mod chats;
mod contacts;
mod conversations;
mod events;
mod feedback;
mod full_disk;
mod idempotency;
mod installation;
mod intents;
mod jobs;
mod killed;
mod knowledge;
mod lanes;
mod memories;
mod messages;
mod nodes;
mod reactions;
mod recent;
mod talk;
mod vectors;
mod versions;
mod writer;
