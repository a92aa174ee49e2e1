//! Asking a model to mend its reply: it is told what was wrong, once. What was said stays said, so it goes on behind that.

use connectors::models::{Chat, Role, Said};

use super::models::Why;

/// Most characters of the reply that a model is shown again.
const SHOWN: usize = 2_000;
/// Most characters of the sentence that was stopped.
const STOPPED: usize = 300;

/// What was wrong with a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repair {
    raw: String,
    what: String,
}

impl Repair {
    /// What a model can be told about this; none where it could not mend it.
    pub(super) fn of(why: &Why, raw: String, stopped: Option<&str>) -> Option<Self> {
        let Why::Unfounded(kind) = why else { return None };
        let told = match *kind {
            "number" => "has a number that the passages which it cites do not have",
            "currency" => "has a currency that the passages which it cites do not have",
            "link" => "has a link that the passages which it cites do not have",
            "address" => "has an e-mail address that the passages which it cites do not have",
            "phone" => "has a telephone number that the passages which it cites do not have",
            "date" => "has a date that the passages which it cites do not have",
            "name" => "has a name that the passages which it cites do not have",
            "placeholder" => "has a mark in brackets that you were not given",
            "claim" => "promises, denies or demands something that the passages which it cites do not",
            "language" => "is in another language than the one asked for",
            "never_say" => "has words that are never said here",
            "uncited" => "names no passage that it rests on",
            "unsupported" => "says more than the passages which it cites",
            "hidden" | "markup" => "has signs that an answer may not have: write plain words",
            "form" => "could not be read: keep exactly to the form that was asked for",
            // A model that was talked out of its rules, or writes without an end, is not asked again.
            _ => return None,
        };
        let what = match stopped {
            Some(sentence) => {
                let sentence: String = sentence.chars().take(STOPPED).collect();
                format!("The sentence “{sentence}” {told}.")
            }
            None => format!("Your reply {told}."),
        };
        Some(Self { raw: raw.chars().take(SHOWN).collect(), what })
    }

    /// Adds the reply, and what was wrong with it, to what is asked.
    pub(super) fn add_to(&self, chat: &mut Chat, said: &str) {
        let mut text = format!(
            "{} Reply again, in the same form, and keep closely to the words of the passages. Leave out what they do not \
             say.",
            self.what
        );
        if !said.is_empty() {
            text.push_str(" The visitor has read this already, so do not say it again, and go on behind it: ");
            text.push_str(said.trim());
        }
        chat.messages.push(Said { role: Role::Assistant, content: self.raw.clone() });
        chat.messages.push(Said { role: Role::User, content: text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::prompt::tests::prompt;
    use domain::Language;

    #[test]
    fn a_model_is_told_what_was_wrong_and_what_was_said() {
        let repair = Repair::of(&Why::Unfounded("number"), "{…}".into(), Some("It costs 9 EUR.")).unwrap();
        let mut chat = prompt(Vec::new(), Language::En).chat();
        let before = chat.messages.len();
        repair.add_to(&mut chat, "It takes 3 days.");
        let [reply, told] = &chat.messages[before..] else { panic!("two more") };
        assert_eq!((reply.role, reply.content.as_str()), (Role::Assistant, "{…}"));
        assert!(told.content.contains("“It costs 9 EUR.” has a number") && told.content.ends_with("It takes 3 days."));
    }

    #[test]
    fn what_a_model_cannot_mend_is_not_asked_for() {
        for why in [Why::Empty, Why::Unfounded("leak"), Why::Unfounded("endless")] {
            assert_eq!(Repair::of(&why, String::new(), None), None);
        }
    }
}
