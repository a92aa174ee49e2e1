//! How good the bot is, measured on cases with known answers.

pub mod redteam;

pub use nlp::evaluate::{answers, entities, handoff, intent, language, retrieval, sentiment};
pub use nlp::index::{Grasp, Meaning};
