//! How sure an answer is.

/// What speaks for an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// Share of the question's weighted terms that the best sentence has with its title, headings and neighbours.
    pub share: f32,
    /// Share of the pieces of its words that the best sentence has.
    pub letters: f32,
    /// How likely the chosen sentences are against all others.
    pub certain: f32,
    /// How much a title, a heading or a question of the text is the question.
    pub same_question: f32,
    /// Share of the question's names and numbers that the passage has; 1 where it has none.
    pub names: f32,
    /// How far the passage is ahead of the next, 0 (level) to 1.
    pub lead: f32,
    /// Whether the best sentence has the kind of thing that was asked for: 1 yes, -1 no, 0 where any kind answers.
    pub kind: f32,
    /// Whether a price was asked for and the answer names one.
    pub names_price: bool,
}

/// How many values the confidence is made from.
pub const SIGNALS: usize = 6;

impl Signals {
    /// As a row of numbers.
    pub fn values(&self) -> [f32; SIGNALS] {
        [self.share, self.letters, self.certain, self.names, self.lead, self.kind]
    }
}

/// What a price that was asked for says for the answer that has it; a judgement, the sets have too few prices.
const PRICE: f32 = 1.2;

/// What each of [`Signals::values`] counts; fitted, see models/confidence.md.
const WEIGHTS: [f32; SIGNALS] = [3.9, 1.1, 3.8, 2.0, 1.3, 0.2];
const OFFSET: f32 = -6.9;

/// The probability that an answer with these signals answers.
pub(crate) fn confidence(signals: &Signals) -> f32 {
    let values = signals.values();
    let evidence = WEIGHTS.iter().zip(values).map(|(weight, value)| weight * value).sum::<f32>()
        + OFFSET
        + if signals.names_price { PRICE } else { 0.0 };
    let same_question = 12.0 * (0.9 * signals.same_question - 0.6);
    logistic(evidence.max(same_question))
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Signals = Signals {
        share: 1.0,
        letters: 1.0,
        certain: 0.9,
        same_question: 0.0,
        names: 1.0,
        lead: 0.3,
        kind: 1.0,
        names_price: false,
    };

    #[test]
    fn what_speaks_for_an_answer_makes_it_surer() {
        assert!(confidence(&ALL) > 0.8);
        for less in [
            Signals { share: 0.4, ..ALL },
            Signals { letters: 0.4, ..ALL },
            Signals { kind: -1.0, ..ALL },
            Signals { names: 0.0, ..ALL },
            Signals { lead: 0.0, ..ALL },
        ] {
            assert!(confidence(&less) < confidence(&ALL), "{less:?}");
        }
        let priced = Signals { names_price: true, ..ALL };
        assert!(confidence(&priced) > confidence(&ALL));
        let nothing = Signals { share: 0.2, letters: 0.2, certain: 0.4, ..ALL };
        assert!(confidence(&nothing) < 0.5);
        assert!(confidence(&Signals { same_question: 1.0, ..nothing }) > 0.9);
    }
}
