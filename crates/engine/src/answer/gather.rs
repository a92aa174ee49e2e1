//! What kind of message it is, and what the knowledge says about it.

use std::collections::HashSet;

use domain::Language;
use domain::ids::ItemRef;
use nlp::intent::SmallTalk;
use nlp::segment::terms;

use super::turn::{Looked, Turn};
use super::{assent, follow_up};
use crate::app::App;
use crate::error::Result;
use crate::knowledge;

/// Passages that a model gets to read.
const PASSAGES: usize = 8;

/// A passage that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub(super) item: ItemRef,
    pub(super) version: i64,
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) language: Language,
    pub(super) ordinal: i64,
    pub(super) heading: String,
    pub(super) text: String,
    /// Where it stands in the item's text, in bytes.
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) score: f32,
    pub(super) coverage: f32,
}

impl Evidence {
    /// With what it stands under.
    fn in_full(&self) -> String {
        format!("{}\n{}\n{}", self.title, self.heading, self.text)
    }
}

/// What the visitor does with their message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Intent {
    /// They want to know something.
    Question,
    /// They want a person.
    Human,
    /// They greet, thank, take leave.
    Small(SmallTalk),
    /// They say nothing that could be looked up, or that they want no person.
    Nothing,
}

/// What was found out.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Language of the answer.
    pub(super) language: Language,
    /// The visitor's, as far as it is known.
    pub(super) known_language: Option<Language>,
    pub(super) intent: Intent,
    pub(super) question: String,
    pub(super) looked: Looked,
}

pub(super) async fn gather(app: &App, turn: &Turn) -> Result<Gathered> {
    let whole = turn.messages.join("\n");
    let known = turn.language.or_else(|| nlp::language::detect(&turn.earlier_words(), None).language);
    let detected = nlp::language::detect(&whole, known).language;
    let known_language = detected.or(known);
    let language = known_language.unwrap_or(Language::En);
    let (intent, asked) = intent(turn, known_language);
    let question = asked.join("\n");
    let looked = match intent {
        Intent::Question => look_up(app, turn, &asked, language).await?,
        _ => Looked { query: question.clone(), follows: false, evidence: Vec::new() },
    };
    Ok(Gathered { language, known_language, intent, question, looked })
}

/// What the messages want together: a greeting before a question is part of the question.
fn intent(turn: &Turn, language: Option<Language>) -> (Intent, Vec<String>) {
    if turn.messages.iter().any(|text| nlp::handoff::wants_human(text, language) >= nlp::handoff::WISHED) {
        return (Intent::Human, turn.messages.clone());
    }
    if turn.was_offered_human()
        && let Some(wanted) = turn.messages.last().and_then(|text| assent::assent(text))
    {
        return (if wanted { Intent::Human } else { Intent::Nothing }, turn.messages.clone());
    }
    let mut small = None;
    let mut asked = Vec::new();
    for text in &turn.messages {
        match nlp::intent::small_talk(text, language) {
            Some(talk) => small = Some(talk),
            None => asked.push(text.clone()),
        }
    }
    let has_words = asked.iter().any(|text| text.chars().any(char::is_alphanumeric));
    match small {
        _ if has_words => (Intent::Question, asked),
        Some(talk) => (Intent::Small(talk), turn.messages.clone()),
        None => (Intent::Nothing, asked),
    }
}

/// Passages in which the subject of the question before is looked for.
const SUBJECT_PASSAGES: usize = 3;

async fn look_up(app: &App, turn: &Turn, asked: &[String], language: Language) -> Result<Looked> {
    let (newest, before) = asked.split_last().map_or(("", asked), |(newest, before)| (newest.as_str(), before));
    let subject = match follow_up::leans_back(newest, language) {
        true => turn.subject(before, language),
        false => None,
    };
    let query = match &subject {
        Some(subject) => {
            let about = search(app, turn, subject, language, SUBJECT_PASSAGES).await?;
            let alone = search(app, turn, newest, language, PASSAGES).await?;
            let first = |found: &[Evidence]| found.first().map(Evidence::in_full);
            let (before, now) = (first(&about), first(&alone));
            if follow_up::changes_subject(newest, language, before.as_deref(), now.as_deref()) {
                return Ok(Looked { query: newest.to_owned(), follows: false, evidence: alone });
            }
            // Behind the question, so that its first word stays the first: elsewhere a capital letter makes a name.
            format!("{newest} {}", carried(subject, &about, language))
        }
        None => in_one_line(asked),
    };
    let evidence = search(app, turn, &query, language, PASSAGES).await?;
    Ok(Looked { follows: subject.is_some(), query, evidence })
}

async fn search(app: &App, turn: &Turn, query: &str, language: Language, limit: usize) -> Result<Vec<Evidence>> {
    let found = knowledge::search(app, turn.workspace, query, Some(language), limit).await?;
    Ok(found.into_iter().map(evidence).collect())
}

/// Several messages as one question, in which only names have capital letters.
fn in_one_line(asked: &[String]) -> String {
    let mut line = String::new();
    for text in asked {
        let mut chars = text.chars();
        match (line.is_empty(), chars.next(), chars.clone().next()) {
            (false, Some(first), Some(second)) if !second.is_uppercase() => {
                line.push(' ');
                line.extend(first.to_lowercase());
                line.push_str(chars.as_str());
            }
            (is_first, _, _) => {
                line.push_str(if is_first { "" } else { " " });
                line.push_str(text);
            }
        }
    }
    line
}

/// The words of an earlier question that the knowledge has: what else stood there asks for nothing any more. All of them
/// where it has none.
fn carried(subject: &str, about: &[Evidence], language: Language) -> String {
    let mut known = HashSet::new();
    for evidence in about {
        for text in [&evidence.title, &evidence.heading, &evidence.text] {
            known.extend(terms(text, evidence.language).into_iter().map(|term| term.text));
        }
    }
    let words = terms(subject, language);
    let kept = words.iter().filter(|term| !term.is_stop && known.contains(&term.text));
    let kept: Vec<&str> = kept.filter_map(|term| subject.get(term.start..term.end)).collect();
    if kept.is_empty() { subject.to_owned() } else { kept.join(" ") }
}

fn evidence(found: knowledge::Found) -> Evidence {
    let knowledge::Found { item, passage, language, score, coverage } = found;
    Evidence {
        item: item.public_id,
        version: item.version,
        title: item.title,
        url: item.url,
        language,
        ordinal: passage.ordinal,
        heading: passage.heading,
        text: passage.text,
        start: passage.start_byte,
        end: passage.end_byte,
        score,
        coverage,
    }
}

impl Turn {
    /// The visitor's earlier words, by which a short message's language is known.
    fn earlier_words(&self) -> String {
        let visitors = self.earlier.iter().filter(|earlier| !earlier.by_us);
        visitors.map(|earlier| earlier.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}
