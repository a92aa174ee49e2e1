//! How sure an answer is.

/// What speaks for an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// Share of the question's weighted terms that the passage has, by the whole index.
    pub coverage: f32,
    /// Share that the chosen sentences have themselves.
    pub own_share: f32,
    /// Share that the best sentence has with its title, headings and neighbours.
    pub share: f32,
    /// How much a title, a heading or a question of the text is the question.
    pub same_question: f32,
    /// Words of the question that are not grammar.
    pub terms: usize,
}

/// The probability that an answer with these signals answers.
pub(crate) fn confidence(signals: &Signals) -> f32 {
    let covered = 0.45 * signals.coverage + 0.35 * signals.own_share + 0.2 * signals.share;
    let covered = covered.max(0.9 * signals.same_question);
    1.0 / (1.0 + (-(covered - 0.6) * 12.0).exp())
}
