use super::*;
use crate::answer::prompt::tests::{evidence, prompt};
use crate::answer::sink::Nowhere;
use domain::Language;

const SHIPPING: &str = "We deliver to Germany within 3 to 5 days. Delivery costs 4.90 EUR, and nothing above 50 EUR.";
const RETURNS: &str = "You can send goods back within 30 days: https://shop.example/returns.";

fn shop() -> Prompt {
    prompt(vec![evidence(SHIPPING, Language::En), evidence(RETURNS, Language::En)], Language::En)
}

/// What is said of this, word by word, and how it ended.
fn pass(prompt: &Prompt, text: &str) -> (String, Result<Draft, Why>) {
    let (mut gate, mut sink) = (Gate::new(prompt), Nowhere::default());
    let mut write = || {
        for words in text.split_inclusive(' ') {
            gate.push(words, &mut sink)?;
        }
        gate.finish(&mut sink)
    };
    let ended = write();
    let draft = gate.into_draft();
    (sink.said().to_owned(), ended.map(|()| draft))
}

#[test]
fn a_founded_answer_passes_without_its_marks_and_cites_its_passages() {
    let (said, ended) =
        pass(&shop(), "[1] Delivery to Germany takes 3 to 5 days. [1,2] You can send goods back within 30 days.");
    assert_eq!(said, "Delivery to Germany takes 3 to 5 days. You can send goods back within 30 days.");
    let draft = ended.unwrap();
    assert_eq!(draft.cited.iter().map(|cited| cited.evidence).collect::<Vec<_>>(), [0, 1]);
    assert!(draft.confidence > 0.7, "{}", draft.confidence);
}

#[test]
fn marks_behind_the_words_and_missing_ones_are_understood() {
    let (said, ended) = pass(&shop(), "Delivery costs 4.90 EUR [1]. Goods can be sent back within 30 days.");
    assert_eq!(said, "Delivery costs 4.90 EUR. Goods can be sent back within 30 days.");
    assert_eq!(ended.unwrap().cited.iter().map(|cited| cited.evidence).collect::<Vec<_>>(), [0, 1]);
    let (said, ended) = pass(&shop(), "You can send goods back within 30 days.");
    assert_eq!(said, "You can send goods back within 30 days.");
    assert_eq!(ended.unwrap().cited[0].evidence, 1);
}

#[test]
fn a_sentence_with_a_fact_of_nowhere_is_never_said() {
    for (text, missing) in [
        ("[1] Delivery costs 9.90 EUR.", "number"),
        ("[1] Delivery costs 4.90 USD.", "currency"),
        ("[2] Send goods back: https://evil.example/returns.", "link"),
        ("[2] Send goods back to boss@shop.example.", "address"),
        ("[2] Delivery to Germany costs 4.90 EUR.", "number"),
    ] {
        assert_eq!(pass(&shop(), text), (String::new(), Err(Why::Unfounded(missing))), "{text}");
    }
}

#[test]
fn what_was_good_stays_said_when_the_next_sentence_is_not() {
    let (said, ended) = pass(&shop(), "[1] Delivery costs 4.90 EUR. [1] It takes 77 days. [2] Bye.");
    assert_eq!(said.trim(), "Delivery costs 4.90 EUR.");
    assert_eq!(ended, Err(Why::Unfounded("number")));
}

#[test]
fn words_that_the_passages_do_not_have_are_not_said_for_them() {
    let (said, ended) = pass(&shop(), "[1] Elephants happily dance across purple mountains every morning.");
    assert_eq!((said.as_str(), ended), ("", Err(Why::Unfounded("unsupported"))));
    let (said, ended) = pass(&shop(), "Of course everything is free for our best friends forever.");
    assert_eq!((said.as_str(), ended), ("", Err(Why::Unfounded("uncited"))));
    let (_, ended) = pass(&shop(), "[9] Elephants dance across purple mountains.");
    assert_eq!(ended, Err(Why::Unfounded("uncited")));
}

#[test]
fn another_language_than_the_visitors_is_not_let_through() {
    let german = prompt(vec![evidence("Die Lieferung dauert 3 bis 5 Tage.", Language::De)], Language::De);
    let (said, ended) = pass(&german, "[1] The delivery of your order usually takes about 3 to 5 days.");
    assert_eq!((said.as_str(), ended), ("", Err(Why::Unfounded("language"))));
    let (said, ended) = pass(&german, "[1] Die Lieferung dauert 3 bis 5 Tage.");
    assert_eq!(said, "Die Lieferung dauert 3 bis 5 Tage.");
    assert!(ended.is_ok());
}

#[test]
fn a_model_translates_from_a_passage_in_another_language() {
    let spanish = prompt(vec![evidence(SHIPPING, Language::En)], Language::Es);
    let (said, ended) = pass(&spanish, "[1] El envío a Alemania tarda entre 3 y 5 días y cuesta 4,90 EUR.");
    assert_eq!(said, "El envío a Alemania tarda entre 3 y 5 días y cuesta 4,90 EUR.");
    assert!(ended.is_ok());
}

#[test]
fn nothing_and_knowing_nothing_are_not_the_same() {
    for empty in ["", "  \n", "[1]"] {
        assert_eq!(pass(&shop(), empty).1, Err(Why::Empty), "{empty:?}");
    }
    let (prompt, mut sink) = (shop(), Nowhere::default());
    let mut gate = Gate::new(&prompt);
    gate.push(" [no", &mut sink).unwrap();
    assert!(!gate.knows_nothing());
    gate.push("ne]", &mut sink).unwrap();
    assert!(gate.knows_nothing() && sink.said().is_empty());
}

#[test]
fn the_word_for_knowing_nothing_is_never_shown_wherever_it_stands() {
    let (said, ended) = pass(&shop(), "[1] Delivery costs 4.90 EUR. [none]");
    assert_eq!((said.trim(), ended.unwrap().cited.len()), ("Delivery costs 4.90 EUR.", 1));
    let (said, ended) = pass(&shop(), "[1] [NONE].");
    assert_eq!((said.as_str(), ended.unwrap().cited.len()), ("", 0));
}

#[test]
fn numbers_of_a_list_are_no_facts() {
    let (said, ended) = pass(&shop(), "[1] 1. Delivery costs 4.90 EUR.\n[2] 2. Send goods back within 30 days.\n");
    assert_eq!(said.trim(), "1. Delivery costs 4.90 EUR.\n2. Send goods back within 30 days.");
    assert!(ended.is_ok(), "{ended:?}");
}

#[test]
fn a_text_without_an_end_is_given_up() {
    let (said, ended) = pass(&shop(), &"word ".repeat(2_000));
    assert_eq!((said.as_str(), ended), ("", Err(Why::Unfounded("endless"))));
}
