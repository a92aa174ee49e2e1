//! The pieces that answer, chosen among all.

use super::question::{Question, Wants, denies, found, names_money};
use super::units::{Kind, Unit};
use super::{Candidate, Span};
use crate::confidence::Signals;
use crate::segment::{Term, fold, terms};
use domain::Language;

/// What a word counts that stands not in the piece but in its title or headings.
const CONTEXT: f32 = 0.5;
/// What a word counts that stands in a neighbouring sentence.
const NEIGHBOUR: f32 = 0.25;
/// What a number is worth where the question asks for one.
const NUMBER: f32 = 0.08;
/// What an amount of money is worth where the question asks for a price.
const MONEY: f32 = 0.25;
/// What is left of two questions' likeness where one of them denies what the other asks.
const DENIED: f32 = 0.6;
/// Share of the question that a further piece has to add.
const ADDS: f32 = 0.22;
/// Most pieces of an answer.
const MOST: usize = 3;
/// Longest text that is taken whole where its title is the question, in bytes.
const WHOLE_BYTES: usize = 700;
/// From which likeness on a title is the question.
const SAME_QUESTION: f32 = 0.75;

/// Fewer candidates than these are too few to be ahead of.
const FEW: usize = 3;
/// What being ahead of too few counts.
const FEW_LEAD: f32 = 0.25;
/// Being further ahead says no more.
const MOST_LEAD: f32 = 0.6;

/// A piece with what it has of the question.
struct Scored {
    unit: usize,
    score: f32,
    /// Per term of the question, what the piece itself has.
    own: Vec<f32>,
    /// Share of the question that the piece itself has.
    own_share: f32,
    /// Share that it has with title, headings and neighbours.
    share: f32,
}

/// None where there is no piece at all.
pub(super) fn choose(
    question: &Question,
    units: &[Unit],
    candidates: &[Candidate<'_>],
) -> Option<(Vec<Span>, Signals)> {
    let best_search = candidates.iter().map(|candidate| candidate.score).fold(f32::MIN_POSITIVE, f32::max);
    let mut scored: Vec<Scored> = Vec::new();
    let mut same_question = vec![0.0_f32; candidates.len()];
    for (number, candidate) in candidates.iter().enumerate() {
        let asked = question.terms(candidate.language);
        let weights: Vec<f32> = asked.iter().map(|asked| asked.weight).collect();
        let total: f32 = weights.iter().sum();
        if total <= 0.0 {
            continue;
        }
        let share = |has: &[f32]| has.iter().zip(&weights).map(|(has, weight)| has * weight).sum::<f32>() / total;
        let title = terms(candidate.title, candidate.language);
        let heading = terms(candidate.heading, candidate.language);
        let in_title = found(asked, &title, candidate.language);
        let in_heading = found(asked, &heading, candidate.language);
        let alike =
            |known: &[Term], has: &[f32]| share(has).min(answered_part(known, asked_texts(question, candidate)));
        // Of a path of headings, the innermost may be the question.
        let innermost = candidate.heading.rsplit(" › ").next().unwrap_or_default();
        let innermost = terms(innermost, candidate.language);
        let in_innermost = found(asked, &innermost, candidate.language);
        let polarity = |text: &str| if denies(text, candidate.language) == question.denies { 1.0 } else { DENIED };
        let like_title = alike(&title, &in_title) * polarity(candidate.title);
        same_question[number] = like_title.max(alike(&innermost, &in_innermost) * polarity(candidate.heading));
        let context: Vec<f32> =
            in_title.iter().zip(&in_heading).map(|(one, other)| one.max(*other) * CONTEXT).collect();
        let of_candidate: Vec<usize> = (0..units.len()).filter(|unit| units[*unit].candidate == number).collect();
        let owns: Vec<Vec<f32>> =
            of_candidate.iter().map(|unit| found(asked, &units[*unit].terms, candidate.language)).collect();
        for (place, &unit) in of_candidate.iter().enumerate() {
            let neighbours = [place.checked_sub(1), Some(place + 1)];
            let near = |term: usize| {
                let beside = neighbours.iter().flatten().filter_map(|place| owns.get(*place)).map(|own| own[term]);
                (beside.fold(0.0, f32::max) * NEIGHBOUR).max(context[term])
            };
            let with: Vec<f32> = owns[place].iter().enumerate().map(|(term, own)| own.max(near(term))).collect();
            let (own_share, with_share) = (share(&owns[place]), share(&with));
            let mut score = with_share * (0.7 + 0.3 * candidate.score / best_search);
            let text = &candidate.text[units[unit].range.clone()];
            score += match question.wants {
                Wants::Price if names_money(text) => MONEY,
                Wants::Number if text.chars().any(char::is_numeric) => NUMBER,
                _ => 0.0,
            };
            if units[unit].kind == Kind::Answer {
                let asked_there = found(asked, &units[unit].asked, candidate.language);
                let alike =
                    share(&asked_there).min(answered_part(&units[unit].asked, asked_texts(question, candidate)));
                same_question[number] = same_question[number].max(alike);
                score += 0.3 * alike;
            }
            if units[unit].kind == Kind::Question {
                score *= 0.5;
            }
            scored.push(Scored { unit, score, own: owns[place].clone(), own_share, share: with_share });
        }
    }
    scored.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.unit.cmp(&other.unit)));
    let best = scored.first()?;
    let place = units[best.unit].candidate;
    let candidate = &candidates[place];
    let mut signals = Signals {
        coverage: candidate.coverage,
        own_share: best.own_share,
        share: best.share,
        same_question: same_question[place],
        names: 1.0,
        names_price: question.wants == Wants::Price && names_money(&candidate.text[units[best.unit].range.clone()]),
        lead: lead(place, candidates),
        terms: question.terms(candidate.language).iter().filter(|asked| !asked.is_stop).count(),
    };
    lacks(question, candidate, units.iter().filter(|unit| unit.candidate == place), &mut signals);
    // A title or heading that is the question: its text is the answer, whichever words it uses.
    if let Some(whole) = whole_answer(&same_question, units, candidates, best) {
        let number = whole.first().map_or(place, |span| span.candidate);
        signals.coverage = candidates[number].coverage;
        signals.same_question = same_question[number];
        return Some((whole, signals));
    }
    let mut chosen = vec![best.unit];
    let mut has = best.own.clone();
    for other in &scored[1..] {
        if chosen.len() == MOST || units[other.unit].candidate != place || units[other.unit].kind == Kind::Question {
            continue;
        }
        let asked = question.terms(candidate.language);
        let total: f32 = asked.iter().map(|asked| asked.weight).sum();
        let gain = asked.iter().zip(has.iter().zip(&other.own));
        let gain: f32 = gain.map(|(asked, (has, more))| asked.weight * (more - has).max(0.0)).sum();
        if gain / total >= ADDS {
            chosen.push(other.unit);
            has = has.iter().zip(&other.own).map(|(one, other)| one.max(*other)).collect();
        }
    }
    signals.own_share = weighted_share(question, candidate.language, &has);
    bring_what_is_pointed_to(&mut chosen, units, candidate);
    chosen.sort_unstable();
    chosen.dedup();
    Some((spans(&chosen, units), signals))
}

/// How far the candidate is ahead of the best other one. Where there is little to compare with, being ahead says little.
fn lead(place: usize, candidates: &[Candidate<'_>]) -> f32 {
    if candidates.len() < FEW {
        return FEW_LEAD;
    }
    // Passages of the same item are no rivals.
    let title = candidates[place].title;
    let rivals = candidates.iter().enumerate().filter(|(number, _)| *number != place);
    let others = rivals.filter(|(_, other)| title.is_empty() || other.title != title).map(|(_, other)| other.score);
    let next = others.fold(0.0, f32::max);
    (1.0 - next / candidates[place].score.max(f32::MIN_POSITIVE)).clamp(0.0, MOST_LEAD)
}

/// What of the question the whole passage lacks, its title and headings included.
fn lacks<'a>(
    question: &Question,
    candidate: &Candidate<'_>,
    units: impl Iterator<Item = &'a Unit>,
    signals: &mut Signals,
) {
    let language = candidate.language;
    let asked = question.terms(language);
    let title = [terms(candidate.title, language), terms(candidate.heading, language)].concat();
    let mut has = found(asked, &title, language);
    for unit in units {
        has = has.iter().zip(found(asked, &unit.terms, language)).map(|(one, other)| one.max(other)).collect();
    }
    let names: Vec<f32> = asked.iter().zip(&has).filter(|(asked, _)| asked.is_name).map(|(_, has)| *has).collect();
    if !names.is_empty() {
        signals.names = names.iter().sum::<f32>() / names.len() as f32;
    }
}

fn weighted_share(question: &Question, language: Language, has: &[f32]) -> f32 {
    let asked = question.terms(language);
    let total: f32 = asked.iter().map(|asked| asked.weight).sum();
    asked.iter().zip(has).map(|(asked, has)| asked.weight * has).sum::<f32>() / total.max(f32::MIN_POSITIVE)
}

/// The question's own words, to see how much of a title they answer.
fn asked_texts(question: &Question, candidate: &Candidate<'_>) -> Vec<Term> {
    let texts = question.terms(candidate.language).iter();
    texts.map(|asked| Term { text: asked.text().to_owned(), start: 0, end: 0, is_stop: asked.is_stop }).collect()
}

/// Share of the words of `known` that the question has: a title of one word is not the question that has it among ten.
fn answered_part(known: &[Term], asked: Vec<Term>) -> f32 {
    let content: Vec<&Term> = known.iter().filter(|term| !term.is_stop).collect();
    if content.is_empty() {
        return 0.0;
    }
    let same = content.iter().filter(|term| asked.iter().any(|asked| asked.text == term.text)).count();
    same as f32 / content.len() as f32
}

fn whole_answer(same: &[f32], units: &[Unit], candidates: &[Candidate<'_>], best: &Scored) -> Option<Vec<Span>> {
    let place = (0..same.len()).max_by(|one, other| same[*one].total_cmp(&same[*other]))?;
    if same[place] < SAME_QUESTION || units[best.unit].kind == Kind::Answer {
        return None;
    }
    let text = candidates[place].text;
    let of_candidate: Vec<usize> = (0..units.len()).filter(|unit| units[*unit].candidate == place).collect();
    if text.len() <= WHOLE_BYTES {
        return Some(spans(&of_candidate, units));
    }
    let mut bytes = 0;
    let fits = |unit: &usize| {
        bytes += units[*unit].range.len();
        bytes <= WHOLE_BYTES
    };
    let mut start: Vec<usize> = of_candidate.iter().copied().take_while(fits).collect();
    if start.is_empty() {
        start.extend(of_candidate.first());
    }
    Some(spans(&start, units))
}

/// Units one after the other become one span.
fn spans(chosen: &[usize], units: &[Unit]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut last = None;
    for &unit in chosen {
        let Unit { candidate, range, .. } = &units[unit];
        match found.last_mut() {
            Some(span) if last.is_some_and(|last: usize| last + 1 == unit) && span.candidate == *candidate => {
                span.end = range.end;
            }
            _ => found.push(Span { candidate: *candidate, start: range.start, end: range.end }),
        }
        last = Some(unit);
    }
    found
}

/// "It weighs four kilos" says nothing without the sentence before.
fn bring_what_is_pointed_to(chosen: &mut Vec<usize>, units: &[Unit], candidate: &Candidate<'_>) {
    for unit in chosen.clone() {
        let Some(before) = unit.checked_sub(1) else { continue };
        let follows = units[before].candidate == units[unit].candidate
            && units[unit].kind == Kind::Sentence
            && units[before].kind == Kind::Sentence;
        if follows
            && !chosen.contains(&before)
            && points_back(&candidate.text[units[unit].range.clone()], candidate.language)
        {
            chosen.push(before);
        }
    }
}

fn points_back(sentence: &str, language: Language) -> bool {
    let starts: &[&str] = match language {
        Language::En => &[
            "it ", "its ", "this ", "these ", "they ", "their ", "he ", "she ", "that ", "those ", "his ", "her ",
            "then ",
        ],
        Language::Es => &[
            "esto ",
            "este ",
            "esta ",
            "estos ",
            "estas ",
            "ello ",
            "ellos ",
            "ellas ",
            "su ",
            "sus ",
            "el mismo ",
            "asi ",
        ],
        Language::Fr => &["il ", "elle ", "ils ", "elles ", "cela ", "ce ", "cet ", "cette ", "ces ", "celui", "celle"],
        Language::De => &[
            "er ", "es ", "sie ", "dies", "das ist ", "dieser ", "diese ", "dieses ", "dazu ", "dabei ", "dann ",
            "danach ",
        ],
        Language::It => &["esso ", "essa ", "questo ", "questa ", "questi ", "queste ", "egli ", "cio ", "quest'"],
        Language::Pt => &["isso ", "isto ", "este ", "esta ", "esse ", "essa ", "ele ", "ela ", "eles ", "elas "],
        Language::Nl => &["het ", "dit ", "deze ", "dat ", "die ", "hij ", "zij ", "ze ", "daarna "],
        Language::Ru => &["он ", "она ", "оно ", "они ", "это ", "этот ", "эта ", "эти ", "его ", "ее ", "их "],
        Language::Ja => &["これ", "この", "それ", "その", "彼"],
        Language::Zh => &["它", "这", "其", "他们", "她", "他", "该"],
        Language::Ko => &["이것", "이는", "그것", "그는", "그녀", "이 "],
        Language::Ar => &["وهو ", "وهي ", "هذا ", "هذه ", "ذلك ", "وهذا ", "وهذه "],
    };
    let folded = fold(&sentence.chars().take(24).collect::<String>(), language);
    starts.iter().any(|start| folded.starts_with(start))
}
