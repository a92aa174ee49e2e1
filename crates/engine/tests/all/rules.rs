//! What a bot's rules do to what it says.

use domain::Language;
use domain::bots::BotChange;
use domain::messages::Verdict;
use domain::rules::RulesChange;
use engine::answer::phrases;
use engine::bots;

use crate::answers::Answering;
use crate::world::{World, on_both};

const COST: &str = "How much does delivery cost?";

async fn set(answering: &Answering<'_>, rules: RulesChange) {
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(&answering.shop.ctx, &answering.shop.bot.public_id, change).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_thresholds_decide_what_is_answered_offered_and_left() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let usual = answering.ask(COST).await;
    assert_eq!(usual.verdict, Some(Verdict::Answered));
    assert!(usual.confidence.unwrap() < 1.0, "{usual:?}");
    let thresholds =
        |upper, lower| RulesChange { answers_from: Some(upper), offers_from: Some(lower), ..Default::default() };
    set(&answering, thresholds(1.0, 0.3)).await;
    let offered = answering.ask(COST).await;
    assert_eq!((offered.verdict, offered.offers_human), (Some(Verdict::Clarified), true));
    assert!(
        offered.text.contains("4.90") && offered.text.contains(phrases::of(Language::En).perhaps),
        "{}",
        offered.text
    );
    set(&answering, thresholds(1.0, 1.0)).await;
    let left = answering.ask(COST).await;
    assert_eq!((left.verdict, left.text.as_str()), (Some(Verdict::Unknown), phrases::of(Language::En).unknown));
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sentence_with_words_that_are_never_said_is_left_out_and_not_cited() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    set(&answering, RulesChange { never_say: Some(vec!["4.90".into()]), ..Default::default() }).await;
    let reply = answering.ask(COST).await;
    assert!(!reply.text.contains("4.90"), "{}", reply.text);
    for citation in &reply.citations {
        assert!(!answering.cited(citation).await.contains("4.90"), "{citation:?}");
    }
    set(&answering, RulesChange { never_say: Some(vec!["delivered".into(), "delivery".into()]), ..Default::default() })
        .await;
    let reply = answering.ask(COST).await;
    assert_eq!((reply.verdict, reply.text.as_str()), (Some(Verdict::Unknown), phrases::of(Language::En).unknown));
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_about_a_blocked_topic_is_declined_with_the_offer_of_a_human() {
    on_both(async |world| {
        let answering = Answering::open(&world).await;
        let topics = vec!["refund time".into(), "Versand".into()];
        set(&answering, RulesChange { blocked_topics: Some(topics), ..Default::default() }).await;
        let visitor = answering.shop.visitor().await;
        let declined = answering.ask_as(&visitor, "How much time does a refund take?").await;
        assert_eq!(declined.text, phrases::of(Language::En).declined);
        assert_eq!((declined.verdict, declined.offers_human), (Some(Verdict::Unknown), true));
        assert_eq!(answering.trace(&declined).await["kind"], "blocked_topic");
        let assent = answering.ask_as(&visitor, "Yes, please.").await;
        assert_eq!(assent.verdict, Some(Verdict::HandedOff));
        let german = answering.ask("Was kostet der Versand?").await;
        assert_eq!(german.text, phrases::of(Language::De).declined);
        assert_eq!(answering.ask(COST).await.verdict, Some(Verdict::Answered));
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bot_names_its_company_and_small_talk_can_be_off() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    set(&answering, RulesChange { company: Some("Tea & Sons".into()), ..Default::default() }).await;
    let said = answering.ask("Who are you?").await.text;
    assert!(said.contains("Camomile") && said.contains("Tea & Sons"), "{said}");
    set(&answering, RulesChange { small_talk: Some(false), ..Default::default() }).await;
    assert_eq!(answering.ask("Hello!").await.text, phrases::of(Language::En).ask_back);
    answering.close(None).await;
}
