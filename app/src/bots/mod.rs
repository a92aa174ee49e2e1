//! `/bots`: the bots of the workspace, and `/bots/{id}`: one of them.

pub mod api;
mod budget;
mod edit;
mod form;
mod rules;
mod tools;

use domain::bots::BotView;
use domain::events::EventKind;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use crate::components::{
    Button, ButtonKind, ButtonVariant, Column, Dialog, DialogActions, DialogSize, EmptyState, Field, FormError, Icon,
    SkeletonShape, Table, TimeAgo, dom,
};
use crate::forms::{PostForm, Submission};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use crate::settings::DialogLink;
use api::{CreateBot, ListBots};

pub use edit::BotPage;

const CREATE: &str = "create-bot";

/// The list.
#[component]
pub fn BotsPage() -> impl IntoView {
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
    let may_manage = use_me().may(Permission::BotsManage);
    let changes = use_live().changes(&[EventKind::BotCreated, EventKind::BotUpdated]);
    let bots = load::<ListBots>(Some(changes), Vec::new);
    view! {
        <PageHeader title=texts.title purpose=texts.purpose>
            {may_manage
                .then(|| {
                    view! {
                        <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus) opens=CREATE>{texts.create}</Button>
                    }
                })}
        </PageHeader>
        {loaded(bots, SkeletonShape::Rows, 2, move |bots: Vec<BotView>| view! { <Bots bots may_manage /> })}
        {may_manage.then(|| view! { <CreateDialog /> })}
    }
}

#[component]
fn Bots(
    /// All of them.
    bots: Vec<BotView>,
    /// Whether this person may make one.
    may_manage: bool,
) -> impl IntoView {
    let texts = &t().bots;
    if bots.is_empty() {
        return view! {
            <EmptyState title=texts.none text=texts.none_text>
                {may_manage
                    .then(|| view! { <Button icon=Some(Icon::Plus) opens=CREATE>{texts.create}</Button> })}
            </EmptyState>
        }
        .into_any();
    }
    let columns =
        vec![Column::new(texts.column_name), Column::new(texts.column_domains), Column::new(texts.column_seen)];
    let rows = bots.into_iter().map(|bot| view! { <Row bot /> }).collect::<Vec<_>>();
    view! { <Table caption=texts.title columns=columns>{rows}</Table> }.into_any()
}

#[component]
fn Row(
    /// The bot.
    bot: BotView,
) -> impl IntoView {
    let texts = &t().bots;
    let websites = match bot.widget.domains.is_empty() {
        true => texts.every_website.to_owned(),
        false => bot.widget.domains.join(", "),
    };
    let seen = match bot.widget.last_seen_at {
        Some(at) => view! { <TimeAgo at=at /> }.into_any(),
        None => view! { <span class="table-quiet">{texts.never}</span> }.into_any(),
    };
    view! {
        <tr>
            <td><a class="link" href=routes::bot(&bot.id)>{bot.name}</a></td>
            <td>{websites}</td>
            <td>{seen}</td>
        </tr>
    }
}

#[component]
fn CreateDialog() -> impl IntoView {
    let texts = &t().bots;
    let link_to_dialog = DialogLink::new("new", CREATE, routes::BOTS);
    let navigate = leptos_router::hooks::use_navigate();
    let submission = Submission::to(CreateBot::PATH).on_done(move |answer| {
        dom::close_dialog(CREATE);
        if let Ok(bot) = serde_json::from_str::<BotView>(&answer) {
            navigate(&routes::bot(&bot.id), leptos_router::NavigateOptions::default());
        }
    });
    let on_close = move |()| {
        link_to_dialog.leave();
        submission.clear();
    };
    view! {
        <Dialog id=CREATE title=texts.create size=DialogSize::Small on_close=on_close>
            <PostForm submission>
                <FormError error=submission.message() />
                <Field
                    name="name"
                    id="bot-name"
                    label=texts.name
                    hint=texts.name_hint
                    required=true
                    autofocus=true
                    autocomplete="off"
                    error=submission.field("name")
                />
                <DialogActions>
                    <Button closes=CREATE>{texts.cancel}</Button>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.create_button}
                    </Button>
                </DialogActions>
            </PostForm>
        </Dialog>
    }
}
