//! What a bot may ask of connected systems, on its page: what each tool is set up with comes from its card.

use domain::events::EventKind;
use domain::tools::{FIELD_CHARS, ToolField, ToolFieldKind, ToolView};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{ReadBotTools, UpdateBotTools};
use crate::components::{Checkbox, Field, FieldKind, FormError, SkeletonShape};
use crate::forms::{Behind, Draft, PostForm, SaveActions};
use crate::i18n;
use crate::layout::Section;
use crate::live::use_live;
use crate::loading::{load, loaded};

/// All tools of a bot, in one form.
#[component]
pub fn Tools(
    /// The bot.
    id: Memo<Option<String>>,
    /// Whether this person may change them.
    may_manage: bool,
) -> impl IntoView {
    let texts = i18n::tools();
    let changes = use_live().changes(&[EventKind::BotUpdated]);
    let tools = load::<ReadBotTools>(Some(changes), move || vec![("id", id.get())]);
    let draft = Draft::new("tools", UpdateBotTools::PATH, texts.saved, move || tools.refetch());
    view! {
        <Behind draft text=texts.behind />
        {loaded(tools, SkeletonShape::Field, 3, move |tools: Vec<ToolView>| {
            view! { <Edit id=id.get().unwrap_or_default() tools=draft.fill(tools) may_manage draft /> }
        })}
    }
}

#[component]
fn Edit(
    /// The bot.
    id: String,
    /// What the form shows.
    tools: Vec<ToolView>,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<Vec<ToolView>>,
) -> impl IntoView {
    let submission = draft.submission;
    let last = tools.len().saturating_sub(1);
    let tools = tools.into_iter().enumerate();
    let tools = tools.map(|(at, tool)| view! { <Tool tool is_last=at == last may_manage draft /> }).collect::<Vec<_>>();
    view! {
        <PostForm submission id=draft.form class="form-sections">
            <FormError error=submission.message() />
            <input type="hidden" name="id" value=id />
            {tools}
        </PostForm>
    }
}

#[component]
fn Tool(
    /// The tool.
    tool: ToolView,
    /// Whether the button stands in it.
    is_last: bool,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<Vec<ToolView>>,
) -> impl IntoView {
    let texts = i18n::tools();
    let ToolView { id, name, sentence, is_on, fields, version } = tool;
    let entered = fields.into_iter().map(|field| view! { <Entry tool=id.clone() field may_manage draft /> });
    let entered = entered.collect::<Vec<_>>();
    view! {
        <Section title=name text=sentence>
            <input type="hidden" name=format!("tools[{id}][version]") value=version.to_string() />
            <div class="choices">
                <Checkbox
                    name=format!("tools[{id}][is_on]")
                    label=texts.is_on
                    hint=texts.is_on_hint
                    checked=is_on
                    disabled=!may_manage
                />
            </div>
            {entered}
            {is_last
                .then(|| {
                    let submission = draft.submission;
                    view! { <SaveActions may=may_manage submission label=texts.save read_only=texts.read_only /> }
                })}
        </Section>
    }
}

#[component]
fn Entry(
    /// Its tool.
    tool: String,
    /// What is entered.
    field: ToolField,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<Vec<ToolView>>,
) -> impl IntoView {
    let texts = i18n::tools();
    let ToolField { id, kind, label, hint, value, is_set } = field;
    let error = draft.submission.named_field(format!("{tool}.{id}"));
    let is_secret = kind == ToolFieldKind::Secret;
    let part = if is_secret { "secrets" } else { "fields" };
    view! {
        <Field
            name=format!("tools[{tool}][{part}][{id}]")
            label=label
            hint=hint
            kind=if is_secret { FieldKind::Password } else { FieldKind::Url }
            value=value
            placeholder=if is_secret && is_set { texts.is_set } else { "" }
            autocomplete="off"
            optional=true
            readonly=!may_manage
            max_length=(!is_secret).then_some(FIELD_CHARS)
            error=error
        />
        {(is_secret && is_set && may_manage)
            .then(|| {
                view! {
                    <div class="choices">
                        <Checkbox name=format!("tools[{tool}][remove][{id}]") label=texts.remove />
                    </div>
                }
            })}
    }
}
