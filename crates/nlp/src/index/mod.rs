//! Which passages speak of a question: BM25 over terms, exact, with the document frequencies of what is there now.

mod expand;
mod grams;
mod near;
mod search;
mod shard;

use domain::Language;
use shard::Shard;
use std::collections::HashMap;
use std::hash::Hash;

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
}

impl<K: Clone + Eq + Hash> Default for Index<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Clone + Eq + Hash> Index<K> {
    /// An index of nothing.
    pub fn new() -> Self {
        Self { shards: Language::ALL.iter().map(|language| Shard::new(*language)).collect(), items: HashMap::new() }
    }

    /// Puts an item in; what was there under this key is replaced.
    pub fn put(&mut self, key: K, language: Language, title: &str, passages: &[IndexPassage<'_>]) {
        self.remove(&key);
        if let Some(shard) = self.shards.get_mut(language as usize) {
            shard.put(&key, title, passages);
            self.items.insert(key, language);
        }
    }

    /// Takes an item out, if it is there.
    pub fn remove(&mut self, key: &K) {
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
}

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
