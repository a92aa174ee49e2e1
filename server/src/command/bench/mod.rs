//! `romashka bench`: what this machine does, measured with the product's own code. Each run makes its own folder or
//! database and removes it again; nothing touches real data.

mod analysis;
mod answer;
mod chat;
pub(super) mod events;
mod figures;
mod overhead;
mod pages;
pub(super) mod place;
mod retrieval;
mod sockets;
mod start;
mod talk;
mod wire;

use super::{Failure, failure};
use crate::config::Options;
use clap::{Args, ValueEnum};
use figures::Figures;

/// What was asked for.
#[derive(Debug, Args)]
pub struct Bench {
    /// What to measure; everything if nothing is named
    #[arg(value_enum)]
    what: Vec<What>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Sockets to hold open
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=25_000))]
    sockets: u64,
    /// Items of knowledge in the answer benchmark
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    items: u64,
    /// Visitors of the chat benchmark
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..=20_000))]
    clients: u64,
    /// Messages a second of each visitor of the chat benchmark
    #[arg(long, default_value_t = 1.0, value_parser = rate)]
    rate: f64,
    /// Let the bot answer in the chat benchmark; else the visitors talk with an agent alone
    #[arg(long)]
    bot: bool,
    /// Raise the rate of the chat benchmark until p99 passes 500 ms
    #[arg(long)]
    find_limit: bool,
    /// Be the other side of the chat benchmark at this address; what to do comes in on standard input
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with_all = ["what", "json", "connect"])]
    talk: Option<std::net::SocketAddr>,
    /// Be the other side of the socket benchmark: open sockets at this address, with the sessions and the workspace that
    /// come in on standard input, and hold them until that is closed
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with_all = ["what", "json"])]
    connect: Option<std::net::SocketAddr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum What {
    /// Events committed a second, and how long each takes
    Events,
    /// Jobs run a second
    Jobs,
    /// Memory of an idle socket
    Sockets,
    /// Time from start to ready, and memory at rest
    Start,
    /// Time to render each page
    Pages,
    /// Time from a visitor's send to the agent's receipt
    Chat,
    /// Time to find out everything about a visitor's message
    Analysis,
    /// Time that the builtin engine takes for an answer
    Answer,
    /// Time that the program adds to the answer of a model
    Overhead,
    /// Time to find passages among 10,000 and 100,000, with and without vectors
    Retrieval,
}

fn rate(typed: &str) -> Result<f64, String> {
    let rate: f64 = typed.parse().map_err(|_| "write a number".to_owned())?;
    if (0.001..=1_000.0).contains(&rate) { Ok(rate) } else { Err("choose 0.001 to 1000 a second".to_owned()) }
}

impl Bench {
    /// Of the settings, only `DATABASE_URL` counts: a `postgres://` cluster in which databases may be made.
    pub(super) async fn run(self, options: Options) -> Result<(), Failure> {
        if let Some(address) = self.connect {
            return sockets::hold(address, self.sockets).await;
        }
        if let Some(address) = self.talk {
            return talk::talk(address).await;
        }
        if cfg!(debug_assertions) {
            eprintln!("This is a debug build; its figures say nothing about a release.");
        }
        let embedder = options.embedder;
        let cluster = options.database_url.filter(|url| !url.trim().is_empty());
        if cluster.as_deref().is_some_and(|url| !url.starts_with("postgres")) {
            return Err(failure(
                "DATABASE_URL names a SQLite file, but the benchmark makes its own. Leave it out for SQLite, or name a \
                 PostgreSQL cluster.",
            ));
        }
        let all = [
            What::Start,
            What::Events,
            What::Jobs,
            What::Pages,
            What::Sockets,
            What::Chat,
            What::Analysis,
            What::Answer,
            What::Overhead,
            What::Retrieval,
        ];
        let plan = chat::Plan {
            clients: self.clients,
            rate: self.rate,
            seconds: self.seconds,
            with_bot: self.bot,
            finds_limit: self.find_limit,
        };
        let mut figures = Figures::new(cluster.is_some());
        for what in all.into_iter().filter(|what| self.what.is_empty() || self.what.contains(what)) {
            eprintln!("measuring {} …", format!("{what:?}").to_lowercase());
            let cluster = cluster.as_deref();
            match what {
                What::Events => Box::pin(events::events(cluster, self.seconds, &mut figures)).await?,
                What::Jobs => Box::pin(events::jobs(cluster, self.seconds, &mut figures)).await?,
                What::Sockets => Box::pin(sockets::measure(cluster, self.sockets, &mut figures)).await?,
                What::Start => Box::pin(start::measure(cluster, &mut figures)).await?,
                What::Chat => Box::pin(chat::measure(cluster, plan, &mut figures)).await?,
                What::Analysis => analysis::measure(self.seconds, &mut figures),
                What::Answer => {
                    Box::pin(answer::measure(cluster, self.items, self.seconds, &mut figures)).await?;
                }
                What::Retrieval => retrieval::measure(embedder.as_deref(), self.seconds, &mut figures)?,
                What::Overhead => {
                    Box::pin(overhead::measure(cluster, self.items, self.seconds, &mut figures)).await?;
                }
                What::Pages => Box::pin(pages::measure(cluster, self.seconds, &mut figures)).await?,
            }
        }
        if self.json {
            println!("{}", figures.json());
        } else {
            print!("{figures}");
        }
        Ok(())
    }
}
