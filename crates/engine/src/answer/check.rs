//! Nothing that a language model writes is shown before its sentence has passed here: it names passages that were found, it
//! is in the visitor's language, its facts, names and promises stand in those passages, and enough of its words do. The
//! judgement of one sentence is [`super::judge`]'s.

use domain::Language;
use domain::explanation::Checked;
use nlp::segment::sentences;

use super::judge::{Judge, Judged};
use super::models::{Cited, Draft, Why};
use super::prompt::Prompt;
use super::reply::{Action, NONE, Piece, Reply};
use super::sink::Sink;
use domain::conversations::HandoffReason;

/// Characters of a sentence without an end; a model that writes on and on has lost its way.
const LONGEST: usize = 4_000;

/// Lets the good sentences of one reply through.
#[derive(Debug)]
pub(super) struct Gate<'a> {
    prompt: &'a Prompt,
    judge: Judge<'a>,
    reply: Reply,
    action: Action,
    /// What is not a whole sentence yet.
    buffer: String,
    /// What the part that is being read rests on; none in lines.
    part: Option<Vec<usize>>,
    /// Passages that the sentence before named: they hold until others are named.
    named: Vec<usize>,
    /// Words that say nothing by themselves, for the sentence that follows.
    held: String,
    /// The sentence that was stopped.
    stopped: Option<String>,
    cited: Vec<Cited>,
    supports: Vec<f32>,
    /// What the model said of it.
    sure: Option<f32>,
    checked: Vec<Checked>,
    has_said: bool,
}

impl<'a> Gate<'a> {
    pub(super) fn new(prompt: &'a Prompt) -> Self {
        Self {
            prompt,
            judge: Judge::new(prompt),
            reply: Reply::new(),
            action: Action::Answer,
            buffer: String::new(),
            part: None,
            named: Vec::new(),
            held: String::new(),
            stopped: None,
            cited: Vec::new(),
            supports: Vec::new(),
            sure: None,
            checked: Vec::new(),
            has_said: false,
        }
    }

    /// Whether the model leaves the question to a person, or says that the passages do not answer it.
    pub(super) fn hands_off(&self) -> bool {
        matches!(self.action, Action::HandOff(_)) && !self.has_said
    }

    /// The sentence because of which the reply was stopped.
    pub(super) fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// Takes the next words.
    pub(super) fn push(&mut self, words: &str, sink: &mut dyn Sink) -> Result<(), Why> {
        for piece in self.reply.push(words)? {
            self.take(piece, sink)?;
        }
        if self.buffer.len() > LONGEST { Err(Why::Unfounded("endless")) } else { Ok(()) }
    }

    /// The model has ended. `is_cut`: in the middle of what it was saying.
    pub(super) fn finish(&mut self, is_cut: bool, sink: &mut dyn Sink) -> Result<(), Why> {
        for piece in self.reply.finish()? {
            self.take(piece, sink)?;
        }
        if self.hands_off() {
            return Ok(());
        }
        // Half a sentence may say the opposite of the whole.
        if is_cut || !self.reply.is_whole() {
            self.buffer.clear();
        }
        if self.action == Action::Clarify {
            return self.ask_back(sink);
        }
        self.flush(sink)?;
        match (self.has_said || self.hands_off(), self.held.trim().is_empty()) {
            (true, _) => Ok(()),
            (false, true) if self.reply.is_whole() || is_cut => Err(Why::Empty),
            (false, true) => Err(if self.checked.is_empty() { Why::Empty } else { Why::Unfounded("form") }),
            (false, false) => Err(Why::Unfounded("unsupported")),
        }
    }

    /// What was let through.
    pub(super) fn into_draft(self) -> Draft {
        let count = self.supports.len().max(1) as f32;
        let support = self.supports.iter().sum::<f32>() / count;
        Draft {
            cited: self.cited,
            confidence: self.sure.unwrap_or(support),
            is_sure_said: self.sure.is_some(),
            checked: self.checked,
            action: self.action,
            ..Draft::default()
        }
    }

    fn take(&mut self, piece: Piece, sink: &mut dyn Sink) -> Result<(), Why> {
        match piece {
            Piece::Action(action) => self.action = action,
            Piece::Sure(sure) => {
                self.sure = Some(sure);
                let is_too_little = f64::from(sure) < self.prompt.rules.offers_from;
                if is_too_little && self.action == Action::Answer && !self.has_said {
                    self.note("unsure");
                    self.action = Action::HandOff(HandoffReason::MissingKnowledge);
                }
            }
            Piece::Part(places) => {
                self.flush(sink)?;
                self.named.clear();
                self.part = Some(self.known(places));
            }
            // What it says to somebody whom it hands over is ours to say.
            Piece::Words(_) if self.hands_off() => {}
            Piece::Words(words) => {
                self.buffer.push_str(&words);
                if self.action == Action::Answer {
                    self.release_whole(sink)?;
                }
            }
        }
        Ok(())
    }

    fn known(&self, places: Vec<usize>) -> Vec<usize> {
        places.into_iter().filter(|place| *place < self.prompt.evidence.len()).collect()
    }

    /// Says the sentences that have surely ended: those that something else follows.
    fn release_whole(&mut self, sink: &mut dyn Sink) -> Result<(), Why> {
        loop {
            let found = sentences(&self.buffer, self.prompt.language);
            let [first, second, ..] = found.as_slice() else { return Ok(()) };
            // Behind a full stop a mark belongs to the sentence that follows; at the end of a line it does not.
            let end = second.start.max(first.end);
            self.release(end, sink)?;
        }
    }

    /// Says what is left.
    fn flush(&mut self, sink: &mut dyn Sink) -> Result<(), Why> {
        while !self.buffer.trim().is_empty() {
            let found = sentences(&self.buffer, self.prompt.language);
            let end = found.get(1).map_or(self.buffer.len(), |second| second.start);
            self.release(end, sink)?;
        }
        self.buffer.clear();
        Ok(())
    }

    /// Judges the first `end` bytes of the buffer, and says them.
    fn release(&mut self, end: usize, sink: &mut dyn Sink) -> Result<(), Why> {
        let raw: String = self.buffer.drain(..end).collect();
        let (text, marks) = without_marks(&raw);
        let named = self.known(marks);
        let Some(text) = self.prompt.vault.shown(&text) else { return Err(self.stop("placeholder", text)) };
        if !text.chars().any(char::is_alphanumeric) {
            // A mark alone belongs to what was just said.
            self.cite(named);
            return Ok(());
        }
        if text.trim().trim_end_matches('.').eq_ignore_ascii_case(NONE) {
            // Behind a sentence that was let through it takes nothing back.
            if !self.has_said {
                self.action = Action::HandOff(HandoffReason::MissingKnowledge);
            }
            return Ok(());
        }
        let own = if named.is_empty() { self.part.clone().unwrap_or_default() } else { named };
        // A model that goes on after a repair likes to begin anew.
        if sink.said().contains(text.trim()) {
            return Ok(());
        }
        let judged = self.judge.judge(&text, &own, &self.named);
        if !own.is_empty() {
            self.named = own;
        }
        match judged {
            Ok(Judged::Founded(rests_on, support)) => self.say(&text, rests_on, support, sink),
            Ok(Judged::Bare) => self.held.push_str(&text),
            Ok(Judged::Courtesy) => self.note("courtesy"),
            Err(why) => return Err(self.stop(why.as_str(), text)),
        }
        Ok(())
    }

    /// The reply ends here, because of this sentence.
    fn stop(&mut self, why: &'static str, text: String) -> Why {
        self.note(why);
        self.stopped = Some(text.trim().to_owned());
        Why::Unfounded(why)
    }

    /// Keeps what became of a sentence that is not said; its words are kept nowhere.
    fn note(&mut self, verdict: &str) {
        let (verdict, passages) = (verdict.to_owned(), self.named.clone());
        self.checked.push(Checked { verdict, start: None, end: None, passages, support: None });
    }

    fn say(&mut self, text: &str, rests_on: Vec<usize>, support: Option<f32>, sink: &mut dyn Sink) {
        // Across languages, words cannot always be compared: the passage's own fit to the question stands in.
        let coverage = rests_on.iter().filter_map(|place| self.prompt.evidence.get(*place)).map(|e| e.coverage);
        self.supports.push(support.unwrap_or_else(|| coverage.fold(0.0, f32::max)));
        let held = std::mem::take(&mut self.held);
        let is_spaced = !matches!(self.prompt.language, Language::Zh | Language::Ja);
        let gap = if is_spaced && held.ends_with(|c: char| !c.is_whitespace()) { " " } else { "" };
        let text = format!("{held}{gap}{}", if gap.is_empty() { text } else { text.trim_start() });
        let said = sink.said();
        let text = if said.is_empty() { text.trim_start() } else { &text };
        let touches = said.chars().next_back().is_some_and(|c| !c.is_whitespace())
            && !text.starts_with(char::is_whitespace)
            && is_spaced;
        let (before, words) = (said.len(), format!("{}{text}", if touches { " " } else { "" }));
        let start = before + words.len() - words.trim_start().len();
        sink.say(&words);
        let end = Some(sink.said().trim_end().len());
        let (verdict, passages) = ("passed".to_owned(), rests_on.clone());
        self.checked.push(Checked { verdict, start: Some(start), end, passages, support });
        self.has_said = true;
        self.cite(rests_on);
    }

    /// Says a question back, whole or not at all.
    fn ask_back(&mut self, sink: &mut dyn Sink) -> Result<(), Why> {
        let raw = std::mem::take(&mut self.buffer);
        let text = without_marks(&raw).0.trim().to_owned();
        if text.is_empty() {
            return Err(Why::Empty);
        }
        let Some(text) = self.prompt.vault.shown(&text) else { return Err(self.stop("placeholder", text)) };
        if let Err(why) = self.judge.judge_question(&text) {
            return Err(self.stop(why.as_str(), text));
        }
        let start = sink.said().len();
        sink.say(&text);
        let passages = self.part.clone().unwrap_or_default();
        self.checked.push(Checked {
            verdict: "passed".to_owned(),
            start: Some(start),
            end: Some(sink.said().len()),
            passages,
            support: None,
        });
        self.has_said = true;
        Ok(())
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

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
