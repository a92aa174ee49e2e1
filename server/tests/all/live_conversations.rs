//! `/live` for whoever has a conversation on the screen.

use super::conversations::waiting;
use super::harness::{TestServer, json};
use super::live::Socket;
use domain::ids::{ConversationId, ConversationRef, MessageRef};
use domain::permissions::Role;
use domain::wire::visitor::Typist;
use domain::wire::{ClientFrame, ServerFrame};
use engine::conversations::{receive, state_for, type_as_visitor};
use engine::live::{ConversationUpdate, Signal};
use engine::visitors::Visitor;
use std::time::Duration;

async fn key_of(visitor: &Visitor) -> ConversationId {
    state_for(visitor).await.unwrap().conversation.unwrap().0
}

/// The visitor's end of signals.
async fn widget(visitor: &Visitor) -> engine::live::ConversationFeed {
    visitor.app().live().open_conversation(visitor.workspace(), key_of(visitor).await).await.unwrap()
}

fn watch(conversation: &ConversationRef) -> ClientFrame {
    ClientFrame::Watch { conversation: Some(conversation.clone()) }
}

async fn silent(socket: &mut Socket) -> bool {
    tokio::time::timeout(Duration::from_millis(300), socket.next()).await.is_err()
}

/// Signs of typing until one has arrived: nobody is told when a watch has begun.
async fn type_until_seen(visitor: &Visitor, socket: &mut Socket) -> ServerFrame {
    for _ in 0..50 {
        type_as_visitor(visitor, true).await.unwrap();
        if let Ok(frame) = tokio::time::timeout(Duration::from_millis(100), socket.next()).await {
            return frame.unwrap();
        }
    }
    panic!("nobody was told that the visitor types");
}

#[tokio::test]
async fn messages_come_with_their_events_to_those_who_may_read_them() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let tester = server.member(&owner, "tess@one.example", Role::Tester).await;
    let (visitor, conversation) = waiting(&server, &owner).await;
    let mut socket = Socket::follow(&owner, None).await;
    let mut blind = Socket::follow(&tester, None).await;
    socket.ready().await;
    blind.ready().await;
    receive(&visitor, "m", "Is anybody there?").await.unwrap();
    match socket.next().await {
        Some(ServerFrame::Event { conversation: Some(told), message: Some(message), .. }) => {
            assert_eq!((told, message.text.as_str()), (conversation, "Is anybody there?"));
        }
        other => panic!("{other:?}"),
    }
    assert!(silent(&mut blind).await, "testers do not read conversations");
    server.down().await;
}

#[tokio::test]
async fn who_types_and_what_the_bot_writes_is_told_of_the_watched_conversation_alone() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let (visitor, conversation) = waiting(&server, &owner).await;
    let (other, _) = waiting(&server, &owner).await;
    let mut socket = Socket::follow(&owner, None).await;
    socket.ready().await;
    type_as_visitor(&visitor, true).await.unwrap();
    assert!(silent(&mut socket).await, "nothing is watched yet");

    socket.say(&watch(&conversation)).await;
    let typing = ServerFrame::Typing { conversation: conversation.clone(), who: Typist::Visitor, on: true };
    assert_eq!(type_until_seen(&visitor, &mut socket).await, typing);
    while let Ok(frame) = tokio::time::timeout(Duration::from_millis(200), socket.next()).await {
        assert_eq!(frame, Some(typing.clone()));
    }
    type_as_visitor(&other, true).await.unwrap();
    assert!(silent(&mut socket).await, "that was elsewhere");

    let (hub, workspace, key) = (server.engine.live(), visitor.workspace(), key_of(&visitor).await);
    let id = MessageRef::new(7);
    let piece = |index, text: &str| Signal::Piece { id: id.clone(), attempt: 1, index, text: text.to_owned() };
    let draft = |text: &str| {
        Some(ServerFrame::Draft { conversation: conversation.clone(), id: id.clone(), text: text.to_owned() })
    };
    hub.signal(workspace, key, piece(0, "Two "));
    assert_eq!(socket.next().await, draft("Two "));
    hub.signal(workspace, key, piece(1, "days."));
    assert_eq!(socket.next().await, draft("Two days."));
    hub.signal(workspace, key, Signal::Replace { id: id.clone(), attempt: 1, text: "Three".into() });
    assert_eq!(socket.next().await, draft("Three"));
    hub.signal(workspace, key, Signal::Retract { id: id.clone() });
    assert_eq!(socket.next().await, draft(""));

    socket.say(&ClientFrame::Watch { conversation: None }).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    type_as_visitor(&visitor, false).await.unwrap();
    assert!(silent(&mut socket).await, "nothing is watched any more");
    server.down().await;
}

#[tokio::test]
async fn an_agents_typing_reaches_the_visitor_and_colleagues_and_is_no_news_to_the_agent() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let ann = server.member(&owner, "ann@one.example", Role::Agent).await;
    let (visitor, conversation) = waiting(&server, &owner).await;
    let mut feed = widget(&visitor).await;
    let (mut socket, mut colleague) = (Socket::follow(&owner, None).await, Socket::follow(&ann, None).await);
    for screen in [&mut socket, &mut colleague] {
        screen.ready().await;
        screen.say(&watch(&conversation)).await;
        assert!(matches!(type_until_seen(&visitor, screen).await, ServerFrame::Typing { .. }));
    }
    while let Ok(frame) = tokio::time::timeout(Duration::from_millis(300), socket.next()).await {
        assert!(matches!(frame, Some(ServerFrame::Typing { who: Typist::Visitor, .. })), "{frame:?}");
    }
    socket.say(&ClientFrame::Typing { conversation: conversation.clone(), on: true }).await;
    let who = Typist::Agent { name: "Olga Owner".into() };
    loop {
        let told = tokio::time::timeout(Duration::from_secs(10), feed.next()).await.expect("the visitor is told");
        if told == ConversationUpdate::Signal(Signal::Typing { who: who.clone(), on: true }) {
            break;
        }
    }
    loop {
        match colleague.next().await {
            Some(ServerFrame::Typing { who: Typist::Visitor, .. }) => {}
            other => {
                assert_eq!(other, Some(ServerFrame::Typing { conversation: conversation.clone(), who, on: true }));
                break;
            }
        }
    }
    assert!(silent(&mut socket).await, "Olga knows that she types");
    server.down().await;
}

#[tokio::test]
async fn viewers_watch_and_their_typing_is_told_to_nobody() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let viewer = server.member(&owner, "vic@one.example", Role::Viewer).await;
    let (visitor, conversation) = waiting(&server, &owner).await;
    let mut feed = widget(&visitor).await;
    let mut socket = Socket::follow(&viewer, None).await;
    socket.ready().await;
    socket.say(&ClientFrame::Typing { conversation: conversation.clone(), on: true }).await;
    assert!(tokio::time::timeout(Duration::from_millis(500), feed.next()).await.is_err());
    socket.say(&watch(&conversation)).await;
    assert!(matches!(type_until_seen(&visitor, &mut socket).await, ServerFrame::Typing { .. }));
    server.down().await;
}

#[tokio::test]
async fn whose_role_changes_comes_again_and_sees_what_the_new_one_may() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let ann = server.member(&owner, "ann@one.example", Role::Agent).await;
    let (visitor, conversation) = waiting(&server, &owner).await;
    let mut socket = Socket::follow(&ann, None).await;
    socket.ready().await;
    socket.say(&watch(&conversation)).await;
    let members = json(owner.get("/api/members").await).await;
    let id = members["items"].as_array().unwrap().iter().find(|m| m["email"] == "ann@one.example").unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let changed = owner.patch(&format!("/api/members/{id}"), &serde_json::json!({ "role": "tester" })).await;
    assert!(changed.status().is_success());
    assert!(matches!(socket.next().await, Some(ServerFrame::Retry { .. })));
    assert!(socket.next().await.is_none());
    let mut socket = Socket::follow(&ann, None).await;
    socket.ready().await;
    socket.say(&watch(&conversation)).await;
    receive(&visitor, "m", "A secret").await.unwrap();
    type_as_visitor(&visitor, true).await.unwrap();
    assert!(silent(&mut socket).await);
    server.down().await;
}
