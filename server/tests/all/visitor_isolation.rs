//! What a visitor of one workspace says reaches no other. The cases are generated from the list of
//! frames; a frame without a case fails the test.

use super::harness::{json, problem};
use super::visitor::{Widget, bot, calm, ctx, everything, message};
use domain::feedback::Vote;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn no_frame_of_a_visitor_shows_or_changes_anything_of_another_workspace() {
    let server = calm().await;
    let owner = server.owner().await;
    let stranger = server.stranger().await;
    let ours = Widget::of(server.address, &bot(&server, &owner).await);
    let theirs = Widget::of(server.address, &bot(&server, &stranger).await);
    let (our_token, mut chat) = ours.visitor().await;
    chat.send("a1", "Words of one").await;
    chat.reply().await;
    let ctx = ctx(&server, &owner).await;
    let before = everything(&ctx).await;
    let ids = [ours.project.clone(), ours.key.clone(), before[0].conversation.id.to_string()];
    let marks = ids.iter().cloned().chain(before[0].messages.iter().map(|message| message.id.to_string()));
    let marks: Vec<_> = marks.chain(["Words of one".to_owned()]).collect();

    for kind in VisitorFrame::TYPES {
        for id in &ids {
            let frame = match *kind {
                "hello" => VisitorFrame::Hello { token: format!("vt_{id}"), after: 0 },
                // Names that the other workspace's visitor has used, or that are its ids.
                "message" => message("a1", id),
                "human" => VisitorFrame::Human { client_id: id.clone() },
                "typing" => VisitorFrame::Typing { on: true },
                "read" => VisitorFrame::Read { seq: i64::MAX },
                "feedback" => VisitorFrame::Feedback {
                    id: before[0].messages[1].id.clone(),
                    vote: Some(Vote::Down),
                    reason: None,
                    comment: Some(id.clone()),
                },
                other => panic!("the frame {other} has no case"),
            };
            let their_token = theirs.session().await.token;
            let mut socket = theirs.hello(&their_token, 0).await;
            socket.ready().await;
            let mut stream = theirs.stream(&their_token, 0).await;
            socket.say(&frame).await;
            let posted = theirs.post(&their_token, &frame).await.text().await.unwrap();
            // Whatever it led to has been told by the time that this is acknowledged and has come round.
            socket.send("last", "over").await;
            let is_last = |frame: &BotFrame| matches!(frame, BotFrame::Message { message } if message.text == "over");
            let mut told = vec![posted];
            while let Some(frame) = stream.next().await {
                told.push(serde_json::to_string(&frame).unwrap());
                if is_last(&frame) {
                    break;
                }
            }
            // What they typed themselves is theirs to see.
            let typed = serde_json::to_string(&frame).unwrap();
            for mark in marks.iter().filter(|mark| !typed.contains(mark.as_str())) {
                assert!(told.iter().all(|text| !text.contains(mark.as_str())), "{kind}: {told:?}");
            }
        }
    }
    assert_eq!(everything(&ctx).await, before, "a stranger has changed something");

    // Project, key and token belong together.
    let mixed = Widget { key: theirs.key.clone(), ..ours.clone() };
    problem(mixed.ask(None).await, 401).await;
    let granted = json(theirs.ask(Some(&our_token)).await).await;
    assert_ne!(granted["token"], our_token.as_str());
    assert!(granted.get("conversation").is_none(), "{granted}");
    // A visitor's token opens nothing of the dashboard's, and a dashboard's session is no visitor.
    for path in ["/api/workspace", "/api/members", "/api/conversations"] {
        let answer = ours.request(Method::GET, path).bearer_auth(&our_token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    let cookie = format!("romashka_session={}", owner.token());
    let answer = ours.request(Method::POST, "/v1/frames").header("cookie", cookie).json(&message("x", "y"));
    problem(answer.send().await.unwrap(), 401).await;
    problem(ours.post(owner.token(), &message("x", "y")).await, 401).await;
    server.down().await;
}
