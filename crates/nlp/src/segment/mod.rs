//! Texts in pieces: sentences for reading, terms for comparing.

mod compounds;
mod fold;
mod lexicon;
mod likeness;
mod pieces;
mod sentences;
mod stems;
mod stops;
mod terms;
mod words;

pub use compounds::splits;
pub use fold::fold;
pub use lexicon::{Sought, sought};
pub use sentences::sentences;
pub use terms::{Term, terms};
pub use words::count_words;

pub(crate) use fold::{Script, script};
pub(crate) use lexicon::is_spaced;
pub(crate) use likeness::Like;
pub(crate) use pieces::pieces;
pub(crate) use stems::stem;
pub(crate) use stops::is_stop;
