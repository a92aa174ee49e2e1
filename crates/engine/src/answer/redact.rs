//! What a model service gets to read in the place of personal data, where the owner says so: placeholders (`[email-1]`) that
//! stay the same within one answer. What the service writes gets the words back before it is checked, so that the visitor
//! reads the real ones. Arguments of tools are read first and get their words back one by one; what tools give is hidden
//! like everything else.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use domain::Language;
use domain::analysis::EntityKind;
use nlp::personal::{self, Kind};

use super::memory::Memory;

/// Shortest name or value that is looked for elsewhere, in bytes.
const SHORTEST: usize = 2;
/// Most values of one answer that are looked for elsewhere.
const MOST: usize = 200;

/// The text without what is personal in it, for who only asks what it means.
pub(super) fn cleared(text: &str, language: Language, memory: &Memory) -> String {
    let vault = Vault::new(language, [], memory.called.as_deref().into_iter().chain(memory.name()));
    memory.facts.iter().for_each(|(kind, value)| vault.learn(*kind, value));
    vault.hidden(text);
    // Again, as what it says of itself may stand before.
    let hidden = vault.hidden(text);
    replaced(&hidden, |_, _| Some("")).unwrap_or_default()
}

/// The words behind the placeholders of one answer. The default one hides nothing.
#[derive(Debug, Default)]
pub(crate) struct Vault(Option<Inner>);

#[derive(Debug)]
struct Inner {
    language: Language,
    /// What the business publishes itself, by kind and key.
    public: HashSet<(Kind, String)>,
    kept: Mutex<Vec<Kept>>,
}

#[derive(Debug, Clone)]
struct Kept {
    kind: Kind,
    number: usize,
    key: String,
    /// As they were written first.
    words: String,
    /// Whether the service was given the placeholder.
    is_given: bool,
}

impl Vault {
    /// One that hides what is personal in texts of this language, but for what stands in `public`, and these names.
    pub(crate) fn new<'t>(
        language: Language,
        public: impl IntoIterator<Item = &'t str>,
        names: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let of = |text: &str| personal::find(text, Some(language)).into_iter().map(|one| (one.kind, one.key));
        // A name that the business publishes may be a visitor's too.
        let public = public.into_iter().flat_map(of).filter(|(kind, _)| *kind != Kind::Name).collect();
        let inner = Inner { language, public, kept: Mutex::default() };
        for name in names {
            inner.learn_name(name);
        }
        Self(Some(inner))
    }

    /// Takes a value that was told earlier, so that it is known where it stands alone.
    pub(crate) fn learn(&self, kind: EntityKind, value: &str) {
        let Some(inner) = &self.0 else { return };
        let (kind, key) = match kind {
            EntityKind::OrderNumber => (Kind::Order, value.to_owned()),
            EntityKind::Email => (Kind::Email, value.to_lowercase()),
            EntityKind::Phone => (Kind::Phone, value.chars().filter(char::is_ascii_digit).collect()),
            EntityKind::Name => return inner.learn_name(value),
            EntityKind::Money | EntityKind::Date | EntityKind::Url | EntityKind::Product => return,
        };
        if !inner.public.contains(&(kind, key.clone())) {
            inner.keep(kind, key, value);
        }
    }

    /// The text as the service may read it. What is new in it gets a placeholder, which it keeps.
    pub(crate) fn hidden<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.0 {
            Some(inner) => inner.hidden(text),
            None => Cow::Borrowed(text),
        }
    }

    /// The text with the words back in the place of their placeholders; none where it has one that was never given.
    pub(crate) fn shown(&self, text: &str) -> Option<String> {
        let Some(inner) = &self.0 else { return Some(text.to_owned()) };
        let kept = inner.kept();
        let words = |kind, number| {
            let one = kept.iter().find(|one| one.is_given && one.kind == kind && one.number == number);
            one.map(|one| one.words.as_str())
        };
        replaced(text, words)
    }

    /// The text without the words that have placeholders.
    pub(crate) fn without<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(inner) = &self.0 else { return Cow::Borrowed(text) };
        let mut rest = Cow::Borrowed(text);
        for one in inner.kept().iter().filter(|one| one.is_given && text.contains(&one.words)) {
            rest = Cow::Owned(rest.replace(&one.words, " "));
        }
        rest
    }

    /// All words that the service was given placeholders of, a line each; empty where nothing is hidden.
    pub(crate) fn words(&self) -> String {
        let Some(inner) = &self.0 else { return String::new() };
        let kept = inner.kept();
        kept.iter().filter(|one| one.is_given).map(|one| one.words.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// How many values of each kind the service was given placeholders of; none where nothing is to be hidden.
    pub(crate) fn counts(&self) -> Option<BTreeMap<String, u32>> {
        let mut counts = BTreeMap::new();
        for one in self.0.as_ref()?.kept().iter().filter(|one| one.is_given) {
            *counts.entry(one.kind.id().to_owned()).or_default() += 1;
        }
        Some(counts)
    }
}

impl Inner {
    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A name, its words, and both as they are written with large letters.
    fn learn_name(&self, name: &str) {
        let large = |word: &str| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        };
        let words: Vec<&str> = name.split_whitespace().collect();
        let mut forms = vec![words.join(" "), words.iter().map(|word| large(word)).collect::<Vec<_>>().join(" ")];
        // “de” and “van” are nobody's.
        forms.extend(words.iter().filter(|word| word.chars().count() > 3).map(|word| large(word)));
        forms.extend(words.iter().filter(|word| word.starts_with(char::is_uppercase)).map(|word| (*word).to_owned()));
        for form in forms.into_iter().filter(|form| form.len() >= SHORTEST) {
            self.keep(Kind::Name, form.clone(), &form);
        }
    }

    fn keep(&self, kind: Kind, key: String, words: &str) -> Kept {
        let mut kept = self.kept();
        if let Some(known) = kept.iter().find(|one| one.kind == kind && one.key == key) {
            return known.clone();
        }
        let number = kept.iter().filter(|one| one.kind == kind).count() + 1;
        let new = Kept { kind, number, key, words: words.to_owned(), is_given: false };
        kept.push(new.clone());
        new
    }

    fn hidden<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans: Vec<(usize, usize, Kind, usize)> = Vec::new();
        for one in personal::find(text, Some(self.language)) {
            let words = &text[one.start..one.end];
            if one.kind == Kind::Name {
                self.learn_name(words);
            } else if !self.public.contains(&(one.kind, one.key.clone())) {
                let kept = self.keep(one.kind, one.key, words);
                spans.push((one.start, one.end, kept.kind, kept.number));
            }
        }
        // What is known by now is also found where nothing around it tells what it is; the longest first.
        let mut known: Vec<Kept> = self.kept().iter().take(MOST).cloned().collect();
        known.sort_by_key(|one| usize::MAX - one.words.len());
        for one in known.iter().filter(|one| one.words.len() >= SHORTEST) {
            for (start, words) in text.match_indices(&one.words) {
                let end = start + words.len();
                let is_free = !spans.iter().any(|(from, to, ..)| *from < end && start < *to);
                if is_free && stands_alone(text, start, end) {
                    spans.push((start, end, one.kind, one.number));
                }
            }
        }
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        spans.sort_unstable();
        let (mut hidden, mut at) = (String::with_capacity(text.len()), 0);
        let mut kept = self.kept();
        for (start, end, kind, number) in spans {
            hidden.push_str(&text[at..start]);
            hidden.push_str(&format!("[{}-{number}]", kind.id()));
            at = end;
            for one in kept.iter_mut().filter(|one| one.kind == kind && one.number == number) {
                one.is_given = true;
            }
        }
        hidden.push_str(&text[at..]);
        Cow::Owned(hidden)
    }
}

/// The text with these words in the place of each placeholder; none where there are none for one.
fn replaced<'w>(text: &str, words: impl Fn(Kind, usize) -> Option<&'w str>) -> Option<String> {
    let (mut done, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        done.push_str(before);
        match from.find(']').and_then(|close| Some((close, named(&from[1..close])?))) {
            Some((close, (kind, number))) => {
                done.push_str(words(kind, number)?);
                rest = &from[close + 1..];
            }
            None => {
                done.push('[');
                rest = &from[1..];
            }
        }
    }
    done.push_str(rest);
    Some(done)
}

/// The kind and number of a placeholder with these words between its brackets.
fn named(inner: &str) -> Option<(Kind, usize)> {
    let (kind, number) = inner.trim().rsplit_once('-')?;
    let kind = Kind::ALL.into_iter().find(|known| known.id().eq_ignore_ascii_case(kind.trim_end()))?;
    Some((kind, number.parse().ok()?))
}

/// Whether no word goes on before or behind; in scripts without spaces none can.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let is_joined = |one: Option<char>, other: Option<char>| match (one, other) {
        (Some(one), Some(other)) => {
            let is_dense = |c: char| u32::from(c) >= 0x2e80;
            one.is_alphanumeric() && other.is_alphanumeric() && !is_dense(one) && !is_dense(other)
        }
        _ => false,
    };
    let (before, behind) = (text[..start].chars().next_back(), text[end..].chars().next());
    let words = &text[start..end];
    !is_joined(before, words.chars().next()) && !is_joined(words.chars().next_back(), behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::new(Language::En, ["Write to help@shop.example or call 020 7946 0958."], ["Lisa Brown"])
    }

    #[test]
    fn the_same_gets_the_same_placeholder_and_another_another() {
        let vault = vault();
        let hidden = vault.hidden("Write to jane@example.com, not JANE@example.com or joe@example.com").into_owned();
        assert_eq!(hidden, "Write to [email-1], not [email-1] or [email-2]");
        assert_eq!(vault.hidden("order #441209, +1 555 123 4567"), "order #[order-1], [phone-1]");
        assert_eq!(vault.hidden("441209 is late"), "[order-1] is late");
        assert_eq!(
            vault.counts().unwrap(),
            [("email", 2), ("order", 1), ("phone", 1)].map(|(kind, n)| (kind.to_owned(), n)).into()
        );
    }

    #[test]
    fn what_the_business_publishes_stays_readable() {
        let text = "Is it help@shop.example and 020 7946 0958?";
        assert_eq!(vault().hidden(text), text);
    }

    #[test]
    fn names_are_hidden_whole_and_in_parts_and_not_inside_of_words() {
        let vault = vault();
        let hidden = vault.hidden("Hello Lisa Brown! Lisa, is Brown your name? Brownies, lisa");
        assert_eq!(hidden, "Hello [name-1]! [name-2], is [name-3] your name? Brownies, lisa");
        assert_eq!(vault.hidden("my name is Joe Miller. Joe here"), "my name is [name-4]. [name-6] here");
    }

    #[test]
    fn words_come_back_and_a_placeholder_that_was_never_given_is_none() {
        let vault = vault();
        vault.hidden("jane@example.com");
        assert_eq!(
            vault.shown("Sent to [email-1] [1], [EMAIL-1]").unwrap(),
            "Sent to jane@example.com [1], jane@example.com"
        );
        assert_eq!(vault.shown("Sent to [email-2]"), None);
        assert_eq!(vault.shown("[see here] and [phone-x], [open").unwrap(), "[see here] and [phone-x], [open");
        assert_eq!(vault.without("Sent to jane@example.com soon"), "Sent to   soon");
    }

    #[test]
    fn a_text_that_is_only_looked_up_loses_what_is_personal() {
        let facts = vec![(EntityKind::OrderNumber, "4711".to_owned())];
        let memory = Memory { facts, called: Some("Lisa Brown".into()), ..Memory::default() };
        let text = "Lisa here: 4711 to jane@example.com, JANE@example.com?";
        assert_eq!(cleared(text, Language::En, &memory), " here:  to , ?");
    }

    #[test]
    fn without_a_wish_for_it_nothing_is_hidden() {
        let vault = Vault::default();
        assert_eq!(vault.hidden("jane@example.com"), "jane@example.com");
        assert_eq!(vault.shown("[email-1]").unwrap(), "[email-1]");
        assert_eq!((vault.counts(), vault.words().as_str()), (None, ""));
    }
}
