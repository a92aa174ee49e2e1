//! What is found out about visitors' words, and what is remembered of them.

use domain::Language;
use domain::analysis::{EntityKind, Feeling};
use domain::ids::ContactRef;
use domain::knowledge::NewItem;
use domain::memory::Writer;
use domain::messages::Verdict;
use engine::answer::{analytics, explain};
use engine::conversations::{context, receive, resolve};
use engine::knowledge;

use crate::answers::Answering;
use crate::world::{World, code, on_both};

const DEVOLUCIONES: &str = "Puede devolver cualquier producto en un plazo de 30 d\u{ed}as. La devoluci\u{f3}n tarda hasta 10 \
                            d\u{ed}as en llegar a su cuenta.";

async fn teach(answering: &Answering<'_>, title: &str, content: &str) {
    let item = NewItem { title: title.into(), content: content.into(), language: None, publish: true };
    knowledge::create_item(&answering.shop.ctx, item).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follow_up_is_understood_in_spanish_also_in_the_next_episode() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    teach(&answering, "Pol\u{ed}tica de devoluciones", DEVOLUCIONES).await;
    let shop = &answering.shop;
    let visitor = shop.visitor().await;
    let reply = answering.ask_as(&visitor, "\u{bf}Cu\u{e1}l es su pol\u{ed}tica de devoluciones?").await;
    assert_eq!((reply.verdict, reply.language), (Some(Verdict::Answered), Some(Language::Es)), "{}", reply.text);
    assert!(reply.text.contains("30 d\u{ed}as") && !reply.citations.is_empty(), "{}", reply.text);
    let conversation = receive(&visitor, "ok", "\u{a1}Gracias!").await.unwrap().conversation;
    let detail = shop.read(&conversation).await;
    let asked = detail.messages[0].analysis.clone().unwrap();
    assert_eq!((asked.language, asked.intent.as_deref()), (Some(Language::Es), Some("check_refund_policy")));
    assert_eq!(asked.sentiment.label, Feeling::Neutral);
    assert!(asked.language_confidence >= 0.9 && asked.intent_confidence >= 0.9, "{asked:?}");

    resolve(&shop.ctx, &conversation).await.unwrap();
    let reply = answering.ask_as(&visitor, "\u{bf}Y cu\u{e1}nto tarda?").await;
    assert!(reply.text.contains("10 d\u{ed}as"), "{}", reply.text);
    let told = explain(&shop.ctx, &reply.id).await.unwrap();
    assert!(told.saw.leans_back && told.saw.query.contains("devoluciones"), "{:?}", told.saw);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_back_is_known_by_what_they_told_and_what_was_answered() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let shop = &answering.shop;
        let visitor = shop.visitor().await;
        let reply = answering.ask_as(&visitor, "Hello, my name is Lisa Brown. How much does delivery cost?").await;
        let angry = answering.ask_as(&visitor, "My order #441209 is broken, I am very angry!").await;
        let conversation = receive(&visitor, "end", "lisa@example.com").await.unwrap().conversation;
        let seen = context(&shop.ctx, &conversation).await.unwrap();
        assert_eq!(seen.name.as_deref(), Some("Lisa Brown"));
        let told: Vec<_> = seen.facts.iter().map(|fact| (fact.kind, fact.value.as_str(), fact.is_from_here)).collect();
        assert!(told.contains(&(EntityKind::OrderNumber, "441209", true)), "{told:?}");
        assert!(told.contains(&(EntityKind::Email, "lisa@example.com", true)), "{told:?}");
        assert!(seen.summary.is_none() && !seen.topics.is_empty(), "{seen:?}");
        let explained = explain(&shop.ctx, &angry.id).await.unwrap();
        assert_eq!(explained.saw.analysis.unwrap().sentiment.unwrap().label, Feeling::Negative);
        assert!(explained.saw.entities.iter().any(|entity| entity.value == "441209"));

        resolve(&shop.ctx, &conversation).await.unwrap();
        for _ in 0..500 {
            if store::jobs::pending(world.app.store().db()).await.unwrap() == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let seen = context(&shop.ctx, &conversation).await.unwrap();
        let summary = seen.summary.unwrap();
        assert_eq!(summary.written_by, Writer::Builtin);
        assert!(summary.text.contains("Q: My order #441209 is broken") && summary.text.contains("A: "), "{summary:?}");
        assert!(summary.text.contains("4.90") && reply.text.contains("4.90"), "{summary:?}");
        let elsewhere = world.other_business().await.ctx().unwrap();
        assert_eq!(code(context(&elsewhere, &conversation).await), domain::Code::NotFound);

        let contact: ContactRef = seen.contact.clone();
        engine::erasure::erase_contact(&world.app, &contact).await.unwrap();
        assert_eq!(world.rows("contact_facts").await + world.rows("conversation_memories").await, 0);
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_bots_did_is_counted_and_nothing_is_zero_that_was_not() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        let shop = &answering.shop;
        let none = analytics(&shop.ctx, None, None).await.unwrap();
        assert_eq!((none.analysed, none.answered, none.handed_off, none.thumbs_up), (0, 0, 0, 0));
        assert!(none.by_intent.is_empty());
        answering.ask("How much does delivery cost?").await;
        answering.ask("Was kostet der Versand?").await;
        answering.ask("Hello!").await;
        answering.ask("Which football team won the championship last year?").await;
        answering.ask("I want to talk to a human").await;
        let counted = analytics(&shop.ctx, None, None).await.unwrap();
        assert_eq!((counted.analysed, counted.answered, counted.unknown), (5, 2, 1));
        assert_eq!((counted.small_talk, counted.handed_off), (1, 1));
        let german = counted.by_language.iter().find(|one| one.name.as_deref() == Some("de"));
        assert_eq!(german.map(|one| one.count), Some(1));
        let before = counted.from;
        assert!(analytics(&shop.ctx, Some(counted.to), Some(before)).await.is_err());
        let elsewhere = world.other_business().await.ctx().unwrap();
        assert_eq!(analytics(&elsewhere, None, None).await.unwrap().analysed, 0);
        answering.close(None).await;
    })
    .await;
}
