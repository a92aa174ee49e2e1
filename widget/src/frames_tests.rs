use super::*;
use domain::feedback::{Vote, VoteReason};
use domain::wire::visitor::{Answerer as WireAnswerer, Typist};
use domain::wire::visitor::{BotFrame, VisitorFrame};
use domain::{Code, conversations::Lifecycle};

fn heard(frame: &BotFrame) -> Option<Heard> {
    hear(&serde_json::to_string(frame).unwrap())
}

fn stored() -> domain::messages::MessageView {
    serde_json::from_value(serde_json::json!({
        "id": "msg_0123456789abcdefghjk", "seq": 4, "client_id": "c1", "author": {"kind": "bot", "name": "Kettle bot"},
        "kind": "text", "text": "Within **30 days**.", "language": "en", "verdict": "answered", "offers_human": true,
        "feedback": {"vote": "up"},
        "created_at": 1_700_000_000_123_i64,
        "citations": [
            {"item": "item_0123456789abcdefghjk", "version": 1, "title": "Returns", "heading": "How long",
             "url": "https://shop.example/returns", "start": 0, "end": 5},
            {"item": "item_0123456789abcdefghjk", "version": 1, "title": "Returns", "heading": "How long",
             "url": "https://shop.example/returns", "start": 9, "end": 20},
            {"item": "item_0123456789abcdefghjk", "version": 1, "title": "Odd", "heading": "Odd › Deep", "url": "javascript:alert(1)", "start": 0, "end": 5},
        ],
    }))
    .unwrap()
}

#[test]
fn a_stored_message_of_the_server_is_read_whole() {
    let Some(Heard::Message(message)) = heard(&BotFrame::Message { message: stored() }) else { panic!("no message") };
    assert_eq!(message.id, "msg_0123456789abcdefghjk");
    assert_eq!((message.seq, message.at), (4, 1_700_000_000_123));
    assert_eq!(message.client_id.as_deref(), Some("c1"));
    assert_eq!(message.author, Author::Bot("Kettle bot".into()));
    assert!(message.offers_human && !message.is_event && message.is_answer);
    assert_eq!(message.rating, Some(Rating { is_up: true, reason: String::new(), comment: String::new() }));
    let sources: Vec<_> = message.sources.iter().map(|s| (s.title.as_str(), s.url.as_deref())).collect();
    // Once each, and an address that is no page is no link.
    assert_eq!(sources, [("Returns › How long", Some("https://shop.example/returns")), ("Odd › Deep", None)]);
}

#[test]
fn every_frame_of_the_server_is_understood() {
    let id = stored().id;
    let conversation: domain::ids::ConversationRef = "conv_0123456789abcdefghjk".parse().unwrap();
    let bot = WireAnswerer::Bot { name: "B".into() };
    let frames = [
        BotFrame::Ready { conversation: Some(conversation.clone()), seq: 4, answerer: bot, read: 2 },
        BotFrame::Message { message: stored() },
        BotFrame::Accepted { client_id: "c".into(), id: id.clone(), seq: 5, conversation },
        BotFrame::Piece { id: id.clone(), attempt: 1, index: 0, text: "Wi".into() },
        BotFrame::Replace { id: id.clone(), attempt: 2, text: "No".into() },
        BotFrame::Retract { id },
        BotFrame::Typing { who: Typist::Agent { name: "Ann".into() }, on: true },
        BotFrame::Read { seq: 3 },
        BotFrame::Feedback { id: stored().id, vote: Some(Vote::Down), reason: Some(VoteReason::Wrong), comment: None },
        BotFrame::Status { lifecycle: Lifecycle::Open, answerer: WireAnswerer::Queue },
        BotFrame::Error {
            client_id: Some("c".into()),
            code: Code::Limited,
            message: "m".into(),
            retry_after_ms: Some(5),
        },
        BotFrame::Retry { after_ms: 700 },
    ];
    for frame in &frames {
        assert!(heard(frame).is_some(), "{frame:?}");
    }
    assert_eq!(heard(&frames[0]), Some(Heard::Ready { seq: 4, answerer: Answerer::Bot("B".into()), read: 2 }));
    assert_eq!(heard(&frames[6]), Some(Heard::Typing { who: "Ann".into(), on: true }));
    assert_eq!(heard(&frames[9]), Some(Heard::Status { is_resolved: false, answerer: Answerer::Queue }));
    let rating = Some(Rating { is_up: false, reason: "wrong".into(), comment: String::new() });
    assert_eq!(heard(&frames[8]), Some(Heard::Feedback { id: stored().id.to_string(), rating }));
    let Some(Heard::Error { code, retry_after_ms, .. }) = heard(&frames[10]) else { panic!("no error") };
    assert_eq!((code.as_str(), retry_after_ms), ("limited", Some(5)));
}

#[test]
fn what_a_newer_server_adds_is_passed_over() {
    assert_eq!(hear(r#"{"type":"fireworks","colour":"red"}"#), None);
    assert_eq!(hear("no json"), None);
    let Some(Heard::Read { seq }) = hear(r#"{"type":"read","seq":7,"by":{"kind":"agent"}}"#) else { panic!("no read") };
    assert_eq!(seq, 7);
}

#[test]
fn the_server_reads_every_frame_of_the_chat() {
    let said = [
        Say::Hello { token: "vt_\"x", after: -1 },
        Say::Message { client_id: "c1", text: "Line\n\"two\" ü" },
        Say::Human { client_id: "c2" },
        Say::Typing { on: true },
        Say::Read { seq: 12 },
        Say::Feedback {
            id: "msg_0123456789abcdefghjk",
            rating: Some(&Rating { is_up: false, reason: "outdated".into(), comment: "\"old\"".into() }),
        },
    ];
    let read: Vec<VisitorFrame> = said.iter().map(|say| serde_json::from_str(&say.json()).unwrap()).collect();
    assert_eq!(
        read,
        [
            VisitorFrame::Hello { token: "vt_\"x".into(), after: -1 },
            VisitorFrame::Message { client_id: "c1".into(), text: "Line\n\"two\" ü".into() },
            VisitorFrame::Human { client_id: "c2".into() },
            VisitorFrame::Typing { on: true },
            VisitorFrame::Read { seq: 12 },
            VisitorFrame::Feedback {
                id: stored().id,
                vote: Some(Vote::Down),
                reason: Some(VoteReason::Outdated),
                comment: Some("\"old\"".into()),
            },
        ]
    );
    assert_eq!(said.len(), VisitorFrame::TYPES.len());
}
