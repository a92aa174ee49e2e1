//! The thumbs under an answer, and what is asked of somebody whom it did not help.

use crate::dom::{Node, add, add_text, button};
use crate::lines::Line;
use crate::strings::{REASONS, Strings, thumbs};
use wasm_bindgen::JsCast;

const UP: &str = "M7 10v11H3V10zM7 10l4-8a3 3 0 0 1 3 3v4h6l-2 11H7";
const DOWN: &str = "M17 14V3h4v11zM17 14l-4 8a3 3 0 0 1-3-3v-4H4l2-11h11";
/// Most UTF-16 units of some words; the server counts characters, of which there are never more.
const LONGEST: &str = "500";

/// Brings what stands under an answer to where it is now. What is there stays there, so that nobody loses the focus.
pub fn show(line_of: &Node, line: &Line, words: &Strings) {
    let texts = thumbs(words);
    let place = match first(line_of, ".thumbs") {
        Some(place) => place,
        None => {
            let place = add(line_of, "div", "thumbs");
            for (act, label, path) in [("up", texts.helpful, UP), ("down", texts.unhelpful, DOWN)] {
                let thumb = button(&place, "thumb", label, Some(path));
                thumb.set("data-act", act);
                thumb.set("data-id", &line.id);
            }
            place
        }
    };
    let rating = line.rating.as_ref();
    for (act, is_up) in [("[data-act=up]", true), ("[data-act=down]", false)] {
        if let Some(thumb) = first(&place, act) {
            press(&thumb, rating.is_some_and(|rating| rating.is_up == is_up));
        }
    }
    let why = first(&place, ".why");
    if !line.asks_why {
        if let Some(why) = why {
            why.remove();
        }
        return;
    }
    let why = why.unwrap_or_else(|| {
        let why = add(&place, "div", "why");
        why.set("role", "group");
        why.set("aria-label", texts.why);
        add_text(&why, "p", "", texts.why);
        for (reason, text) in REASONS.iter().zip(texts.reasons) {
            let chip = button(&why, "offer", text, None);
            chip.set("data-act", "why");
            chip.set("data-id", reason);
        }
        let more = add(&why, "input", "");
        for (name, value) in [("data-act", "more"), ("maxlength", LONGEST), ("aria-label", texts.more)] {
            more.set(name, value);
        }
        more.set("placeholder", texts.more);
        why
    });
    for chip in why.all("button").iter() {
        let chip: Node = chip.unchecked_into();
        press(&chip, rating.is_some_and(|rating| chip.get("data-id").as_ref() == Some(&rating.reason)));
    }
}

fn press(button: &Node, is_pressed: bool) {
    button.set("aria-pressed", if is_pressed { "true" } else { "false" });
}

fn first(of: &Node, selector: &str) -> Option<Node> {
    let found = of.all(selector).get(0);
    found.is_object().then(|| found.unchecked_into())
}
