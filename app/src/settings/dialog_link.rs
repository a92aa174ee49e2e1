//! A dialog with an address of its own, so that a link can lead right into it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::dom;

/// Opens a dialog when the address asks for it.
#[derive(Debug, Clone, Copy)]
pub struct DialogLink {
    is_asked: Memo<bool>,
    to_page: Callback<()>,
}

impl DialogLink {
    /// The dialog of this id opens when the query has this name; `page` is the address without it.
    pub fn new(name: &'static str, dialog: &'static str, page: &'static str) -> Self {
        let query = use_query_map();
        let is_asked = Memo::new(move |_| query.with(|query| query.get(name).is_some()));
        Effect::new(move |_| {
            if is_asked.get() {
                // In the next frame, when the dialog is on the page.
                request_animation_frame(move || dom::show_dialog(dialog));
            }
        });
        let navigate = use_navigate();
        let to_page = Callback::new(move |()| {
            navigate(page, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        });
        Self { is_asked, to_page }
    }
    /// The dialog was closed: the address says so, and Back does not open it again.
    pub fn leave(self) {
        if self.is_asked.try_get_untracked().unwrap_or_default() {
            self.to_page.run(());
        }
    }
}
