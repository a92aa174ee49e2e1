//! Explaining how an answer came about.

use connectors::testing::Act;
use domain::explanation::Explanation;
use domain::knowledge::ItemChange;
use domain::messages::{AuthorKind, MessageView, Verdict};
use domain::{Code, ids::MessageRef};
use engine::answer::{explain, find_workspace};
use engine::conversations::receive;
use engine::{Ctx, knowledge};

use crate::answers::{Answering, DELIVERY};
use crate::world::{World, code, on_both};

const QUESTION: &str = "How much does delivery cost?";
const FOUND: &str = "Delivery costs 4.90 EUR.";

async fn explained(answering: &Answering<'_>, reply: &MessageView) -> Explanation {
    explain(&answering.shop.ctx, &reply.id).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_bot_saw_found_said_and_decided_is_told_with_the_words_of_then() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let reply = answering.ask(QUESTION).await;
        let cited = reply.citations[0].item.clone();
        let change = ItemChange { content: Some("We deliver nowhere any more.".into()), ..ItemChange::default() };
        knowledge::update_item(&answering.shop.ctx, &cited, change).await.unwrap();
        let told = explained(&answering, &reply).await;
        assert_eq!((told.kind.as_str(), told.seq, &told.message), ("question", 2, &reply.id));
        assert_eq!((told.saw.question.as_str(), told.saw.query.as_str()), (QUESTION, QUESTION));
        assert_eq!((told.saw.messages.len(), told.saw.earlier.len()), (1, 0));
        assert!(told.saw.analysis.as_ref().is_some_and(|a| a.language == reply.language && a.wants_human < 0.5));
        let passage = told.scored.iter().find(|passage| passage.figures.cited).unwrap();
        assert_eq!((passage.figures.item.clone(), passage.figures.version), (cited, 1));
        assert_eq!((passage.title.as_deref(), passage.text.as_deref()), (Some("Delivery"), Some(DELIVERY)));
        let asked = told.asked.unwrap();
        assert_eq!((asked.engine.as_str(), asked.tries, asked.parameters), ("builtin", 0, None));
        let said: Vec<_> = told.checked.iter().map(|s| (s.figures.verdict.as_str(), s.text.as_deref())).collect();
        assert!(said.contains(&("verbatim", Some(FOUND))) || said.contains(&("verbatim", Some(DELIVERY))), "{said:?}");
        let decided = told.decided;
        assert_eq!((decided.text, decided.verdict), (reply.text, Some(Verdict::Answered)));
        assert!(decided.citations[0].text.as_ref().is_some_and(|text| text.contains(FOUND)));
        assert!(told.ms.total > 0.0 && told.ms.gather.is_some());
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hash_is_the_same_for_the_same_question_until_the_knowledge_changes() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let mut seen = Vec::new();
    for question in [QUESTION, QUESTION, "When will it arrive in Germany?"] {
        let reply = answering.ask(question).await;
        seen.push(explained(&answering, &reply).await.basis.unwrap());
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[0].hash, seen[2].hash);
    assert_eq!(seen[0].configuration, seen[2].configuration);
    let item = domain::knowledge::NewItem {
        title: "Gifts".into(),
        content: "Tea towels make good gifts.".into(),
        language: None,
        publish: true,
    };
    knowledge::create_item(&answering.shop.ctx, item).await.unwrap();
    let reply = answering.ask(QUESTION).await;
    let later = explained(&answering, &reply).await.basis.unwrap();
    assert_eq!(later.knowledge, seen[0].knowledge + 1);
    assert_ne!(later.hash, seen[0].hash);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_leans_back_shows_what_it_took_along_while_the_trace_keeps_no_words() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let visitor = answering.shop.visitor().await;
    answering.ask_as(&visitor, "Do you deliver to Germany?").await;
    let reply = answering.ask_as(&visitor, "And how long does it take?").await;
    let told = explained(&answering, &reply).await;
    assert!(told.saw.leans_back);
    assert_eq!(told.saw.question, "And how long does it take?");
    assert!(told.saw.query.starts_with("And how long") && told.saw.query.contains("Germany"), "{}", told.saw.query);
    let earlier: Vec<_> = told.saw.earlier.iter().map(|said| (said.seq, said.author)).collect();
    assert_eq!(earlier, [(1, AuthorKind::Visitor), (2, AuthorKind::Bot)]);
    let trace = answering.trace(&reply).await.to_string();
    // The id of an intent (`delivery_period`) is nobody's words.
    assert!(!trace.contains("Germany") && !trace.contains("you deliver"), "{trace}");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sentence_that_was_stopped_is_named_with_its_reason_and_without_its_words() {
    let act = Act::say("[1] For you, delivery costs 4.90 EUR. [1] Delivery costs 77.70 EUR on Sundays.");
    let world = World::with_model(act).await;
    let answering = Answering::open(&world).await;
    let reply = answering.ask(QUESTION).await;
    let told = explained(&answering, &reply).await;
    let said: Vec<_> = told.checked.iter().map(|s| (s.figures.verdict.as_str(), s.text.as_deref())).collect();
    assert_eq!(said[..2], [("passed", Some("For you, delivery costs 4.90 EUR.")), ("number", None)]);
    let asked = told.asked.unwrap();
    assert_eq!((asked.tries, asked.fallback.as_deref()), (2, Some("number")), "it was asked to mend it, and did not");
    assert_eq!(asked.parameters.map(|parameters| parameters.max_tokens), Some(500));
    assert!(asked.model.is_some());
    let trace = answering.trace(&reply).await.to_string();
    assert!(!trace.contains("Sundays"), "{trace}");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_gets_an_explanation_and_only_a_bots_work_has_one() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let visitor = answering.shop.visitor().await;
        let asked = receive(&visitor, "one", QUESTION).await.unwrap();
        let reply = answering.reply_to(&asked.conversation, asked.seq).await;
        let stranger = world.other_business().await;
        assert_eq!(code(explain(&stranger.ctx().unwrap(), &reply.id).await), Code::NotFound);
        assert_eq!(code(explain(&answering.shop.ctx, &asked.message).await), Code::NotFound);
        // The operator's command finds the workspace by the message.
        let workspace = find_workspace(&world.app, &reply.id).await.unwrap();
        assert_eq!(workspace, answering.shop.ctx.workspace());
        assert_eq!(explain(&Ctx::system(&world.app, workspace), &reply.id).await.unwrap().message, reply.id);
        assert_eq!(code(find_workspace(&world.app, &MessageRef::new(7)).await), Code::NotFound);
        answering.close(None).await;
    })
    .await;
}
