//! The form around each part of a bot's page.

use domain::bots::BotView;
use leptos::prelude::*;

use crate::components::FormError;
use crate::forms::{Draft, PostForm, SaveActions};
use crate::i18n::t;

/// The form around the sections of one part.
#[component]
pub fn Form(
    /// The bot as it is.
    bot: BotView,
    /// What is typed.
    draft: Draft<BotView>,
    /// The sections.
    children: Children,
) -> impl IntoView {
    let submission = draft.submission;
    view! {
        <PostForm submission id=draft.form class="form-sections">
            <FormError error=submission.message() />
            <input type="hidden" name="id" value=bot.id.to_string() />
            <input type="hidden" name="version" value=bot.version.to_string() />
            {children()}
        </PostForm>
    }
}

/// Saves the part; it stands in the last of its sections.
#[component]
pub fn Save(
    /// Whether this person may change the bot.
    may_manage: bool,
    /// What is typed.
    draft: Draft<BotView>,
) -> impl IntoView {
    let texts = &t().bots;
    view! { <SaveActions may=may_manage submission=draft.submission label=texts.save read_only=texts.read_only /> }
}
