//! What stands in the thread, line by line, as it follows from the state. Pure: the view only draws it.

use crate::frames::{Author, Message, Rating, Source};
use crate::json::counted;
use crate::state::{Link, State, Wish};

/// Messages of one author this close together are one group: the name stands over the first.
const GROUP_MS: i64 = 5 * 60_000;

/// What is said under a message of the visitor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    Nothing,
    /// On its way.
    Sending,
    /// Kept until there is a network again.
    Waiting,
    /// Stored.
    Sent,
    /// Somebody of the team has seen it.
    Seen,
    /// Not taken; the visitor can try again.
    Failed,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A day begins; the time of its first message.
    Day(i64),
    /// The bot's greeting, which is no message.
    Welcome,
    /// Words of the visitor.
    Own,
    /// Words of the other side, in Markdown; the name when a group begins.
    Other(Option<String>),
    /// Something that happened.
    Event,
    /// The visitor wants a human.
    Human,
    /// An answer that is being written; the name when a group begins.
    Draft(Option<String>),
    /// Dots: the bot, or the person of this name, is at work.
    Typing(String),
}

/// A line of the thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The same line has the same key, before and after it is stored.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Whether a human is offered under it.
    pub offers_human: bool,
    /// The message's public id; empty where it is no answer.
    pub id: String,
    /// Whether the visitor may say what they think of it.
    pub is_answer: bool,
    /// What they think of it.
    pub rating: Option<Rating>,
    /// Whether they are asked what was wrong with it.
    pub asks_why: bool,
    /// When, in milliseconds since 1970; 0 where no time is shown.
    pub at: i64,
    /// What is said under it.
    pub note: Note,
}

impl Line {
    fn new(key: &str, kind: Kind, text: &str) -> Self {
        let (key, text) = (key.to_owned(), text.to_owned());
        Self {
            key,
            kind,
            text,
            sources: Vec::new(),
            offers_human: false,
            id: String::new(),
            is_answer: false,
            rating: None,
            asks_why: false,
            at: 0,
            note: Note::Nothing,
        }
    }
}

/// The lines of a state. `day_of` numbers the visitor's calendar days.
pub fn lines(state: &State, day_of: impl Fn(i64) -> i64) -> Vec<Line> {
    let mut lines = Vec::new();
    if !state.welcome.is_empty() {
        lines.push(Line::new("welcome", Kind::Welcome, &state.welcome));
    }
    let last_own = state.messages.iter().rev().find(|message| message.author == Author::Visitor).map(|m| m.seq);
    let newest = state.messages.last().map(|message| message.seq);
    let mut before: Option<&Message> = None;
    for message in &state.messages {
        if before.is_none_or(|before| day_of(before.at) != day_of(message.at)) {
            lines.push(Line {
                at: message.at,
                ..Line::new(&counted("day ", message.seq, ""), Kind::Day(message.at), "")
            });
        }
        let key = message.client_id.as_ref().unwrap_or(&message.id);
        let mut line = Line::new(key, kind(message, before), &message.text);
        line.at = message.at;
        line.sources.clone_from(&message.sources);
        if message.is_answer {
            line.id.clone_from(&message.id);
        }
        line.is_answer = message.is_answer;
        line.rating.clone_from(&message.rating);
        line.asks_why = state.ratings.asking.as_ref() == Some(&message.id);
        // An offer that something has been answered to is none any more.
        line.offers_human = message.offers_human && Some(message.seq) == newest && state.pending.is_empty();
        if line.kind == Kind::Own && Some(message.seq) == last_own {
            line.note = if message.seq <= state.team_read { Note::Seen } else { Note::Sent };
        }
        lines.push(line);
        before = Some(message);
    }
    for pending in &state.pending {
        let mut line = match &pending.wish {
            Wish::Text(text) => Line::new(&pending.client_id, Kind::Own, text),
            Wish::Human => Line::new(&pending.client_id, Kind::Human, ""),
        };
        line.at = pending.at;
        line.note = match state.link {
            _ if pending.failed => Note::Failed,
            Link::Lost | Link::Offline => Note::Waiting,
            _ => Note::Sending,
        };
        lines.push(line);
    }
    match (&state.draft, &state.typist) {
        (Some(draft), _) if !draft.text.is_empty() => {
            // The name stands where it will stand over the stored answer, so that nothing jumps.
            let follows = before.is_some_and(|before| matches!(before.author, Author::Bot(_)) && !before.is_event);
            let name = (!follows || !state.pending.is_empty()).then(|| state.bot.clone());
            lines.push(Line::new("draft", Kind::Draft(name), &draft.text));
        }
        (Some(_), typist) => lines.push(typing(typist.as_deref().unwrap_or_default())),
        (None, Some(typist)) => lines.push(typing(typist)),
        (None, None) => {}
    }
    lines
}

fn typing(who: &str) -> Line {
    Line::new("typing", Kind::Typing(who.to_owned()), "")
}

fn kind(message: &Message, before: Option<&Message>) -> Kind {
    if message.is_event {
        return Kind::Event;
    }
    match &message.author {
        Author::Visitor => Kind::Own,
        Author::System => Kind::Other(None),
        Author::Bot(name) | Author::Agent(name) => {
            let is_group = before.is_some_and(|before| {
                before.author == message.author && !before.is_event && message.at - before.at < GROUP_MS
            });
            Kind::Other((!is_group).then(|| name.clone()))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::frames::Heard;

    const DAY_MS: i64 = 86_400_000;

    fn message(seq: i64, author: Author, at: i64) -> Message {
        let (id, client_id) = (format!("msg_{seq}"), (author == Author::Visitor).then(|| format!("c{seq}")));
        let text = format!("text {seq}");
        let (is_event, offers_human, is_answer) = (false, false, matches!(author, Author::Bot(_)));
        let (sources, rating) = (Vec::new(), None);
        Message { id, seq, client_id, author, is_event, text, sources, offers_human, is_answer, rating, at }
    }

    fn bot() -> Author {
        Author::Bot("B".into())
    }

    fn state(messages: Vec<Message>) -> State {
        let mut state = State::new(0);
        for message in messages {
            state.take(Heard::Message(message), 0);
        }
        state
    }

    fn drawn(state: &State) -> Vec<Line> {
        lines(state, |at| at / DAY_MS)
    }

    fn kinds(state: &State) -> Vec<Kind> {
        drawn(state).into_iter().map(|line| line.kind).collect()
    }

    #[test]
    fn each_day_and_each_group_has_its_heading_once() {
        let name = || Kind::Other(Some("B".into()));
        let state = state(vec![
            message(1, bot(), 1000),
            message(2, bot(), 2000),
            message(3, bot(), 2000 + GROUP_MS),
            message(4, Author::Visitor, 3000 + GROUP_MS),
            message(5, bot(), DAY_MS + 1),
        ]);
        let expected = [Kind::Day(1000), name(), Kind::Other(None), name(), Kind::Own, Kind::Day(DAY_MS + 1), name()];
        assert_eq!(kinds(&state), expected);
    }

    #[test]
    fn what_becomes_of_the_visitors_words_is_said_under_the_last_of_them() {
        let mut state =
            state(vec![message(1, Author::Visitor, 0), message(2, Author::Visitor, 1), message(3, bot(), 2)]);
        let notes = |state: &State| -> Vec<_> {
            drawn(state).into_iter().filter(|line| line.kind == Kind::Own).map(|line| line.note).collect()
        };
        assert_eq!(notes(&state), [Note::Nothing, Note::Sent]);
        state.team_read = 2;
        assert_eq!(notes(&state), [Note::Nothing, Note::Seen]);
        state.wish("c9".into(), Wish::Text("more".into()), 9);
        state.set_link(Link::Up);
        assert_eq!(notes(&state)[2], Note::Sending);
        state.set_link(Link::Offline);
        assert_eq!(notes(&state)[2], Note::Waiting);
        state.set_link(Link::Refused);
        assert_eq!(notes(&state)[2], Note::Failed);
    }

    #[test]
    fn a_line_keeps_its_key_when_it_is_stored() {
        let mut state = State::new(0);
        state.wish("c1".into(), Wish::Text("text 1".into()), 9);
        let before = drawn(&state).pop().unwrap().key;
        state.take(Heard::Message(message(1, Author::Visitor, 10)), 10);
        assert_eq!(drawn(&state).pop().unwrap().key, before);
    }

    #[test]
    fn a_human_is_offered_only_under_the_newest_message() {
        let mut first = message(1, bot(), 0);
        first.offers_human = true;
        let mut state = state(vec![first]);
        assert!(drawn(&state).pop().unwrap().offers_human);
        state.wish("c2".into(), Wish::Human, 1);
        assert!(drawn(&state).iter().all(|line| !line.offers_human));
        state.pending.clear();
        state.take(Heard::Message(message(2, Author::Visitor, 2)), 2);
        assert!(drawn(&state).iter().all(|line| !line.offers_human));
    }

    #[test]
    fn dots_give_way_to_the_words_that_are_being_written() {
        let mut state = state(vec![message(1, Author::Visitor, 0)]);
        state.take(Heard::Typing { who: String::new(), on: true }, 0);
        assert_eq!(kinds(&state).pop(), Some(Kind::Typing(String::new())));
        state.bot = "B".into();
        state.take(Heard::Piece { id: "msg_2".into(), attempt: 1, index: 0, text: "Wi".into() }, 0);
        assert_eq!(kinds(&state).pop(), Some(Kind::Draft(Some("B".into()))));
    }
}
