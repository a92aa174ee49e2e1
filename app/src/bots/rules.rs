//! A bot's rules on its page: the business, how it answers, and the model.

use domain::bots::BotView;
use domain::rules::{CONTACT_CHARS, LONG_CHARS, SHORT_CHARS, Tone};
use leptos::prelude::*;

use super::form::{Form, Save};
use crate::components::{Checkbox, Field, FieldKind, RadioCard, RadioCards, TextArea};
use crate::forms::Draft;
use crate::i18n::t;
use crate::layout::Section;

/// The business that the bot speaks for, and how it talks.
#[component]
pub fn Business(
    /// The bot as it is.
    bot: BotView,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BotView>,
) -> impl IntoView {
    let texts = &t().bot_rules;
    let submission = draft.submission;
    let rules = bot.rules.clone();
    let readonly = !may_manage;
    let tones =
        [(Tone::Professional, texts.professional), (Tone::Friendly, texts.friendly), (Tone::Casual, texts.casual)];
    let tones = tones.into_iter().map(|(tone, text)| RadioCard::new(tone.as_str(), tone.label(), text)).collect();
    view! {
        <Form bot draft>
            <Section title=texts.business_title text=texts.business_text>
                <Field
                    name="rules[company]"
                    label=texts.company
                    hint=texts.company_hint
                    value=rules.company
                    optional=true
                    readonly=readonly
                    max_length=Some(SHORT_CHARS)
                    error=submission.field("company")
                />
                <Field
                    name="rules[industry]"
                    label=texts.industry
                    value=rules.industry
                    optional=true
                    readonly=readonly
                    max_length=Some(SHORT_CHARS)
                    error=submission.field("industry")
                />
                <TextArea
                    name="rules[products]"
                    label=texts.products
                    value=rules.products
                    optional=true
                    readonly=readonly
                    max_length=Some(LONG_CHARS)
                    error=submission.field("products")
                />
                <TextArea
                    name="rules[policies]"
                    label=texts.policies
                    value=rules.policies
                    optional=true
                    readonly=readonly
                    max_length=Some(LONG_CHARS)
                    error=submission.field("policies")
                />
                <TextArea
                    name="rules[contact]"
                    label=texts.contact
                    value=rules.contact
                    rows=2
                    optional=true
                    readonly=readonly
                    max_length=Some(CONTACT_CHARS)
                    error=submission.field("contact")
                />
            </Section>
            <Section title=texts.tone_title text=texts.tone_text>
                <RadioCards
                    name="rules[tone]"
                    legend=texts.tone
                    options=tones
                    selected=rules.tone.as_str()
                    disabled=readonly
                />
                <TextArea
                    name="rules[instructions]"
                    label=texts.instructions
                    hint=texts.instructions_hint
                    value=rules.instructions
                    optional=true
                    readonly=readonly
                    max_length=Some(LONG_CHARS)
                    error=submission.field("instructions")
                />
                <Save may_manage draft />
            </Section>
        </Form>
    }
}

/// How sure the bot has to be, what it does not say, and what it does not speak of.
#[component]
pub fn Answers(
    /// The bot as it is.
    bot: BotView,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BotView>,
) -> impl IntoView {
    let texts = &t().bot_rules;
    let submission = draft.submission;
    let rules = bot.rules.clone();
    let readonly = !may_manage;
    view! {
        <Form bot draft>
            <Section title=texts.sure_title text=texts.sure_text>
                <Number name="answers_from" label=texts.answers_from hint=texts.answers_from_hint value=rules.answers_from draft readonly />
                <Number name="offers_from" label=texts.offers_from hint=texts.offers_from_hint value=rules.offers_from draft readonly />
            </Section>
            <Section title=texts.limits_title text=texts.limits_text>
                <TextArea
                    name="rules[never_say]"
                    label=texts.never_say
                    hint=texts.never_say_hint
                    value=rules.never_say.join("\n")
                    optional=true
                    readonly=readonly
                    error=submission.field("never_say")
                />
                <TextArea
                    name="rules[blocked_topics]"
                    label=texts.blocked_topics
                    hint=texts.blocked_topics_hint
                    value=rules.blocked_topics.join("\n")
                    optional=true
                    readonly=readonly
                    error=submission.field("blocked_topics")
                />
            </Section>
            <Section title=texts.switches_title text=texts.switches_text>
                <input type="hidden" name="rules[switches]" value="true" />
                <div class="choices">
                    <Checkbox
                        name="rules[small_talk]"
                        label=texts.small_talk
                        hint=texts.small_talk_hint
                        checked=rules.small_talk
                        disabled=readonly
                    />
                    <Checkbox
                        name="rules[own_intents]"
                        label=texts.own_intents
                        hint=texts.own_intents_hint
                        checked=rules.own_intents
                        disabled=readonly
                    />
                </div>
                <Save may_manage draft />
            </Section>
        </Form>
    }
}

/// The model service, and how it is asked.
#[component]
pub fn Model(
    /// The bot as it is.
    bot: BotView,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BotView>,
) -> impl IntoView {
    let texts = &t().bot_rules;
    let submission = draft.submission;
    let rules = bot.rules.clone();
    let readonly = !may_manage;
    view! {
        <Form bot draft>
            <Section title=texts.model_title text=texts.model_text>
                <Field
                    name="rules[model]"
                    label=texts.model
                    hint=texts.model_hint
                    value=rules.model
                    placeholder="gpt-4o-mini"
                    autocomplete="off"
                    optional=true
                    readonly=readonly
                    error=submission.field("model")
                />
                <Field
                    name="rules[small_model]"
                    label=texts.small_model
                    hint=texts.small_model_hint
                    value=rules.small_model
                    autocomplete="off"
                    optional=true
                    readonly=readonly
                    error=submission.field("small_model")
                />
            </Section>
            <Section title=texts.privacy_title text=texts.privacy_text>
                <input type="hidden" name="rules[model_switches]" value="true" />
                <div class="choices">
                    <Checkbox
                        name="rules[redact_personal_data]"
                        label=texts.redact
                        hint=texts.redact_hint
                        checked=rules.redact_personal_data
                        disabled=readonly
                    />
                    <Checkbox
                        name="rules[reuse_answers]"
                        label=texts.reuse
                        hint=texts.reuse_hint
                        checked=rules.reuse_answers
                        disabled=readonly
                    />
                </div>
            </Section>
            <Section title=texts.words_title text=texts.words_text>
                <Number name="max_tokens" label=texts.max_tokens hint=texts.max_tokens_hint value=f64::from(rules.max_tokens) draft readonly />
                <Number name="temperature" label=texts.temperature hint=texts.temperature_hint value=rules.temperature draft readonly />
                <Number name="presence_penalty" label=texts.presence_penalty hint=texts.penalty_hint value=rules.presence_penalty draft readonly />
                <Number name="frequency_penalty" label=texts.frequency_penalty hint=texts.penalty_hint value=rules.frequency_penalty draft readonly />
                <Save may_manage draft />
            </Section>
        </Form>
    }
}

#[component]
fn Number(
    /// The rule.
    name: &'static str,
    /// What to enter.
    label: &'static str,
    /// What it does.
    hint: &'static str,
    /// What it is.
    value: f64,
    /// What is typed.
    draft: Draft<BotView>,
    /// It can be read and not changed.
    readonly: bool,
) -> impl IntoView {
    view! {
        <Field
            name=format!("rules[{name}]")
            label=label
            hint=hint
            kind=FieldKind::Number
            value=value.to_string()
            autocomplete="off"
            readonly=readonly
            error=draft.submission.field(name)
        />
    }
}
