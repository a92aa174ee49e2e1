//! The server as programs and browsers meet it. A file for each address or concern; a test's name is its claim.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![recursion_limit = "512"]

mod ai;
mod api;
mod assets;
mod bounds;
mod config;
mod conversations;
mod csrf;
mod demo;
mod documented;
mod eval;
mod harness;
mod health;
mod idempotency;
mod isolation;
mod isolation_functions;
mod knowledge;
mod limits;
mod line;
mod live;
mod live_conversations;
mod nodes;
mod openapi;
mod outages;
mod pages;
mod process;
mod published;
mod roles;
mod security;
mod shop;
mod tools;
mod visitor;
mod visitor_isolation;
mod visitor_killed;
mod visitor_model;
mod visitor_session;
mod visitor_socket;
mod visitor_stream;
mod visitor_streams;
