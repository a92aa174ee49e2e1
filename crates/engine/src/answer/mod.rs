//! Answers: what a bot says to a visitor's question.

pub mod phrases;

/// Kind of the job that answers a visitor. Its lane is the conversation, its payload `{conversation, seq}`.
pub const JOB: &str = "answer_message";
