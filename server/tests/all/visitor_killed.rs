//! A server that is killed in the middle of visitors' talk: nothing acknowledged is lost, nothing is there twice, and every
//! visitor gets their answer.

use super::harness::{SECRET, postgres};
use super::health::unanswered;
use super::process::Process;
use super::shop::prepare;
use super::visitor::{Widget, message, stored};
use domain::messages::{Author, MessageView};
use domain::wire::visitor::BotFrame;
use std::collections::BTreeMap;
use std::time::Duration;

const VISITORS: usize = 8;
/// So many of a visitor's messages are on their way at once.
const AT_ONCE: usize = 2;

/// What a visitor knows when their server is gone.
struct Left {
    token: String,
    /// Client id → id and place, as acknowledged.
    acknowledged: BTreeMap<String, (String, i64)>,
    /// Sent, and never heard of again.
    open: Vec<String>,
}

/// Writes, some messages at once, until the server is gone.
async fn talk(widget: Widget, visitor: usize) -> Left {
    let (token, mut chat) = widget.visitor().await;
    let mut left = Left { token, acknowledged: BTreeMap::new(), open: Vec::new() };
    'talk: for n in 0.. {
        for k in 0..AT_ONCE {
            let id = format!("v{visitor}-{n:04}-{k}");
            left.open.push(id.clone());
            if !chat.try_say(&message(&id, &format!("What does shipping cost? ({id})"))).await {
                break 'talk;
            }
        }
        while !left.open.is_empty() {
            match chat.next().await {
                Some(BotFrame::Accepted { client_id, id, seq, .. }) => {
                    left.open.retain(|open| *open != client_id);
                    left.acknowledged.insert(client_id, (id.to_string(), seq));
                }
                Some(BotFrame::Error { message, .. }) => panic!("{message}"),
                Some(_) => {}
                None => break 'talk,
            }
        }
        tokio::time::sleep(Duration::from_millis(200 + 40 * visitor as u64)).await;
    }
    left
}

/// Comes back, repeats what was not acknowledged, and reads everything until the newest message has its answer.
async fn come_back(widget: &Widget, left: &mut Left) -> Vec<MessageView> {
    let mut chat = widget.hello(&left.token, 0).await;
    let BotFrame::Ready { seq: mut newest, .. } = chat.ready().await else { unreachable!() };
    let mut all: Vec<MessageView> = Vec::new();
    for id in left.open.clone() {
        chat.say(&message(&id, &format!("What does shipping cost? ({id})"))).await;
    }
    let is_over = |all: &[MessageView], newest| {
        all.last().is_some_and(|last| last.seq >= newest && last.author != Author::Visitor)
    };
    while !left.open.is_empty() || !is_over(&all, newest) {
        // With several nodes the killed one's jobs are taken up when its lease is over, after some seconds.
        let frame = chat.next_within(Duration::from_secs(60)).await.expect("closed");
        match frame {
            BotFrame::Accepted { client_id, id, seq, .. } => {
                newest = newest.max(seq);
                left.open.retain(|open| *open != client_id);
                left.acknowledged.insert(client_id, (id.to_string(), seq));
            }
            BotFrame::Error { message, .. } => panic!("{message}"),
            frame => all.extend(stored(frame)),
        }
    }
    all
}

async fn everything_acknowledged_is_there_once_and_answered(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = vec![("ROMASHKA_SECRET_KEY", SECRET)];
    settings.extend(database.map(|url| ("DATABASE_URL", url)));
    let widget = prepare(folder.path(), database, None).await;
    let process = Process::start(folder.path(), &settings).await;
    let first = Widget { address: process.address, ..widget.clone() };
    let talks: Vec<_> = (0..VISITORS).map(|visitor| tokio::spawn(talk(first.clone(), visitor))).collect();
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    process.kill().await;
    let mut left = Vec::new();
    for talk in talks {
        left.push(talk.await.unwrap());
    }
    let acknowledged: usize = left.iter().map(|left| left.acknowledged.len()).sum();
    assert!(acknowledged >= 4 * VISITORS, "too little was under way: {acknowledged}");

    let process = Process::start(folder.path(), &settings).await;
    let second = Widget { address: process.address, ..widget };
    let mut came_back = Vec::new();
    for mut left in left {
        let widget = second.clone();
        came_back.push(tokio::spawn(async move { (come_back(&widget, &mut left).await, left) }));
    }
    for back in came_back {
        let (all, left) = back.await.unwrap();
        let places: Vec<_> = all.iter().map(|message| message.seq).collect();
        assert_eq!(places, (1..=all.len() as i64).collect::<Vec<_>>(), "a place is missing or there twice");
        for (client_id, (id, seq)) in &left.acknowledged {
            let named: Vec<_> = all.iter().filter(|m| m.client_id.as_ref() == Some(client_id)).collect();
            assert_eq!(named.len(), 1, "{client_id}");
            assert_eq!((named[0].id.to_string(), named[0].seq), (id.clone(), *seq), "{client_id}");
        }
        let own = all.iter().filter(|message| message.author == Author::Visitor).count();
        assert_eq!(own, left.acknowledged.len(), "somebody else's message");
        // Each answer lies behind a message of the visitor: none was given twice.
        for pair in all.windows(2) {
            assert!(pair.iter().any(|m| m.author == Author::Visitor), "two answers in a row: {pair:?}");
        }
        assert!(matches!(all.last().map(|newest| &newest.author), Some(Author::Bot { .. })));
    }
    // Late enough for the metric to count what is owed since before the kill.
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert_eq!(unanswered(process.address).await, "0");
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn killed_in_the_middle_of_talk_on_sqlite_it_loses_nothing_and_answers_everybody() {
    everything_acknowledged_is_there_once_and_answered(None).await;
}

#[tokio::test]
async fn killed_in_the_middle_of_talk_on_postgresql_it_loses_nothing_and_answers_everybody() {
    let Some(scratch) = postgres().await else { return };
    everything_acknowledged_is_there_once_and_answered(Some(&scratch.url)).await;
    scratch.drop_database().await.unwrap();
}
