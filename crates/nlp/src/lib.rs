//! What words mean: the language of a text, its sentences and terms, what a visitor wants, which passages speak of it and
//! which of their sentences answer it. Pure: no database, no network, no clock; the same input gives the same output.

pub mod classify;
mod confidence;
pub mod entities;
pub mod evaluate;
pub mod extract;
pub mod handoff;
#[cfg(test)]
mod hostile;
pub mod index;
pub mod intent;
pub mod language;
pub mod name;
pub mod personal;
pub mod segment;
pub mod sentiment;
