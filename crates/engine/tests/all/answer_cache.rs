//! Answers of a model service that are said again.

use std::time::Duration;

use connectors::testing::Act;
use domain::bots::BotChange;
use domain::feedback::{Feedback, Vote};
use domain::knowledge::NewItem;
use domain::messages::{MessageView, Verdict};
use domain::rules::RulesChange;
use domain::time::HOUR_MS;
use domain::wire::visitor::SessionRequest;
use engine::conversations::{rate, receive, resolve};
use engine::live::{ConversationUpdate, Signal};
use engine::visitors::{self, Visitor};
use engine::{Ctx, bots, knowledge};

use crate::answers::{Answering, DELIVERY};
use crate::talks::Shop;
use crate::world::World;

const QUESTION: &str = "How much does delivery cost?";
const GOOD: &str = "[1] For you, delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.";
const SAID: &str = "For you, delivery costs 4.90 EUR. We deliver within 3 to 5 working days.";

async fn set(shop: &Shop<'_>, rules: RulesChange) {
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(&shop.ctx, &shop.bot.public_id, change).await.unwrap();
}

/// A shop whose bot says answers again.
async fn open(world: &World) -> Answering<'_> {
    let answering = Answering::open(world).await;
    set(&answering.shop, RulesChange { reuse_answers: Some(true), ..RulesChange::default() }).await;
    answering
}

fn requests(world: &World) -> usize {
    world.model.as_ref().unwrap().received().len()
}

async fn publish(ctx: &Ctx, title: &str) {
    let content = format!("{title} make good gifts.");
    let item = NewItem { title: title.into(), content, language: None, publish: true };
    knowledge::create_item(ctx, item).await.unwrap();
}

fn vote(vote: Vote) -> Option<Feedback> {
    Some(Feedback { vote, reason: None, comment: None })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_visitor_with_the_same_question_gets_the_same_answer_without_a_request() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = open(&world).await;
    let first = answering.ask(QUESTION).await;
    assert_eq!((first.text.as_str(), requests(&world)), (SAID, 1));
    let spent = world.text("select coalesce(sum(tokens), 0) || '' as text from model_use").await;

    let visitor = answering.shop.visitor().await;
    let asked = receive(&visitor, "again", "  how much does delivery COST ").await.unwrap();
    let (workspace, db) = (answering.shop.ctx.workspace(), world.app.store().db());
    let conversation = store::conversations::get(workspace, &asked.conversation, db).await.unwrap().id;
    let mut feed = world.app.live().open_conversation(workspace, conversation).await.unwrap();
    let second = answering.reply_to(&asked.conversation, asked.seq).await;
    assert_eq!(requests(&world), 1);
    assert_eq!((second.text.as_str(), second.verdict), (SAID, Some(Verdict::Answered)));
    assert_eq!((&second.citations, second.confidence), (&first.citations, first.confidence));
    let mut pieces = Vec::new();
    while let Ok(update) = tokio::time::timeout(Duration::from_secs(5), feed.next()).await {
        match update {
            ConversationUpdate::Signal(Signal::Piece { text, .. }) => pieces.push(text),
            ConversationUpdate::Signal(Signal::Typing { on: false, .. }) => break,
            _ => {}
        }
    }
    assert_eq!((pieces.len(), pieces.concat().trim()), (2, SAID), "it comes sentence by sentence");

    let (of_first, of_second) = (answering.trace(&first).await, answering.trace(&second).await);
    assert_eq!((of_first["engine"].as_str(), of_second["engine"].as_str()), (Some("openai"), Some("cached")));
    assert_eq!((of_second["tries"].as_i64(), &of_second["model"]), (Some(0), &of_first["model"]));
    assert_eq!(of_second["checked"], of_first["checked"]);
    assert_eq!(world.text("select coalesce(sum(tokens), 0) || '' as text from model_use").await, spent);
    assert_eq!(world.rows("conversation_use").await, 1);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_an_answer_rests_on_is_asked_anew_once_it_has_changed_on_any_node() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = open(&world).await;
    let mut expected = 0;
    let mut ask_anew = async |what: &str| {
        expected += 1;
        for _ in 0..2 {
            assert_eq!(answering.ask(QUESTION).await.text, SAID, "{what}");
            assert_eq!(requests(&world), expected, "{what}");
        }
    };
    ask_anew("for the first time").await;
    publish(&answering.shop.ctx, "Tea towels").await;
    ask_anew("knowledge was published").await;
    let node = world.second_node().await;
    publish(&Ctx::system(&node, answering.shop.ctx.workspace()), "Tea cosies").await;
    ask_anew("knowledge was published on another node").await;
    let found = knowledge::search(&world.app, answering.shop.ctx.workspace(), "tea towels", None, 1).await.unwrap();
    knowledge::archive_item(&answering.shop.ctx, &found[0].item.public_id).await.unwrap();
    ask_anew("knowledge was archived").await;
    set(&answering.shop, RulesChange { model: Some("other-model".into()), ..RulesChange::default() }).await;
    ask_anew("the model was changed").await;
    set(&answering.shop, RulesChange { instructions: Some("Be brief.".into()), ..RulesChange::default() }).await;
    ask_anew("the bot was changed").await;
    world.clock.advance_ms(6 * HOUR_MS + 1);
    ask_anew("its time was over").await;
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_turn_with_a_past_a_memory_or_personal_data_is_always_asked_and_never_kept() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = open(&world).await;
    let visitor = answering.shop.visitor().await;
    answering.ask_as(&visitor, QUESTION).await;
    let again = receive(&visitor, "again", QUESTION).await.unwrap();
    answering.reply_to(&again.conversation, again.seq).await;
    assert_eq!(requests(&world), 2, "it was said in this conversation before");
    resolve(&answering.shop.ctx, &again.conversation).await.unwrap();
    while store::jobs::pending(world.app.store().db()).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = requests(&world);
    let back = receive(&visitor, "back", QUESTION).await.unwrap();
    answering.reply_to(&back.conversation, back.seq).await;
    assert_eq!(requests(&world), before + 1, "who comes back is known");
    let so_far = before + 1;

    for _ in 0..2 {
        answering.ask("How much does delivery cost? Write to lisa@example.com").await;
    }
    assert_eq!(requests(&world), so_far + 2, "a question with an address");
    answering.ask(QUESTION).await;
    assert_eq!(requests(&world), so_far + 2, "the first answer is still there");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thumb_down_on_any_of_its_messages_drops_an_answer_and_a_thumb_up_does_not() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = open(&world).await;
    answering.ask(QUESTION).await;
    let ask = async || {
        let visitor = answering.shop.visitor().await;
        let reply = answering.ask_as(&visitor, QUESTION).await;
        (visitor, reply)
    };
    let (visitor, reply): (Visitor, MessageView) = ask().await;
    rate(&visitor, &reply.id, vote(Vote::Up)).await.unwrap();
    ask().await;
    assert_eq!(requests(&world), 1);
    rate(&visitor, &reply.id, vote(Vote::Down)).await.unwrap();
    ask().await;
    assert_eq!(requests(&world), 2);
    ask().await;
    assert_eq!(requests(&world), 2, "the new one is kept");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bots_and_workspaces_do_not_share_answers_and_only_answers_are_kept() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = open(&world).await;
    answering.ask(QUESTION).await;
    let stranger = world.other_business().await.ctx().unwrap();
    let item = NewItem { title: "Delivery".into(), content: DELIVERY.into(), language: None, publish: true };
    knowledge::create_item(&stranger, item).await.unwrap();
    let mut expected = 1;
    for ctx in [answering.shop.ctx.clone(), stranger] {
        let other = Shop::of(&world, ctx, &[]).await;
        set(&other, RulesChange { reuse_answers: Some(true), ..RulesChange::default() }).await;
        let visitor = other.visitor().await;
        let asked = receive(&visitor, "q", QUESTION).await.unwrap();
        expected += 1;
        assert_eq!(world.model.as_ref().unwrap().wait_for(expected).await.len(), expected);
        for _ in 0..500 {
            if other.rows(&asked.conversation).await.len() > 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    world.model.as_ref().unwrap().set(Act::say("[none]"));
    for question in ["Was kostet Delivery?", "What is the price of delivery to Mars?"] {
        for _ in 0..2 {
            expected += 1;
            answering.ask(question).await;
            assert_eq!(requests(&world), expected, "what is not known is asked each time: {question}");
        }
    }
    set(&answering.shop, RulesChange { reuse_answers: Some(false), ..RulesChange::default() }).await;
    world.model.as_ref().unwrap().set(Act::say(GOOD));
    for _ in 0..2 {
        expected += 1;
        answering.ask(QUESTION).await;
        assert_eq!(requests(&world), expected, "the owner does not want it");
    }
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_words_in_another_language_are_asked_anew() {
    let world = World::with_model(Act::say("[1] Sie können mit PayPal und auf Rechnung bezahlen.")).await;
    let answering = open(&world).await;
    let ask = async |language: &str| {
        let request = SessionRequest { language: Some(language.into()), ..answering.shop.request() };
        let granted = visitors::open_session(&world.app, request, None).await.unwrap();
        let visitor = visitors::recognize(&world.app, &granted.token, None).await.unwrap();
        answering.ask_as(&visitor, "PayPal?").await
    };
    let mut expected = 0;
    for (language, reply, words) in [
        ("de", "[1] Sie können mit PayPal und auf Rechnung bezahlen.", "auf Rechnung"),
        ("en", "[1] You can pay with PayPal and on invoice.", "You can pay"),
    ] {
        world.model.as_ref().unwrap().set(Act::say(reply));
        expected += 1;
        for _ in 0..2 {
            let said = ask(language).await;
            assert!(said.text.contains(words), "{}", said.text);
            assert_eq!(requests(&world), expected, "{language}");
        }
    }
    answering.close(None).await;
}
