//! Words of the index that stand for a word of the query.

use super::shard::{Outline, Shard};
use crate::segment::{Like, Sought, splits};
use domain::Language;
use std::hash::Hash;

/// Most words that stand for one.
const MOST: usize = 12;

impl<K: Clone + Eq + Hash> Shard<K> {
    /// The words that stand for a word of the query, likest first, with how like they are (0 to 1).
    /// Where nothing `widely` is asked for, only the word itself and its translations stand for it.
    pub(super) fn expand(&self, sought: &Sought, widely: bool) -> Vec<(u32, f32)> {
        let word = sought.term.text.as_str();
        let exact = self.find(word);
        let mut found: Vec<(u32, f32)> = exact.map(|id| (id, 1.0)).into_iter().collect();
        if sought.term.is_stop {
            return found;
        }
        for (other, counts) in &sought.others {
            if let Some(id) = self.find(other)
                && Some(id) != exact
            {
                found.push((id, *counts));
            }
        }
        let joins_words = matches!(self.language(), Language::De | Language::Nl);
        let looks_around = widely && (exact.is_none() || joins_words);
        let Some(like) = Like::to(word, self.language()).filter(|_| looks_around) else { return found };
        let mine = Outline::of(word);
        let first_letter = mine.first & 0xff;
        for (id, outline) in self.outlines.iter().enumerate() {
            let may_be_alike = outline.first == mine.first
                || joins_words && outline.last == mine.last
                || exact.is_none()
                    && outline.first & 0xff == first_letter
                    && outline.bytes.abs_diff(mine.bytes) <= 2
                    && mine.agrees(*outline, word.is_ascii());
            if !may_be_alike {
                continue;
            }
            let likeness = like.score(&self.words[id].text, exact.is_none());
            if likeness > 0.0 && found.iter().all(|(known, _)| *known != id as u32) {
                found.push((id as u32, likeness));
            }
        }
        if exact.is_none() {
            self.parts(word, &mut found);
        }
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        found.truncate(MOST);
        found
    }

    /// The parts of a compound that the index has only apart.
    fn parts(&self, word: &str, found: &mut Vec<(u32, f32)>) {
        for (first, second) in splits(word, self.language()) {
            for part in [first, second] {
                if let Some(id) = self.find(part)
                    && found.iter().all(|(known, _)| *known != id)
                {
                    found.push((id, 0.35 + 0.4 * part.len() as f32 / word.len() as f32));
                }
            }
        }
    }
}
