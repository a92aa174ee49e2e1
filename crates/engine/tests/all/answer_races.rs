//! Answers while other things happen.

use std::time::Duration;

use connectors::testing::Act;
use domain::conversations::{Assignee, HandoffReason};
use domain::messages::{AuthorKind, Verdict};
use engine::conversations::{receive, take};
use engine::live::{ConversationFeed, ConversationUpdate, Signal};
use futures::FutureExt;

use crate::answers::Answering;
use crate::world::{World, on_both};

const FOUND: &str = "Delivery costs 4.90 EUR.";

/// The next signal about words.
async fn word(feed: &mut ConversationFeed) -> Signal {
    loop {
        let update = tokio::time::timeout(Duration::from_secs(10), feed.next()).await.expect("a signal");
        match update {
            ConversationUpdate::Signal(Signal::Typing { .. }) => {}
            ConversationUpdate::Signal(signal) => return signal,
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_messages_at_once_get_one_answer_to_the_newest_with_all_of_them_read() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let visitor = answering.shop.visitor().await;
        receive(&visitor, "1", "Hello").await.unwrap();
        receive(&visitor, "2", "I have a question about delivery").await.unwrap();
        let newest = receive(&visitor, "3", "How much does it cost?").await.unwrap();
        let reply = answering.reply_to(&newest.conversation, newest.seq).await;
        assert!(reply.text.contains(FOUND), "{}", reply.text);
        let rows = answering.shop.rows(&newest.conversation).await;
        let replies: Vec<_> = rows.iter().filter_map(|row| row.replies_to).collect();
        assert_eq!(replies, [3]);
        answering.close(Some((&newest.conversation, 1))).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takeover_in_the_middle_of_an_answer_wins_and_its_words_are_taken_back() {
    let act = Act::say_slowly(
        "[1] Delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.",
        Duration::from_millis(60),
    );
    let world = World::with_model(act).await;
    let answering = Answering::open(&world).await;
    let visitor = answering.shop.visitor().await;
    let asked = receive(&visitor, "1", "How much does delivery cost?").await.unwrap();
    let (workspace, db) = (answering.shop.ctx.workspace(), world.app.store().db());
    let conversation = store::conversations::get(workspace, &asked.conversation, db).await.unwrap().id;
    let mut feed = world.app.live().open_conversation(workspace, conversation).await.unwrap();
    let Signal::Piece { id, text, .. } = word(&mut feed).await else { panic!("no piece") };
    assert_eq!(text.trim(), FOUND);
    take(&answering.shop.ctx, &asked.conversation).await.unwrap();
    loop {
        match word(&mut feed).await {
            Signal::Retract { id: retracted } => break assert_eq!(retracted, id),
            Signal::Piece { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    answering.close(Some((&asked.conversation, 0))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_cannot_be_stored_is_taken_back_and_comes_in_a_second_attempt() {
    let world =
        World::with_model(Act::say("[1] Delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.")).await;
    let answering = Answering::open(&world).await;
    let visitor = answering.shop.visitor().await;
    let hello = receive(&visitor, "hello", "Hello!").await.unwrap();
    answering.reply_to(&hello.conversation, hello.seq).await;
    let (workspace, db) = (answering.shop.ctx.workspace(), world.app.store().db());
    let conversation = store::conversations::get(workspace, &hello.conversation, db).await.unwrap().id;
    let mut feed = world.app.live().open_conversation(workspace, conversation).await.unwrap();
    world
        .run(
            "create trigger no_bot before insert on messages when new.author = 'bot'
             begin select raise(abort, 'the test wants it so'); end",
        )
        .await;
    let asked = receive(&visitor, "1", "How much does delivery cost?").await.unwrap();
    let Signal::Piece { id, attempt: 1, index: 0, .. } = word(&mut feed).await else { panic!("no piece") };
    loop {
        match word(&mut feed).await {
            Signal::Retract { id: retracted } => break assert_eq!(retracted, id),
            Signal::Piece { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    world.run("drop trigger no_bot").await;
    // Once the failed run is written down, its next one is due after some seconds.
    let now = engine::Clock::now(&*world.clock);
    let waits = async {
        while store::jobs::counts(now, db).await.unwrap().waiting == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waits).await.unwrap();
    world.clock.advance_ms(7_000);
    let Signal::Piece { id: again, attempt: 2, index: 0, .. } = word(&mut feed).await else {
        panic!("no second attempt")
    };
    assert_eq!(again, id);
    let reply = answering.reply_to(&asked.conversation, asked.seq).await;
    assert_eq!(reply.id, id);
    answering.close(Some((&asked.conversation, 2))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_in_the_middle_of_an_answer_gets_the_answer_instead() {
    let slow = Act::say_slowly(
        "[1] Delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.",
        Duration::from_millis(60),
    );
    let world = World::with_model(Act::say("[1] You can send goods back within 30 days of delivery.")).await;
    world.model.as_ref().unwrap().next([slow]);
    let answering = Answering::open(&world).await;
    let visitor = answering.shop.visitor().await;
    let first = receive(&visitor, "1", "How much does delivery cost?").await.unwrap();
    let (workspace, db) = (answering.shop.ctx.workspace(), world.app.store().db());
    let conversation = store::conversations::get(workspace, &first.conversation, db).await.unwrap().id;
    let mut feed = world.app.live().open_conversation(workspace, conversation).await.unwrap();
    let Signal::Piece { id, .. } = word(&mut feed).await else { panic!("no piece") };
    let newest = receive(&visitor, "2", "Sorry, I meant: can I send goods back after delivery?").await.unwrap();
    loop {
        match word(&mut feed).await {
            Signal::Retract { id: retracted } => break assert_eq!(retracted, id),
            Signal::Piece { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let reply = answering.reply_to(&newest.conversation, newest.seq).await;
    assert!(reply.text.contains("30 days"), "{}", reply.text);
    assert_ne!(reply.id, id);
    answering.close(Some((&newest.conversation, 1))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_whose_node_was_lost_in_the_middle_gets_its_answer_from_the_next() {
    on_both(|world| async move {
        let shop = Answering::stock(&world).await;
        // A node with a life of its own, which ends without a word.
        let doomed = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (node, visitor) = tokio::task::block_in_place(|| {
            doomed.block_on(async {
                let node = world.second_node().await;
                std::mem::forget(node.run_background());
                let visitor = shop.tabs(&[&node]).await.pop().unwrap();
                (node, visitor)
            })
        });
        let asked = tokio::task::block_in_place(|| {
            doomed.block_on(async {
                let alive = async {
                    while store::nodes::list(engine::Clock::now(&*world.clock), node.store().db())
                        .await
                        .unwrap()
                        .is_empty()
                    {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                };
                tokio::time::timeout(Duration::from_secs(10), alive).await.unwrap();
                tokio::time::sleep(Duration::from_millis(50)).await;
                receive(&visitor, "1", "How much does delivery cost?").await.unwrap()
            })
        });
        doomed.shutdown_background();
        drop((visitor, node));
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(shop.written_by(&asked.conversation, AuthorKind::Bot).await, 0, "it was lost before it answered");
        world.clock.advance_ms(600_000);
        let answering = Answering::at_work(shop);
        let reply = answering.reply_to(&asked.conversation, asked.seq).await;
        assert_eq!(reply.verdict, Some(Verdict::Answered));
        assert!(reply.text.contains(FOUND), "{}", reply.text);
        answering.close(Some((&asked.conversation, 1))).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_given_up_becomes_a_handoff_and_nothing_stays_owed() {
    on_both(|world| async move {
        let shop = Answering::stock(&world).await;
        let (_, conversation) = shop.talk("How much does delivery cost?").await;
        let node = world.app.node();
        let kind = engine::jobs::KINDS.iter().find(|kind| kind.name() == engine::answer::JOB).unwrap();
        world
            .app
            .store()
            .write(Some(shop.ctx.workspace()), move |work| {
                async move {
                    let jobs = store::jobs::claim(engine::answer::JOB, 1, node, &mut *work).await?;
                    assert_eq!(jobs.len(), 1);
                    // The second time there is nothing left to do.
                    kind.given_up(&mut *work, &jobs[0], "the database was away").await?;
                    kind.given_up(work, &jobs[0], "the database was away").await
                }
                .boxed()
            })
            .await
            .unwrap();
        let seen = shop.read(&conversation).await;
        assert_eq!(seen.conversation.assignee, Assignee::Queue);
        assert_eq!(seen.conversation.handoff_reason, Some(HandoffReason::ToolFailure));
        assert_eq!(seen.messages.len(), 2, "told once");
        world.clock.advance_ms(60_000);
        assert_eq!(engine::conversations::owed(&world.app).await.unwrap(), 0);
    })
    .await;
}
