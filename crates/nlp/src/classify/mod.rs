//! A text classifier that is learnt at run time from an owner's examples: three of each label are enough to begin with, ten
//! thousand take seconds. It is linear over words, pairs of neighbours and letters inside words, so it works in every
//! language, says nothing that its examples do not bear, and answers in some tens of microseconds.
//!
//! ```
//! use nlp::classify::{Classifier, Example, Settings};
//!
//! let example = |text, label| Example { text, label };
//! let examples = [
//!     example("where is my parcel", "tracking"),
//!     example("has my order been sent", "tracking"),
//!     example("track my order", "tracking"),
//!     example("I want my money back", "refund"),
//!     example("how do I return this", "refund"),
//!     example("refund please", "refund"),
//! ];
//! let classifier = Classifier::train(&examples, &Settings::default());
//! assert_eq!(classifier.classify("where is the parcel that I ordered")[0].label, "tracking");
//! ```

mod calibrate;
mod features;
mod model;
mod pack;
mod solve;
mod tone;
mod train;
mod vocabulary;
mod weights;

use domain::Language;
pub use pack::BadModel;

/// The label of examples that belong to none of the others: a classifier that has some learns to say so.
pub const OUT_OF_SCOPE: &str = "oos";

/// A text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example<'a> {
    /// As somebody wrote it.
    pub text: &'a str,
    /// Any name; [`OUT_OF_SCOPE`] says that no other fits. Its words count as one more example.
    pub label: &'a str,
}

/// How a classifier is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of all examples; none: found out, and where there are several, words are compared as they
    /// are written.
    pub language: Option<Language>,
    /// Whether feelings are to be told: signs such as `:)` and `!!`, stretched words, capitals and what a "not" reaches count,
    /// words count as they are written, and examples are not believed to the letter.
    pub tone: bool,
}

/// A label that a text may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// As the examples named it.
    pub label: String,
    /// How likely it is, 0 to 1. Over all labels they sum to one, or to less where something else may be meant and no example
    /// was [`OUT_OF_SCOPE`].
    pub confidence: f32,
}

/// What was learnt from examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier(model::Model);

impl Classifier {
    /// Learns from `examples`. The same examples in the same order give the same classifier.
    pub fn train(examples: &[Example<'_>], settings: &Settings) -> Self {
        Self(train::train(examples, &[], settings))
    }

    /// The same with what the examples mean, as a model of language gives it: a vector of length one for each, all equally
    /// wide. Without one for each, none counts.
    pub fn train_with(examples: &[Example<'_>], vectors: &[Vec<f32>], settings: &Settings) -> Self {
        Self(train::train(examples, vectors, settings))
    }

    /// All labels with their confidence, the best first; none if there were no examples.
    pub fn classify(&self, text: &str) -> Vec<Guess> {
        self.0.classify(text, None)
    }

    /// The same with what the text means, by the model that gave [`Self::train_with`] its vectors. One of another width
    /// does not count.
    pub fn classify_with(&self, text: &str, vector: Option<&[f32]>) -> Vec<Guess> {
        self.0.classify(text, vector)
    }

    /// The labels, in alphabetical order.
    pub fn labels(&self) -> &[String] {
        &self.0.labels
    }

    /// The confidence below which the best guess should be taken for out of scope, as chosen on the examples: 0 where some were
    /// [`OUT_OF_SCOPE`], whose label then says it.
    pub fn threshold(&self) -> f32 {
        self.0.scope.threshold
    }

    /// The classifier as bytes, to be read by [`Self::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        pack::pack(&self.0)
    }

    /// The classifier that [`Self::to_bytes`] gave.
    ///
    /// # Errors
    /// The bytes are not what this version of [`Self::to_bytes`] gives.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        pack::unpack(bytes).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Vec<Example<'static>> {
        [
            ("tracking", ["where is my parcel", "has my order been sent", "track my order"]),
            ("refund", ["I want my money back", "how do I return this", "refund please"]),
            ("opening hours", ["when are you open", "are you open on sunday", "until when is the shop open"]),
            ("payment", ["can I pay by card", "do you take paypal", "which ways to pay are there"]),
        ]
        .into_iter()
        .flat_map(|(label, texts)| texts.map(|text| Example { text, label }))
        .collect()
    }

    fn best(classifier: &Classifier, text: &str) -> Guess {
        classifier.classify(text).swap_remove(0)
    }

    #[test]
    fn three_examples_of_each_label_are_enough_to_begin_with() {
        let classifier = Classifier::train(&shop(), &Settings::default());
        for (text, label) in [
            ("where is the parcel that I ordered?", "tracking"),
            ("How can I return my shoes", "refund"),
            ("are you opened at weekends", "opening hours"),
            ("paying with a credit card", "payment"),
        ] {
            assert_eq!(best(&classifier, text).label, label, "{text}");
        }
    }

    #[test]
    fn what_no_example_speaks_of_stays_under_the_threshold() {
        let classifier = Classifier::train(&shop(), &Settings::default());
        for text in ["sing me a song about the moon", "quel temps fait-il demain", ""] {
            assert!(best(&classifier, text).confidence < classifier.threshold(), "{text}");
        }
        for example in shop() {
            assert!(best(&classifier, example.text).confidence >= classifier.threshold(), "{}", example.text);
        }
    }

    #[test]
    fn one_label_alone_is_not_everything() {
        let examples: Vec<_> = shop().into_iter().filter(|example| example.label == "refund").collect();
        let classifier = Classifier::train(&examples, &Settings::default());
        assert!(best(&classifier, "refund please, I want my money").confidence > 0.8);
        assert!(best(&classifier, "which colours does the sofa come in").confidence < classifier.threshold());
    }

    #[test]
    fn examples_out_of_scope_make_a_label() {
        let mut examples = shop();
        for text in
            ["tell me a joke", "what is the meaning of life", "who won the match", "write a poem", "a joke please"]
        {
            examples.push(Example { text, label: OUT_OF_SCOPE });
        }
        let classifier = Classifier::train(&examples, &Settings::default());
        assert_eq!(best(&classifier, "write me a poem or tell me a joke").label, OUT_OF_SCOPE);
        assert_eq!(best(&classifier, "where is my order").label, "tracking");
    }

    #[test]
    fn bytes_give_the_same_classifier_and_training_again_the_same_bytes() {
        let classifier = Classifier::train(&shop(), &Settings::default());
        let bytes = classifier.to_bytes();
        assert_eq!(Classifier::from_bytes(&bytes).unwrap(), classifier);
        assert_eq!(Classifier::train(&shop(), &Settings::default()).to_bytes(), bytes);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        let bytes = Classifier::train(&shop(), &Settings::default()).to_bytes();
        for length in 0..bytes.len() {
            assert!(Classifier::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert!(Classifier::from_bytes(b"something else").is_err());
        assert!(Classifier::from_bytes(&[bytes.as_slice(), b"more"].concat()).is_err());
    }

    #[test]
    fn what_a_model_says_that_texts_mean_counts_beside_their_words() {
        let examples = shop();
        let meaning = |label: &str| -> Vec<f32> {
            let labels = ["tracking", "refund", "opening hours", "payment"];
            labels.iter().map(|known| if *known == label { 1.0 } else { 0.0 }).collect()
        };
        let vectors: Vec<Vec<f32>> = examples.iter().map(|example| meaning(example.label)).collect();
        let classifier = Classifier::train_with(&examples, &vectors, &Settings::default());
        let strange = "mon colis n'est pas arrivé";
        let found = classifier.classify_with(strange, Some(&meaning("tracking"))).swap_remove(0);
        assert_eq!(found.label, "tracking");
        assert!(found.confidence > best(&classifier, strange).confidence, "{found:?}");
        assert_eq!(best(&classifier, "where is my parcel").label, "tracking", "words alone still count");
        assert_eq!(classifier.classify_with(strange, Some(&[1.0])), classifier.classify(strange));
        assert_eq!(Classifier::from_bytes(&classifier.to_bytes()).unwrap(), classifier);
        let without = Classifier::train(&examples, &Settings::default());
        assert_eq!(Classifier::train_with(&examples, &vectors[1..], &Settings::default()), without);
    }

    #[test]
    fn nothing_to_learn_from_is_no_reason_to_fail() {
        let empty = Classifier::train(&[], &Settings::default());
        assert!(empty.classify("hello").is_empty());
        assert_eq!(Classifier::from_bytes(&empty.to_bytes()).unwrap(), empty);
        let blank = [Example { text: "", label: "a" }, Example { text: "", label: "b" }];
        assert_eq!(Classifier::train(&blank, &Settings::default()).classify("").len(), 2);
    }

    #[test]
    fn scripts_without_spaces_are_learnt_as_well() {
        let examples: Vec<_> = [
            ("运费", ["运费多少钱", "邮费怎么算", "包邮吗"]),
            ("退货", ["我想退货", "怎么退款", "可以退换吗"]),
            ("营业", ["几点开门", "周末营业吗", "营业时间"]),
        ]
        .into_iter()
        .flat_map(|(label, texts)| texts.map(|text| Example { text, label }))
        .collect();
        let classifier = Classifier::train(&examples, &Settings::default());
        assert_eq!(best(&classifier, "退货需要运费吗，怎么退").label, "退货");
        assert_eq!(best(&classifier, "你们几点营业").label, "营业");
    }
}
