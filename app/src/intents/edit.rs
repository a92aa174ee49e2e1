//! Making an intent, changing it, deleting it.

use domain::conversations::HandoffReason;
use domain::intents::{ANSWER_CHARS, Effect, EffectKind, IntentView, NAME_CHARS, THRESHOLD};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::{DeleteIntent, SaveIntent};
use crate::components::{
    Button, ButtonKind, ButtonVariant, Checkbox, Dialog, DialogActions, DialogSize, Field, FieldKind, FormError,
    RadioCard, RadioCards, Select, SelectOption, TextArea, dom, use_toasts,
};
use crate::forms::{Behind, Draft, PostForm, SaveActions, Submission};
use crate::i18n::{fill, t};
use crate::layout::{PageHeader, Section};
use crate::routes;

const DELETE: &str = "delete-intent";

/// Reasons for which an intent may give a conversation to people.
const REASONS: [HandoffReason; 4] =
    [HandoffReason::UnsupportedRequest, HandoffReason::Policy, HandoffReason::MissingKnowledge, HandoffReason::Rule];

/// What is typed into the form, and what deletes an intent; it outlives a list that is loaded anew.
#[derive(Debug, Clone, Copy)]
pub struct State {
    draft: Draft<Option<IntentView>>,
    deletion: Submission,
}

impl State {
    /// `reload` loads the list anew.
    pub fn new(reload: Callback<()>) -> Self {
        let (texts, toasts, navigate) = (&t().intents, use_toasts(), use_navigate());
        let leave = Callback::new(move |()| navigate(routes::INTENTS, NavigateOptions::default()));
        let draft = Draft::new("intent", SaveIntent::PATH, texts.saved, move || {
            reload.run(());
            leave.run(());
        });
        let deletion = Submission::to(DeleteIntent::PATH).on_done(move |_| {
            dom::close_dialog(DELETE);
            if let Some(toasts) = toasts {
                toasts.done(texts.deleted);
            }
            reload.run(());
            leave.run(());
        });
        Self { draft, deletion }
    }
}

/// The form of one intent.
#[component]
pub fn Edit(
    /// The intent; none for one that is to be made.
    intent: Option<IntentView>,
    /// What is typed, and what deletes.
    edit: State,
    /// Whether this person may change it.
    may_manage: bool,
) -> impl IntoView {
    let texts = &t().intents;
    let State { draft, deletion } = edit;
    let submission = draft.submission;
    let title = intent.as_ref().map_or_else(|| texts.create.to_owned(), |intent| intent.name.clone());
    let back = (routes::INTENTS.to_owned(), texts.all.to_owned());
    let question = fill(texts.delete_question, &[("name", &title)]);
    let intent = draft.fill(intent);
    let known = intent.as_ref().map(|intent| (intent.id.to_string(), intent.version.to_string()));
    let about = known.clone().filter(|_| may_manage);
    let may_delete = about.is_some();
    let (name, examples, threshold, on, effect) = match intent {
        Some(intent) => (intent.name, intent.examples.join("\n"), intent.threshold, intent.on, intent.effect),
        None => (String::new(), String::new(), THRESHOLD, true, Effect::Label),
    };
    let kind = RwSignal::new(effect.kind());
    let (reason, answer) = match &effect {
        Effect::HandOff { reason } => (*reason, String::new()),
        Effect::Answer { text } => (REASONS[0], text.clone()),
        Effect::Label => (REASONS[0], String::new()),
    };
    let card = |kind: EffectKind, text| RadioCard::new(kind.as_str(), kind.label(), text);
    let cards = vec![
        card(EffectKind::Label, texts.effect_label),
        card(EffectKind::HandOff, texts.effect_hand_off),
        card(EffectKind::Answer, texts.effect_answer),
    ];
    let reasons = REASONS.map(|reason| SelectOption::new(reason.as_str(), reason.label())).to_vec();
    view! {
        <PageHeader title=title purpose=texts.edit_purpose back=back>
            {may_delete.then(|| view! { <Button opens=DELETE>{texts.delete}</Button> })}
        </PageHeader>
        <Behind draft text=texts.behind />
        <PostForm submission id=draft.form class="form-sections">
            <FormError error=submission.message() />
            {known
                .map(|(id, version)| {
                    view! {
                        <input type="hidden" name="id" value=id />
                        <input type="hidden" name="version" value=version />
                    }
                })}
            <Section title=texts.what_title text=texts.what_text>
                <Field
                    name="name"
                    label=texts.name
                    value=name
                    required=true
                    readonly=!may_manage
                    max_length=Some(NAME_CHARS)
                    autocomplete="off"
                    error=submission.field("name")
                />
                <TextArea
                    name="examples"
                    label=texts.examples
                    hint=texts.examples_hint
                    value=examples
                    rows=8
                    readonly=!may_manage
                    error=submission.field("examples")
                />
                <Field
                    name="threshold"
                    label=texts.threshold
                    hint=texts.threshold_hint
                    kind=FieldKind::Number
                    value=threshold.to_string()
                    readonly=!may_manage
                    autocomplete="off"
                    error=submission.field("threshold")
                />
                <Checkbox name="on" label=texts.on hint=texts.on_hint checked=on disabled=!may_manage />
            </Section>
            <Section title=texts.effect_title text=texts.effect_text>
                <RadioCards
                    name="how[effect]"
                    legend=texts.effect_title
                    options=cards
                    selected=effect.kind().as_str()
                    disabled=!may_manage
                    on_change=move |value: String| {
                        if let Ok(chosen) = value.parse() {
                            kind.set(chosen);
                        }
                    }
                />
                <div hidden=move || kind.get() != EffectKind::HandOff>
                    <Select
                        name="how[reason]"
                        label=texts.reason
                        options=reasons
                        selected=reason.as_str()
                        disabled=!may_manage
                        error=submission.field("reason")
                    />
                </div>
                <div hidden=move || kind.get() != EffectKind::Answer>
                    <TextArea
                        name="how[answer]"
                        label=texts.answer
                        hint=texts.answer_hint
                        value=answer
                        readonly=!may_manage
                        max_length=Some(ANSWER_CHARS)
                        error=submission.field("answer")
                    />
                </div>
                <SaveActions may=may_manage submission label=texts.save read_only=t().bots.read_only />
            </Section>
        </PostForm>
        {about
            .map(|(id, _)| {
                view! {
                    <Dialog id=DELETE title=texts.delete_title size=DialogSize::Small on_close=move |()| deletion.clear()>
                        <PostForm submission=deletion>
                            <p>{question}</p>
                            <FormError error=deletion.any_message() />
                            <input type="hidden" name="id" value=id />
                            <DialogActions>
                                <Button closes=DELETE>{texts.cancel}</Button>
                                <Button
                                    kind=ButtonKind::Submit
                                    variant=ButtonVariant::Danger
                                    loading=deletion.pending()
                                >
                                    {texts.delete}
                                </Button>
                            </DialogActions>
                        </PostForm>
                    </Dialog>
                }
            })}
    }
}
