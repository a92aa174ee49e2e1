//! The budget for model services, on the page of a bot.

use domain::budget::BudgetView;
use domain::events::EventKind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{ReadBudget, UpdateBudget};
use crate::components::{ButtonVariant, Field, FieldKind, FormError, Meter, SkeletonShape};
use crate::forms::{Behind, Draft, PostForm, SaveActions};
use crate::i18n::{fill, t};
use crate::layout::Section;
use crate::live::use_live;
use crate::loading::{load, loaded};

/// The limits of the workspace, and what is used of them.
#[component]
pub fn Budget(
    /// Whether this person may change them.
    may_manage: bool,
) -> impl IntoView {
    let texts = &t().bot_rules;
    let changes = use_live().changes(&[EventKind::BudgetUpdated, EventKind::BudgetNeared, EventKind::BudgetExhausted]);
    let budget = load::<ReadBudget>(Some(changes), Vec::new);
    let draft = Draft::new("budget", UpdateBudget::PATH, texts.budget_saved, move || budget.refetch());
    view! {
        <Behind draft text=texts.budget_behind />
        {loaded(budget, SkeletonShape::Field, 3, move |view: BudgetView| {
            view! { <Edit limits=draft.fill(view) now=view may_manage draft /> }
        })}
    }
}

#[component]
fn Edit(
    /// What the form shows.
    limits: BudgetView,
    /// What is used now.
    now: BudgetView,
    /// Whether this person may change it.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BudgetView>,
) -> impl IntoView {
    let texts = &t().bot_rules;
    let submission = draft.submission;
    let field = move |name: &'static str, label: &'static str, hint: &'static str, limit: Option<i64>| {
        view! {
            <Field
                name=name
                label=label
                hint=hint
                kind=FieldKind::Number
                value=limit.map(|limit| limit.to_string()).unwrap_or_default()
                optional=true
                autocomplete="off"
                readonly=!may_manage
                error=submission.field(name)
            />
        }
    };
    let meter = |id: &'static str, label: &'static str, used: i64, limit: Option<i64>| {
        let of = |text: &str| fill(text, &[("used", &grouped(used)), ("limit", &grouped(limit.unwrap_or(0)))]);
        match limit.filter(|limit| *limit > 0) {
            Some(limit) => {
                let text = of(texts.used_of);
                view! {
                    <Meter id=id label=label value=Signal::stored(used as f64) max=limit as f64 text=Signal::stored(text) />
                }
                    .into_any()
            }
            None => view! { <p class="field-hint">{label} ": " {of(texts.used_plain)}</p> }.into_any(),
        }
    };
    view! {
        <PostForm submission id=draft.form class="form-sections">
            <FormError error=submission.message() />
            <Section title=texts.budget_title text=texts.budget_text>
                {meter("used-day", texts.used_day, now.used.day, now.budget.day)}
                {meter("used-month", texts.used_month, now.used.month, now.budget.month)}
                {field("conversation", texts.budget_conversation, texts.budget_hint, limits.budget.conversation)}
                {field("day", texts.budget_day, texts.budget_hint, limits.budget.day)}
                {field("month", texts.budget_month, texts.budget_hint, limits.budget.month)}
                <SaveActions
                    may=may_manage
                    submission
                    label=texts.budget_save
                    variant=ButtonVariant::Secondary
                />
            </Section>
        </PostForm>
    }
}

/// 1234567 as 1,234,567.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
