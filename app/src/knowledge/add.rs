//! `/knowledge/add`: from a page, from a file, or by hand.

use domain::Language;
use domain::knowledge::{ItemDetail, TITLE_CHARS};
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::{CreateItem, ImportUrl};
use super::upload::UploadForm;
use crate::components::{
    Button, ButtonKind, ButtonVariant, Checkbox, Field, FieldKind, FormError, Select, SelectOption, TextArea,
};
use crate::forms::{PostForm, Submission};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::{FormActions, PageHeader, Section};
use crate::routes;

/// The page.
#[component]
pub fn AddPage() -> impl IntoView {
    view! {
        <Title text=t().knowledge.add_title />
        <Allowed to=Permission::KnowledgeWrite>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().knowledge;
    let back = (routes::KNOWLEDGE.to_owned(), texts.back.to_owned());
    view! {
        <PageHeader title=texts.add_title purpose=texts.add_purpose back=back />
        <div class="form-sections">
            <FromUrl />
            <Section title=texts.file_title text=texts.file_text>
                <UploadForm />
            </Section>
            <ByHand />
        </div>
    }
}

/// Goes to the item that was made, out of the JSON of the answer.
pub(super) fn to_item() -> impl Fn(String) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |answer: String| {
        if let Ok(made) = serde_json::from_str::<ItemDetail>(&answer) {
            navigate(&routes::item(&made.item.id), NavigateOptions::default());
        }
    }
}

/// Whether it answers at once; only those see it who may publish.
#[component]
pub(super) fn PublishAtOnce() -> impl IntoView {
    let texts = &t().knowledge;
    use_me().may(Permission::KnowledgePublish).then(|| {
        view! {
            <Checkbox
                name="publish"
                value="1"
                checked=true
                label=texts.publish_at_once
                hint=texts.publish_at_once_hint
            />
        }
    })
}

#[component]
fn FromUrl() -> impl IntoView {
    let texts = &t().knowledge;
    let submission = Submission::to(ImportUrl::PATH).on_done(to_item());
    view! {
        <PostForm submission>
            <Section title=texts.url_title text=texts.url_text>
                <FormError error=submission.message() />
                <Field
                    name="url"
                    label=texts.url
                    kind=FieldKind::Url
                    placeholder="https://example.com/help"
                    required=true
                    error=submission.field("url")
                />
                <PublishAtOnce />
                <FormActions>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.url_button}
                    </Button>
                </FormActions>
            </Section>
        </PostForm>
    }
}

#[component]
fn ByHand() -> impl IntoView {
    let texts = &t().knowledge;
    let submission = Submission::to(CreateItem::PATH).on_done(to_item());
    let languages = std::iter::once(SelectOption::new("", texts.language_found))
        .chain(Language::ALL.iter().map(|language| SelectOption::new(language.code(), language.name())))
        .collect();
    view! {
        <PostForm submission>
            <Section title=texts.text_title text=texts.text_text>
                <FormError error=submission.message() />
                <Field
                    name="title"
                    label=texts.item_title
                    hint=texts.item_title_hint
                    optional=true
                    max_length=Some(TITLE_CHARS)
                    error=submission.field("title")
                />
                <TextArea name="content" label=texts.content rows=10 code=true error=submission.field("content") />
                <Select name="language" label=texts.language options=languages error=submission.field("language") />
                <PublishAtOnce />
                <FormActions>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.text_button}
                    </Button>
                </FormActions>
            </Section>
        </PostForm>
    }
}
