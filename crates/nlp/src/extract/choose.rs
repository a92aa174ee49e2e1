//! The pieces that answer, chosen among all.

use super::kinds::names_money;
use super::score::{FEATURES, Scored, Sight, Whole};
use super::units::{Kind, Unit};
use super::wants::Wants;
use super::{Candidate, Span};
use crate::confidence::Signals;
use crate::segment::{count_words, fold};
use domain::Language;

/// What each of [`super::score::Features`] counts when pieces are compared; fitted, see models/confidence.md.
const WEIGHTS: [f32; FEATURES] = [7.9, 8.4, 3.3, 2.2, 6.4, 3.7, 3.8, 1.2, 1.5, 2.3, 2.0, -3.0, -1.3, 4.7];
/// Share of certainty that the chosen pieces should hold together.
const ENOUGH: f32 = 0.9;
/// A piece less likely than this is not said beside a better one.
const UNLIKELY: f32 = 0.05;
/// Most pieces of an answer.
const MOST: usize = 3;
/// Words beyond which no further piece is added.
const MOST_WORDS: usize = 60;
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

fn worth(scored: &Scored) -> f32 {
    scored.features.values().iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum()
}

/// None where there is no piece at all.
pub(super) fn choose(sight: &Sight<'_>) -> Option<(Vec<Span>, Signals)> {
    let (units, candidates) = (sight.units, sight.candidates);
    let (scored, wholes) = sight.score();
    let mut ranked: Vec<(f32, Scored)> = scored.into_iter().map(|scored| (worth(&scored), scored)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.unit.cmp(&other.1.unit)));
    let (most, best) = ranked.first()?;
    let all: f32 = ranked.iter().map(|(worth, _)| (worth - most).exp()).sum();
    let place = units[best.unit].candidate;
    let candidate = &candidates[place];
    let mut signals = Signals {
        share: best.features.own + best.features.context,
        letters: best.features.letters,
        same_question: wholes[place].same,
        names: wholes[place].names,
        lead: lead(place, candidates, &wholes),
        kind: match sight.question.wants {
            Wants::Anything => 0.0,
            _ => 2.0 * best.features.kind.iter().copied().fold(0.0, f32::max) - 1.0,
        },
        names_price: sight.question.wants == Wants::Price
            && names_money(&candidate.text[units[best.unit].range.clone()]),
        certain: 1.0 / all,
    };
    // A title or heading that is the question: its text is the answer, whichever words it uses.
    if let Some(whole) = whole_answer(&wholes, units, candidates, best) {
        let number = whole.first().map_or(place, |span| span.candidate);
        signals.same_question = wholes[number].same;
        return Some((whole, signals));
    }
    let mut chosen = vec![best.unit];
    let mut words = count_words(&candidate.text[units[best.unit].range.clone()]);
    for (worth, other) in &ranked[1..] {
        let likely = (worth - most).exp() / all;
        if chosen.len() == MOST || signals.certain >= ENOUGH || likely < UNLIKELY {
            break;
        }
        let unit = &units[other.unit];
        let more = count_words(&candidates[unit.candidate].text[unit.range.clone()]);
        if unit.candidate != place || unit.kind == Kind::Question || words + more > MOST_WORDS {
            continue;
        }
        chosen.push(other.unit);
        words += more;
        signals.certain += likely;
    }
    bring_what_is_pointed_to(&mut chosen, units, candidate);
    chosen.sort_unstable();
    chosen.dedup();
    Some((spans(&chosen, units), signals))
}

/// How far the candidate is ahead of the best other one. Where there is little to compare with, being ahead says little.
fn lead(place: usize, candidates: &[Candidate<'_>], wholes: &[Whole]) -> f32 {
    if candidates.len() < FEW {
        return FEW_LEAD;
    }
    // Passages of the same item are no rivals, nor are those that lack a name or number that was asked for.
    let title = candidates[place].title;
    let others = candidates.iter().zip(wholes).enumerate().filter(|(number, (other, whole))| {
        *number != place && (title.is_empty() || other.title != title) && whole.names >= wholes[place].names
    });
    let next = others.map(|(_, (other, _))| other.score).fold(0.0, f32::max);
    (1.0 - next / candidates[place].score.max(f32::MIN_POSITIVE)).clamp(0.0, MOST_LEAD)
}

fn whole_answer(wholes: &[Whole], units: &[Unit], candidates: &[Candidate<'_>], best: &Scored) -> Option<Vec<Span>> {
    // A candidate of which no piece is looked at has nothing to say.
    let has_units = |number: &usize| units.iter().any(|unit| unit.candidate == *number);
    let place =
        (0..wholes.len()).filter(has_units).max_by(|one, other| wholes[*one].same.total_cmp(&wholes[*other].same))?;
    if wholes[place].same < SAME_QUESTION || units[best.unit].kind == Kind::Answer {
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

pub(super) fn points_back(sentence: &str, language: Language) -> bool {
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
