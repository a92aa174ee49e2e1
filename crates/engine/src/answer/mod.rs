//! Answers: what a bot says to a visitor's question.

pub mod phrases;
