//! Who has a conversation, in a word.

use domain::conversations::{Assignee, ConversationView, Lifecycle};
use leptos::prelude::*;

use crate::components::{Badge, Tone};
use crate::frame::use_me;
use crate::i18n::t;

/// A badge with where it stands: resolved, or who has it.
pub fn holder_badge(conversation: &ConversationView) -> AnyView {
    if conversation.lifecycle == Lifecycle::Resolved {
        return view! { <Badge>{Lifecycle::Resolved.label()}</Badge> }.into_any();
    }
    match &conversation.assignee {
        Assignee::Bot => view! { <Badge tone=Tone::Info>{t().inbox.with_bot}</Badge> }.into_any(),
        Assignee::Queue => view! { <Badge tone=Tone::Warning dot=true>{t().inbox.in_queue}</Badge> }.into_any(),
        Assignee::Agent { id, name } => {
            let is_mine = use_me().0.with_untracked(|me| me.user.id == *id);
            let name = if is_mine { t().inbox.you.to_owned() } else { name.clone() };
            view! { <Badge tone=Tone::Accent>{name}</Badge> }.into_any()
        }
    }
}
