//! The other side of the chat benchmark: visitors and an agent, in a process of their own. It is told on its standard input
//! whom to be ([`Cast`]) and then, line by line, how fast to talk ([`Round`]); it answers each with a line ([`Outcome`]),
//! and ends with its standard input.

use super::super::{Failure, failure};
use super::wire::{self, PING, PONG, Reader, TEXT, Writer};
use domain::ids::WorkspaceRef;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use domain::wire::{ClientFrame, ServerFrame};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// Handshakes under way at once.
const AT_ONCE: usize = 64;
/// How long the last messages of a round are waited for.
const PATIENCE: Duration = Duration::from_secs(15);
/// What a visitor writes: the length of a usual question.
const WORDS: &str =
    "Good morning! I ordered a pair of shoes last week and have not heard anything since. Where are they?";

/// Whom to be.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cast {
    /// The agent's session.
    pub session: String,
    pub workspace: WorkspaceRef,
    /// The visitors' tokens.
    pub visitors: Vec<String>,
    /// Whether the bot answers; else each visitor asks for a human first, and the agent alone is at the other end.
    pub with_bot: bool,
}

/// How fast to talk, and how long.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Round {
    /// Tells the messages of one round from those of another.
    pub number: u32,
    /// Messages a second of each visitor.
    pub rate: f64,
    pub seconds: u64,
}

/// What became of it; times in microseconds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub sent: u64,
    pub refused: u64,
    /// Acknowledged, and never seen by the agent.
    pub lost: u64,
    /// Sent, and neither acknowledged nor refused.
    pub unheard: u64,
    /// Seen by the agent once more.
    pub doubled: u64,
    /// From just before the send to the agent's receipt.
    pub received: Vec<u32>,
    /// From just before the send to the visitor's acknowledgement.
    pub acknowledged: Vec<u32>,
    /// From the first send to the agent's last receipt.
    pub took: u64,
}

#[derive(Debug)]
struct Sent {
    at: Instant,
    acknowledged: Option<Duration>,
    received: Option<Duration>,
    is_refused: bool,
    doubled: u64,
}

/// What was sent in this round, by its client id.
type Ledger = Arc<Mutex<HashMap<String, Sent>>>;

fn note(ledger: &Ledger, client_id: &str, what: impl FnOnce(&mut Sent)) {
    let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sent) = ledger.get_mut(client_id) {
        what(sent);
    }
}

pub(super) async fn talk(address: SocketAddr) -> Result<(), Failure> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let first = lines.next_line().await?.ok_or_else(|| failure("Standard input must say whom to be."))?;
    let cast: Cast = serde_json::from_str(&first)?;
    rlimit::increase_nofile_limit(cast.visitors.len() as u64 + 256)?;
    let ledger = Ledger::default();
    let mut listening = JoinSet::new();
    let agent = agent(address, &cast).await?;
    listening.spawn(watch(agent, Arc::clone(&ledger)));
    let mut visitors = Vec::new();
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut opening = JoinSet::new();
    for token in cast.visitors {
        let turn = Arc::clone(&turns).acquire_owned().await?;
        opening.spawn(async move {
            let opened = visitor(address, token, cast.with_bot).await;
            drop(turn);
            opened
        });
    }
    while let Some(opened) = opening.join_next().await {
        let (reader, writer) = opened??;
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        listening.spawn(hear(reader, Arc::clone(&writer), Arc::clone(&ledger)));
        visitors.push(writer);
    }
    println!("{}", serde_json::to_string(&Outcome::default())?);
    while let Some(line) = lines.next_line().await? {
        let outcome = round(&visitors, &ledger, serde_json::from_str(&line)?).await?;
        if let Some(ended) = listening.try_join_next() {
            ended??;
            return Err(failure("A connection was closed in the middle of the benchmark."));
        }
        println!("{}", serde_json::to_string(&outcome)?);
    }
    Ok(())
}

async fn agent(address: SocketAddr, cast: &Cast) -> Result<(Reader, Writer), Failure> {
    let cookie = format!("Cookie: {}={}\r\n", app::api::SESSION_COOKIE, cast.session);
    let (mut reader, mut writer) = wire::open(address, crate::http::live::PATH, &cookie).await?;
    let hello = ClientFrame::Hello { workspace: cast.workspace.clone(), after: None };
    writer.write(TEXT, &serde_json::to_vec(&hello)?).await?;
    match reader.read().await? {
        Some((TEXT, content)) if matches!(serde_json::from_slice(&content)?, ServerFrame::Ready { .. }) => {
            Ok((reader, writer))
        }
        other => Err(failure(format!("The agent was not let in: {other:?}"))),
    }
}

/// The agent's end: notes each visitor's message at its receipt.
async fn watch((mut reader, mut writer): (Reader, Writer), ledger: Ledger) -> Result<(), Failure> {
    while let Some((kind, content)) = reader.read().await? {
        let now = Instant::now();
        match kind {
            PING => writer.write(PONG, &content).await?,
            // A sign of life.
            TEXT if content.is_empty() => {}
            TEXT => match serde_json::from_slice(&content)? {
                ServerFrame::Event { message: Some(message), .. } => {
                    let Some(client_id) = &message.client_id else { continue };
                    note(&ledger, client_id, |sent| match sent.received {
                        None => sent.received = Some(now - sent.at),
                        Some(_) => sent.doubled += 1,
                    });
                }
                ServerFrame::Reset { .. } | ServerFrame::Retry { .. } | ServerFrame::Refused { .. } => {
                    return Err(failure("The agent's socket was ended by the server."));
                }
                _ => {}
            },
            _ => {}
        }
    }
    Err(failure("The agent's socket was closed."))
}

async fn visitor(address: SocketAddr, token: String, with_bot: bool) -> Result<(Reader, Writer), Failure> {
    let (mut reader, mut writer) = wire::open(address, crate::http::widget::SOCKET, "").await?;
    writer.write(TEXT, &serde_json::to_vec(&VisitorFrame::Hello { token, after: 0 })?).await?;
    if !with_bot {
        let wish = VisitorFrame::Human { client_id: "human".to_owned() };
        writer.write(TEXT, &serde_json::to_vec(&wish)?).await?;
    }
    loop {
        let Some((kind, content)) = reader.read().await? else {
            return Err(failure("A visitor's socket was closed before it was ready."));
        };
        match kind {
            PING => writer.write(PONG, &content).await?,
            // A sign of life.
            TEXT if content.is_empty() => {}
            TEXT => match serde_json::from_slice(&content)? {
                BotFrame::Ready { .. } if with_bot => return Ok((reader, writer)),
                BotFrame::Accepted { .. } => return Ok((reader, writer)),
                BotFrame::Error { message, .. } => return Err(failure(format!("A visitor was refused: {message}"))),
                _ => {}
            },
            _ => {}
        }
    }
}

/// A visitor's end: notes what is acknowledged.
async fn hear(mut reader: Reader, writer: Arc<tokio::sync::Mutex<Writer>>, ledger: Ledger) -> Result<(), Failure> {
    while let Some((kind, content)) = reader.read().await? {
        let now = Instant::now();
        match kind {
            PING => writer.lock().await.write(PONG, &content).await?,
            // A sign of life.
            TEXT if content.is_empty() => {}
            TEXT => match serde_json::from_slice(&content)? {
                BotFrame::Accepted { client_id, .. } => {
                    note(&ledger, &client_id, |sent| sent.acknowledged = Some(now - sent.at));
                }
                BotFrame::Error { client_id: Some(client_id), .. } => {
                    note(&ledger, &client_id, |sent| sent.is_refused = true);
                }
                _ => {}
            },
            _ => {}
        }
    }
    Err(failure("A visitor's socket was closed by the server."))
}

async fn round(
    visitors: &[Arc<tokio::sync::Mutex<Writer>>],
    ledger: &Ledger,
    round: Round,
) -> Result<Outcome, Failure> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let begun = Instant::now();
    let between = Duration::from_secs_f64(1.0 / round.rate);
    let end = begun + Duration::from_secs(round.seconds);
    let mut talking = JoinSet::new();
    for (place, writer) in visitors.iter().enumerate() {
        let (writer, ledger) = (Arc::clone(writer), Arc::clone(ledger));
        // Spread over the first interval, as visitors who know nothing of each other are.
        let first = begun + between.mul_f64(place as f64 / visitors.len() as f64);
        talking.spawn(async move {
            let mut next = first;
            let mut n = 0u32;
            while next < end {
                sleep_until(next).await;
                let client_id = format!("{}-{place}-{n}", round.number);
                let frame = VisitorFrame::Message { client_id: client_id.clone(), text: WORDS.to_owned() };
                let frame = serde_json::to_vec(&frame)?;
                let mut writer = writer.lock().await;
                let sent =
                    Sent { at: Instant::now(), acknowledged: None, received: None, is_refused: false, doubled: 0 };
                ledger.lock().unwrap_or_else(PoisonError::into_inner).insert(client_id, sent);
                writer.write(TEXT, &frame).await?;
                n += 1;
                next += between;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(talked) = talking.join_next().await {
        talked??;
    }
    let last_call = Instant::now() + PATIENCE;
    while !is_settled(ledger) && Instant::now() < last_call {
        sleep(Duration::from_millis(20)).await;
    }
    // What is there twice comes late, if it comes.
    sleep(Duration::from_millis(500)).await;
    Ok(outcome(ledger, begun))
}

fn is_settled(ledger: &Ledger) -> bool {
    let ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    ledger.values().all(|sent| sent.is_refused || (sent.acknowledged.is_some() && sent.received.is_some()))
}

fn outcome(ledger: &Ledger, begun: Instant) -> Outcome {
    let micros = |time: Duration| u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
    let ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all = Outcome { sent: ledger.len() as u64, ..Outcome::default() };
    let mut last = begun;
    for sent in ledger.values() {
        all.refused += u64::from(sent.is_refused);
        all.lost += u64::from(sent.acknowledged.is_some() && sent.received.is_none());
        all.unheard += u64::from(sent.acknowledged.is_none() && !sent.is_refused);
        all.doubled += sent.doubled;
        all.acknowledged.extend(sent.acknowledged.map(micros));
        all.received.extend(sent.received.map(micros));
        last = last.max(sent.at + sent.received.unwrap_or_default());
    }
    all.took = u64::try_from((last - begun).as_micros()).unwrap_or(u64::MAX);
    all
}
