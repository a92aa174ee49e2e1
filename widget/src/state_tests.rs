#![allow(clippy::unwrap_used)]

use super::*;

fn message(seq: i64, author: Author, text: &str) -> Message {
    Message {
        id: format!("msg_{seq}"),
        seq,
        client_id: None,
        author,
        is_event: false,
        text: text.into(),
        sources: Vec::new(),
        offers_human: false,
        is_answer: false,
        rating: None,
        at: seq * 1000,
    }
}

fn bot(seq: i64, text: &str) -> Heard {
    Heard::Message(message(seq, Author::Bot("B".into()), text))
}

fn piece(attempt: i64, index: i64, text: &str) -> Heard {
    Heard::Piece { id: "msg_2".into(), attempt, index, text: text.into() }
}

fn accepted(client_id: &str, seq: i64) -> Heard {
    Heard::Accepted { client_id: client_id.into(), id: format!("msg_{seq}"), seq }
}

fn draft(state: &State) -> Option<&str> {
    state.draft.as_ref().map(|draft| draft.text.as_str())
}

fn texts(state: &State) -> Vec<&str> {
    state.messages.iter().map(|message| message.text.as_str()).collect()
}

fn up() -> State {
    let mut state = State::new(0);
    state.take(Heard::Ready { seq: 0, answerer: Answerer::Bot("B".into()), read: 0 }, 0);
    state
}

#[test]
fn messages_stand_in_their_places_whatever_order_they_come_in() {
    let mut state = up();
    for seq in [3, 1, 2, 3] {
        state.take(bot(seq, &seq.to_string()), 0);
    }
    assert_eq!(texts(&state), ["1", "2", "3"]);
    assert_eq!(state.after(), 3);
}

#[test]
fn only_what_is_new_and_of_the_other_side_arrives() {
    let mut state = up();
    assert!(matches!(state.take(bot(1, "Hello"), 0), Some(Effect::Arrived(_))));
    assert_eq!(state.take(bot(1, "Hello"), 0), None);
    assert_eq!(state.take(Heard::Message(message(2, Author::Visitor, "Hi")), 0), None);
}

#[test]
fn an_accepted_message_moves_into_the_thread_once_and_a_second_confirmation_changes_nothing() {
    let mut state = up();
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    state.take(accepted("c1", 1), 7);
    state.take(accepted("c1", 1), 8);
    assert!(state.pending.is_empty());
    assert_eq!(texts(&state), ["Hi"]);
    let mut told = message(1, Author::Visitor, "Hi");
    told.client_id = Some("c1".into());
    state.take(Heard::Message(told), 9);
    assert_eq!(texts(&state), ["Hi"]);
    assert_eq!(state.messages[0].at, 1000);
}

#[test]
fn a_message_that_comes_before_its_confirmation_is_not_doubled() {
    let mut state = up();
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    let mut told = message(1, Author::Visitor, "Hi");
    told.client_id = Some("c1".into());
    state.take(Heard::Message(told), 9);
    state.take(accepted("c1", 1), 10);
    assert!(state.pending.is_empty());
    assert_eq!(texts(&state), ["Hi"]);
}

#[test]
fn a_confirmation_alone_moves_no_place_to_go_on_from() {
    // The answer at place 1 was written while the line was breaking; only the confirmation of place 2 came through.
    let mut state = up();
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    state.take(accepted("c1", 2), 7);
    assert_eq!(state.after(), 0);
}

#[test]
fn pieces_add_up_and_the_stored_message_replaces_them() {
    let mut state = up();
    state.take(piece(1, 0, "Within "), 0);
    state.take(piece(1, 1, "30 "), 0);
    state.take(piece(1, 1, "30 "), 0);
    state.take(piece(1, 2, "days"), 0);
    assert_eq!(draft(&state), Some("Within 30 days"));
    state.take(bot(2, "Within 30 days."), 0);
    assert_eq!(draft(&state), None);
    state.take(piece(1, 3, "late"), 0);
    assert_eq!(draft(&state), None);
    assert_eq!(texts(&state), ["Within 30 days."]);
}

#[test]
fn a_higher_attempt_starts_anew_and_pieces_of_the_lower_one_are_dropped() {
    let mut state = up();
    state.take(piece(1, 0, "Wrong"), 0);
    state.take(piece(2, 0, "Right"), 0);
    state.take(piece(1, 1, " way"), 0);
    assert_eq!(draft(&state), Some("Right"));
}

#[test]
fn a_replacement_stands_for_all_before_it_and_goes_on() {
    let mut state = up();
    state.take(piece(1, 0, "Wrong"), 0);
    state.take(Heard::Replace { id: "msg_2".into(), attempt: 1, text: "Right".into() }, 0);
    state.take(piece(1, 1, " way"), 0);
    assert_eq!(draft(&state), Some("Right way"));
    state.take(Heard::Replace { id: "msg_2".into(), attempt: 0, text: "Old".into() }, 0);
    assert_eq!(draft(&state), Some("Right way"));
}

#[test]
fn a_retraction_drops_its_own_draft_and_no_other() {
    let mut state = up();
    state.take(piece(1, 0, "Wrong"), 0);
    state.take(Heard::Retract { id: "msg_9".into() }, 0);
    assert_eq!(draft(&state), Some("Wrong"));
    state.take(Heard::Retract { id: "msg_2".into() }, 0);
    assert_eq!(draft(&state), None);
}

#[test]
fn words_with_a_hole_are_not_shown() {
    let mut state = up();
    state.take(piece(1, 0, "You may "), 0);
    state.take(piece(1, 2, "return it"), 0);
    assert_eq!(draft(&state), Some(""));
    state.take(piece(1, 3, " soon"), 0);
    assert_eq!(draft(&state), Some(""));
    let mut late = up();
    late.take(piece(1, 4, "not"), 0);
    assert_eq!(draft(&late), Some(""));
    late.take(Heard::Replace { id: "msg_2".into(), attempt: 1, text: "Whole".into() }, 0);
    assert_eq!(draft(&late), Some("Whole"));
}

#[test]
fn a_broken_line_takes_preview_and_dots_away_and_keeps_what_waits() {
    let mut state = up();
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    state.take(piece(1, 0, "Wi"), 0);
    state.take(Heard::Typing { who: String::new(), on: true }, 0);
    state.set_link(Link::Lost);
    assert_eq!((draft(&state), state.typist.as_deref(), state.pending.len()), (None, None, 1));
    assert!(!state.pending[0].failed);
}

#[test]
fn who_types_stops_with_their_message_or_when_they_say_so() {
    let mut state = up();
    let typing = |who: &str, on| Heard::Typing { who: who.into(), on };
    state.take(typing("", true), 0);
    state.take(typing("Ann", false), 0);
    assert_eq!(state.typist.as_deref(), Some(""));
    state.take(bot(1, "Hello"), 0);
    assert_eq!(state.typist, None);
    state.take(typing("Ann", true), 0);
    state.take(Heard::Message(message(2, Author::Agent("Ann".into()), "Hi")), 0);
    assert_eq!(state.typist, None);
}

#[test]
fn a_refused_message_fails_and_is_sent_again_only_when_the_visitor_says_so() {
    let mut state = up();
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    let error = |retry_after_ms| Heard::Error {
        client_id: Some("c1".into()),
        code: "limited".into(),
        message: "Too many.".into(),
        retry_after_ms,
    };
    assert_eq!(state.take(error(Some(300)), 0), Some(Effect::Resend("c1".into(), 300)));
    assert!(!state.pending[0].failed);
    assert_eq!(state.take(error(None), 0), Some(Effect::Complain("Too many.".into())));
    assert!(state.pending[0].failed);
    state.retry("c1");
    assert!(!state.pending[0].failed);
}

#[test]
fn a_page_that_is_refused_keeps_the_words_and_says_that_they_failed() {
    let mut state = State::new(0);
    state.wish("c1".into(), Wish::Human, 5);
    assert!(state.asked_for_human());
    state.set_link(Link::Refused);
    assert!(state.pending[0].failed && !state.asked_for_human());
}

#[test]
fn unread_are_words_of_the_other_side_after_what_was_seen() {
    let mut state = State::new(1);
    state.take(bot(1, "Seen"), 0);
    state.take(bot(2, "New"), 0);
    state.take(Heard::Message(message(3, Author::Visitor, "Mine")), 0);
    let mut event = message(4, Author::System, "Ann has joined.");
    event.is_event = true;
    state.take(Heard::Message(event), 0);
    assert_eq!(state.unread(), 1);
    assert_eq!(state.see_all(), Some(4));
    assert_eq!((state.unread(), state.see_all()), (0, None));
}

#[test]
fn a_takeover_ends_the_preview_and_changes_who_answers() {
    let mut state = up();
    state.take(piece(1, 0, "Wi"), 0);
    state.take(Heard::Status { is_resolved: false, answerer: Answerer::Agent("Ann".into()) }, 0);
    assert_eq!(draft(&state), None);
    assert_eq!(state.answerer, Answerer::Agent("Ann".into()));
    assert_eq!(state.bot, "B");
}

#[test]
fn what_is_resolved_goes_on_with_the_bot() {
    let mut state = up();
    let ann = || Answerer::Agent("Ann".into());
    state.take(Heard::Status { is_resolved: false, answerer: ann() }, 0);
    state.take(Heard::Status { is_resolved: true, answerer: ann() }, 0);
    assert_eq!(state.answerer, Answerer::Bot("B".into()));
}

#[test]
fn a_broken_line_is_said_until_it_is_whole_again() {
    let mut state = up();
    state.set_link(Link::Lost);
    state.set_link(Link::Connecting);
    assert_eq!(state.link, Link::Lost);
    state.take(Heard::Ready { seq: 0, answerer: Answerer::Bot("B".into()), read: 0 }, 0);
    assert_eq!(state.link, Link::Up);
}

#[test]
fn another_visitor_starts_empty_and_keeps_what_waits() {
    let mut state = up();
    state.take(bot(5, "Private"), 0);
    state.wish("c1".into(), Wish::Text("Hi".into()), 5);
    state.forget();
    assert_eq!((state.messages.len(), state.after(), state.read, state.pending.len()), (0, 0, 0, 1));
}

#[test]
fn what_a_page_could_not_send_is_brought_back_on_the_next_under_its_old_ids() {
    let mut before = up();
    before.wish("c1".into(), Wish::Text("Line\n\"two\" ü".into()), 1);
    before.wish("c2".into(), Wish::Human, 2);
    before.wish("c3".into(), Wish::Text("arrived".into()), 3);
    before.take(accepted("c3", 1), 4);
    let mut next = State::new(0);
    next.bring_back(&before.kept(), 9);
    let waiting: Vec<_> = next.pending.iter().map(|pending| (pending.client_id.as_str(), &pending.wish)).collect();
    assert_eq!(waiting, [("c1", &Wish::Text("Line\n\"two\" ü".into())), ("c2", &Wish::Human)]);
}

#[test]
fn nothing_is_brought_back_where_nothing_was_kept() {
    let mut state = State::new(0);
    for kept in ["", "1", "{}", "no frame", &State::new(0).kept()] {
        state.bring_back(kept, 0);
    }
    assert_eq!(state.pending, []);
}
