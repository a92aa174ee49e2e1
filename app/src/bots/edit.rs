//! `/bots/{id}`: how a bot talks and looks, where it may be shown, and the lines for the website.

use domain::bots::{BotView, NAME_CHARS, PERSONA_CHARS, WELCOME_CHARS};
use domain::events::EventKind;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{BotPageView, ReadBot, UpdateBot, UpdateBotRules};
use super::budget::Budget;
use super::form::{Form, Save};
use super::rules::{Answers, Business, Model};
use super::tools::Tools;
use crate::components::{CodeBlock, Field, SkeletonShape, Tab, Tabs, TextArea, TimeAgo};
use crate::forms::{Behind, Draft};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::{PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;

/// The page of one bot.
#[component]
pub fn BotPage() -> impl IntoView {
    view! {
        <Title text=t().bots.title />
        <Allowed to=Permission::BotsRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().bots;
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    let changes = use_live().changes(&[EventKind::BotUpdated]);
    let bot = load::<ReadBot>(Some(changes), move || vec![("id", id.get())]);
    let draft = |form, path| Draft::new(form, path, texts.saved, move || bot.refetch());
    let draft_of = [
        draft("bot", UpdateBot::PATH),
        draft("business", UpdateBotRules::PATH),
        draft("answers", UpdateBotRules::PATH),
        draft("model", UpdateBotRules::PATH),
    ];
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| Part::of(query.get("tab").as_deref())));
    let may_manage = use_me().may(Permission::BotsManage);
    let parts = loaded(bot, SkeletonShape::Field, 4, move |page: BotPageView| {
        let back = (routes::BOTS.to_owned(), texts.all.to_owned());
        let mut bot = page.bot.clone();
        // What websites do is no change of what is typed here.
        bot.widget.last_seen_at = None;
        let here = routes::bot(&bot.id);
        let tabs = Part::ALL.iter().map(|part| Tab::new(part.address(&here), part.label())).collect();
        let current = Signal::derive(move || open.get().address(&here));
        let filled = |part: Part| draft_of[part as usize].fill(bot.clone());
        let behind = |part: Part| view! { <Behind draft=draft_of[part as usize] text=texts.behind /> };
        let away = move |part: Part| move || open.get() != part;
        view! {
            <PageHeader title=page.bot.name.clone() purpose=texts.edit_purpose back=back />
            <Tabs label=texts.parts tabs=tabs current=current />
            // All of them stand there, so that what is typed in one stays while another is looked at, and while the bot is
            // loaded anew.
            <div hidden=away(Part::Widget)>
                <Snippet page=page.clone() />
                {behind(Part::Widget)}
                <Edit bot=filled(Part::Widget) may_manage draft=draft_of[Part::Widget as usize] />
            </div>
            <div hidden=away(Part::Business)>
                {behind(Part::Business)}
                <Business bot=filled(Part::Business) may_manage draft=draft_of[Part::Business as usize] />
            </div>
            <div hidden=away(Part::Answers)>
                {behind(Part::Answers)}
                <Answers bot=filled(Part::Answers) may_manage draft=draft_of[Part::Answers as usize] />
            </div>
            <div hidden=away(Part::Model)>
                {behind(Part::Model)}
                <Model bot=filled(Part::Model) may_manage draft=draft_of[Part::Model as usize] />
            </div>
        }
    });
    view! {
        {parts}
        // Beside what the bot's page loads, and there from the beginning: the page comes alive with the elements that it had.
        <div hidden=move || open.get() != Part::Model>
            <Budget may_manage />
        </div>
        <div hidden=move || open.get() != Part::Tools>
            <Tools id may_manage />
        </div>
    }
}

/// What the page is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Widget,
    Business,
    Answers,
    Model,
    Tools,
}

impl Part {
    const ALL: [Self; 5] = [Self::Widget, Self::Business, Self::Answers, Self::Model, Self::Tools];

    fn of(text: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|part| Some(part.as_str()) == text).unwrap_or(Self::Widget)
    }
    fn as_str(self) -> &'static str {
        match self {
            Self::Widget => "",
            Self::Business => "business",
            Self::Answers => "answers",
            Self::Model => "model",
            Self::Tools => "tools",
        }
    }
    fn label(self) -> &'static str {
        let texts = &t().bots;
        match self {
            Self::Widget => texts.part_widget,
            Self::Business => texts.part_business,
            Self::Answers => texts.part_answers,
            Self::Model => texts.part_model,
            Self::Tools => texts.part_tools,
        }
    }
    fn address(self, bot: &str) -> String {
        routes::with_query(bot, &[("tab", self.as_str())])
    }
}

#[component]
fn Snippet(
    /// The bot and its snippet.
    page: BotPageView,
) -> impl IntoView {
    let texts = &t().bots;
    let seen = page.bot.widget.last_seen_at;
    view! {
        <Section title=texts.snippet_title text=texts.snippet_text>
            <CodeBlock label=texts.snippet code=page.snippet />
            <p class="field-hint">
                {match seen {
                    Some(at) => view! { {texts.seen} " " <TimeAgo at=at /> "." }.into_any(),
                    None => texts.not_seen.into_any(),
                }}
            </p>
        </Section>
    }
}

#[component]
fn Edit(
    /// The bot as it is.
    bot: BotView,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BotView>,
) -> impl IntoView {
    let texts = &t().bots;
    let submission = draft.submission;
    view! {
        <Form bot=bot.clone() draft>
            <Section title=texts.talk_title text=texts.talk_text>
                <Field
                    name="name"
                    label=texts.name
                    hint=texts.name_hint
                    value=bot.name
                    required=true
                    readonly=!may_manage
                    max_length=Some(NAME_CHARS)
                    error=submission.field("name")
                />
                <TextArea
                    name="persona"
                    label=texts.persona
                    value=bot.persona
                    placeholder=texts.persona_placeholder
                    optional=true
                    readonly=!may_manage
                    max_length=Some(PERSONA_CHARS)
                    error=submission.field("persona")
                />
                <TextArea
                    name="welcome_message"
                    label=texts.welcome
                    hint=texts.welcome_hint
                    value=bot.welcome_message
                    rows=2
                    optional=true
                    readonly=!may_manage
                    max_length=Some(WELCOME_CHARS)
                    error=submission.field("welcome_message")
                />
            </Section>
            <Section title=texts.look_title text=texts.look_text>
                <Field
                    name="color"
                    label=texts.color
                    hint=texts.color_hint
                    value=bot.color.unwrap_or_default()
                    optional=true
                    readonly=!may_manage
                    error=submission.field("color")
                />
            </Section>
            <Section title=texts.websites_title text=texts.websites_text>
                <TextArea
                    name="domains"
                    label=texts.websites
                    hint=texts.websites_hint
                    value=bot.widget.domains.join("\n")
                    rows=3
                    placeholder="shop.example.com"
                    optional=true
                    readonly=!may_manage
                    error=submission.field("domains")
                />
                <Save may_manage draft />
            </Section>
        </Form>
    }
}
