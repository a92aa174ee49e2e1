//! Texts in pieces: sentences for reading, terms for comparing.

mod compounds;
mod fold;
mod likeness;
mod sentences;
mod stems;
mod stops;
mod synonyms;
mod terms;

pub use compounds::splits;
pub use fold::fold;
pub use sentences::sentences;
pub use terms::{Term, terms};

pub(crate) use fold::{Script, script};
pub(crate) use likeness::Like;
pub(crate) use stems::stem;
pub(crate) use stops::is_stop;
pub(crate) use synonyms::{SAME_MEANING, synonyms};
