//! Makes `models/handoff.bin`, the model of `nlp::handoff::wants_human`:
//!
//! `cargo run --release -p nlp --example train_handoff -- [tries | measure <folder>]`
//!
//! It learns from the templates of `models/handoff`, the free lines of `FREE`, the texts of `models/intent/training`
//! and the lines of `tests/data/handoff` that `LINES` names. With `tries` each of five parts of the templates and lines is kept
//! back once, for several decays and thresholds; with `measure <folder>` the lines of a folder are not learnt from, but measured.
//! Both write nothing.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use domain::Language;
use nlp::handoff::{Signs, WISHED, by_rules, signs};
use std::path::{Path, PathBuf};

/// Lines that were written one by one for learning, a folder for each time that others wrote.
const FREE: [&str; 7] = [
    "models/handoff/free",
    "models/handoff/second",
    "models/handoff/third",
    "models/handoff/fourth",
    "models/handoff/fifth",
    "models/handoff/sixth",
    "models/handoff/seventh",
];
/// Folders of lines that were tests before.
const LINES: [&str; 6] = [
    "tests/data/handoff",
    "tests/data/handoff/later",
    "tests/data/handoff/apart",
    "tests/data/handoff/fresh",
    "tests/data/handoff/last",
    "tests/data/handoff/after",
];
/// Lines that are made of one template at most.
const SAMPLES: usize = 100;
const PLACES: usize = 1 << 20;
const FOLDS: usize = 5;
const ROUNDS: usize = 12;
const RATE: f32 = 0.5;
const DECAY: f32 = 2e-6;
/// What `tries` compares.
const DECAYS: [f32; 3] = [2e-6, 1e-5, 5e-5];
const THRESHOLDS: [f32; 9] = [0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0];
/// Free lines kept back together: neighbours are often phrasings of one thought.
const NEIGHBOURS: usize = 5;
/// How much a line weighs that nobody made of a template, one that was made of such lines, one of a template, and one that was
/// written for the intents.
const LINE_WEIGHT: f32 = 10.0;
const MADE_WEIGHT: f32 = 2.0;
const TEMPLATE_WEIGHT: f32 = 0.3;
const INTENT_WEIGHT: f32 = 1.0;
/// From this score on it is a wish: on the lines of the second and third authors, each left out once (`measure`), it gave 83 %
/// recall and 1.0 % false alarms before the fifth author's lines came, and 84 % and 1.2 % since.
const THRESHOLD: f32 = 2.25;

struct Case {
    language: Language,
    wish: bool,
    weight: f32,
    /// What is kept back together.
    group: usize,
    is_line: bool,
    text: String,
    signs: Signs,
    rule: f32,
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn case(language: Language, text: &str, wish: bool, group: usize, weight: f32) -> Case {
    let signs = signs(text, Some(language));
    let rule = by_rules(text, Some(language));
    Case { language, wish, weight, group, is_line: weight >= LINE_WEIGHT, text: text.to_owned(), signs, rule }
}

/// One line of a template: `[a|b]` is one of these, `<name>` one of the line `@name`.
fn fill(template: &str, slots: &[(String, Vec<String>)], chance: &mut Chance) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['[', '<']) {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('[') { ']' } else { '>' };
        let end = at + rest[at..].find(close).unwrap_or_else(|| panic!("{close} is missing: {template}"));
        let inner = &rest[at + 1..end];
        if close == ']' {
            // Slots may stand within the choices.
            let choices: Vec<&str> = inner.split('|').collect();
            out.push_str(&fill(choices[chance.below(choices.len())], slots, chance));
        } else {
            let slot = slots.iter().find(|slot| slot.0 == inner).unwrap_or_else(|| panic!("<{inner}>: {template}"));
            out.push_str(&slot.1[chance.below(slot.1.len())]);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" .", ".")
}

/// Two letters exchanged, or one left out.
fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len().saturating_sub(2)) + 1;
    if at + 1 < letters.len() && letters[at].is_alphabetic() && letters[at + 1].is_alphabetic() {
        if chance.below(2) == 0 {
            letters.swap(at, at + 1);
        } else {
            letters.remove(at);
        }
    }
    letters.into_iter().collect()
}

fn templates(language: Language, cases: &mut Vec<Case>) {
    let Ok(text) = std::fs::read_to_string(here().join(format!("models/handoff/{language}.txt"))) else { return };
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (language as u64 + 1));
    let slot = |line: &str| {
        let (name, choices) = line.strip_prefix('@')?.split_once(' ')?;
        Some((name.to_owned(), choices.split('|').map(str::to_owned).collect()))
    };
    let slots: Vec<(String, Vec<String>)> = text.lines().filter_map(slot).collect();
    let troubles = slots.iter().find(|slot| slot.0 == "prob").map(|slot| slot.1.clone()).unwrap_or_default();
    let of = |names: &[&str]| {
        let slot = slots.iter().find(|slot| names.contains(&slot.0.as_str()));
        slot.map_or_else(|| vec![String::new()], |slot| slot.1.clone())
    };
    let polite = of(&["pls", "pf", "svp", "asj", "bitte"]);
    let greetings = of(&["open", "hola", "hop", "ciao", "ola", "hoi", "hallo", "hi"]);
    let spaced = !matches!(language, Language::Ja | Language::Zh);
    for (group, line) in text.lines().enumerate() {
        let Some((sign, template)) = line.split_at_checked(2).filter(|parts| ["+ ", "- "].contains(&parts.0)) else {
            continue;
        };
        let mut made: Vec<String> = (0..SAMPLES).map(|_| fill(template, &slots, &mut chance)).collect();
        made.sort();
        made.dedup();
        for mut text in made {
            // Who wants no human is polite and in a hurry as well.
            if sign == "- " && chance.below(3) == 0 {
                text = format!("{text} {}", polite[chance.below(polite.len())]);
            }
            if sign == "- " && chance.below(4) == 0 {
                text = format!("{} {text}", greetings[chance.below(greetings.len())]);
            }
            // A story before it, now and then.
            if chance.below(10) == 0 && !troubles.is_empty() {
                let between = if spaced { ". " } else { "。" };
                text = format!("{}{between}{text}", troubles[chance.below(troubles.len())]);
            }
            if spaced && chance.below(12) == 0 {
                text = slip(&text, &mut chance);
            }
            cases.push(case(language, &text, sign == "+ ", group, TEMPLATE_WEIGHT));
        }
    }
}

/// The lines of a folder and whether each is a wish: `text<tab>true`, or `+ text` in files of text.
fn read(folder: &str, language: Language) -> Vec<(String, bool)> {
    let path = here().join(folder).join(format!("{language}.tsv"));
    if let Ok(text) = std::fs::read_to_string(path) {
        let line =
            |line: &str| line.split_once('\t').map(|(text, wish)| (text.to_owned(), wish.parse().unwrap())).unwrap();
        return text.lines().map(line).collect();
    }
    let path = here().join(folder).join(format!("{language}.txt"));
    // Some authors wrote in some of the languages.
    assert!(path.parent().is_some_and(Path::is_dir), "{folder}");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = |line: &str| match line.split_at_checked(2) {
        Some(("+ ", text)) => (text.to_owned(), true),
        Some(("- ", text)) => (text.to_owned(), false),
        other => panic!("{other:?} of {folder} in {language}"),
    };
    text.lines().map(line).collect()
}

fn lines(folder: &str, language: Language, cases: &mut Vec<Case>) {
    for (number, (text, wish)) in read(folder, language).into_iter().enumerate() {
        cases.push(case(language, &text, wish, number, LINE_WEIGHT));
    }
}

/// Lines for learning, and each with one and with two slips of the fingers.
fn free(folder: &str, language: Language, cases: &mut Vec<Case>) {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d ^ (language as u64 + 1));
    for (number, (text, wish)) in read(folder, language).into_iter().enumerate() {
        cases.push(case(language, &text, wish, number / NEIGHBOURS, LINE_WEIGHT));
        let once = slip(&text, &mut chance);
        let again = slip(&slip(&text, &mut chance), &mut chance);
        for slipped in [once, again] {
            cases.push(case(language, &slipped, wish, number / NEIGHBOURS, MADE_WEIGHT));
        }
    }
}

/// Each line with one without a wish before or behind it: a wish does not stand alone.
fn joined(language: Language, cases: &mut Vec<Case>) {
    let mut chance = Chance(0x1405_7b7e_f767_814f ^ (language as u64 + 1));
    let lines: Vec<&Case> = cases.iter().filter(|case| case.is_line && case.language == language).collect();
    let mut made = Vec::new();
    for line in &lines {
        // Of its part, so that nothing of a part that is kept back is learnt.
        let fits = |other: &&&Case| !other.wish && other.group % FOLDS == line.group % FOLDS;
        let others: Vec<&&Case> = lines.iter().filter(fits).collect();
        let Some(other) = others.get(chance.below(others.len())) else { continue };
        let (first, last) = if chance.below(3) == 0 { (line, *other) } else { (*other, line) };
        let text = format!("{} {}", first.text, last.text);
        made.push(case(language, &text, line.wish, line.group, MADE_WEIGHT));
    }
    cases.extend(made);
}

/// What people write to a customer service; a request for an agent is a wish, whether "contact" is one nobody knows.
fn intents(folder: &str, language: Language, cases: &mut Vec<Case>) {
    let path = here().join(folder).join(format!("{language}.tsv"));
    let text = std::fs::read_to_string(path).unwrap();
    for (number, line) in text.lines().enumerate() {
        let (intent, text) = line.split_once('\t').unwrap();
        if intent != "contact_customer_service" {
            cases.push(case(language, text, intent == "contact_human_agent", number, INTENT_WEIGHT));
        }
    }
}

/// Weights by logistic regression with steps that grow smaller where there were many (AdaGrad); the last is the constant.
fn learn(cases: &[&Case], decay: f32) -> Vec<f32> {
    let mut weights = vec![0.0_f32; PLACES + 1];
    let mut steps = vec![1e-4_f32; PLACES + 1];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut chance = Chance(42);
    let mut sum_of_rounds = vec![0.0_f32; PLACES + 1];
    for round in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
        for &number in &order {
            let case = cases[number];
            let signs = &case.signs;
            let slope = (likely(&weights, signs) - f32::from(u8::from(case.wish))) * case.weight;
            let clause = loudest(&weights, signs).map_or(&[][..], |clause| &clause[..]);
            for &(place, value) in signs.whole.iter().chain(clause).chain(std::iter::once(&(PLACES as u32, 0.3))) {
                let place = place as usize;
                let slope = slope * value + decay * weights[place];
                steps[place] += slope * slope;
                weights[place] -= RATE * slope / steps[place].sqrt();
            }
        }
        if round >= ROUNDS / 2 {
            for (sum, weight) in sum_of_rounds.iter_mut().zip(&weights) {
                *sum += weight / (ROUNDS - ROUNDS / 2) as f32;
            }
        }
    }
    sum_of_rounds
}

fn sum(weights: &[f32], features: &[(u32, f32)]) -> f32 {
    features.iter().map(|(place, value)| weights[*place as usize] * value).sum()
}

/// The clause that speaks most for a wish.
fn loudest<'a>(weights: &[f32], signs: &'a Signs) -> Option<&'a Vec<(u32, f32)>> {
    signs.clauses.iter().max_by(|one, other| sum(weights, one).total_cmp(&sum(weights, other)))
}

fn logit(weights: &[f32], signs: &Signs) -> f32 {
    let clause = loudest(weights, signs).map_or(0.0, |clause| sum(weights, clause));
    sum(weights, &signs.whole) + clause + weights[PLACES] * 0.3
}

fn likely(weights: &[f32], signs: &Signs) -> f32 {
    1.0 / (1.0 + (-logit(weights, signs)).exp())
}

/// Recall and false alarms of some cases by their scores.
fn shares(scored: &[(&Case, f32)], threshold: f32) -> (f32, f32) {
    let share = |wish: bool| {
        let (mut heard, mut all) = (0, 0);
        for (_, score) in scored.iter().filter(|(case, _)| case.wish == wish) {
            all += 1;
            heard += u32::from(*score >= threshold);
        }
        heard as f32 * 100.0 / all.max(1) as f32
    };
    (share(true), share(false))
}

fn show(name: &str, scored: &[(&Case, f32)], threshold: f32) {
    let (recall, alarms) = shares(scored, threshold);
    let rules: Vec<(&Case, f32)> = scored.iter().map(|(case, _)| (*case, case.rule)).collect();
    let (rule_recall, rule_alarms) = shares(&rules, WISHED);
    println!(
        "{name:>12}: {:>6} texts, recall {recall:5.1}, alarms {alarms:4.1} (rules {rule_recall:5.1}, {rule_alarms:4.1})",
        scored.len()
    );
}

/// What is heard of parts that were kept back, each once.
fn compare(cases: &[Case], decay: f32) {
    let mut scored: Vec<(&Case, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let (kept, others): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.group % FOLDS == fold);
        let weights = learn(&others, decay);
        scored.extend(kept.into_iter().map(|case| (case, logit(&weights, &case.signs))));
    }
    println!("decay {decay:e}");
    show("kept back", &scored, THRESHOLD);
    let real: Vec<(&Case, f32)> = scored.iter().copied().filter(|(case, _)| case.is_line).collect();
    for threshold in THRESHOLDS {
        show(&format!("lines {threshold}"), &real, threshold);
    }
    show_languages(&real);
}

fn show_languages(scored: &[(&Case, f32)]) {
    for &language in Language::ALL {
        let some: Vec<(&Case, f32)> = scored.iter().copied().filter(|(case, _)| case.language == language).collect();
        show(language.code(), &some, THRESHOLD);
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let measured = words.iter().skip_while(|word| *word != "measure").nth(1).map(String::as_str);
    let tries = words.iter().any(|word| word == "tries");
    let mut cases = Vec::new();
    for &language in Language::ALL {
        templates(language, &mut cases);
        intents("models/intent/training", language, &mut cases);
        for folder in FREE.into_iter().filter(|folder| Some(*folder) != measured) {
            free(folder, language, &mut cases);
        }
        for folder in LINES.into_iter().filter(|folder| Some(*folder) != measured) {
            lines(folder, language, &mut cases);
        }
        joined(language, &mut cases);
    }
    let wishes = cases.iter().filter(|case| case.wish).count();
    println!("{} texts, {wishes} of them wishes", cases.len());
    if tries {
        for decay in DECAYS {
            compare(&cases, decay);
        }
        return;
    }
    let threshold = THRESHOLD;
    let weights = learn(&cases.iter().collect::<Vec<_>>(), DECAY);
    if let Some(folder) = measured {
        let mut unseen = Vec::new();
        for &language in Language::ALL {
            lines(folder, language, &mut unseen);
        }
        let scored: Vec<(&Case, f32)> = unseen.iter().map(|case| (case, logit(&weights, &case.signs))).collect();
        for threshold in THRESHOLDS {
            show(&format!("unseen {threshold}"), &scored, threshold);
        }
        show_languages(&scored);
        return;
    }
    let largest = weights[..PLACES].iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let step = largest / (127.0 * 127.0);
    let offset = weights[PLACES] * 0.3 - threshold + (WISHED / (1.0 - WISHED)).ln();
    let mut bytes = [step.to_le_bytes(), offset.to_le_bytes()].concat();
    bytes.extend(weights[..PLACES].iter().map(|weight| {
        let root = (weight.abs() / step).sqrt().round().min(127.0) as i8;
        (if *weight < 0.0 { -root } else { root }).cast_unsigned()
    }));
    std::fs::write(here().join("models/handoff.bin"), &bytes).unwrap();
    println!("{} bytes written", bytes.len());
}
