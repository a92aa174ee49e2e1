//! What visitors say.

use domain::conversations::{Assignee, HandoffReason, Lifecycle};
use domain::events::EventKind;
use domain::messages::{Author, AuthorKind, MessageKind, TEXT_CHARS};
use domain::{Code, Language};
use engine::conversations::{ask_for_human, receive, reply, resolve};
use engine::visitors;

use crate::talks::{Shop, refused};
use crate::world::{World, on_both};

const GERMAN: &str = "Guten Tag, wie lange dauert die Lieferung nach Hamburg und was kostet sie?";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_client_id_is_the_same_message_however_often_and_at_once_it_is_sent() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let visitor = shop.visitor().await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let visitor = visitor.clone();
            tasks.spawn(async move { receive(&visitor, "one", "Where is my order?").await.unwrap() });
        }
        let accepted = tasks.join_all().await;
        assert!(accepted.iter().all(|again| *again == accepted[0]), "{accepted:?}");
        let later = receive(&visitor, "one", "Where is my order?").await.unwrap();
        assert_eq!(later, accepted[0]);
        assert_eq!(shop.texts(&later.conversation).await, ["Where is my order?"]);
        assert_eq!((world.rows("conversations").await, world.rows("jobs").await), (1, 1));
        let received =
            world.events(&shop.ctx).await.into_iter().filter(|event| event.fact.kind == EventKind::MessageReceived);
        assert_eq!(received.count(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_at_once_have_three_places_and_one_lane_of_answers() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let visitor = shop.visitor().await;
        let (one, two, three) = tokio::join!(
            receive(&visitor, "1", "Hello"),
            receive(&visitor, "2", "I have a question"),
            receive(&visitor, "3", "Do you ship to Spain?")
        );
        let accepted = [one.unwrap(), two.unwrap(), three.unwrap()];
        let mut places = accepted.clone().map(|accepted| accepted.seq);
        places.sort_unstable();
        assert_eq!(places, [1, 2, 3]);
        let conversation = &accepted[0].conversation;
        assert!(accepted.iter().all(|one| one.conversation == *conversation));
        assert_eq!(shop.texts(conversation).await.len(), 3);
        assert_eq!(world.rows("jobs").await, 3);
        let lanes = world.text("select count(distinct lane) || '' as text from jobs").await;
        assert_eq!(lanes, "1");
        let seen = shop.read(conversation).await.conversation;
        assert_eq!((seen.visitor_seq, seen.last_seq, seen.number), (3, 3, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_begin_at_once_begin_one_conversation() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let other = if world.is_postgres() { world.second_node().await } else { world.app.clone() };
        for round in 0..10 {
            let tabs = shop.tabs(&[&world.app, &other]).await;
            let (one, two) =
                tokio::join!(receive(&tabs[0], "tab-1", "Hello there"), receive(&tabs[1], "tab-2", "Anybody here?"));
            let (one, two) = (one.unwrap(), two.unwrap());
            assert_eq!(one.conversation, two.conversation);
            assert_eq!(shop.texts(&one.conversation).await.len(), 2);
            assert_eq!(shop.read(&one.conversation).await.conversation.number, round + 1, "numbers have no gaps");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_after_it_was_resolved_begins_a_new_episode_with_the_bot() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, conversation) = shop.talk("Is the green tea back?").await;
        reply(&shop.ctx, &conversation, "a", "Yes, since today.").await.unwrap();
        resolve(&shop.ctx, &conversation).await.unwrap();
        let jobs = world.rows("jobs").await;
        let accepted = receive(&visitor, "again", "And the white one?").await.unwrap();
        assert_eq!(accepted.conversation, conversation);
        let seen = shop.read(&conversation).await;
        assert_eq!(seen.conversation.lifecycle, Lifecycle::Open);
        assert_eq!((&seen.conversation.assignee, seen.conversation.episode), (&Assignee::Bot, 2));
        assert_eq!(world.rows("jobs").await, jobs + 1, "the bot answers again");
        let episodes: Vec<_> = seen.episodes.iter().map(|e| (e.number, e.first_seq, e.ended_at.is_some())).collect();
        assert_eq!(episodes, [(1, 1, true), (2, accepted.seq, false)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_for_a_human_hands_off_once_and_says_so_in_the_visitors_language() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let (visitor, conversation) = shop.talk(GERMAN).await;
        let (one, two) = tokio::join!(ask_for_human(&visitor, "wish"), ask_for_human(&visitor, "wish"));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one, two);
        let seen = shop.read(&conversation).await;
        assert_eq!(seen.conversation.assignee, Assignee::Queue);
        assert_eq!(seen.conversation.handoff_reason, Some(HandoffReason::CustomerRequest));
        assert_eq!(seen.episodes[0].handoff_reason, Some(HandoffReason::CustomerRequest));
        assert!(seen.conversation.waiting_since.is_some());
        let told = seen.messages.last().unwrap();
        assert_eq!((told.seq, &told.author, told.kind), (one.seq, &Author::System, MessageKind::Event));
        assert_eq!(told.text, engine::answer::phrases::of(Language::De).handed_off);
        assert_eq!(seen.conversation.language, Some(Language::De));
        // Another wish while people have it changes nothing.
        let later = ask_for_human(&visitor, "another-wish").await.unwrap();
        assert_eq!(later.seq, one.seq);
        assert_eq!(shop.written_by(&conversation, AuthorKind::System).await, 1);
        // What is written now is for people: the bot is not asked.
        let jobs = world.rows("jobs").await;
        receive(&visitor, "more", "Ich warte gern einen Augenblick").await.unwrap();
        assert_eq!(world.rows("jobs").await, jobs);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_word_may_be_the_wish_for_a_human() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let request = domain::wire::visitor::SessionRequest { language: Some("es-MX".into()), ..shop.request() };
    let granted = visitors::open_session(&world.app, request, None).await.unwrap();
    let visitor = visitors::recognize(&world.app, &granted.token, None).await.unwrap();
    let accepted = ask_for_human(&visitor, "wish").await.unwrap();
    assert_eq!(
        shop.texts(&accepted.conversation).await,
        [engine::answer::phrases::of(Language::Es).handed_off],
        "in the language of the browser"
    );
    assert_eq!(world.rows("jobs").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_taken_is_refused_and_leaves_nothing_behind() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let visitor = shop.visitor().await;
    for (client_id, text, field) in [
        ("a", " \n ", "text"),
        ("a", &*"x".repeat(TEXT_CHARS + 1), "text"),
        ("a", &*"x".repeat(1_000_000), "text"),
        ("", "hello", "client_id"),
        ("two words", "hello", "client_id"),
    ] {
        let problem = refused(receive(&visitor, client_id, text).await);
        assert!(problem.code == Code::Invalid && problem.fields.contains_key(field), "{problem:?}");
    }
    assert_eq!((world.rows("conversations").await, world.rows("messages").await), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_passes_for_another_by_their_client_id() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk("Hello, is anybody there?").await;
    reply(&shop.ctx, &conversation, "agents", "Yes.").await.unwrap();
    assert_eq!(refused(receive(&visitor, "agents", "No!").await).code, Code::Conflict);
    assert_eq!(refused(ask_for_human(&visitor, "first").await).code, Code::Conflict);
    assert_eq!(refused(reply(&shop.ctx, &conversation, "first", "Hm").await).code, Code::Conflict);
    assert_eq!(shop.written_by(&conversation, AuthorKind::Visitor).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_is_found_out_and_kept_for_short_words() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let (visitor, conversation) = shop.talk(GERMAN).await;
    receive(&visitor, "short", "ok 12").await.unwrap();
    let seen = shop.read(&conversation).await;
    assert_eq!((seen.conversation.language, seen.messages[0].language), (Some(Language::De), Some(Language::De)));
    let spanish = "Buenos días, ¿cuánto tiempo tarda el envío a Madrid y cuánto cuesta?";
    receive(&visitor, "changed", spanish).await.unwrap();
    assert_eq!(shop.read(&conversation).await.conversation.language, Some(Language::Es));
    let kept = world.text("select language as text from contacts").await;
    assert_eq!(kept, "es");
}
