//! Listening in a conversation: each message once and in order, whatever comes between.

use std::time::Duration;

use domain::conversations::Lifecycle;
use domain::ids::{ConversationId, ConversationRef, MessageRef};
use domain::messages::MessageView;
use domain::permissions::{Permission, Role};
use domain::wire::visitor::{Answerer, Typist};
use engine::accounts;
use engine::conversations::{
    Side, mark_read, messages_after, receive, reply, resolve, state_for, take, type_as_agent, type_as_visitor,
};
use engine::live::{ConversationFeed, ConversationUpdate, Signal, Update, follow, watch};
use engine::visitors::Visitor;

use crate::talks::{Shop, refused};
use crate::world::{World, on_both};

async fn next(feed: &mut ConversationFeed) -> ConversationUpdate {
    tokio::time::timeout(Duration::from_secs(10), feed.next()).await.expect("an update within 10 s")
}

/// The next update that is no message.
async fn next_but_messages(feed: &mut ConversationFeed) -> ConversationUpdate {
    loop {
        match next(feed).await {
            ConversationUpdate::Message(_) => {}
            other => return other,
        }
    }
}

async fn silent(feed: &mut ConversationFeed) -> bool {
    tokio::time::timeout(Duration::from_millis(300), feed.next()).await.is_err()
}

async fn open(visitor: &Visitor) -> ConversationFeed {
    let (id, _) = state_for(visitor).await.unwrap().conversation.unwrap();
    visitor.app().live().open_conversation(visitor.workspace(), id).await.unwrap()
}

/// A listener as the contract has it: it opens the feed, reads the store from its last place, and goes on with the feed; a
/// gap or falling behind sends it to the store again.
async fn hear(visitor: &Visitor, seq: &mut i64, wanted: usize, heard: &mut Vec<MessageView>) {
    let mut feed = open(visitor).await;
    let mut behind = true;
    let enough = heard.len() + wanted;
    while heard.len() < enough {
        if behind {
            let page = messages_after(visitor, *seq, 7).await.unwrap();
            behind = page.len() == 7;
            for message in page {
                *seq = message.seq;
                heard.push(message);
            }
            continue;
        }
        match next(&mut feed).await {
            ConversationUpdate::Message(message) if message.seq <= *seq => {}
            ConversationUpdate::Message(message) if message.seq == *seq + 1 => {
                *seq = message.seq;
                heard.push(MessageView::clone(&message));
            }
            ConversationUpdate::Message(_) | ConversationUpdate::Behind => behind = true,
            ConversationUpdate::Away => panic!("away"),
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_breaks_off_and_comes_again_hears_each_message_once_and_in_order() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, conversation) = shop.talk("message 1").await;
        const MESSAGES: usize = 200;
        let pour = {
            let (visitor, ctx) = (visitor.clone(), shop.ctx.clone());
            tokio::spawn(async move {
                for place in 2..=MESSAGES {
                    if place % 5 == 0 {
                        reply(&ctx, &conversation, &format!("a{place}"), "answer").await.unwrap();
                    } else {
                        receive(&visitor, &format!("v{place}"), "question").await.unwrap();
                    }
                }
            })
        };
        let (mut heard, mut seq) = (Vec::new(), 0);
        let mut round = 0;
        // One more than was sent: “Ann has joined”.
        while heard.len() < MESSAGES {
            round += 1;
            let wanted = (1 + round % 23).min(MESSAGES + 1 - heard.len());
            hear(&visitor, &mut seq, wanted, &mut heard).await;
        }
        pour.await.unwrap();
        let places: Vec<i64> = heard.iter().map(|message| message.seq).collect();
        assert_eq!(places, (1..=places.len() as i64).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_tab_hears_both_sides_and_a_listener_elsewhere_hears_nothing() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello").await;
    let (other, _) = shop.talk("Good morning").await;
    let (mut tab, mut elsewhere) = (open(&visitor).await, open(&other).await);
    receive(&visitor, "second", "Anybody?").await.unwrap();
    reply(&shop.ctx, &conversation, "r", "Yes").await.unwrap();
    let mut texts = Vec::new();
    while texts.len() < 3 {
        if let ConversationUpdate::Message(message) = next(&mut tab).await {
            texts.push((message.seq, message.text.clone()));
        }
    }
    assert_eq!((texts[0].clone(), texts[2].clone()), ((2, "Anybody?".into()), (4, "Yes".into())));
    assert!(silent(&mut elsewhere).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn listeners_are_told_who_answers_and_how_far_the_other_side_has_read() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello").await;
    let mut feed = open(&visitor).await;
    take(&shop.ctx, &conversation).await.unwrap();
    let ann = Answerer::Agent { name: "Ann Lee".into() };
    let status = |lifecycle| ConversationUpdate::Status { lifecycle, answerer: ann.clone() };
    assert_eq!(next_but_messages(&mut feed).await, status(Lifecycle::Open));
    mark_read(&shop.ctx, &conversation, 1).await.unwrap();
    assert_eq!(next_but_messages(&mut feed).await, ConversationUpdate::Read { by: Side::Agent, seq: 1 });
    resolve(&shop.ctx, &conversation).await.unwrap();
    assert_eq!(next_but_messages(&mut feed).await, status(Lifecycle::Resolved));
    receive(&visitor, "more", "One more thing").await.unwrap();
    let bot = Answerer::Bot { name: "Camomile".into() };
    assert_eq!(
        next_but_messages(&mut feed).await,
        ConversationUpdate::Status { lifecycle: Lifecycle::Open, answerer: bot }
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signals_reach_both_sides_of_their_conversation_and_nobody_else() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello").await;
    let (other, _) = shop.talk("Good morning").await;
    let mut widget = open(&visitor).await;
    let mut elsewhere = open(&other).await;
    let mut screen = watch(&shop.ctx, &conversation).await.unwrap();
    type_as_visitor(&visitor, true).await.unwrap();
    type_as_agent(&shop.ctx, &conversation, true).await.unwrap();
    let piece = Signal::Piece { id: MessageRef::new(1), attempt: 1, index: 0, text: "Two days".into() };
    let (id, _) = state_for(&visitor).await.unwrap().conversation.unwrap();
    world.app.live().signal(shop.ctx.workspace(), id, piece.clone());
    for feed in [&mut widget, &mut screen] {
        let typing = |who| ConversationUpdate::Signal(Signal::Typing { who, on: true });
        assert_eq!(next(feed).await, typing(Typist::Visitor));
        assert_eq!(next(feed).await, typing(Typist::Agent { name: "Ann Lee".into() }));
        assert_eq!(next(feed).await, ConversationUpdate::Signal(piece.clone()));
    }
    // The team gets messages with the workspace's events, and not twice.
    receive(&visitor, "second", "Anybody?").await.unwrap();
    assert!(silent(&mut screen).await);
    assert!(silent(&mut elsewhere).await);
    // Another workspace cannot signal into it, should its key ever be known there.
    let zoe = world.other_business().await.ctx().unwrap();
    assert!(matches!(next(&mut widget).await, ConversationUpdate::Message(_)));
    world.app.live().signal(zoe.workspace(), id, piece);
    assert!(refused(world.app.live().open_conversation(zoe.workspace(), id).await).code == domain::Code::NotFound);
    assert!(silent(&mut widget).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_listener_is_told_that_it_fell_behind_and_keeps_no_heap_of_updates() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, _) = shop.talk("Hello").await;
    let mut feed = open(&visitor).await;
    for _ in 0..1_000 {
        type_as_visitor(&visitor, true).await.unwrap();
    }
    assert_eq!(next(&mut feed).await, ConversationUpdate::Behind);
    let mut left = 0;
    while !silent(&mut feed).await {
        left += 1;
    }
    assert!(left < 200, "{left}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn watchers_get_messages_with_their_events_if_they_may_read_them() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let viewer = world.join(&shop.ctx, "vic@example.com", Role::Viewer).await.ctx().unwrap();
        let scopes = vec![Permission::WorkspaceRead, Permission::EventsRead];
        let made = accounts::create_api_key(&shop.ctx, "Log", scopes).await.unwrap();
        let auditor = accounts::open_api_key(&world.app, &made.secret).await.unwrap();
        let mut feeds = Vec::new();
        for ctx in [&viewer, &auditor] {
            let mut feed = follow(ctx, None).await.unwrap();
            assert!(matches!(feed.next().await, Update::Ready(_)));
            feeds.push(feed);
        }
        let (_, conversation) = shop.talk("Where is my order?").await;
        let mut heard: Vec<Vec<(Option<ConversationRef>, Option<String>)>> = Vec::new();
        for feed in &mut feeds {
            let mut told = Vec::new();
            for _ in 0..2 {
                match tokio::time::timeout(Duration::from_secs(10), feed.next()).await.unwrap() {
                    Update::Event(one) => told.push((one.conversation, one.message.map(|m| m.text.clone()))),
                    other => panic!("{other:?}"),
                }
            }
            heard.push(told);
        }
        let text = Some("Where is my order?".to_owned());
        assert_eq!(heard[0], [(Some(conversation.clone()), None), (Some(conversation), text)]);
        assert_eq!(heard[1], [(None, None), (None, None)], "that it happened, and not what was said");
        // Whoever comes late reads it from the log, with its message.
        let seq = store::events::bounds(shop.ctx.workspace(), world.app.store().db()).await.unwrap().last_seq;
        let mut late = follow(&viewer, Some(seq - 1)).await.unwrap();
        assert!(matches!(late.next().await, Update::Ready(_)));
        match late.next().await {
            Update::Event(one) => assert!(one.message.is_some()),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_on_another_node_hears_stored_messages_at_once() {
    on_both(|world| async move {
        if !world.is_postgres() {
            return;
        }
        let shop = Shop::open(&world).await;
        let (visitor, _) = shop.talk("Hello").await;
        let other = world.second_node().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (id, _): (ConversationId, _) = state_for(&visitor).await.unwrap().conversation.unwrap();
        let mut feed = other.live().open_conversation(shop.ctx.workspace(), id).await.unwrap();
        let started = std::time::Instant::now();
        receive(&visitor, "second", "Anybody?").await.unwrap();
        assert!(matches!(next(&mut feed).await, ConversationUpdate::Message(message) if message.seq == 2));
        assert!(started.elapsed() < Duration::from_millis(1_500), "told, not found by looking");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_types_and_what_is_written_crosses_nodes_in_order() {
    on_both(|world| async move {
        if !world.is_postgres() {
            return;
        }
        let shop = Shop::open(&world).await;
        let (visitor, _) = shop.talk("Hello").await;
        let other = world.second_node().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (id, _): (ConversationId, _) = state_for(&visitor).await.unwrap().conversation.unwrap();
        let workspace = shop.ctx.workspace();
        let mut feed = other.live().open_conversation(workspace, id).await.unwrap();
        let piece =
            |index, text: &str| Signal::Piece { id: MessageRef::new(7), attempt: 1, index, text: text.to_owned() };
        let live = visitor.app().live();
        live.signal(workspace, id, Signal::Typing { who: Typist::Bot, on: true });
        for (index, text) in [(0, "Two\nlines, "), (1, "«quoted»"), (2, " and an end.")] {
            live.signal(workspace, id, piece(index, text));
        }
        // Longer than a notification can be: it is left out, and what comes behind it is not.
        live.signal(workspace, id, piece(3, &"x".repeat(9_000)));
        live.signal(workspace, id, Signal::Retract { id: MessageRef::new(7) });
        receive(&visitor, "second", "Anybody?").await.unwrap();
        let mut heard = Vec::new();
        loop {
            match next(&mut feed).await {
                ConversationUpdate::Signal(signal) => heard.push(signal),
                ConversationUpdate::Message(message) if message.seq == 2 => break,
                _ => {}
            }
        }
        let wanted = [
            Signal::Typing { who: Typist::Bot, on: true },
            piece(0, "Two\nlines, "),
            piece(1, "«quoted»"),
            piece(2, " and an end."),
            Signal::Retract { id: MessageRef::new(7) },
        ];
        assert_eq!(heard, wanted, "all of it before the message that was stored behind it");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_conversation_wakes_the_visitors_other_tab_on_another_node() {
    on_both(|world| async move {
        if !world.is_postgres() {
            return;
        }
        let shop = Shop::open(&world).await;
        let visitor = shop.visitor().await;
        let other = world.second_node().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut tab = other.live().newcomer(visitor.row().id);
        visitor.app().live().begun(visitor.row().id);
        // That its sender is gone counts as a change, too.
        let _ = tokio::time::timeout(Duration::from_secs(5), tab.changed()).await.expect("woken by the other node");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn listeners_are_told_when_the_node_goes_down() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello").await;
    let mut widget = open(&visitor).await;
    let mut screen = watch(&shop.ctx, &conversation).await.unwrap();
    world.app.run_background().stop(Duration::from_secs(1)).await;
    assert_eq!(next(&mut widget).await, ConversationUpdate::Away);
    assert_eq!(next(&mut screen).await, ConversationUpdate::Away);
    assert_eq!(next(&mut open(&visitor).await).await, ConversationUpdate::Away, "whoever comes now, too");
}
