//! One order out of two: by the question's words, and by what it means.
//!
//! Both are brought to one measure before they are added. What words say counts as far as the question's words are there at
//! all: the best of passages that have a fifth of them is no good sign. What a model says counts by how near a passage is,
//! against what is near and far to this model in this language, and as far as the model grasps it ([`super::Grasp`]).

use super::vectors::Nearness;
use super::{Hit, OTHER_LANGUAGE};
use domain::Language;
use std::collections::HashSet;
use std::hash::Hash;

/// How near a passage has to be that has none of the words.
const NEAR: f32 = 0.4;
/// Passages that are looked at by their meaning.
const LOOKED_AT: usize = 40;
/// The score of a passage with all words where no passage has any.
const WHOLE: f32 = 10.0;

/// Joins `hits`, found by words, with what is near; best first.
pub(super) fn fuse<K: Clone + Eq + Hash>(
    hits: Vec<Hit<K>>,
    near: &Nearness<'_, K>,
    language: Option<Language>,
    limit: usize,
) -> Vec<Hit<K>> {
    let own = |of: Language| if language.is_none_or(|language| language == of) { 1.0 } else { OTHER_LANGUAGE };
    let words = hits.first().map_or(0.0, |hit| hit.coverage * own(hit.language));
    let most = hits.iter().map(|hit| hit.score).fold(0.0, f32::max);
    let whole = if most > 0.0 && words > 0.0 { most / words } else { WHOLE };
    let best = near.best(LOOKED_AT.max(limit));
    let nearest = best.first().map_or(0.0, |(_, meaning)| meaning.max(0.0));
    let mut known = HashSet::new();
    let mut fused = Vec::with_capacity(hits.len() + best.len());
    for mut hit in hits {
        let share = hit.score / most.max(f32::MIN_POSITIVE);
        let meaning = match near.of(&hit.key, hit.ordinal) {
            Some(meaning) => own(hit.language) * meaning.max(0.0),
            // Its vector is still to be made: until then it is taken to mean what its words say.
            None => share * nearest,
        };
        hit.score = whole * (words * share + meaning);
        known.insert((hit.key.clone(), hit.ordinal));
        fused.push(hit);
    }
    for (owner, meaning) in best {
        if meaning < NEAR || known.contains(&(owner.key.clone(), owner.ordinal)) {
            continue;
        }
        fused.push(Hit {
            key: owner.key.clone(),
            ordinal: owner.ordinal,
            score: whole * own(owner.language) * meaning,
            coverage: 0.0,
            language: owner.language,
        });
    }
    fused.sort_by(|one, other| other.score.total_cmp(&one.score));
    fused.truncate(limit);
    fused
}
