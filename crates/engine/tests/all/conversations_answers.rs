//! What bots come to: stored once, and only while it is wanted.

use domain::conversations::{Assignee, HandoffReason};
use domain::messages::{Author, AuthorKind, Verdict};
use engine::conversations::{
    Committed, Decision, OWED_AFTER_MS, ask_for_human, commit_answer, owed, receive, reopen, resolve, take,
};

use crate::talks::{Shop, answer};
use crate::world::{World, on_both};

fn stored(committed: Committed) -> domain::messages::MessageView {
    match committed {
        Committed::Stored(message) => *message,
        Committed::Stale => panic!("stale"),
    }
}

fn to_people() -> Decision {
    Decision::HandOff {
        reason: HandoffReason::MissingKnowledge,
        language: None,
        trace: serde_json::json!({ "why": "nothing found" }),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_stored_once_with_what_it_rests_on() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (_, conversation) = shop.talk("How long does delivery take?").await;
        let (app, workspace) = (&world.app, shop.ctx.workspace());
        let basis = shop.basis(&conversation).await;
        let (one, two) = tokio::join!(
            commit_answer(app, workspace, basis.clone(), answer("Two days.")),
            commit_answer(app, workspace, shop.basis(&conversation).await, answer("Two days!"))
        );
        let both = [one.unwrap(), two.unwrap()];
        assert_eq!(both.iter().filter(|one| **one == Committed::Stale).count(), 1, "one reply a message");
        let again = commit_answer(app, workspace, basis, answer("Two days.")).await.unwrap();
        assert_eq!(again, Committed::Stale);
        let told = shop.read(&conversation).await.messages.pop().unwrap();
        assert_eq!((told.seq, &told.author), (2, &Author::Bot { name: "Camomile".into() }));
        assert_eq!((told.verdict, told.confidence, told.citations.len()), (Some(Verdict::Answered), Some(0.9), 1));
        let row = shop.rows(&conversation).await.pop().unwrap();
        assert_eq!((row.replies_to, row.trace), (Some(1), Some(serde_json::json!({ "stage": "test" }))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takeover_before_the_answer_is_stored_wins() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (_, conversation) = shop.talk("How long does delivery take?").await;
        let basis = shop.basis(&conversation).await;
        take(&shop.ctx, &conversation).await.unwrap();
        let late = commit_answer(&world.app, shop.ctx.workspace(), basis, answer("Two days.")).await.unwrap();
        assert_eq!(late, Committed::Stale);
        assert_eq!(shop.written_by(&conversation, AuthorKind::Bot).await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_never_speaks_after_a_person_has_joined_however_the_two_race() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let other = if world.is_postgres() { world.second_node().await } else { world.app.clone() };
        let (mut answered, mut stale) = (0, 0);
        for round in 0..30 {
            let (_, conversation) = shop.talk("How long does delivery take?").await;
            let basis = shop.basis(&conversation).await;
            let taking = async {
                if round % 2 == 0 {
                    tokio::task::yield_now().await;
                }
                take(&shop.ctx, &conversation).await.unwrap()
            };
            let (taken, committed) =
                tokio::join!(taking, commit_answer(&other, shop.ctx.workspace(), basis, answer("Two days.")));
            assert!(matches!(taken.assignee, Assignee::Agent { .. }));
            let authors: Vec<_> = shop.rows(&conversation).await.into_iter().map(|row| row.author).collect();
            match committed.unwrap() {
                Committed::Stored(_) => {
                    answered += 1;
                    assert_eq!(authors, [AuthorKind::Visitor, AuthorKind::Bot, AuthorKind::System]);
                }
                Committed::Stale => {
                    stale += 1;
                    assert_eq!(authors, [AuthorKind::Visitor, AuthorKind::System]);
                }
            }
        }
        println!("{answered} answered before the takeover, {stale} gave way");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_to_an_older_message_gives_way() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("How long does delivery take?").await;
    let basis = shop.basis(&conversation).await;
    receive(&visitor, "second", "To Spain, I mean").await.unwrap();
    let workspace = shop.ctx.workspace();
    assert_eq!(commit_answer(&world.app, workspace, basis, answer("Two days.")).await.unwrap(), Committed::Stale);
    let newest = shop.basis(&conversation).await;
    stored(commit_answer(&world.app, workspace, newest, answer("Four days.")).await.unwrap());
    assert_eq!(shop.texts(&conversation).await.last().unwrap(), "Four days.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_of_an_earlier_episode_gives_way() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (_, conversation) = shop.talk("How long does delivery take?").await;
    let basis = shop.basis(&conversation).await;
    let workspace = shop.ctx.workspace();
    resolve(&shop.ctx, &conversation).await.unwrap();
    let late = commit_answer(&world.app, workspace, basis.clone(), answer("Two days.")).await.unwrap();
    assert_eq!(late, Committed::Stale);
    reopen(&shop.ctx, &conversation).await.unwrap();
    assert_eq!(commit_answer(&world.app, workspace, basis, answer("Two days.")).await.unwrap(), Committed::Stale);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_hands_off_gives_the_conversation_to_the_queue() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (_, conversation) = shop.talk("Can you engrave my name into the pot?").await;
        let basis = shop.basis(&conversation).await;
        let workspace = shop.ctx.workspace();
        let told = stored(commit_answer(&world.app, workspace, basis.clone(), to_people()).await.unwrap());
        assert_eq!((told.author, told.verdict), (Author::System, Some(Verdict::HandedOff)));
        let seen = shop.read(&conversation).await.conversation;
        assert_eq!(seen.assignee, Assignee::Queue);
        assert_eq!(seen.handoff_reason, Some(HandoffReason::MissingKnowledge));
        assert_eq!(commit_answer(&world.app, workspace, basis, to_people()).await.unwrap(), Committed::Stale);
        let row = shop.rows(&conversation).await.pop().unwrap();
        assert_eq!(row.trace, Some(serde_json::json!({ "why": "nothing found" })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_bot_owes_is_counted_after_ten_seconds_until_it_has_answered_or_people_have_it() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, answered) = shop.talk("How long does delivery take?").await;
        let (_, taken) = shop.talk("Where is my parcel?").await;
        let (waiting, _) = shop.talk("Are you open on Sundays?").await;
        receive(&waiting, "more", "Or on Saturdays?").await.unwrap();
        let (_, done) = shop.talk("Never mind").await;
        world.clock.advance_ms(OWED_AFTER_MS);
        assert_eq!(owed(&world.app).await.unwrap(), 0, "not late yet");
        world.clock.advance_ms(1);
        assert_eq!(owed(&world.app).await.unwrap(), 5);
        let basis = shop.basis(&answered).await;
        stored(commit_answer(&world.app, shop.ctx.workspace(), basis, answer("Two days.")).await.unwrap());
        take(&shop.ctx, &taken).await.unwrap();
        ask_for_human(&waiting, "wish").await.unwrap();
        resolve(&shop.ctx, &done).await.unwrap();
        assert_eq!(owed(&world.app).await.unwrap(), 0);
        receive(&visitor, "second", "And to Spain?").await.unwrap();
        world.clock.advance_ms(OWED_AFTER_MS + 1);
        assert_eq!(owed(&world.app).await.unwrap(), 1);
    })
    .await;
}
