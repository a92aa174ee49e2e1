//! What operators see of the installation, and what they decide about what went wrong.

mod discard_dead_letter;
mod discard_job;
mod read;
mod retry_dead_letter;
mod retry_job;

pub use discard_dead_letter::discard_dead_letter;
pub use discard_job::discard_job;
pub use read::read;
pub use retry_dead_letter::retry_dead_letter;
pub use retry_job::retry_job;
