//! The event log as programs read it, and what reacts to it.

mod list;
mod newest;
pub mod reactions;

pub use list::list;
pub use newest::newest;
