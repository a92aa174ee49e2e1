//! What the visitor thinks of answers, and which of it the server has not confirmed.

use crate::frames::{Message, Rating, Say};

/// A judgement on its way.
#[derive(Debug, PartialEq)]
struct Unconfirmed {
    /// The answer.
    id: String,
    /// What the visitor thinks of it.
    now: Option<Rating>,
    /// What the server knows.
    known: Option<Rating>,
}

/// Judgements on their way.
#[derive(Debug, Default)]
pub struct Ratings {
    /// The answer of which the visitor is asked what was wrong with it.
    pub asking: Option<String>,
    unconfirmed: Vec<Unconfirmed>,
}

fn find<'m>(messages: &'m mut [Message], id: &str) -> Option<&'m mut Message> {
    messages.iter_mut().rev().find(|message| message.id == id)
}

impl Ratings {
    /// The visitor judges an answer; the same thumb once more takes it back. Whoever says that it did not help is asked why.
    pub fn vote(&mut self, messages: &mut [Message], id: &str, is_up: bool) {
        let Some(message) = find(messages, id) else { return };
        let is_same = message.rating.as_ref().is_some_and(|rating| rating.is_up == is_up);
        let rating = (!is_same).then(|| Rating { is_up, reason: String::new(), comment: String::new() });
        self.asking = (!is_up && !is_same).then(|| id.to_owned());
        self.change(message, rating);
    }

    /// Says more about the answer that is asked about: why, or in words, after which nothing more is asked. Gives its id.
    pub fn explain(&mut self, messages: &mut [Message], reason: Option<&str>, comment: Option<&str>) -> Option<String> {
        let id = self.asking.clone()?;
        let message = find(messages, &id)?;
        let mut rating = message.rating.clone()?;
        if let Some(reason) = reason {
            reason.clone_into(&mut rating.reason);
        }
        if let Some(comment) = comment {
            comment.clone_into(&mut rating.comment);
            self.asking = None;
        }
        self.change(message, Some(rating));
        Some(id)
    }

    fn change(&mut self, message: &mut Message, now: Option<Rating>) {
        let known = std::mem::replace(&mut message.rating, now.clone());
        match self.unconfirmed.iter_mut().find(|one| one.id == message.id) {
            Some(one) => one.now = now,
            None => self.unconfirmed.push(Unconfirmed { id: message.id.clone(), now, known }),
        }
    }

    /// What is to be said to the server about this answer.
    pub fn say(&self, id: &str) -> Option<Say<'_>> {
        let one = self.unconfirmed.iter().find(|one| one.id == id)?;
        Some(Say::Feedback { id: &one.id, rating: one.now.as_ref() })
    }

    /// The answers whose judgements are not confirmed.
    pub fn waiting(&self) -> Vec<String> {
        self.unconfirmed.iter().map(|one| one.id.clone()).collect()
    }

    /// What the server knows now. What the visitor has changed meanwhile stays, and is still to be confirmed.
    pub fn confirm(&mut self, messages: &mut [Message], id: &str, rating: Option<Rating>) {
        if let Some(place) = self.unconfirmed.iter().position(|one| one.id == id) {
            if self.unconfirmed[place].now != rating {
                self.unconfirmed[place].known = rating;
                return;
            }
            self.unconfirmed.remove(place);
        }
        if let Some(message) = find(messages, id) {
            message.rating = rating;
        }
    }

    /// It was not taken: what stands under the answer is what the server knows.
    pub fn refuse(&mut self, messages: &mut [Message], id: &str) {
        let Some(place) = self.unconfirmed.iter().position(|one| one.id == id) else { return };
        let one = self.unconfirmed.remove(place);
        if let Some(message) = find(messages, id) {
            message.rating = one.known;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::frames::Author;

    fn answer() -> Vec<Message> {
        vec![Message {
            id: "msg_1".into(),
            seq: 1,
            client_id: None,
            author: Author::Bot("B".into()),
            is_event: false,
            text: "Thirty days.".into(),
            sources: Vec::new(),
            offers_human: false,
            is_answer: true,
            rating: None,
            at: 0,
        }]
    }

    fn rated(is_up: bool, reason: &str) -> Option<Rating> {
        Some(Rating { is_up, reason: reason.into(), comment: String::new() })
    }

    #[test]
    fn the_same_thumb_once_more_takes_it_back_and_another_one_replaces_it() {
        let (mut all, mut ratings) = (answer(), Ratings::default());
        ratings.vote(&mut all, "msg_1", false);
        assert_eq!((all[0].rating.clone(), ratings.asking.as_deref()), (rated(false, ""), Some("msg_1")));
        ratings.vote(&mut all, "msg_1", true);
        assert_eq!((all[0].rating.clone(), ratings.asking.as_deref()), (rated(true, ""), None));
        ratings.vote(&mut all, "msg_1", true);
        assert_eq!(all[0].rating, None);
        assert_eq!(ratings.say("msg_1"), Some(Say::Feedback { id: "msg_1", rating: None }));
    }

    #[test]
    fn why_is_asked_until_it_is_said_in_words() {
        let (mut all, mut ratings) = (answer(), Ratings::default());
        ratings.vote(&mut all, "msg_1", false);
        assert!(ratings.explain(&mut all, Some("wrong"), None).is_some());
        assert_eq!((all[0].rating.clone(), ratings.asking.is_some()), (rated(false, "wrong"), true));
        ratings.explain(&mut all, None, Some("It is blue."));
        assert_eq!(all[0].rating.as_ref().unwrap().comment, "It is blue.");
        assert_eq!(ratings.explain(&mut all, Some("other"), None), None);
    }

    #[test]
    fn what_the_server_does_not_take_is_undone_and_a_newer_vote_is_not_overwritten() {
        let (mut all, mut ratings) = (answer(), Ratings::default());
        ratings.vote(&mut all, "msg_1", true);
        ratings.confirm(&mut all, "msg_1", rated(true, ""));
        assert!(ratings.waiting().is_empty());
        ratings.vote(&mut all, "msg_1", false);
        // From another tab, or of before.
        ratings.confirm(&mut all, "msg_1", rated(true, ""));
        assert_eq!((all[0].rating.clone(), ratings.waiting().len()), (rated(false, ""), 1));
        ratings.refuse(&mut all, "msg_1");
        assert_eq!((all[0].rating.clone(), ratings.waiting().len()), (rated(true, ""), 0));
    }
}
