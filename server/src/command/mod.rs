//! The command line: one file for each command.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program talks on its terminal")]

pub mod bench;
mod contact;
mod demo;
mod doctor;
mod eval;
mod explain;
mod migrate;
pub mod serve;
mod stand_in;
mod user;

use crate::config::{Config, Options, Refused};
use clap::{Parser, Subcommand};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// ROMASHKA, an AI customer-service platform.
#[derive(Debug, Parser)]
#[command(name = "romashka", version, arg_required_else_help = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server; without any setting it runs on SQLite in ./data
    Serve,
    /// Bring the database up to date and stop
    Migrate(migrate::Migrate),
    /// Make, list, help and erase users
    #[command(subcommand)]
    User(user::User),
    /// Erase visitors who ask for it
    #[command(subcommand)]
    Contact(contact::Contact),
    /// Fill a demo workspace with a made-up shop in three languages, and open its website
    Demo(demo::Demo),
    /// Check settings, database and surroundings; name what is wrong and the remedy
    Doctor,
    /// Show how a bot's message came about: what the bot saw, found, asked, checked and decided
    Explain(explain::Explain),
    /// Measure this machine: events, jobs, sockets, start, pages, chat, answers, what is added to a model's, retrieval
    Bench(bench::Bench),
    /// Measure how good the bot's parts are on a file of cases
    Eval(eval::Eval),
}

/// Why a command failed, for the person who typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A failure in words.
pub(crate) fn failure(text: impl Into<String>) -> Failure {
    Refused(text.into()).into()
}

/// Asks the person at the terminal whether this is to be erased; without one, the answer is no.
fn confirmed(whom: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(failure("Erasing cannot be undone. Add --yes to do it without a question."));
    }
    print!("Erase {whom} for good? Type it once more: ");
    std::io::stdout().flush()?;
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    Ok(typed.trim() == whom)
}

/// What an engine error says to the person at the terminal: they may know the reason that a visitor may not.
pub(crate) fn explained(error: engine::Error) -> Failure {
    match error {
        engine::Error::Store(store) => failure(format!("The database refused: {store}.")),
        other => failure(other.into_problem().message),
    }
}

/// Runs what was typed. 0: it worked; 1: it failed; 2: it could not be understood.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let logs = if matches!(line.command, Command::Serve) { "info,sqlx=warn" } else { "warn" };
    crate::telemetry::start_logs(logs);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(wrong) => {
            eprintln!("romashka: the program cannot start its threads: {wrong}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(command(line));
    // What still runs in the background by now was given its time.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    outcome
}

async fn command(mut line: Line) -> ExitCode {
    if let Command::Eval(eval) = line.command {
        return ended(Box::pin(eval.run(line.options.embedder.as_deref())).await);
    }
    // The benchmark makes settings of its own.
    if let Command::Bench(bench) = line.command {
        return ended(Box::pin(bench.run(line.options)).await);
    }
    if let Command::Demo(demo) = &line.command {
        demo.open_shop(&mut line.options);
    }
    let config = match Config::check(&line.options) {
        Ok(config) => config,
        // The doctor says it in its own way, beside what else it finds.
        Err(refused) if matches!(line.command, Command::Doctor) => return doctor::refused(&refused),
        Err(refused) => {
            eprintln!("romashka: {refused}");
            return ExitCode::from(2);
        }
    };
    ended(match line.command {
        Command::Serve => Box::pin(serve::run(config)).await,
        Command::Migrate(migrate) => Box::pin(migrate.run(config)).await,
        Command::Explain(explain) => Box::pin(explain.run(config)).await,
        Command::User(user) => Box::pin(user.run(config)).await,
        Command::Contact(contact) => Box::pin(contact.run(config)).await,
        Command::Demo(demo) => Box::pin(demo.run(config)).await,
        Command::Doctor => return doctor::run(config).await,
        Command::Bench(_) | Command::Eval(_) => Ok(()),
    })
}

fn ended(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("romashka: {failure}");
            ExitCode::FAILURE
        }
    }
}
