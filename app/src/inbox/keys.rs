//! The keys of the inbox.

use domain::conversations::Transition;
use domain::ids::ConversationRef;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk::FIELD;
use super::{OnScreen, Place, address};
use crate::components::dom;
use crate::i18n::t;
use crate::layout::{Shortcut, use_page_keys};

/// Listens while the page is there, and tells the list of shortcuts.
pub fn listen(place: Place, order: StoredValue<Vec<ConversationRef>>, on_screen: OnScreen) {
    let texts = &t().inbox;
    let navigate = use_navigate();
    use_page_keys(vec![
        Shortcut::new(&["J"], texts.key_next),
        Shortcut::new(&["K"], texts.key_previous),
        Shortcut::new(&["A"], texts.key_take),
        Shortcut::new(&["E"], texts.key_resolve),
        Shortcut::new(&["R"], texts.key_reply),
        Shortcut::new(&["Esc"], texts.key_leave),
    ]);
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let go = move |by: isize| {
            let here = place.selected.get_untracked();
            let next = order.with_value(|order| next(order, here.as_ref(), by).cloned());
            if let Some(next) = next {
                let kept = NavigateOptions { scroll: false, ..NavigateOptions::default() };
                navigate(&address(place.list.get_untracked(), Some(&next)), kept);
                dom::reveal(&format!("row-{next}"));
            }
        };
        let listener = window_event_listener(ev::keydown, move |event| {
            let is_for_others = event.ctrl_key() || event.meta_key() || event.alt_key();
            if is_for_others || dom::is_typing() || dom::is_anything_open() {
                return;
            }
            let desk = on_screen.desk().filter(|_| place.selected.with_untracked(Option::is_some));
            match (event.key().as_str(), desk) {
                ("j", _) => go(1),
                ("k", _) => go(-1),
                ("a", Some(desk)) => desk.act(Transition::Take),
                ("e", Some(desk)) => desk.act(Transition::Resolve),
                ("r", Some(_)) => dom::focus(FIELD),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listener.remove());
    });
}

/// The neighbour in the list; the first when none is chosen. The ends are the ends.
fn next<'a>(order: &'a [ConversationRef], here: Option<&ConversationRef>, by: isize) -> Option<&'a ConversationRef> {
    let at = here.and_then(|here| order.iter().position(|one| one == here));
    match at {
        Some(at) => order.get(at.checked_add_signed(by)?),
        None => order.first(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_the_list_and_stop_at_its_ends() {
        let order: Vec<_> = (1..=3).map(ConversationRef::new).collect();
        assert_eq!(next(&order, None, 1), Some(&order[0]));
        assert_eq!(next(&order, Some(&order[0]), 1), Some(&order[1]));
        assert_eq!(next(&order, Some(&order[2]), 1), None);
        assert_eq!(next(&order, Some(&order[0]), -1), None);
        assert_eq!(next(&[], None, 1), None);
    }
}
