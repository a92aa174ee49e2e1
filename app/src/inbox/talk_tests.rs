#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use domain::Timestamp;
use domain::conversations::{Assignee, Lifecycle};
use domain::ids::{BotRef, ContactRef, ConversationRef};
use domain::messages::MessageKind;

fn message(seq: i64, author: Author) -> MessageView {
    MessageView {
        id: MessageRef::new(u128::try_from(seq).unwrap()),
        seq,
        client_id: None,
        author,
        kind: MessageKind::Text,
        text: format!("words {seq}"),
        language: None,
        citations: Vec::new(),
        verdict: None,
        confidence: None,
        offers_human: false,
        feedback: None,
        analysis: None,
        created_at: Timestamp(seq * 1_000),
    }
}

fn visitor(seq: i64) -> MessageView {
    message(seq, Author::Visitor)
}

fn ann(seq: i64) -> MessageView {
    message(seq, Author::Agent { id: None, name: "Ann".into() })
}

fn detail(messages: Vec<MessageView>) -> ConversationDetail {
    let last_seq = messages.last().map_or(0, |last| last.seq);
    ConversationDetail {
        conversation: ConversationView {
            id: ConversationRef::new(1),
            number: 1,
            lifecycle: Lifecycle::Open,
            assignee: Assignee::Queue,
            bot: BotRef::new(1),
            contact: ContactRef::new(1),
            contact_name: "Visitor 1".into(),
            language: None,
            episode: 1,
            handoff_reason: None,
            waiting_since: None,
            last_seq,
            preview: String::new(),
            visitor_seq: 0,
            agent_read_seq: 0,
            visitor_read_seq: 0,
            created_at: Timestamp(0),
            last_message_at: Timestamp(0),
        },
        episodes: Vec::new(),
        facts: Vec::new(),
        summary: None,
        messages,
        has_older: true,
    }
}

fn places(talk: &Talk) -> Vec<i64> {
    talk.messages.iter().map(|message| message.seq).collect()
}

#[test]
fn a_message_stands_at_its_place_once() {
    let mut talk = Talk::new(detail(vec![visitor(4), ann(5)]));
    assert!(talk.take(visitor(6)));
    assert!(talk.take(visitor(6)));
    assert!(talk.take(ann(5)));
    assert_eq!(places(&talk), [4, 5, 6]);
    assert_eq!((talk.conversation.last_seq, talk.conversation.visitor_seq), (6, 6));
}

#[test]
fn a_message_after_missing_ones_asks_for_the_rest_and_is_not_shown_before_them() {
    let mut talk = Talk::new(detail(vec![visitor(4)]));
    assert!(!talk.take(visitor(6)));
    assert_eq!(places(&talk), [4]);
    talk.refresh(detail(vec![visitor(4), ann(5), visitor(6)]));
    assert_eq!(places(&talk), [4, 5, 6]);
}

#[test]
fn when_too_much_was_missed_the_thread_begins_anew_without_a_gap() {
    let mut talk = Talk::new(detail(vec![visitor(4)]));
    talk.has_older = false;
    talk.refresh(detail(vec![visitor(90), visitor(91)]));
    assert_eq!(places(&talk), [90, 91]);
    assert!(talk.has_older);
}

#[test]
fn older_messages_come_before() {
    let mut talk = Talk::new(detail(vec![visitor(4)]));
    talk.take_older(ConversationDetail { has_older: false, ..detail(vec![visitor(2), visitor(3)]) });
    assert_eq!(places(&talk), [2, 3, 4]);
    assert!(!talk.has_older);
}

#[test]
fn older_messages_of_a_thread_that_has_begun_anew_leave_no_gap() {
    let mut talk = Talk::new(detail(vec![visitor(90)]));
    talk.take_older(ConversationDetail { has_older: false, ..detail(vec![visitor(2), visitor(3)]) });
    assert_eq!((places(&talk), talk.has_older), (vec![90], true));
}

#[test]
fn on_a_new_connection_nobody_types_and_nothing_is_being_written() {
    let mut talk = Talk::new(detail(vec![visitor(1)]));
    talk.writes(MessageRef::new(2), "Within".into());
    talk.types(Typist::Visitor, true);
    talk.forget_signs();
    assert_eq!((talk.writing, talk.typing), (None, None));
}

#[test]
fn what_was_on_its_way_is_gone_once_it_is_there_by_whichever_road() {
    let mut talk = Talk::new(detail(vec![visitor(1)]));
    for id in ["a", "b"] {
        talk.unsent.push(Unsent { client_id: id.into(), text: "x".into(), way: Way::Sending });
    }
    assert!(talk.take(MessageView { client_id: Some("a".into()), ..ann(2) }));
    assert_eq!(talk.unsent.iter().map(|unsent| unsent.client_id.as_str()).collect::<Vec<_>>(), ["b"]);
    // Until those before it are there, it stays where it was.
    assert!(!talk.take(MessageView { client_id: Some("b".into()), ..ann(9) }));
    assert_eq!(talk.unsent.len(), 1);
    // A visitor's own id is none of ours.
    assert!(talk.take(MessageView { client_id: Some("b".into()), ..visitor(3) }));
    assert_eq!(talk.unsent.len(), 1);
}

#[test]
fn the_bots_words_give_way_to_its_message_and_do_not_come_back() {
    let mut talk = Talk::new(detail(vec![visitor(1)]));
    let answer = message(2, Author::Bot { name: "Romi".into() });
    talk.types(Typist::Bot, true);
    talk.writes(answer.id.clone(), "Within".into());
    assert_eq!((talk.writing.is_some(), talk.typing.clone()), (true, None));
    assert!(talk.take(answer.clone()));
    assert_eq!(talk.writing, None);
    talk.writes(answer.id, "Within 30 days".into());
    assert_eq!(talk.writing, None);
}

#[test]
fn an_answer_that_is_given_up_leaves_nothing() {
    let mut talk = Talk::new(detail(vec![visitor(1)]));
    talk.writes(MessageRef::new(9), "Within".into());
    talk.writes(MessageRef::new(9), String::new());
    assert_eq!(talk.writing, None);
}

#[test]
fn lines_tell_days_episodes_and_what_was_seen() {
    let mut talk = Talk::new(detail(vec![visitor(1), ann(2), ann(3), visitor(4)]));
    talk.messages[3].created_at = Timestamp(DAY_MS + 1);
    talk.conversation.visitor_read_seq = 4;
    talk.episodes.push(EpisodeView {
        number: 2,
        started_at: Timestamp(DAY_MS),
        first_seq: 4,
        ended_at: None,
        handoff_reason: None,
    });
    let keys: Vec<_> = talk.lines(|_| 0).iter().map(Line::key).collect();
    assert_eq!(keys, ["d0", "m1true", "m2true", "m3false", "seen", "d1", "e2false", "m4true"]);
    // Where the clock is behind, the same moment belongs to the day before.
    let keys: Vec<_> = talk.lines(|_| -DAY_MS / 2).iter().map(Line::key).collect();
    assert_eq!(keys[0], "d-1");
}
