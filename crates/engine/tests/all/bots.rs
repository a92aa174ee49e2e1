//! Bots and what websites are told of them.

use domain::Code;
use domain::bots::{BotChange, DOMAINS};
use domain::events::EventKind;
use domain::ids::BotRef;
use domain::permissions::Role;
use domain::rules::{BotRules, RulesChange, Tone};
use engine::{Ctx, Random, bots};

use crate::world::{PUBLIC_URL, World, code, on_both, problem};

async fn owner(world: &World) -> Ctx {
    world.set_up().await.ctx().unwrap()
}

fn domains(list: &[&str]) -> BotChange {
    BotChange { domains: Some(list.iter().map(|text| (*text).to_owned()).collect()), ..BotChange::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_comes_with_a_widget_for_the_website_of_the_business() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        assert!(bots::list(&ctx).await.unwrap().is_empty(), "none is made by itself");
        let bot = bots::create(&ctx, " Camille ").await.unwrap();
        assert_eq!((bot.name.as_str(), bot.persona.as_str(), bot.welcome_message.as_str()), ("Camille", "", ""));
        assert_eq!(bot.widget.domains, ["tea.example"]);
        assert_eq!((bot.color.as_deref(), bot.widget.last_seen_at), (None, None));
        world.clock.advance_ms(1);
        let second = bots::create(&ctx, "Mint").await.unwrap();
        assert_ne!(bot.widget.key, second.widget.key);
        assert_eq!(bots::list(&ctx).await.unwrap(), [bot.clone(), second]);
        assert_eq!(bots::read(&ctx, &bot.id).await.unwrap(), bot);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_is_kept_and_told_and_what_is_left_out_stays() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let bot = bots::create(&ctx, "Camille").await.unwrap();
    let change = BotChange {
        persona: Some("You know tea.\r\nYou are brief.".into()),
        welcome_message: Some("Hello!".into()),
        color: Some("#0AF".into()),
        ..domains(&["https://Shop.example/x", "*.tea.example", "shop.example", " "])
    };
    let changed = bots::update(&ctx, &bot.id, change).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.persona.as_str()), ("Camille", "You know tea.\nYou are brief."));
    assert_eq!((changed.welcome_message.as_str(), changed.color.as_deref()), ("Hello!", Some("#00aaff")));
    assert_eq!(changed.widget.domains, ["shop.example", "*.tea.example"]);
    assert_eq!(changed.widget.key, bot.widget.key, "snippets go on working");
    let told = world.events(&ctx).await.pop().unwrap().fact;
    assert_eq!(told.kind, EventKind::BotUpdated);
    assert_eq!(told.payload, serde_json::json!({ "fields": ["persona", "welcome_message", "color", "domains"] }));
    let events = world.events(&ctx).await.len();
    assert_eq!(bots::update(&ctx, &bot.id, BotChange::default()).await.unwrap(), changed);
    assert_eq!(world.events(&ctx).await.len(), events, "no change, no event");
    let plain = BotChange { color: Some(String::new()), welcome_message: Some(String::new()), ..domains(&[]) };
    let plain = bots::update(&ctx, &bot.id, plain).await.unwrap();
    assert_eq!((plain.color, plain.welcome_message.as_str(), plain.widget.domains.len()), (None, "", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_fields_are_all_named_and_nothing_is_changed() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let bot = bots::create(&ctx, "Camille").await.unwrap();
    let many: Vec<String> = (0..=DOMAINS).map(|n| format!("shop{n}.example")).collect();
    let wrong = BotChange {
        name: Some(" ".into()),
        persona: Some("x".repeat(2_001)),
        welcome_message: Some("a\u{7}b".into()),
        color: Some("red".into()),
        domains: Some(many),
        rules: Some(RulesChange { temperature: Some(9.0), ..RulesChange::default() }),
        version: Some(bot.version),
    };
    let refused = problem(bots::update(&ctx, &bot.id, wrong).await);
    let fields: Vec<_> = refused.fields.keys().map(String::as_str).collect();
    assert_eq!(fields, ["color", "domains", "name", "persona", "temperature", "welcome_message"]);
    assert!(problem(bots::update(&ctx, &bot.id, domains(&["no website"])).await).fields.contains_key("domains"));
    assert!(problem(bots::create(&ctx, "").await).fields.contains_key("name"));
    assert!(problem(bots::create(&ctx, &"x".repeat(41)).await).fields.contains_key("name"));
    assert_eq!(bots::list(&ctx).await.unwrap(), [bot]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_kept_and_told_by_name_and_their_thresholds_fit_together() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        let bot = bots::create(&ctx, "Camille").await.unwrap();
        assert_eq!((&bot.rules, bot.version), (&BotRules::default(), 1));
        let rules = RulesChange {
            company: Some("Tea & Sons".into()),
            tone: Some(Tone::Friendly),
            never_say: Some(vec!["cheap".into()]),
            answers_from: Some(0.6),
            ..RulesChange::default()
        };
        let change = BotChange { rules: Some(rules), version: Some(1), ..BotChange::default() };
        let changed = bots::update(&ctx, &bot.id, change).await.unwrap();
        assert_eq!((changed.rules.company.as_str(), changed.rules.tone), ("Tea & Sons", Tone::Friendly));
        assert_eq!((changed.rules.never_say.as_slice(), changed.version), (&["cheap".to_owned()][..], 2));
        assert_eq!(bots::read(&ctx, &bot.id).await.unwrap(), changed);
        let told = world.events(&ctx).await.pop().unwrap().fact.payload;
        assert_eq!(told, serde_json::json!({ "fields": ["company", "tone", "never_say", "answers_from"] }));
        // The lower threshold is looked at together with the upper one that is kept.
        let rules = RulesChange { offers_from: Some(0.7), ..RulesChange::default() };
        let wrong = BotChange { rules: Some(rules), ..BotChange::default() };
        assert!(problem(bots::update(&ctx, &bot.id, wrong).await).fields.contains_key("offers_from"));
        assert_eq!(bots::read(&ctx, &bot.id).await.unwrap(), changed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_has_just_saved_is_not_overwritten() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let bot = bots::create(&ctx, "Camille").await.unwrap();
    let named = |name: &str| BotChange { name: Some(name.into()), version: Some(bot.version), ..BotChange::default() };
    let first = bots::update(&ctx, &bot.id, named("Mint")).await.unwrap();
    let refused = problem(bots::update(&ctx, &bot.id, named("Sage")).await);
    assert_eq!(refused.code, Code::Conflict);
    assert!(refused.message.contains("Mint"), "{refused}");
    assert_eq!(bots::read(&ctx, &bot.id).await.unwrap(), first);
    // A change of the websites counts, too; one that changes nothing does not.
    let again = bots::update(&ctx, &bot.id, domains(&["other.example"])).await.unwrap();
    assert_eq!((first.version, again.version), (2, 3));
    assert_eq!(bots::update(&ctx, &bot.id, domains(&["other.example"])).await.unwrap().version, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_manages_bots_changes_them_and_only_in_their_workspace() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let bot = bots::create(&ctx, "Camille").await.unwrap();
    for role in [Role::Agent, Role::Tester, Role::Viewer] {
        let member = world.join(&ctx, &format!("{role}@example.com"), role).await.ctx().unwrap();
        assert_eq!(code(bots::create(&member, "Mine").await), Code::Forbidden);
        assert_eq!(code(bots::update(&member, &bot.id, domains(&[])).await), Code::Forbidden);
        assert_eq!(bots::list(&member).await.unwrap().len(), 1);
    }
    let zoe = world.other_business().await.ctx().unwrap();
    assert!(bots::list(&zoe).await.unwrap().is_empty());
    assert_eq!(code(bots::read(&zoe, &bot.id).await), Code::NotFound);
    assert_eq!(code(bots::update(&zoe, &bot.id, domains(&[])).await), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_listed_websites_are_told_and_no_others() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let bot = bots::create(&ctx, "Camille").await.unwrap();
    let change =
        BotChange { welcome_message: Some("Hello!".into()), persona: Some("Secret.".into()), ..BotChange::default() };
    bots::update(&ctx, &bot.id, change).await.unwrap();
    let ask = async |origin: Option<&str>| bots::widget_config(&world.app, bot.id.as_str(), origin).await;
    for good in ["https://tea.example", "http://tea.example:8080", PUBLIC_URL] {
        let config = ask(Some(good)).await.unwrap();
        assert_eq!((config.name.as_str(), config.welcome_message.as_str()), ("Camille", "Hello!"), "{good}");
        assert!(!serde_json::to_string(&config).unwrap().contains("Secret"), "the persona stays inside");
    }
    let refused = problem(ask(Some("https://evil.example")).await);
    assert_eq!(refused.code, Code::Forbidden);
    assert!(refused.message.contains("https://evil.example"), "{refused}");
    assert_eq!(code(ask(None).await), Code::Forbidden);
    bots::update(&ctx, &bot.id, domains(&[])).await.unwrap();
    assert!(ask(None).await.is_ok() && ask(Some("https://anywhere.example")).await.is_ok());
    for unknown in ["", "proj_nonsense", BotRef::new(world.random.u128()).as_str()] {
        let refused = problem(bots::widget_config(&world.app, unknown, None).await);
        assert_eq!(refused.code, Code::NotFound);
    }
    assert_eq!(world.rows("visitors").await + world.rows("contacts").await, 0, "nobody is stored who only looks");
}
