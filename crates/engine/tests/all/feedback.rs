//! What visitors think of answers: kept, shown, and counted so that nobody can do harm with it.

use domain::Code;
use domain::events::EventKind;
use domain::feedback::{Feedback, Vote, VoteReason, Votes};
use domain::ids::{ContactId, ItemId, MessageId};
use domain::knowledge::NewItem;
use domain::messages::MessageView;
use domain::permissions::Role;
use engine::conversations::{rate, rate_for, receive};
use engine::knowledge::{self, Found};
use engine::live::ConversationUpdate;
use futures::FutureExt;
use store::passage_votes::{self, Passage};

use crate::answers::Answering;
use crate::talks::{Shop, refused};
use crate::world::{World, code, on_both};

const QUESTION: &str = "How much does delivery cost?";

fn up() -> Option<Feedback> {
    Some(Feedback { vote: Vote::Up, reason: None, comment: None })
}

fn down(reason: VoteReason, comment: &str) -> Option<Feedback> {
    Some(Feedback { vote: Vote::Down, reason: Some(reason), comment: Some(comment.to_owned()) })
}

async fn search(shop: &Shop<'_>, question: &str) -> Vec<Found> {
    knowledge::search(&shop.world.app, shop.ctx.workspace(), question, None, 8).await.unwrap()
}

fn passage(found: &Found) -> Passage {
    Passage { item_id: found.item.id, version: found.item.version, passage: found.passage.ordinal }
}

/// So many strangers think this of these passages.
async fn crowd(shop: &Shop<'_>, size: u32, passages: Vec<Passage>, helpful: bool) {
    let (world, workspace, now) = (shop.world, shop.ctx.workspace(), engine::Clock::now(&*shop.world.clock));
    let ids: Vec<_> = (0..size)
        .map(|_| {
            let random = || engine::Random::u128(&*world.random);
            (ContactId::new(now, random()), MessageId::new(now, random()))
        })
        .collect();
    world
        .app
        .store()
        .write(Some(workspace), move |work| {
            async move {
                for (contact, message) in ids {
                    passage_votes::replace(workspace, contact, message, &passages, Some(helpful), work).await?;
                }
                Ok::<_, store::Error>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vote_can_be_given_changed_and_taken_back_and_the_team_hears_of_it() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let shop = &answering.shop;
        let visitor = shop.visitor().await;
        let reply = answering.ask_as(&visitor, QUESTION).await;
        let conversation = receive(&visitor, "thanks", "Thanks!").await.unwrap().conversation;
        let row = shop.rows(&conversation).await[0].clone();
        let mut feed = world.app.live().open_conversation(shop.ctx.workspace(), row.conversation_id).await.unwrap();
        let seen =
            async |at: usize| -> Option<Feedback> { shop.read(&conversation).await.messages[at].feedback.clone() };
        for feedback in [down(VoteReason::Outdated, "It costs more now"), up(), up(), None, up()] {
            rate(&visitor, &reply.id, feedback.clone()).await.unwrap();
            assert_eq!(seen(1).await, feedback);
        }
        // The visitor's own page has it after a reload.
        let again = engine::conversations::messages_after(&visitor, 1, 1).await.unwrap();
        assert_eq!(again[0].feedback, up());
        let rated: Vec<_> = world
            .events(&shop.ctx)
            .await
            .into_iter()
            .filter(|event| event.fact.kind == EventKind::MessageRated)
            .map(|event| (event.fact.subject, event.fact.payload["vote"].clone(), event.fact.payload.to_string()))
            .collect();
        let votes: Vec<_> = rated.iter().map(|(_, vote, _)| vote.as_str()).collect();
        // What changes nothing is no event, and no words of anybody are in the log.
        assert_eq!(votes, [Some("down"), Some("up"), None, Some("up")]);
        assert!(rated.iter().all(|(subject, _, text)| subject == conversation.as_str() && !text.contains("costs")));
        let mut told = Vec::new();
        while told.len() < 4 {
            if let ConversationUpdate::Rated(message) = feed.next().await {
                told.push(message.feedback.as_ref().map(|feedback| feedback.vote));
            }
        }
        assert_eq!(told.last(), Some(&Some(Vote::Up)));
        let item = knowledge::read_item(&shop.ctx, &reply.citations[0].item).await.unwrap();
        assert_eq!(item.votes, Votes { helpful: 1, unhelpful: 0 });
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_answers_can_be_rated_and_only_by_whom_they_were_for_or_by_the_team() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let shop = &answering.shop;
    let visitor = shop.visitor().await;
    let reply = answering.ask_as(&visitor, QUESTION).await;
    let small = answering.ask_as(&visitor, "Hello!").await;
    let conversation = shop.read(&conversation_of(&answering, &visitor).await).await;
    let own = conversation.messages[0].id.clone();
    for message in [&small.id, &own] {
        let problem = refused(rate(&visitor, message, up()).await);
        assert_eq!(problem.code, Code::Invalid, "{problem:?}");
    }
    let stranger = shop.visitor().await;
    assert_eq!(refused(rate(&stranger, &reply.id, up()).await).code, Code::NotFound);

    let said = rate_for(&shop.ctx, &reply.id, down(VoteReason::Wrong, "no")).await.unwrap();
    assert_eq!(said.feedback, down(VoteReason::Wrong, "no"));
    let viewer = world.join(&shop.ctx, "vera@example.com", Role::Viewer).await.ctx().unwrap();
    assert_eq!(code(rate_for(&viewer, &reply.id, up()).await), Code::Forbidden);
    let elsewhere = world.other_business().await.ctx().unwrap();
    assert_eq!(code(rate_for(&elsewhere, &reply.id, up()).await), Code::NotFound);
    assert_eq!(shop.read(&conversation.conversation.id).await.messages[1].feedback, said.feedback);
    answering.close(None).await;
}

async fn conversation_of(
    answering: &Answering<'_>,
    visitor: &engine::visitors::Visitor,
) -> domain::ids::ConversationRef {
    let state = engine::conversations::state_for(visitor).await.unwrap();
    let (_, conversation) = state.conversation.unwrap();
    assert!(!answering.shop.rows(&conversation).await.is_empty());
    conversation
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nine_votes_do_nothing_and_all_votes_of_one_session_are_one() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let shop = &answering.shop;
        // One session, twelve answers from the same passage, twelve thumbs.
        let visitor = shop.visitor().await;
        for n in 0..12 {
            let reply: MessageView = answering.ask_as(&visitor, &format!("{QUESTION} {}", "?".repeat(n))).await;
            assert!(!reply.citations.is_empty());
            rate(&visitor, &reply.id, up()).await.unwrap();
        }
        let before = search(shop, QUESTION).await;
        assert!(before.iter().all(|found| found.effect.is_none()), "{before:?}");
        let cited = passage(&before[0]);
        crowd(shop, 8, vec![cited], true).await;
        let nine = search(shop, QUESTION).await;
        assert_eq!(nine[0].effect, None);
        assert_eq!(nine, before);
        crowd(shop, 1, vec![cited], true).await;
        let ten = search(shop, QUESTION).await;
        assert!(ten[0].effect.is_some_and(|effect| effect > 1.0 && effect <= 1.15), "{:?}", ten[0].effect);
        assert!(ten[0].score > before[0].score);
        // A new version is another text, which nobody has judged yet.
        let change = domain::knowledge::ItemChange {
            content: Some("Delivery costs 5.90 EUR within Germany.".into()),
            ..domain::knowledge::ItemChange::default()
        };
        knowledge::update_item(&shop.ctx, &ten[0].item.public_id, change).await.unwrap();
        assert!(search(shop, QUESTION).await.iter().all(|found| found.effect.is_none()));
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_of_attackers_does_not_push_the_right_answer_out() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let shop = &answering.shop;
    for (title, content) in [
        ("Gift cards", "Gift cards cost between 10 and 100 EUR. They are sent by email."),
        ("Repairs", "A repair costs 15 EUR. We look at the pot first."),
        ("Tasting", "A tasting costs 25 EUR for each guest. It takes two hours."),
        ("Shop", "Our shop is open from Monday to Friday."),
    ] {
        let item = NewItem { title: title.into(), content: content.into(), language: None, publish: true };
        knowledge::create_item(&shop.ctx, item).await.unwrap();
    }
    let questions = [QUESTION, "What does a repair cost?", "When is the shop open?", "How long does the refund take?"];
    let mut right = Vec::new();
    for question in questions {
        let found = search(shop, question).await;
        let reply = answering.ask(question).await;
        right.push((question, passage(&found[0]), reply.text, reply.citations[0].item.clone()));
    }
    for (_, best, ..) in &right {
        crowd(shop, 300, vec![*best], false).await;
    }
    let mut others: Vec<(ItemId, Passage)> = Vec::new();
    for question in questions {
        for found in search(shop, question).await {
            others.push((found.item.id, passage(&found)));
        }
    }
    let others: Vec<Passage> =
        others.into_iter().map(|(_, one)| one).filter(|one| right.iter().all(|(_, best, ..)| best != one)).collect();
    crowd(shop, 300, others, true).await;
    for (question, best, text, item) in right {
        let found = search(shop, question).await;
        assert!(found.iter().any(|found| passage(found) == best), "{question}");
        let worst = found.iter().find(|found| passage(found) == best).and_then(|found| found.effect);
        assert!(worst.is_some_and(|effect| (0.85..0.87).contains(&effect)), "{worst:?}");
        let reply = answering.ask(question).await;
        assert_eq!((reply.text, reply.citations[0].item.clone()), (text, item), "{question}");
    }
    answering.close(None).await;
}
