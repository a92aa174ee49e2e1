//! Out of business hours: what visitors are told when nobody of the team is there.

use domain::Timestamp;
use domain::accounts::WorkspaceChange;
use domain::conversations::Assignee;
use domain::events::EventKind;
use domain::hours::{BusinessHours, Week, parse_day};
use domain::messages::Verdict;
use engine::accounts;

use crate::answers::Answering;
use crate::talks::Shop;
use crate::world::{World, on_both, problem};

/// Tuesdays from nine to five in Berlin.
fn tuesdays() -> BusinessHours {
    let week = Week { tuesday: parse_day("9-17").unwrap(), ..Week::default() };
    BusinessHours { is_on: true, week, holidays: Vec::new() }
}

async fn set(shop: &Shop<'_>, hours: BusinessHours) {
    let change =
        WorkspaceChange { time_zone: Some("Europe/Berlin".into()), hours: Some(hours), ..WorkspaceChange::default() };
    accounts::update_workspace(&shop.ctx, change).await.unwrap();
}

/// Sets the world's clock, the time being Berlin's in winter.
fn clock(world: &World, text: &str) {
    let time = Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    world.clock.set(time);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_a_person_is_told_when_they_are_back_in_their_language() {
    on_both(async |world| {
        clock(&world, "2027-02-01T19:00:00+01:00");
        let answering = Answering::open(&world).await;
        set(&answering.shop, tuesdays()).await;
        for (text, told) in [
            (
                "I want to talk to a human",
                "Our team is not here at the moment. We are back tomorrow at 09:00 (UTC+1). A person will reply here then.",
            ),
            (
                "Ich möchte mit einem Menschen sprechen",
                "Unser Team ist gerade nicht da. Wir sind morgen um 09:00 Uhr (UTC+1) wieder da. Dann antwortet Ihnen hier ein Mensch.",
            ),
        ] {
            let reply = answering.ask(text).await;
            assert_eq!((reply.verdict, reply.text.as_str()), (Some(Verdict::HandedOff), told));
        }
        clock(&world, "2027-02-02T09:00:00+01:00");
        let reply = answering.ask("I want to talk to a human").await;
        assert_eq!(reply.text, "A person from our team will reply here as soon as possible.");
        answering.close(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offer_of_a_person_says_when_one_is_there_and_an_answer_does_not() {
    let world = World::new().await;
    clock(&world, "2027-02-02T18:00:00+01:00");
    let answering = Answering::open(&world).await;
    set(&answering.shop, tuesdays()).await;
    let unknown = answering.ask("Do you repair bicycles in Lisbon?").await;
    assert!(unknown.offers_human, "{unknown:?}");
    assert!(
        unknown.text.ends_with("\n\nOur team is not here at the moment. We are back on 9 February at 09:00 (UTC+1).")
    );
    let known = answering.ask("How much is delivery?").await;
    assert!(!known.offers_human && !known.text.contains("team"), "{known:?}");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_are_kept_shown_and_noted_and_wrong_ones_refused() {
    on_both(async |world| {
        let shop = Shop::open(&world).await;
        assert_eq!(accounts::read_workspace(&shop.ctx).await.unwrap().hours, BusinessHours::default());
        set(&shop, tuesdays()).await;
        assert_eq!(accounts::read_workspace(&shop.ctx).await.unwrap().hours, tuesdays());
        let event = world.events(&shop.ctx).await.pop().unwrap();
        assert_eq!(event.fact.kind, EventKind::WorkspaceUpdated);
        assert_eq!(event.fact.payload["fields"], serde_json::json!(["hours"]));
        let never = BusinessHours { week: Week::default(), ..tuesdays() };
        let change = WorkspaceChange { hours: Some(never), ..WorkspaceChange::default() };
        let refused = problem(accounts::update_workspace(&shop.ctx, change).await);
        assert!(refused.fields["monday"].contains("one day at least"), "{refused:?}");
        assert_eq!(accounts::read_workspace(&shop.ctx).await.unwrap().hours, tuesdays());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_that_nobody_is_there_for_waits_in_the_queue_all_the_same() {
    let world = World::new().await;
    clock(&world, "2027-02-01T19:00:00+01:00");
    let answering = Answering::open(&world).await;
    set(&answering.shop, tuesdays()).await;
    let (_, conversation) = answering.shop.talk("Can I speak to someone please?").await;
    let told = answering.reply_to(&conversation, 1).await;
    assert_eq!(told.verdict, Some(Verdict::HandedOff));
    let summary = answering.shop.read(&conversation).await.conversation;
    assert_eq!(summary.assignee, Assignee::Queue);
    answering.close(Some((&conversation, 0))).await;
}
