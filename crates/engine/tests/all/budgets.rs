//! The budget for model services, and the ladder down from it.

use connectors::testing::Act;
use domain::Code;
use domain::bots::BotChange;
use domain::budget::{Budget, TOKENS};
use domain::conversations::HandoffReason;
use domain::events::EventKind;
use domain::messages::Verdict;
use domain::permissions::Role;
use domain::rules::RulesChange;
use engine::{bots, budgets};

use crate::answers::Answering;
use crate::world::{World, code, on_both, problem};

const COST: &str = "How much does delivery cost?";
const SAID: &str = "For you, delivery costs 4.90 EUR.";

async fn set(answering: &Answering<'_>, rules: RulesChange) {
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(&answering.shop.ctx, &answering.shop.bot.public_id, change).await.unwrap();
}

async fn limit(answering: &Answering<'_>, budget: Budget) {
    budgets::update(&answering.shop.ctx, budget).await.unwrap();
}

async fn used_today(answering: &Answering<'_>) -> i64 {
    budgets::read(&answering.shop.ctx).await.unwrap().used.day
}

/// The models that were asked, in order.
fn asked(world: &World) -> Vec<String> {
    let requests = world.model.as_ref().unwrap().received();
    requests.into_iter().map(|request| request.body["model"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn kinds(answering: &Answering<'_>) -> Vec<EventKind> {
    let events = answering.shop.world.events(&answering.shop.ctx).await;
    let of_budget = [EventKind::BudgetNeared, EventKind::BudgetExhausted];
    events.into_iter().map(|event| event.fact.kind).filter(|kind| of_budget.contains(kind)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ladder_leads_from_the_large_model_to_the_small_one_to_the_builtin_one_to_people() {
    let world = World::with_model(Act::say(&format!("[1] {SAID}"))).await;
    let answering = Answering::open(&world).await;
    set(
        &answering,
        RulesChange { model: Some("large".into()), small_model: Some("small".into()), ..Default::default() },
    )
    .await;
    assert_eq!(answering.ask(COST).await.text, SAID);
    let each = used_today(&answering).await;
    assert!(each > 100, "a question with its passages has some hundred tokens, not {each}");
    limit(&answering, Budget { day: Some(each * 2 + 20), ..Budget::default() }).await;
    assert_eq!(answering.ask(COST).await.text, SAID);
    assert_eq!(kinds(&answering).await, [EventKind::BudgetNeared]);
    assert_eq!(answering.ask(COST).await.text, SAID);
    assert_eq!(asked(&world), ["large", "large", "small"]);
    assert_eq!(kinds(&answering).await, [EventKind::BudgetNeared, EventKind::BudgetExhausted]);
    let spent = used_today(&answering).await;
    let builtin = answering.ask(COST).await;
    assert_eq!(builtin.verdict, Some(Verdict::Answered));
    assert!(builtin.text.contains("Delivery costs 4.90 EUR.") && builtin.text != SAID, "{}", builtin.text);
    assert_eq!(answering.trace(&builtin).await["fallback"], "budget");
    set(&answering, RulesChange { answers_from: Some(1.0), offers_from: Some(1.0), ..Default::default() }).await;
    assert_eq!(answering.ask(COST).await.verdict, Some(Verdict::HandedOff));
    let waiting =
        engine::conversations::list(&answering.shop.ctx, Default::default(), Default::default()).await.unwrap();
    assert_eq!(waiting.items[0].handoff_reason, Some(HandoffReason::Budget));
    assert_eq!((asked(&world).len(), used_today(&answering).await), (3, spent), "nothing more was asked or counted");
    // The next day is a new one.
    set(&answering, RulesChange { answers_from: Some(0.5), offers_from: Some(0.3), ..Default::default() }).await;
    world.clock.advance_ms(domain::time::DAY_MS);
    assert_eq!(answering.ask(COST).await.text, SAID);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_has_a_limit_of_its_own_and_a_limit_of_nothing_asks_nobody() {
    let world = World::with_model(Act::say(&format!("[1] {SAID}"))).await;
    let answering = Answering::open(&world).await;
    limit(&answering, Budget { conversation: Some(100), ..Budget::default() }).await;
    let visitor = answering.shop.visitor().await;
    assert_eq!(answering.ask_as(&visitor, COST).await.text, SAID);
    assert_ne!(answering.ask_as(&visitor, "What does the delivery cost me?").await.text, SAID);
    assert_eq!(answering.ask(COST).await.text, SAID, "another conversation goes on");
    limit(&answering, Budget { month: Some(0), ..Budget::default() }).await;
    let requests = asked(&world).len();
    assert_ne!(answering.ask(COST).await.text, SAID);
    assert_eq!(asked(&world).len(), requests);
    limit(&answering, Budget::default()).await;
    assert_eq!(answering.ask(COST).await.text, SAID);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_small_model_the_large_one_goes_on_to_the_end_and_what_fails_is_counted_too() {
    let world = World::with_model(Act::say(&format!("[1] {SAID}"))).await;
    let answering = Answering::open(&world).await;
    limit(&answering, Budget { day: Some(1_000_000), ..Budget::default() }).await;
    world.model.as_ref().unwrap().next([Act::say("[1] Delivery costs 77.70 EUR.")]);
    answering.ask(COST).await;
    let used = used_today(&answering).await;
    assert!(used > 100, "{used}");
    limit(&answering, Budget { day: Some(used + 1), ..Budget::default() }).await;
    assert_eq!(answering.ask(COST).await.text, SAID);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_checked_kept_and_told_and_are_for_who_manages_bots() {
    on_both(async |world| {
        let ctx = world.set_up().await.ctx().unwrap();
        let wrong = Budget { day: Some(-1), month: Some(TOKENS + 1), conversation: Some(5) };
        let refused = problem(budgets::update(&ctx, wrong).await);
        assert_eq!(refused.fields.keys().collect::<Vec<_>>(), ["day", "month"]);
        let budget = Budget { day: Some(5_000), ..Budget::default() };
        assert_eq!(budgets::update(&ctx, budget).await.unwrap().budget, budget);
        assert_eq!(budgets::read(&ctx).await.unwrap().budget, budget);
        let events = world.events(&ctx).await;
        assert_eq!(events.last().unwrap().fact.kind, EventKind::BudgetUpdated);
        budgets::update(&ctx, budget).await.unwrap();
        assert_eq!(world.events(&ctx).await.len(), events.len(), "no change, no event");
        let agent = world.join(&ctx, "agent@example.com", Role::Agent).await.ctx().unwrap();
        assert_eq!(code(budgets::update(&agent, budget).await), Code::Forbidden);
        let zoe = world.other_business().await.ctx().unwrap();
        assert_eq!(budgets::read(&zoe).await.unwrap().budget, Budget::default());
    })
    .await;
}
