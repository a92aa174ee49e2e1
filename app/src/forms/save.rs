//! The end of a form that not everybody may change.

use leptos::prelude::*;

use super::Submission;
use crate::components::{Button, ButtonKind, ButtonVariant};
use crate::layout::FormActions;

/// The button that saves, for those who may; the others read why there is none.
#[component]
pub fn SaveActions(
    /// Whether this person may save.
    may: bool,
    /// What it sends.
    submission: Submission,
    /// What stands on the button.
    label: &'static str,
    /// What those read who may not; nothing where the page says it elsewhere.
    #[prop(optional)]
    read_only: &'static str,
    /// The most important action of the page, or one beside it.
    #[prop(default = ButtonVariant::Primary)]
    variant: ButtonVariant,
) -> impl IntoView {
    if may {
        view! {
            <FormActions>
                <Button kind=ButtonKind::Submit variant=variant loading=submission.pending()>
                    {label}
                </Button>
            </FormActions>
        }
        .into_any()
    } else if read_only.is_empty() {
        ().into_any()
    } else {
        view! { <p class="field-hint">{read_only}</p> }.into_any()
    }
}
