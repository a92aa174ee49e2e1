//! The builtin model: what the knowledge says, in its own sentences, and nothing else.

use domain::Language;
use domain::conversations::{Assignee, HandoffReason};
use domain::messages::{Author, MessageKind, Verdict};
use engine::answer::phrases;
use engine::conversations::receive;

use crate::answers::{Answering, DELIVERY};
use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_answered_in_its_language_with_sentences_of_the_knowledge_and_their_places() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        for (question, language, answer) in [
            ("How much does delivery cost?", Language::En, "Delivery costs 4.90 EUR."),
            ("Was kostet der Versand?", Language::De, "Der Versand kostet 4,90 EUR."),
            ("¿Cuánto cuesta el envío?", Language::Es, "El envío cuesta 9,90 EUR."),
        ] {
            let reply = answering.ask(question).await;
            assert!(reply.text.contains(answer), "{question}: {}", reply.text);
            assert_eq!((reply.verdict, reply.language), (Some(Verdict::Answered), Some(language)), "{question}");
            assert!(!reply.offers_human && reply.confidence.unwrap() >= 0.5);
            let cited = answering.cited(&reply.citations[0]).await;
            assert!(cited.contains(answer), "{question}: {cited}");
        }
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_knowledge_does_not_cover_is_said_so_in_the_visitors_language_with_a_human_offered() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    for (question, language) in [
        ("Which football team won the championship last year?", Language::En),
        ("Welche Fußballmannschaft hat letztes Jahr die Meisterschaft gewonnen?", Language::De),
        ("¿Qué equipo de fútbol ganó el campeonato del año pasado?", Language::Es),
    ] {
        let reply = answering.ask(question).await;
        assert_eq!((reply.verdict, reply.language), (Some(Verdict::Unknown), Some(language)), "{}", reply.text);
        assert_eq!(reply.text, phrases::of(language).unknown);
        assert!(reply.offers_human && reply.citations.is_empty());
    }
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_talk_needs_no_knowledge_and_a_greeting_before_a_question_is_none() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let reply = answering.ask("Hello!").await;
    assert_eq!((reply.verdict, reply.text.as_str()), (Some(Verdict::Small), phrases::of(Language::En).greeting));
    let reply = answering.ask("¿Quién eres?").await;
    assert_eq!(reply.text, phrases::of(Language::Es).who_are_you("Camomile", ""));
    let reply = answering.ask("Hello, how much does delivery cost?").await;
    assert_eq!(reply.verdict, Some(Verdict::Answered));
    let reply = answering.ask("???").await;
    assert_eq!((reply.verdict, reply.text.as_str()), (Some(Verdict::Clarified), phrases::of(Language::En).ask_back));
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wish_for_a_human_in_words_hands_the_conversation_off() {
    on_both(|world| async move {
        let answering = Answering::open(&world).await;
        for wish in
            ["I want to talk to a human", "Ich möchte mit einem Menschen sprechen", "Quiero hablar con una persona"]
        {
            let visitor = answering.shop.visitor().await;
            let accepted = receive(&visitor, "wish", wish).await.unwrap();
            let told = answering.reply_to(&accepted.conversation, accepted.seq).await;
            assert_eq!(
                (told.kind, &told.author, told.verdict),
                (MessageKind::Event, &Author::System, Some(Verdict::HandedOff))
            );
            let seen = answering.shop.read(&accepted.conversation).await.conversation;
            assert_eq!(
                (seen.assignee, seen.handoff_reason),
                (Assignee::Queue, Some(HandoffReason::CustomerRequest)),
                "{wish}"
            );
        }
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_yes_to_the_offer_of_a_human_gets_one_and_who_says_no_is_asked_on() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let unknown = "Which football team won the championship last year?";
    let visitor = answering.shop.visitor().await;
    assert!(answering.ask_as(&visitor, unknown).await.offers_human);
    let reply = answering.ask_as(&visitor, "No, thanks").await;
    assert_eq!(reply.text, phrases::of(Language::En).ask_back);
    let visitor = answering.shop.visitor().await;
    answering.ask_as(&visitor, unknown).await;
    let told = answering.ask_as(&visitor, "Yes, please").await;
    assert_eq!(told.verdict, Some(Verdict::HandedOff));
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_leans_on_the_one_before_is_understood_with_it() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    for (first, then, answer) in [
        ("Do you give a refund for goods?", "And how long does it take?", "10 days"),
        ("Do you deliver to Germany?", "And how long does it take?", "3 to 5 working days"),
    ] {
        let visitor = answering.shop.visitor().await;
        answering.ask_as(&visitor, first).await;
        let reply = answering.ask_as(&visitor, then).await;
        assert!(reply.text.contains(answer), "{first} {then}: {} {}", reply.text, answering.trace(&reply).await);
        assert_eq!(answering.trace(&reply).await["follows"], true);
    }
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_names_another_subject_is_not_answered_with_the_one_before() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    for (first, then, answer) in [
        ("Do you deliver to Germany?", "and how long does the refund take?", "up to 10 days"),
        ("Can I send goods back?", "and how long does the refund take?", "up to 10 days"),
    ] {
        let visitor = answering.shop.visitor().await;
        let before = answering.ask_as(&visitor, first).await;
        let reply = answering.ask_as(&visitor, then).await;
        assert!(reply.text.contains(answer), "{first} {then}: {} {}", reply.text, answering.trace(&reply).await);
        assert_ne!(reply.text, before.text);
    }
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn knowledge_of_another_language_is_quoted_and_said_to_be_so() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let reply = answering.ask("PayPal?").await;
    let elsewhere = phrases::of(Language::En).elsewhere;
    assert!(reply.text.starts_with(elsewhere), "{} {}", reply.text, answering.trace(&reply).await);
    assert!(reply.text.contains("Sie können bei uns mit PayPal und auf Rechnung bezahlen."), "{}", reply.text);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_kept_how_an_answer_came_about_without_anybodys_words() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let reply = answering.ask("How much does delivery cost?").await;
    let trace = answering.trace(&reply).await;
    assert_eq!((&trace["kind"], &trace["engine"]), (&"question".into(), &"builtin".into()));
    let found = trace["found"].as_array().unwrap();
    assert_eq!(found[0]["item"], reply.citations[0].item.as_str());
    assert!(found[0]["score"].as_f64().unwrap() > 0.0 && found[0]["coverage"].as_f64().unwrap() > 0.0);
    assert!(trace["ms"]["total"].as_f64().unwrap() >= trace["ms"]["gather"].as_f64().unwrap());
    let text = trace.to_string();
    assert!(!text.contains("cost") && !text.contains(&DELIVERY[..20]), "{text}");
    answering.close(None).await;
}
