//! What a workspace's bots may use of model services.

mod count;
mod read;
mod update;

pub(crate) use count::count;
pub use read::read;
pub(crate) use read::rung;
pub use update::update;
