//! A business's own intents.

use domain::Code;
use domain::bots::BotChange;
use domain::conversations::HandoffReason;
use domain::events::EventKind;
use domain::ids::IntentRef;
use domain::intents::{Effect, INTENTS, IntentChange};
use domain::messages::Verdict;
use domain::permissions::Role;
use domain::rules::RulesChange;
use engine::answer::{analyze_intent, explain};
use engine::{Random, bots, intents};

use crate::answers::Answering;
use crate::world::{World, code, on_both, problem};

const EXAMPLES: [&str; 4] =
    ["do you sell gift cards", "can I buy a gift card", "I want to give a gift card to my sister", "gift card please"];

fn gifts(effect: Effect) -> IntentChange {
    IntentChange {
        name: Some("Gift cards".into()),
        examples: Some(EXAMPLES.map(str::to_owned).to_vec()),
        effect: Some(effect),
        ..IntentChange::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_intent_acts_in_the_next_message_and_no_more_once_it_is_off_or_gone() {
    on_both(async |world| {
        let answering = Answering::open(&world).await;
        let ctx = &answering.shop.ctx;
        let question = "Do you have a gift card that I can buy?";
        assert_ne!(answering.ask(question).await.text, "Yes, from 10 EUR.");
        let answer = Effect::Answer { text: "Yes, from 10 EUR.".into() };
        let made = intents::create(ctx, gifts(answer)).await.unwrap();
        assert_eq!((made.threshold, made.on, made.version), (0.8, true, 1));
        let reply = answering.ask(question).await;
        assert_eq!((reply.text.as_str(), reply.verdict), ("Yes, from 10 EUR.", Some(Verdict::Answered)));
        let explained = explain(ctx, &reply.id).await.unwrap();
        assert_eq!((explained.kind.as_str(), explained.saw.own_intent.as_deref()), ("own_intent", Some("Gift cards")));
        let seen = explained.saw.analysis.unwrap().own_intent.unwrap();
        assert!(seen.is_meant && seen.id == made.id && seen.confidence >= 0.8, "{seen:?}");
        assert!(answering.ask("How much does delivery cost?").await.text.contains("4.90"), "other questions are not");
        // A change holds from the next message on.
        let hand_off = Effect::HandOff { reason: HandoffReason::Policy };
        let change = IntentChange { effect: Some(hand_off), version: Some(1), ..IntentChange::default() };
        let changed = intents::update(ctx, &made.id, change).await.unwrap();
        assert_eq!(changed.version, 2);
        let visitor = answering.shop.visitor().await;
        assert_eq!(answering.ask_as(&visitor, question).await.verdict, Some(Verdict::HandedOff));
        let waiting = &engine::conversations::list(ctx, Default::default(), Default::default()).await.unwrap().items[0];
        assert_eq!(waiting.handoff_reason, Some(HandoffReason::Policy));
        let label = IntentChange { effect: Some(Effect::Label), ..IntentChange::default() };
        intents::update(ctx, &made.id, label).await.unwrap();
        let noted = answering.ask(question).await;
        assert_eq!(noted.verdict, Some(Verdict::Unknown));
        assert_eq!(answering.trace(&noted).await["analysis"]["own_intent"]["id"], made.id.as_str());
        intents::update(ctx, &made.id, IntentChange { on: Some(false), ..IntentChange::default() }).await.unwrap();
        assert_eq!(answering.trace(&answering.ask(question).await).await["analysis"].get("own_intent"), None);
        intents::update(ctx, &made.id, IntentChange { on: Some(true), ..IntentChange::default() }).await.unwrap();
        assert!(analyze_intent(ctx, question, None).await.unwrap().own.is_some());
        intents::delete(ctx, &made.id).await.unwrap();
        assert_eq!(analyze_intent(ctx, question, None).await.unwrap().own, None);
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wish_for_a_human_comes_first_and_a_bot_can_do_without() {
    let world = World::new().await;
    let answering = Answering::open(&world).await;
    let ctx = &answering.shop.ctx;
    intents::create(ctx, gifts(Effect::Answer { text: "Yes.".into() })).await.unwrap();
    let human = answering.ask("I want to talk to a human about a gift card").await;
    assert_eq!(human.verdict, Some(Verdict::HandedOff));
    let rules = RulesChange { own_intents: Some(false), ..RulesChange::default() };
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(ctx, &answering.shop.bot.public_id, change).await.unwrap();
    assert_ne!(answering.ask(EXAMPLES[1]).await.text, "Yes.");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_out_of_scope_is_below_the_threshold() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    intents::create(&ctx, gifts(Effect::Label)).await.unwrap();
    let strange = ["What is the weather like tomorrow?", "Tell me a joke", "Wo ist mein Paket?", "asdf", "10", "😀"];
    for text in strange {
        let own = analyze_intent(&ctx, text, None).await.unwrap().own;
        assert!(own.as_ref().is_none_or(|own| !own.is_meant), "{text}: {own:?}");
    }
    for text in EXAMPLES {
        assert!(analyze_intent(&ctx, text, None).await.unwrap().own.unwrap().is_meant, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_intents_are_refused_and_nothing_is_overwritten() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let nothing = problem(intents::create(&ctx, IntentChange::default()).await);
    assert_eq!(nothing.fields.keys().collect::<Vec<_>>(), ["examples", "name"]);
    let wrong = IntentChange {
        name: Some("oos".into()),
        examples: Some(vec!["one".into(), "One".into()]),
        threshold: Some(1.5),
        effect: Some(Effect::Answer { text: " ".into() }),
        ..IntentChange::default()
    };
    let refused = problem(intents::create(&ctx, wrong).await);
    assert_eq!(refused.fields.keys().collect::<Vec<_>>(), ["effect", "examples", "name", "threshold"]);
    let made = intents::create(&ctx, gifts(Effect::Label)).await.unwrap();
    let same = IntentChange { name: Some("GIFT cards".into()), ..gifts(Effect::Label) };
    assert_eq!(code(intents::create(&ctx, same).await), Code::Conflict);
    let on = |version, on| IntentChange { version: Some(version), on: Some(on), ..IntentChange::default() };
    intents::update(&ctx, &made.id, on(1, false)).await.unwrap();
    assert_eq!(code(intents::update(&ctx, &made.id, on(1, true)).await), Code::Conflict);
    assert_eq!(intents::list(&ctx).await.unwrap()[0].version, 2);
    let told: Vec<EventKind> = world.events(&ctx).await.iter().map(|event| event.fact.kind).collect();
    assert_eq!(told[told.len() - 2..], [EventKind::IntentCreated, EventKind::IntentUpdated]);
    for number in 1..INTENTS {
        let new = IntentChange { name: Some(format!("Intent {number}")), ..gifts(Effect::Label) };
        intents::create(&ctx, new).await.unwrap();
    }
    assert_eq!(
        code(intents::create(&ctx, IntentChange { name: Some("More".into()), ..gifts(Effect::Label) }).await),
        Code::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_manages_bots_changes_intents_and_only_in_their_workspace() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = intents::create(&ctx, gifts(Effect::Label)).await.unwrap();
    let agent = world.join(&ctx, "agent@example.com", Role::Agent).await.ctx().unwrap();
    assert_eq!(code(intents::create(&agent, gifts(Effect::Label)).await), Code::Forbidden);
    assert_eq!(code(intents::update(&agent, &made.id, IntentChange::default()).await), Code::Forbidden);
    assert_eq!(code(intents::delete(&agent, &made.id).await), Code::Forbidden);
    assert_eq!(intents::list(&agent).await.unwrap().len(), 1);
    let zoe = world.other_business().await.ctx().unwrap();
    assert!(intents::list(&zoe).await.unwrap().is_empty());
    assert_eq!(code(intents::update(&zoe, &made.id, IntentChange::default()).await), Code::NotFound);
    assert_eq!(code(intents::delete(&zoe, &made.id).await), Code::NotFound);
    assert_eq!(analyze_intent(&zoe, EXAMPLES[0], None).await.unwrap().own, None);
    let none = IntentRef::new(world.random.u128());
    assert_eq!(code(intents::delete(&ctx, &none).await), Code::NotFound);
}
