//! `/knowledge/{id}`: its text, its state, and how the bot reads it.

use domain::events::EventKind;
use domain::feedback::Votes;
use domain::knowledge::{ItemDetail, ItemStatus, ItemView, PassageView, TITLE_CHARS};
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::{ArchiveItem, PublishItem, ReadItem, UpdateItem};
use crate::components::{
    Badge, Button, ButtonKind, ButtonVariant, Field, FormError, Link, SkeletonShape, TextArea, TimeAgo, use_toasts,
};
use crate::forms::{Behind, Draft, PostForm, SaveActions, Submission};
use crate::frame::{Allowed, use_me};
use crate::i18n::{fill, t};
use crate::layout::{PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;

/// The page.
#[component]
pub fn ItemPage() -> impl IntoView {
    view! {
        <Title text=t().knowledge.title />
        <Allowed to=Permission::KnowledgeRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().knowledge;
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    let changes = use_live().changes(&[EventKind::ItemUpdated, EventKind::ItemPublished, EventKind::ItemArchived]);
    let item = load::<ReadItem>(Some(changes), move || vec![("id", id.get())]);
    let draft = Draft::new("item", UpdateItem::PATH, texts.saved, move || item.refetch());
    loaded(item, SkeletonShape::Field, 4, move |detail: ItemDetail| {
        let back = (routes::KNOWLEDGE.to_owned(), texts.back.to_owned());
        let ItemDetail { item, content, passages, votes } = detail;
        let text = Text { id: item.id.to_string(), version: item.version, title: item.title.clone(), content };
        let (is_published, about) = (item.status == ItemStatus::Published, item.clone());
        view! {
            <PageHeader title=item.title.clone() purpose=texts.item_purpose back=back>
                <Acts item />
            </PageHeader>
            <About item=about votes />
            <Behind draft text=texts.behind />
            <Edit text=draft.fill(text) is_published draft />
            <Section title=texts.passages_title text=texts.passages_text>
                <Passages passages />
            </Section>
        }
    })
}

/// The button that takes the item on its way.
#[component]
fn Acts(
    /// The item.
    item: ItemView,
) -> impl IntoView {
    let texts = &t().knowledge;
    let toasts = use_toasts();
    let is_published = item.status == ItemStatus::Published;
    let (path, said) =
        if is_published { (ArchiveItem::PATH, texts.archived) } else { (PublishItem::PATH, texts.published) };
    // The event of the change loads the item anew.
    let submission = Submission::to(path).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(said);
        }
    });
    let (label, variant) =
        if is_published { (texts.archive, ButtonVariant::Secondary) } else { (texts.publish, ButtonVariant::Primary) };
    use_me().may(Permission::KnowledgePublish).then(|| {
        view! {
            <PostForm submission>
                <FormError error=submission.any_message() />
                <input type="hidden" name="id" value=item.id.to_string() />
                <Button kind=ButtonKind::Submit variant loading=submission.pending()>{label}</Button>
            </PostForm>
        }
    })
}

#[component]
fn About(
    /// The item.
    item: ItemView,
    /// What visitors think of answers from it.
    votes: Votes,
) -> impl IntoView {
    let texts = &t().knowledge;
    let origin = item.origin.map(|origin| {
        if origin.starts_with("http") {
            view! { <Link href=origin.clone() outside=true>{origin.clone()}</Link> }.into_any()
        } else {
            view! { <span>{origin}</span> }.into_any()
        }
    });
    let voted = (votes != Votes::default()).then(|| {
        let counts = [("helpful", votes.helpful.to_string()), ("unhelpful", votes.unhelpful.to_string())];
        let counts: Vec<_> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        view! { <span>{fill(texts.votes, &counts)}</span> }
    });
    view! {
        <p class="item-about">
            <Badge tone=super::tone(item.status) dot=true>{item.status.label()}</Badge>
            <span>{item.language.name()}</span>
            <span>{item.source.label()}</span>
            {origin}
            <span>{fill(texts.version, &[("version", &item.version.to_string())])}</span>
            <TimeAgo at=item.updated_at />
            {voted}
        </p>
    }
}

/// What can be typed, and which version it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    id: String,
    version: i64,
    title: String,
    content: String,
}

#[component]
fn Edit(
    /// The text of the item.
    text: Text,
    /// Whether it answers now.
    is_published: bool,
    /// What is typed.
    draft: Draft<Text>,
) -> impl IntoView {
    let texts = &t().knowledge;
    let may_write =
        use_me().may(Permission::KnowledgeWrite) && (!is_published || use_me().may(Permission::KnowledgePublish));
    let submission = draft.submission;
    view! {
        <PostForm submission id=draft.form class="form-sections">
            <Section title=texts.edit_title text=texts.edit_text>
                <FormError error=submission.message() />
                <input type="hidden" name="id" value=text.id />
                <input type="hidden" name="version" value=text.version.to_string() />
                <Field
                    name="title"
                    label=texts.item_title
                    value=text.title
                    readonly=!may_write
                    max_length=Some(TITLE_CHARS)
                    error=submission.field("title")
                />
                <TextArea
                    name="content"
                    label=texts.content
                    value=text.content
                    rows=14
                    code=true
                    readonly=!may_write
                    error=submission.field("content")
                />
                <SaveActions may=may_write submission label=texts.save />
            </Section>
        </PostForm>
    }
}

#[component]
fn Passages(
    /// In their order.
    passages: Vec<PassageView>,
) -> impl IntoView {
    if passages.is_empty() {
        return view! { <p class="field-hint">{t().knowledge.no_passages}</p> }.into_any();
    }
    let lines = passages
        .into_iter()
        .map(|passage| {
            view! {
                <li class="passage" dir="auto">
                    {(!passage.heading.is_empty()).then(|| view! { <p class="passage-heading">{passage.heading}</p> })}
                    <p class="passage-text">{passage.text}</p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="passages">{lines}</ol> }.into_any()
}
