//! Not loading a list anew for each of a thousand events.

use std::time::Duration;

use leptos::prelude::*;

/// A list is loaded anew at most this often.
const PAUSE: Duration = Duration::from_millis(400);

/// Follows `changes`: at once after a quiet time, and at the end of each pause when there were more.
pub(super) fn paced(changes: Memo<u32>) -> Memo<u32> {
    let shown = RwSignal::new(changes.get_untracked());
    let is_pausing = StoredValue::new(false);
    Effect::new(move |_| {
        let now = changes.get();
        if is_pausing.get_value() || shown.get_untracked() == now {
            return;
        }
        shown.set(now);
        pause(changes, shown, is_pausing);
    });
    Memo::new(move |_| shown.get())
}

fn pause(changes: Memo<u32>, shown: RwSignal<u32>, is_pausing: StoredValue<bool>) {
    is_pausing.set_value(true);
    let over = move || {
        // The page may have been left meanwhile.
        let (Some(()), Some(now)) = (is_pausing.try_update_value(|is| *is = false), changes.try_get_untracked()) else {
            return;
        };
        if shown.try_get_untracked().is_some_and(|before| before != now) {
            shown.set(now);
            pause(changes, shown, is_pausing);
        }
    };
    set_timeout(over, PAUSE);
}
