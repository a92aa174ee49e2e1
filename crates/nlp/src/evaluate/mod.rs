//! Scores of the parts on sets of texts with known answers. Pure: files are read and clocks asked by whoever calls.

pub mod answers;
pub mod entities;
pub mod handoff;
pub mod intent;
pub mod language;
mod marks;
pub mod retrieval;
pub mod sentiment;
