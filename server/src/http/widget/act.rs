//! Doing what a visitor's frame says, whichever way it came.

use super::super::Web;
use super::frame::{self, Refusal};
use domain::Problem;
use domain::feedback::{Feedback, Vote, VoteReason};
use domain::ids::MessageRef;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use engine::conversations::{self, Accepted};
use engine::visitors::Visitor;

/// Up to this place a message may be the first of its conversation: the wish for a human says something by itself before.
const FIRST_WORDS: i64 = 2;

/// Reads a frame. One that cannot be taken is counted like any other: reading it and answering costs too.
pub fn read(web: &Web, visitor: &Visitor, text: &[u8]) -> Result<VisitorFrame, Refusal> {
    frame::read(text).map_err(|refusal| match web.limits().visitor(visitor.row().id, visitor.workspace()) {
        Ok(()) => refusal,
        Err(problem) => Refusal { problem, ..refusal },
    })
}

/// Does it, counted, and gives the answer to it, if it has one.
pub async fn act(web: &Web, visitor: &Visitor, frame: VisitorFrame) -> Result<Option<BotFrame>, Refusal> {
    let counted = web.limits().visitor(visitor.row().id, visitor.workspace());
    match frame {
        VisitorFrame::Message { client_id, text } => {
            let done = match counted {
                Ok(()) => conversations::receive(visitor, &client_id, &text).await.map_err(engine::Error::into_problem),
                Err(problem) => Err(problem),
            };
            accepted(web, visitor, client_id, done)
        }
        VisitorFrame::Human { client_id } => {
            let done = match counted {
                Ok(()) => conversations::ask_for_human(visitor, &client_id).await.map_err(engine::Error::into_problem),
                Err(problem) => Err(problem),
            };
            accepted(web, visitor, client_id, done)
        }
        VisitorFrame::Typing { on } => {
            // Who types very fast is not told off for it; the others just see less of it.
            if counted.is_ok() {
                conversations::type_as_visitor(visitor, on).await.map_err(engine::Error::into_problem)?;
            }
            Ok(None)
        }
        VisitorFrame::Read { seq } => {
            counted?;
            conversations::mark_read_by_visitor(visitor, seq).await.map_err(engine::Error::into_problem)?;
            Ok(None)
        }
        VisitorFrame::Feedback { id, vote, reason, comment } => {
            // It has no id of the widget's own: what it is about names it.
            rated(visitor, &id, vote, reason, comment, counted)
                .await
                .map(Some)
                .map_err(|problem| Refusal { client_id: Some(id.to_string()), problem })
        }
        VisitorFrame::Hello { .. } => Err(Problem::invalid("Hello is said once, as the first frame.").into()),
    }
}

async fn rated(
    visitor: &Visitor,
    message: &MessageRef,
    vote: Option<Vote>,
    reason: Option<VoteReason>,
    comment: Option<String>,
    counted: Result<(), Problem>,
) -> Result<BotFrame, Problem> {
    counted?;
    let feedback = vote.map(|vote| Feedback::parse(vote, reason, comment)).transpose()?;
    conversations::rate(visitor, message, feedback.clone()).await.map_err(engine::Error::into_problem)?;
    Ok(BotFrame::feedback(message.clone(), feedback))
}

fn accepted(
    web: &Web,
    visitor: &Visitor,
    client_id: String,
    done: Result<Accepted, Problem>,
) -> Result<Option<BotFrame>, Refusal> {
    match done {
        Ok(Accepted { conversation, message, seq }) => {
            // The first words of a conversation; for all others nobody waits.
            if seq <= FIRST_WORDS {
                web.engine().live().begun(visitor.row().id);
            }
            Ok(Some(BotFrame::Accepted { client_id, id: message, seq, conversation }))
        }
        Err(problem) => Err(Refusal { client_id: domain::messages::parse_client_id(&client_id).ok(), problem }),
    }
}
