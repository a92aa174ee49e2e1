//! Which passages speak of a question: BM25 over terms, exact, with the document frequencies of what is there now; and what
//! they mean, where a model gave vectors.

mod expand;
mod fuse;
mod grams;
mod grasp;
mod near;
mod search;
mod shard;
mod vectors;

use domain::Language;
use shard::Shard;
use std::collections::HashMap;
use std::hash::Hash;
use vectors::{Owner, Vectors};

pub use grasp::Grasp;
pub use vectors::Vector;

/// A passage to be found.
#[derive(Debug, Clone, Copy)]
pub struct IndexPassage<'a> {
    /// Its place in the item.
    pub ordinal: u32,
    /// The headings that it stands under.
    pub heading: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What a question means to a model.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'a> {
    /// Its vector, of length one.
    pub vector: &'a [f32],
    /// How well the model grasps languages.
    pub grasp: &'a Grasp,
}

/// A passage that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<K> {
    /// Its item.
    pub key: K,
    /// Its place in the item.
    pub ordinal: u32,
    /// How well it fits: only good for comparing with other hits of the same search.
    pub score: f32,
    /// Share of the question's weighted terms that it has, 0 to 1.
    pub coverage: f32,
    /// Its language.
    pub language: Language,
}

/// Passages of items, by their terms. Each language has its own frequencies, so that a word that is common in one does not
/// weigh less in another.
#[derive(Debug)]
pub struct Index<K> {
    shards: Vec<Shard<K>>,
    items: HashMap<K, Language>,
    vectors: Vectors<K>,
}

impl<K: Clone + Eq + Hash> Default for Index<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Clone + Eq + Hash> Index<K> {
    /// An index of nothing.
    pub fn new() -> Self {
        let shards = Language::ALL.iter().map(|language| Shard::new(*language)).collect();
        Self { shards, items: HashMap::new(), vectors: Vectors::new() }
    }

    /// Puts an item in; what was there under this key is replaced.
    pub fn put(&mut self, key: K, language: Language, title: &str, passages: &[IndexPassage<'_>]) {
        self.remove(&key);
        if let Some(shard) = self.shards.get_mut(language as usize) {
            shard.put(&key, title, passages);
            self.items.insert(key, language);
        }
    }

    /// Says what a passage of an item means. Whether it was taken: the item has to be there, and the vector as wide as the
    /// others. It is gone with the item.
    pub fn put_vector(&mut self, key: &K, ordinal: u32, vector: &Vector) -> bool {
        let Some(language) = self.items.get(key).copied() else { return false };
        self.vectors.put(Owner { key: key.clone(), ordinal, language }, vector)
    }

    /// Passages whose meaning is known.
    pub fn vectors(&self) -> usize {
        self.vectors.len()
    }

    /// Takes an item out, if it is there.
    pub fn remove(&mut self, key: &K) {
        self.vectors.remove(key);
        if let Some(language) = self.items.remove(key)
            && let Some(shard) = self.shards.get_mut(language as usize)
        {
            shard.remove(key);
        }
    }

    /// Items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Passages.
    pub fn passages(&self) -> usize {
        self.shards.iter().map(Shard::passages).sum()
    }

    /// The passages that fit `query` best, best first. `language` is the query's, if it is known: passages of other languages
    /// count less then.
    pub fn search(&self, query: &str, language: Option<Language>, limit: usize) -> Vec<Hit<K>> {
        let mut hits = Vec::new();
        for shard in self.shards.iter().filter(|shard| shard.passages() > 0) {
            let own = language.is_none_or(|language| language == shard.language());
            shard.search(query, language, if own { 1.0 } else { OTHER_LANGUAGE }, limit, &mut hits);
        }
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits.truncate(limit);
        hits
    }

    /// The same with what the question means: passages count that have its words, and those that are near it. Passages
    /// whose meaning is not known count by their words.
    pub fn search_with(
        &self,
        query: &str,
        meaning: Option<Meaning<'_>>,
        language: Option<Language>,
        limit: usize,
    ) -> Vec<Hit<K>> {
        match meaning.and_then(|meaning| self.vectors.nearness(meaning.vector, meaning.grasp, language)) {
            Some(near) => fuse::fuse(self.search(query, language, limit.max(BY_WORDS)), &near, language, limit),
            None => self.search(query, language, limit),
        }
    }
}

/// Passages with the question's words that are looked at together with those that are near.
const BY_WORDS: usize = 40;

/// What a hit in another language than the question's is worth.
const OTHER_LANGUAGE: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    fn put(index: &mut Index<u32>, key: u32, language: Language, title: &str, text: &str) {
        index.put(key, language, title, &[IndexPassage { ordinal: 0, heading: "", text }]);
    }

    fn first(index: &Index<u32>, query: &str, language: Language) -> Option<u32> {
        index.search(query, Some(language), 3).first().map(|hit| hit.key)
    }

    fn shop() -> Index<u32> {
        let mut index = Index::new();
        put(&mut index, 1, Language::En, "Shipping", "We ship to Europe within three days. Shipping costs 4.90.");
        put(&mut index, 2, Language::En, "Returns", "Send the goods back within 30 days and get your money back.");
        put(&mut index, 3, Language::De, "Versandkosten", "Der Versand kostet 4,90 Euro innerhalb Deutschlands.");
        put(&mut index, 4, Language::Zh, "退货", "您可以在三十天内退货并获得退款。");
        index
    }

    #[test]
    fn the_passage_that_speaks_of_it_is_first() {
        let index = shop();
        assert_eq!(first(&index, "What does shipping cost?", Language::En), Some(1));
        assert_eq!(first(&index, "can I send things back", Language::En), Some(2));
        assert_eq!(first(&index, "可以退货吗", Language::Zh), Some(4));
        assert!(index.search("quantum physics", Some(Language::En), 3).is_empty());
    }

    #[test]
    fn compounds_misspellings_and_beginnings_are_found_too() {
        let index = shop();
        assert_eq!(first(&index, "Was sind die Kosten für den Versand?", Language::De), Some(3));
        assert_eq!(first(&index, "Versandgebühren", Language::De), Some(3));
        assert_eq!(first(&index, "shiping", Language::En), Some(1));
    }

    #[test]
    fn what_is_removed_or_replaced_is_gone_with_its_frequencies() {
        let mut index = shop();
        let before = index.search("money", Some(Language::En), 3);
        put(&mut index, 9, Language::En, "Money", "Money money money.");
        index.remove(&9);
        index.remove(&9);
        assert_eq!(index.search("money", Some(Language::En), 3), before);
        put(&mut index, 2, Language::En, "Returns", "Nothing here.");
        assert!(index.search("money", Some(Language::En), 3).is_empty());
        assert_eq!((index.len(), index.passages()), (4, 4));
    }

    #[test]
    fn coverage_is_the_share_of_the_question_that_is_there() {
        let index = shop();
        let all = index.search("shipping costs", Some(Language::En), 1)[0].coverage;
        let half = index.search("shipping of helicopters to Mars", Some(Language::En), 1)[0].coverage;
        assert!(all > 0.95 && half < 0.5 && half > 0.1, "{all} {half}");
    }

    #[test]
    fn another_languages_item_is_found_but_comes_after_ones_own() {
        let mut index = shop();
        put(&mut index, 7, Language::Es, "PayPal", "Aceptamos PayPal.");
        assert_eq!(first(&index, "PayPal?", Language::De), Some(7));
        put(&mut index, 8, Language::De, "Bezahlen", "Wir nehmen Karten und auch PayPal an, und Vorkasse.");
        assert_eq!(first(&index, "PayPal?", Language::De), Some(8));
    }

    #[test]
    fn what_means_the_same_in_other_words_is_found_by_its_vector() {
        let mut index = shop();
        let vector = |numbers: [f32; 3]| Vector::of(&numbers).unwrap();
        for (key, numbers) in [(1, [1.0, 0.0, 0.0]), (2, [0.0, 1.0, 0.0]), (3, [0.9, 0.1, 0.0]), (4, [0.0, 0.9, 0.1])] {
            assert!(index.put_vector(&key, 0, &vector(numbers)));
        }
        assert!(!index.put_vector(&77, 0, &vector([1.0, 0.0, 0.0])) && index.vectors() == 4);
        let ask = |index: &Index<u32>, query: &str, meaning: [f32; 3]| {
            let meaning = Meaning { vector: &meaning, grasp: &grasp::heard_everywhere() };
            let hits = index.search_with(query, Some(meaning), Some(Language::En), 3);
            hits.into_iter().map(|hit| hit.key).collect::<Vec<_>>()
        };
        // No word of it is there.
        let reimbursed = ask(&index, "how am I reimbursed", [0.0, 1.0, 0.0]);
        assert_eq!(reimbursed.first(), Some(&2), "its own language before another's");
        assert!(reimbursed.contains(&4) && !reimbursed.contains(&1));
        // Words and meaning agree, and words alone do where meaning says nothing.
        assert_eq!(ask(&index, "What does shipping cost?", [1.0, 0.0, 0.0])[0], 1);
        assert_eq!(ask(&index, "What does shipping cost?", [0.5, 0.5, 0.5])[0], 1);
        index.remove(&2);
        assert!(!ask(&index, "how am I reimbursed", [0.0, 1.0, 0.0]).contains(&2) && index.vectors() == 3);
    }

    #[test]
    fn a_passage_whose_vector_is_still_to_be_made_is_found_by_its_words_as_before() {
        let mut index = shop();
        index.put_vector(&2, 0, &Vector::of(&[0.6, 0.8]).unwrap());
        let meaning = Meaning { vector: &[0.6, 0.8], grasp: &grasp::heard_everywhere() };
        let hits = index.search_with("What does shipping cost?", Some(meaning), Some(Language::En), 3);
        assert_eq!(hits[0].key, 1);
        let without = index.search_with("What does shipping cost?", None, Some(Language::En), 3);
        assert_eq!(without, index.search("What does shipping cost?", Some(Language::En), 3));
    }

    #[test]
    fn an_item_without_words_can_be_put_and_removed() {
        let mut index = Index::new();
        index.put("a", Language::En, "", &[]);
        index.put("b", Language::En, "!", &[IndexPassage { ordinal: 0, heading: "", text: "…" }]);
        assert!(index.search("", None, 5).is_empty() && index.search("the", None, 5).is_empty());
        index.remove(&"a");
        index.remove(&"b");
        assert!(index.is_empty());
    }
}
