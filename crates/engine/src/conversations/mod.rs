//! Conversations: what visitors and people of the team do in them.
//!
//! The widget's side takes a [`crate::visitors::Visitor`], the team's side a [`crate::Ctx`]. Everything that changes a
//! conversation holds its row's lock from the first look to the commit, so that of two at once the second sees what the
//! first has done.

mod agent;
mod ask_for_human;
mod assign;
mod begin;
mod commit_answer;
mod context;
mod counts;
mod hand_off;
mod list;
mod lock;
mod mark_read;
mod messages_after;
mod owed;
mod post;
mod rate;
mod read;
mod receive;
mod release;
mod reopen;
mod reply;
mod resolve;
pub(crate) mod show;
mod side;
mod state;
mod typing;
pub(crate) mod view;

use domain::ids::{ConversationRef, MessageRef};
use serde::{Deserialize, Serialize};

pub use ask_for_human::ask_for_human;
pub use assign::{assign, take};
pub use commit_answer::{Basis, Committed, Decision, commit_answer};
pub use context::context;
pub use counts::counts;
pub(crate) use hand_off::{HandOff, hand_off};
pub use list::list;
pub(crate) use lock::find;
pub use mark_read::{mark_read, mark_read_by_visitor};
pub use messages_after::messages_after;
pub use owed::{OWED_AFTER_MS, owed};
pub use rate::{rate, rate_for};
pub use read::read;
pub use receive::receive;
pub(crate) use release::release_left;
pub use reopen::reopen;
pub use reply::{reply, reply_as};
pub use resolve::resolve;
pub use side::Side;
pub use state::{VisitorState, state_for};
pub use typing::{type_as_agent, type_as_visitor};

/// What a visitor's message became. It is stored, and will not be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Its conversation.
    pub conversation: ConversationRef,
    /// Its public id.
    pub message: MessageRef,
    /// Its place.
    pub seq: i64,
}
