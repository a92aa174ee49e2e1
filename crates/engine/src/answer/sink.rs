//! Where an answer goes while it is written.

use domain::ids::{ConversationId, MessageRef, WorkspaceId};
use domain::wire::visitor::Typist;

use crate::app::App;
use crate::live::Signal;

/// Takes the words of an answer, in order. What was said stays said: later stages only append.
pub trait Sink: Send {
    /// The next words.
    fn say(&mut self, words: &str);
    /// All words so far.
    fn said(&self) -> &str;
    /// The message of a conversation that the words become; none where they are kept nowhere.
    fn message(&self) -> Option<&MessageRef> {
        None
    }
}

/// Keeps the words and shows them to nobody.
#[derive(Debug, Default)]
pub struct Nowhere(String);

impl Sink for Nowhere {
    fn say(&mut self, words: &str) {
        self.0.push_str(words);
    }
    fn said(&self) -> &str {
        &self.0
    }
}

/// Shows the words in the conversation, on this node.
#[derive(Debug)]
pub(super) struct Live<'a> {
    app: &'a App,
    workspace: WorkspaceId,
    conversation: ConversationId,
    id: MessageRef,
    attempt: u32,
    index: u32,
    said: String,
    is_stored: bool,
}

impl<'a> Live<'a> {
    /// `attempt` counts the runs of the job: a later run starts the text anew.
    pub(super) fn new(
        app: &'a App,
        workspace: WorkspaceId,
        conversation: ConversationId,
        id: MessageRef,
        attempt: u32,
    ) -> Self {
        let live = Self { app, workspace, conversation, id, attempt, index: 0, said: String::new(), is_stored: false };
        live.signal(Signal::Typing { who: Typist::Bot, on: true });
        live
    }

    /// The answer stands in the conversation.
    pub(super) fn stored(&mut self) {
        self.is_stored = true;
    }

    fn signal(&self, signal: Signal) {
        self.app.live().signal(self.workspace, self.conversation, signal);
    }
}

impl Sink for Live<'_> {
    fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.said.push_str(words);
        let piece =
            Signal::Piece { id: self.id.clone(), attempt: self.attempt, index: self.index, text: words.to_owned() };
        self.index += 1;
        self.signal(piece);
    }
    fn said(&self) -> &str {
        &self.said
    }
    fn message(&self) -> Option<&MessageRef> {
        Some(&self.id)
    }
}

impl Drop for Live<'_> {
    /// Also when the run fails or is cut: nobody looks at words that nobody stands by, or at a bot that types for ever. What
    /// was stored without our hearing of it comes as a message.
    fn drop(&mut self) {
        if self.index > 0 && !self.is_stored {
            self.signal(Signal::Retract { id: self.id.clone() });
        }
        self.signal(Signal::Typing { who: Typist::Bot, on: false });
    }
}
