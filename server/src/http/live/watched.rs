//! The conversation that a page has on the screen: who types there, and what the bot is writing.

use domain::ids::{ConversationRef, MessageRef};
use domain::wire::ServerFrame;
use engine::live::{ConversationFeed, ConversationUpdate, Signal};

/// Most bytes of an answer that is shown while it is written; the stored message has it all.
const DRAFT_BYTES: usize = 32 * 1024;

/// What is watched, if anything is.
#[derive(Default)]
pub(super) struct Watched(Option<Box<Screen>>);

struct Screen {
    conversation: ConversationRef,
    feed: ConversationFeed,
    draft: Option<Draft>,
}

struct Draft {
    id: MessageRef,
    attempt: u32,
    text: String,
}

impl Watched {
    pub(super) fn begin(&mut self, conversation: ConversationRef, feed: ConversationFeed) {
        self.0 = Some(Box::new(Screen { conversation, feed, draft: None }));
    }

    pub(super) fn end(&mut self) {
        self.0 = None;
    }

    /// What to show next; waits for it, for ever where nothing is watched. None when the node goes down. Nothing is lost if
    /// the wait is given up.
    pub(super) async fn next(&mut self) -> Option<ServerFrame> {
        let Some(screen) = &mut self.0 else { return std::future::pending().await };
        loop {
            match screen.feed.next().await {
                ConversationUpdate::Signal(signal) => {
                    if let Some(frame) = screen.show(signal) {
                        return Some(frame);
                    }
                }
                ConversationUpdate::Away => return None,
                // With the signals something may be missing that is only a preview; the rest comes as events.
                ConversationUpdate::Behind => screen.draft = None,
                ConversationUpdate::Message(_)
                | ConversationUpdate::Rated(_)
                | ConversationUpdate::Status { .. }
                | ConversationUpdate::Read { .. } => {}
            }
        }
    }
}

impl Screen {
    fn show(&mut self, signal: Signal) -> Option<ServerFrame> {
        let conversation = self.conversation.clone();
        match signal {
            Signal::Typing { who, on } => Some(ServerFrame::Typing { conversation, who, on }),
            Signal::Piece { id, attempt, index: 0, text } | Signal::Replace { id, attempt, text } => {
                self.draft = Some(Draft { id: id.clone(), attempt, text: text.clone() });
                Some(ServerFrame::Draft { conversation, id, text })
            }
            // Whoever came in the middle of an answer sees it from its end on.
            Signal::Piece { id, attempt, text, .. } => {
                let draft = self.draft.as_mut().filter(|draft| draft.id == id && draft.attempt == attempt)?;
                if draft.text.len() + text.len() > DRAFT_BYTES {
                    return None;
                }
                draft.text.push_str(&text);
                Some(ServerFrame::Draft { conversation, id, text: draft.text.clone() })
            }
            Signal::Retract { id } => {
                self.draft = None;
                Some(ServerFrame::Draft { conversation, id, text: String::new() })
            }
        }
    }
}
