//! Nothing that a language model writes is shown before its sentence has passed here: it names passages that were found, it
//! is in the visitor's language, its facts stand in those passages, and enough of its words do.

use std::collections::HashSet;

use domain::explanation::Checked;
use nlp::segment::{sentences, terms};

use super::facts::Facts;
use super::models::{Cited, Draft, Why};
use super::prompt::{NONE, Prompt};
use super::sink::Sink;

/// Share of a sentence's content words that its passages must have, where both are in one language.
const SUPPORT: f32 = 0.3;
/// The same for a sentence whose passage has to be found because the model named none.
const SUPPORT_UNNAMED: f32 = 0.6;
/// Sentences with fewer content words than this are too short to be judged by them.
const WORDS: usize = 3;
/// Letters from which a language can be told, and how sure that must be.
const LETTERS: usize = 20;
const SURE: f32 = 0.8;
/// Characters of a sentence without an end; a model that writes on and on has lost its way.
const LONGEST: usize = 4_000;

/// Lets the good sentences of one answer through.
#[derive(Debug)]
pub(super) struct Gate<'a> {
    prompt: &'a Prompt,
    /// What is not a whole sentence yet.
    buffer: String,
    /// Passages that the sentence before named: they hold until others are named.
    named: Vec<usize>,
    cited: Vec<Cited>,
    supports: Vec<f32>,
    checked: Vec<Checked>,
    has_said: bool,
    knows_nothing: bool,
}

impl<'a> Gate<'a> {
    pub(super) fn new(prompt: &'a Prompt) -> Self {
        Self {
            prompt,
            buffer: String::new(),
            named: Vec::new(),
            cited: Vec::new(),
            supports: Vec::new(),
            checked: Vec::new(),
            has_said: false,
            knows_nothing: false,
        }
    }

    /// Whether the model said that the passages do not answer the question.
    pub(super) fn knows_nothing(&self) -> bool {
        self.knows_nothing
    }

    /// Takes the next words.
    pub(super) fn push(&mut self, words: &str, sink: &mut dyn Sink) -> Result<(), Why> {
        self.buffer.push_str(words);
        if !self.has_said && self.buffer.trim_start().to_ascii_lowercase().starts_with(NONE) {
            self.knows_nothing = true;
            return Ok(());
        }
        loop {
            let found = sentences(&self.buffer, self.prompt.language);
            // Only what is followed by something else has surely ended.
            let [first, second, ..] = found.as_slice() else { break };
            // Behind a full stop a mark belongs to the sentence that follows; at the end of a line it does not.
            let end = second.start.max(first.end);
            self.release(end, sink)?;
        }
        if self.buffer.len() > LONGEST { Err(Why::Unfounded("endless")) } else { Ok(()) }
    }

    /// The model has ended.
    pub(super) fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), Why> {
        while !self.buffer.trim().is_empty() {
            let found = sentences(&self.buffer, self.prompt.language);
            let end = found.get(1).map_or(self.buffer.len(), |second| second.start);
            self.release(end, sink)?;
        }
        if self.has_said || self.knows_nothing { Ok(()) } else { Err(Why::Empty) }
    }

    /// What was let through.
    pub(super) fn into_draft(self) -> Draft {
        let count = self.supports.len().max(1) as f32;
        Draft {
            cited: self.cited,
            confidence: self.supports.iter().sum::<f32>() / count,
            checked: self.checked,
            tokens: 0,
        }
    }

    /// Judges the first `end` bytes of the buffer, and says them.
    fn release(&mut self, end: usize, sink: &mut dyn Sink) -> Result<(), Why> {
        let raw: String = self.buffer.drain(..end).collect();
        let (text, marks) = without_marks(&raw);
        if !text.chars().any(char::is_alphanumeric) {
            // A mark alone belongs to what was just said.
            let known = marks.into_iter().filter(|mark| *mark < self.prompt.evidence.len());
            self.cite(known.collect());
            return Ok(());
        }
        if text.trim().trim_end_matches('.').eq_ignore_ascii_case(NONE) {
            // Behind a sentence that was let through it takes nothing back.
            self.knows_nothing = !self.has_said;
            return Ok(());
        }
        let named: Vec<usize> = marks.into_iter().filter(|mark| *mark < self.prompt.evidence.len()).collect();
        let is_named = !named.is_empty();
        if is_named {
            self.named = named;
        }
        let founded = self.check_language(&text).and_then(|()| self.foundation(&text, is_named));
        let (rests_on, support) = match founded {
            Ok(founded) => founded,
            Err(why) => {
                let (verdict, passages) = (why.as_str().to_owned(), self.named.clone());
                self.checked.push(Checked { verdict, start: None, end: None, passages, support: None });
                return Err(why);
            }
        };
        // Across languages, words cannot be compared: the passage's own fit to the question stands in.
        let coverage = rests_on.iter().filter_map(|place| self.prompt.evidence.get(*place)).map(|e| e.coverage);
        self.supports.push(support.unwrap_or_else(|| coverage.fold(0.0, f32::max)));
        let start = sink.said().len() + if self.has_said { text.len() - text.trim_start().len() } else { 0 };
        sink.say(if self.has_said { &text } else { text.trim_start() });
        self.checked.push(Checked {
            verdict: "passed".to_owned(),
            start: Some(start),
            end: Some(sink.said().trim_end().len()),
            passages: rests_on.clone(),
            support,
        });
        self.has_said = true;
        self.cite(rests_on);
        Ok(())
    }

    /// The passages that a sentence rests on, and how much of it they have. Where it names none of its own, those of the
    /// sentence before are tried, then all.
    fn foundation(&self, text: &str, is_named: bool) -> Result<(Vec<usize>, Option<f32>), Why> {
        let facts = Facts::of(without_list_mark(text));
        let by_name = match self.named.is_empty() {
            true => Err(Why::Unfounded("uncited")),
            false => self.judge(text, &facts, &self.named),
        };
        match by_name {
            Ok(support) => Ok((self.named.clone(), support)),
            Err(why) if is_named => Err(why),
            Err(why) => self.find_support(text, &facts).ok_or(why),
        }
    }

    /// Whether these passages hold the facts and enough of the words.
    fn judge(&self, text: &str, facts: &Facts, places: &[usize]) -> Result<Option<f32>, Why> {
        if let Some(missing) = facts.missing_in(&self.facts_of(places)) {
            return Err(Why::Unfounded(missing));
        }
        match self.support(text, places) {
            Some(support) if support < SUPPORT => Err(Why::Unfounded("unsupported")),
            support => Ok(support),
        }
    }

    fn cite(&mut self, places: Vec<usize>) {
        for place in places {
            let end = self.prompt.evidence.get(place).map_or(0, |evidence| evidence.text.len());
            let cited = Cited { evidence: place, start: 0, end };
            if end > 0 && !self.cited.contains(&cited) {
                self.cited.push(cited);
            }
        }
    }

    fn facts_of(&self, places: &[usize]) -> Facts {
        let mut text = String::new();
        for evidence in places.iter().filter_map(|place| self.prompt.evidence.get(*place)) {
            for part in [&evidence.title, &evidence.heading, &evidence.text].into_iter().chain(&evidence.url) {
                text.push_str(part);
                text.push('\n');
            }
        }
        Facts::of(&text)
    }

    /// Share of the sentence's content words that these passages have; none where that says nothing.
    fn support(&self, text: &str, places: &[usize]) -> Option<f32> {
        let language = self.prompt.language;
        let content = |text: &str| -> HashSet<String> {
            terms(text, language).into_iter().filter(|term| !term.is_stop).map(|term| term.text).collect()
        };
        let words = content(text);
        let evidence: Vec<_> = places.iter().filter_map(|place| self.prompt.evidence.get(*place)).collect();
        if words.len() < WORDS || evidence.iter().any(|evidence| evidence.language != language) {
            return None;
        }
        let mut known = HashSet::new();
        for evidence in evidence {
            known.extend(content(&format!("{}\n{}\n{}", evidence.title, evidence.heading, evidence.text)));
        }
        Some(words.intersection(&known).count() as f32 / words.len() as f32)
    }

    /// The passage that a sentence without a mark can only come from.
    fn find_support(&self, text: &str, facts: &Facts) -> Option<(Vec<usize>, Option<f32>)> {
        let supported = (0..self.prompt.evidence.len()).filter_map(|place| {
            let support = self.support(text, &[place])?;
            let has_facts = facts.missing_in(&self.facts_of(&[place])).is_none();
            (support >= SUPPORT_UNNAMED && has_facts).then_some((place, support))
        });
        let best = supported.max_by(|one, other| one.1.total_cmp(&other.1))?;
        Some((vec![best.0], Some(best.1)))
    }

    fn check_language(&self, text: &str) -> Result<(), Why> {
        if text.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
            return Ok(());
        }
        let detected = nlp::language::detect(text, Some(self.prompt.language));
        let is_other = detected.language.is_some_and(|language| language != self.prompt.language);
        if is_other && detected.confidence >= SURE { Err(Why::Unfounded("language")) } else { Ok(()) }
    }
}

/// The text without its marks (`[1]`, `[1, 3]`), and the places that they name, from 0.
fn without_marks(raw: &str) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(raw.len());
    let mut places = Vec::new();
    let mut rest = raw;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        let ids = from.find(']').map(|close| &from[1..close]).filter(|ids| {
            ids.chars().any(|c| c.is_ascii_digit())
                && ids.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | ' '))
        });
        match ids {
            Some(ids) => {
                // “Three days [1].” loses the space too.
                let after = &from[ids.len() + 2..];
                let closes = after.starts_with(['.', ',', ';', ':', '!', '?', '。']) || after.trim().is_empty();
                text.push_str(if closes { before.trim_end_matches(' ') } else { before });
                let named = ids.split([',', ';', ' ']).filter_map(|id| id.parse::<usize>().ok()?.checked_sub(1));
                places.extend(named);
                let begins = text.is_empty() || text.ends_with(char::is_whitespace);
                rest = if begins { after.trim_start_matches(' ') } else { after };
            }
            None => {
                text.push_str(before);
                text.push('[');
                rest = &from[1..];
            }
        }
    }
    text.push_str(rest);
    (text, places)
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

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
