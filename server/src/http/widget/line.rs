//! What a visitor is told, whichever way it travels: each stored message once and in order, and between them what is not
//! stored (pieces of an answer, signs of typing).
//!
//! The feed of the conversation says what is new. Whatever it cannot say (what was missed, a gap, too much at once) is read
//! from the store, from the last message that was told.

use super::super::Web;
use domain::conversations::Lifecycle;
use domain::messages::MessageView;
use domain::wire::visitor::{BotFrame, Typist};
use domain::{Code, Problem};
use engine::conversations::{self, Side, VisitorState};
use engine::live::{ConversationFeed, ConversationUpdate, Signal};
use engine::visitors::{self, Visitor};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// Messages that are read at once; few, since they are kept while the visitor is slow.
const PAGE: u32 = 30;
/// How often a stream without a conversation looks for its first one: the post that begins it may go to another node.
const LOOK: Duration = Duration::from_secs(3);

/// A visitor's end of their conversation. It may not be there yet.
pub struct Line {
    web: Web,
    visitor: Visitor,
    token: Box<str>,
    /// Place of the last message that was told.
    seq: i64,
    source: Source,
    /// Said before anything else.
    first: VecDeque<BotFrame>,
    /// Read from the store, and not told yet.
    page: std::vec::IntoIter<MessageView>,
    /// The store may have more than was read.
    is_behind: bool,
    /// Whether what the visitor says travels on its own, perhaps to another node.
    is_one_way: bool,
}

enum Source {
    /// There is no conversation; something that changes when there is one.
    Newcomer(watch::Receiver<()>),
    Conversation(Box<ConversationFeed>),
}

impl Line {
    /// Begins with [`BotFrame::Ready`], then what lies after the message `after`.
    ///
    /// # Errors
    /// The database's.
    pub async fn open(web: &Web, visitor: Visitor, token: &str, after: i64) -> engine::Result<Self> {
        let (source, state) = connect(web, &visitor).await?;
        let ready = BotFrame::Ready {
            conversation: state.conversation.map(|(_, conversation)| conversation),
            seq: state.seq,
            answerer: state.answerer.clone(),
            read: state.agent_read_seq,
        };
        let mut first = VecDeque::from([ready]);
        if state.lifecycle == Lifecycle::Resolved {
            // Nobody has a conversation that is done, whoever had it last.
            first.push_back(BotFrame::Status { lifecycle: state.lifecycle, answerer: state.answerer });
        }
        Ok(Self {
            web: web.clone(),
            visitor,
            token: token.into(),
            seq: after.clamp(0, state.seq),
            source,
            first,
            page: Vec::new().into_iter(),
            is_behind: true,
            is_one_way: false,
        })
    }

    /// For a stream: nothing is ever heard on it, so it looks by itself whether a conversation has begun.
    #[must_use]
    pub fn one_way(mut self) -> Self {
        self.is_one_way = true;
        self
    }

    /// Who listens.
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// The next frame; waits for it. None when the node goes down or its database is away. Nothing is lost if the wait is
    /// given up.
    pub async fn next(&mut self) -> Option<BotFrame> {
        loop {
            if let Some(frame) = self.first.pop_front() {
                return Some(frame);
            }
            if let Some(message) = self.page.find(|message| message.seq > self.seq) {
                self.seq = message.seq;
                return Some(BotFrame::Message { message });
            }
            if self.is_behind {
                self.read_on().await?;
                continue;
            }
            match &mut self.source {
                Source::Newcomer(begun) => {
                    if self.is_one_way {
                        tokio::select! {
                            _ = begun.changed() => {}
                            () = sleep(LOOK) => {}
                        }
                    } else {
                        // An error is a change as well: the sender has told and gone.
                        let _ = begun.changed().await;
                    }
                    self.begin().await?;
                }
                Source::Conversation(feed) => {
                    let update = feed.next().await;
                    if let Some(frame) = self.told(update)? {
                        return Some(frame);
                    }
                }
            }
        }
    }

    /// What an update means to the visitor: a frame, or nothing.
    fn told(&mut self, update: ConversationUpdate) -> Option<Option<BotFrame>> {
        Some(match update {
            ConversationUpdate::Message(message) if message.seq <= self.seq => None,
            ConversationUpdate::Message(message) if message.seq == self.seq + 1 => {
                self.seq = message.seq;
                Some(BotFrame::Message { message: MessageView::clone(&message).for_visitor() })
            }
            ConversationUpdate::Message(_) | ConversationUpdate::Behind => {
                self.is_behind = true;
                None
            }
            // What is not told yet is told with it.
            ConversationUpdate::Rated(message) if message.seq > self.seq => None,
            ConversationUpdate::Rated(message) => {
                let MessageView { id, feedback, .. } = MessageView::clone(&message);
                Some(BotFrame::feedback(id, feedback))
            }
            ConversationUpdate::Away => return None,
            ConversationUpdate::Status { lifecycle, answerer } => Some(BotFrame::Status { lifecycle, answerer }),
            ConversationUpdate::Read { by: Side::Agent, seq } => Some(BotFrame::Read { seq }),
            ConversationUpdate::Read { by: Side::Visitor, .. } => None,
            ConversationUpdate::Signal(signal) => said(signal),
        })
    }

    async fn read_on(&mut self) -> Option<()> {
        match conversations::messages_after(&self.visitor, self.seq, PAGE).await {
            Ok(page) => {
                self.is_behind = page.len() == PAGE as usize;
                self.page = page.into_iter();
                Some(())
            }
            Err(error) => {
                tracing::warn!(%error, "a visitor's messages could not be read");
                None
            }
        }
    }

    /// Looks whether there is a conversation now.
    async fn begin(&mut self) -> Option<()> {
        match connect(&self.web, &self.visitor).await {
            Ok((source, state)) => {
                if state.conversation.is_some() {
                    self.is_behind = true;
                    self.first.push_back(BotFrame::Status { lifecycle: state.lifecycle, answerer: state.answerer });
                }
                self.source = source;
                Some(())
            }
            Err(error) => {
                tracing::warn!(%error, "a visitor's conversation could not be looked for");
                None
            }
        }
    }

    /// Looks whether they still may: their time may be over, the page may have been taken off the list. Whoever has no
    /// conversation looks for one, too.
    ///
    /// # Errors
    /// Why they may not.
    pub async fn look(&mut self, origin: Option<&str>) -> Result<(), Problem> {
        match visitors::recognize(self.web.engine(), &self.token, origin).await.map_err(engine::Error::into_problem) {
            Ok(_) => {}
            // That is no reason to throw everybody out; whoever speaks or is spoken to notices.
            Err(problem) if problem.code == Code::Unavailable => return Ok(()),
            Err(problem) => return Err(problem),
        }
        if matches!(self.source, Source::Newcomer(_)) {
            let _ = self.begin().await;
        }
        Ok(())
    }
}

/// What a signal means to the visitor; nothing where it is their own.
fn said(signal: Signal) -> Option<BotFrame> {
    Some(match signal {
        Signal::Typing { who: Typist::Visitor, .. } => return None,
        Signal::Typing { who, on } => BotFrame::Typing { who, on },
        Signal::Piece { id, attempt, index, text } => BotFrame::Piece { id, attempt, index, text },
        Signal::Replace { id, attempt, text } => BotFrame::Replace { id, attempt, text },
        Signal::Retract { id } => BotFrame::Retract { id },
    })
}

/// The feed first and the state second, so that nothing lies between them.
async fn connect(web: &Web, visitor: &Visitor) -> engine::Result<(Source, VisitorState)> {
    let begun = web.engine().live().newcomer(visitor.row().id);
    let state = conversations::state_for(visitor).await?;
    let Some((conversation, _)) = &state.conversation else { return Ok((Source::Newcomer(begun), state)) };
    let feed = web.engine().live().open_conversation(visitor.workspace(), *conversation).await?;
    let state = conversations::state_for(visitor).await?;
    Ok((Source::Conversation(Box::new(feed)), state))
}
