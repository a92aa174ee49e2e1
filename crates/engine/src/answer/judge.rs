//! Whether one sentence of a model may be said.

use std::collections::HashSet;
use std::sync::OnceLock;

use domain::Language;
use nlp::segment::count_words;

use super::claims::Claims;
use super::facts::Facts;
use super::limits::says_one_of;
use super::models::Why;
use super::names::names;
use super::prompt::Prompt;
use super::source::{Asked, Source};
use super::wording::plain;
use super::{courtesy, markup, screen, tools};

/// Share of a sentence's content words that its passages must have, where both are in one language.
const SUPPORT: f32 = 0.55;
/// The same where words are pairs of characters, of which a rewording changes more.
const SUPPORT_PAIRS: f32 = 0.45;
/// The same across languages, of the words that the lexicon knows.
const SUPPORT_FOREIGN: f32 = 0.4;
/// What is added for a sentence whose passage has to be found because the model named none.
const UNNAMED: f32 = 0.15;
/// The same for sentences with no more words than these: one that is made up is a large part of them.
const SHORT: f32 = 0.15;
const SHORT_WORDS: usize = 4;
/// The share for a question back, of which the visitor's own words are a source too.
const SUPPORT_QUESTION: f32 = 0.4;
/// Most characters of a question back.
const LONGEST_QUESTION: usize = 300;
/// Letters from which a language can be told, and how sure that must be.
const LETTERS: usize = 20;
const SURE: f32 = 0.8;
/// Words in a row that nobody says by chance.
const LEAK: usize = 5;

/// What became of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Judged {
    /// These passages hold it, to this share of its words; none where that cannot be told.
    Founded(Vec<usize>, Option<f32>),
    /// It says nothing by itself (“Yes.”), and goes with the next one.
    Bare,
    /// It is polite, and is left out.
    Courtesy,
}

/// Judges the sentences of one answer.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    prompt: &'a Prompt,
    sources: Vec<OnceLock<Source>>,
    told: OnceLock<HashSet<String>>,
    /// What the visitor told and only stood behind a placeholder.
    given: OnceLock<Option<Source>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(prompt: &'a Prompt) -> Self {
        let sources = prompt.evidence.iter().map(|_| OnceLock::new()).collect();
        Self { prompt, sources, told: OnceLock::new(), given: OnceLock::new() }
    }

    /// Judges a sentence. `named` are the passages that it names itself, `before` those that the sentence before rested on.
    pub(super) fn judge(&self, text: &str, named: &[usize], before: &[usize]) -> Result<Judged, Why> {
        let bare = without_list_mark(text);
        let all: Vec<usize> = (0..self.sources.len()).collect();
        self.check_form(bare, if named.is_empty() { &all } else { named })?;
        let own = Facts::of(bare, self.prompt.language);
        let has_facts = own.missing_in(&Facts::default()).is_some();
        let claims = Claims::of(&plain(bare), self.prompt.language);
        if courtesy::is_yes_or_no(bare) {
            return Ok(Judged::Bare);
        }
        if !has_facts && claims.kinds().next().is_none() {
            if courtesy::is_courtesy(bare, self.prompt.language) {
                return Ok(Judged::Courtesy);
            }
            if !claims.negates && Asked::of(bare, self.prompt.language, self.prompt.language).is_bare() {
                return Ok(Judged::Bare);
            }
        }
        if !named.is_empty() {
            let support = self.weigh(bare, (&own, claims), named, 0.0)?;
            return Ok(Judged::Founded(named.to_vec(), support));
        }
        let by_name = match before {
            [] => Err(Why::Unfounded("uncited")),
            before => self.weigh(bare, (&own, claims), before, 0.0).map(|support| (before.to_vec(), support)),
        };
        by_name
            .or_else(|why| self.find(bare, (&own, claims)).ok_or(why))
            .map(|(at, support)| Judged::Founded(at, support))
    }

    /// Judges a question back. It may have words, names and numbers of the visitor and of all passages.
    pub(super) fn judge_question(&self, text: &str) -> Result<(), Why> {
        let all: Vec<usize> = (0..self.sources.len()).collect();
        self.check_form(text, &all)?;
        if text.chars().count() > LONGEST_QUESTION || !text.contains(['?', '？', '؟']) {
            return Err(Why::Unfounded("unsupported"));
        }
        let language = self.prompt.language;
        let asked = Source::of_text(&self.prompt.question, "", language);
        // What a tool needs may be asked for as the bot itself would.
        let tools = Source::of_text(&tools::asked_for(&self.prompt.tools.kinds(), language), "", language);
        let mut sources: Vec<&Source> = all.iter().filter_map(|at| self.source(*at)).collect();
        let (own, claims) = (Facts::of(text, language), Claims::of(&plain(text), language));
        // A demand is never the visitor's own idea.
        self.check_claims(text, claims, &sources)?;
        sources.extend([&asked, &tools]);
        self.check_facts(&own, &sources)?;
        self.check_names(text, &sources)?;
        let close: Vec<&Source> = sources.iter().filter(|source| source.language == language).copied().collect();
        match Asked::of(text, language, language).support(&close) {
            Some((share, _)) if share < SUPPORT_QUESTION => Err(Why::Unfounded("unsupported")),
            _ => Ok(()),
        }
    }

    fn source(&self, at: usize) -> Option<&Source> {
        let evidence = self.prompt.evidence.get(at)?;
        Some(self.sources.get(at)?.get_or_init(|| Source::of(evidence)))
    }

    /// What no source excuses.
    fn check_form(&self, text: &str, places: &[usize]) -> Result<(), Why> {
        let sources: Vec<&str> = places.iter().filter_map(|at| self.source(*at)).map(|s| s.plain.as_str()).collect();
        if let Some(fault) = markup::fault(text, &sources.join("\n")) {
            return Err(Why::Unfounded(fault));
        }
        let (never, language) = (&self.prompt.rules.never_say, self.prompt.language);
        if says_one_of(never, text, language)
            || !never.is_empty() && says_one_of(never, &screen::without_tricks(&plain(text)), language)
        {
            return Err(Why::Unfounded("never_say"));
        }
        if self.leaks(text, &sources) {
            return Err(Why::Unfounded("leak"));
        }
        self.check_language(text)
    }

    /// Whether it has words in a row of what only the model was told.
    fn leaks(&self, text: &str, sources: &[&str]) -> bool {
        if text.contains(&self.prompt.fence) {
            return true;
        }
        let told = self.told.get_or_init(|| rows(&plain(&self.prompt.told())).collect());
        let sources: Vec<String> = sources.iter().map(|source| in_a_row(source)).collect();
        rows(&plain(text)).any(|row| told.contains(&row) && !sources.iter().any(|source| source.contains(&row)))
    }

    /// Whether these passages hold the facts, the names, the claims and enough of the words.
    fn weigh(&self, text: &str, own: (&Facts, Claims), places: &[usize], more: f32) -> Result<Option<f32>, Why> {
        let (facts, claims) = own;
        let sources: Vec<&Source> = places.iter().filter_map(|at| self.source(*at)).collect();
        self.check_facts(facts, &sources)?;
        self.check_names(text, &sources)?;
        self.check_claims(text, claims, &sources)?;
        self.check_support(text, &sources, more)
    }

    fn given(&self) -> Option<&Source> {
        let words = || Some(self.prompt.vault.words()).filter(|words| !words.is_empty());
        let source = || words().map(|words| Source::of_text(&words, "", self.prompt.language));
        self.given.get_or_init(source).as_ref()
    }

    fn check_facts(&self, own: &Facts, sources: &[&Source]) -> Result<(), Why> {
        let mut known = Facts::default();
        sources.iter().for_each(|source| known.add(&source.facts));
        let Some(missing) = own.missing_in(&known) else { return Ok(()) };
        let is_given = self.given().is_some_and(|given| {
            known.add_told(&given.facts);
            own.missing_in(&known).is_none()
        });
        if is_given { Ok(()) } else { Err(Why::Unfounded(missing)) }
    }

    fn check_names(&self, text: &str, sources: &[&Source]) -> Result<(), Why> {
        let language = self.prompt.language;
        let is_close = sources.iter().any(|source| source.language == language);
        let is_ours = |name: &str| {
            let ours = [plain(&self.prompt.bot), plain(&self.prompt.rules.company)];
            ours.iter().any(|ours| ours.split_whitespace().any(|word| word == plain(name)))
        };
        let is_theirs = |name: &str| self.given().is_some_and(|given| given.has_name(name));
        let is_known =
            |name: &&str| sources.iter().any(|source| source.has_name(name)) || is_ours(name) || is_theirs(name);
        if names(text, language, is_close).iter().all(is_known) { Ok(()) } else { Err(Why::Unfounded("name")) }
    }

    fn check_claims(&self, text: &str, claims: Claims, sources: &[&Source]) -> Result<(), Why> {
        let language = self.prompt.language;
        let asked = Asked::of(text, language, language);
        // Across languages words cannot be held against each other: such a passage only counts where no other is named.
        let close = |source: &&&Source| source.language == language;
        let has_close = sources.iter().any(|source| source.language == language);
        let heard = || sources.iter().filter(|source| !has_close || close(source));
        let is_said = |kind| heard().any(|source| source.claims(kind, &asked));
        if !claims.kinds().all(is_said) || claims.negates && !heard().any(|source| source.limits(&asked)) {
            return Err(Why::Unfounded("claim"));
        }
        Ok(())
    }

    fn check_support(&self, text: &str, sources: &[&Source], more: f32) -> Result<Option<f32>, Why> {
        let language = self.prompt.language;
        // No passage can have the visitor's own data.
        let text = &*self.prompt.vault.without(text);
        let (close, foreign): (Vec<&Source>, Vec<&Source>) =
            sources.iter().copied().partition(|source| source.language == language);
        let has_pairs = matches!(language, Language::Zh | Language::Ja | Language::Ko);
        let own = if has_pairs { SUPPORT_PAIRS } else { SUPPORT };
        let mut best: Option<f32> = None;
        if !close.is_empty() {
            match Asked::of(text, language, language).support(&close) {
                Some((share, count)) if share >= own + more + if count <= SHORT_WORDS { SHORT } else { 0.0 } => {
                    return Ok(Some(share));
                }
                Some((share, _)) => best = Some(share),
                None => return Ok(None),
            }
        }
        for source in foreign {
            match Asked::of(text, language, source.language).support(&[source]) {
                Some((share, _)) if share >= SUPPORT_FOREIGN + more => return Ok(Some(share)),
                Some((share, _)) => best = Some(best.map_or(share, |best| best.max(share))),
                None if best.is_none() => return Ok(None),
                None => {}
            }
        }
        if best.is_some() { Err(Why::Unfounded("unsupported")) } else { Ok(None) }
    }

    /// The passage that a sentence without a mark can only come from.
    fn find(&self, text: &str, own: (&Facts, Claims)) -> Option<(Vec<usize>, Option<f32>)> {
        let weigh = |at: usize| Some((at, self.weigh(text, own, &[at], UNNAMED).ok().flatten()?));
        let best = (0..self.sources.len()).filter_map(weigh).max_by(|one, other| one.1.total_cmp(&other.1))?;
        Some((vec![best.0], Some(best.1)))
    }

    fn check_language(&self, text: &str) -> Result<(), Why> {
        let language = self.prompt.language;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let foreign = text.chars().filter(|c| c.is_alphabetic() && !is_of(*c, language)).count();
        // A name in another script is a smaller part.
        if letters > 3 && foreign * 2 > letters && count_words(text) > 1 {
            return Err(Why::Unfounded("language"));
        }
        if letters < LETTERS {
            return Ok(());
        }
        let detected = nlp::language::detect(text, Some(language));
        let is_other = detected.language.is_some_and(|found| found != language);
        if is_other && detected.confidence >= SURE { Err(Why::Unfounded("language")) } else { Ok(()) }
    }
}

/// Whether the language is written with this letter.
fn is_of(c: char, language: Language) -> bool {
    let code = u32::from(c);
    match language {
        Language::Ru => matches!(code, 0x400..=0x52f),
        Language::Ar => matches!(code, 0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfeff),
        Language::Zh => matches!(code, 0x2e80..=0x303f | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff),
        Language::Ja => matches!(code, 0x2e80..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f),
        Language::Ko => matches!(code, 0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af),
        _ => code < 0x250 || matches!(code, 0x1e00..=0x1eff),
    }
}

/// The words of a plain text with single spaces between them.
fn in_a_row(plain: &str) -> String {
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Each few words in a row.
fn rows(plain: &str) -> impl Iterator<Item = String> + use<> {
    let words: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    (0..words.len().saturating_sub(LEAK - 1)).map(move |at| words[at..at + LEAK].join(" "))
}

/// “2. Send it back” counts, and says no number.
fn without_list_mark(text: &str) -> &str {
    let bare = text.trim_start();
    let after = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    match after.strip_prefix(['.', ')']) {
        Some(rest) if after.len() < bare.len() && rest.starts_with(' ') => rest,
        _ => text,
    }
}
