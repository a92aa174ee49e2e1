//! What kind of message it is, and what the knowledge says about it.

use domain::Language;
use domain::ids::ItemRef;
use nlp::intent::SmallTalk;

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
    pub(super) language: Language,
    pub(super) intent: Intent,
    pub(super) question: String,
    pub(super) looked: Looked,
}

pub(super) async fn gather(app: &App, turn: &Turn) -> Result<Gathered> {
    let whole = turn.messages.join("\n");
    let known = turn.language.or_else(|| nlp::language::detect(&turn.earlier_words(), None).language);
    let detected = nlp::language::detect(&whole, known).language;
    let language = detected.or(known).unwrap_or(Language::En);
    let (intent, question) = intent(turn, detected.or(known));
    let looked = match intent {
        Intent::Question => look_up(app, turn, &question, language).await?,
        _ => Looked { query: question.clone(), follows: false, evidence: Vec::new() },
    };
    Ok(Gathered { language, intent, question, looked })
}

/// What the messages want together: a greeting before a question is part of the question.
fn intent(turn: &Turn, language: Option<Language>) -> (Intent, String) {
    if turn.messages.iter().any(|text| nlp::handoff::wants_human(text, language) >= nlp::handoff::WISHED) {
        return (Intent::Human, turn.messages.join("\n"));
    }
    if turn.was_offered_human()
        && let Some(wanted) = turn.messages.last().and_then(|text| assent::assent(text))
    {
        return (if wanted { Intent::Human } else { Intent::Nothing }, turn.messages.join("\n"));
    }
    let mut small = None;
    let mut asked = Vec::new();
    for text in &turn.messages {
        match nlp::intent::small_talk(text, language) {
            Some(talk) => small = Some(talk),
            None => asked.push(text.as_str()),
        }
    }
    let question = asked.join("\n");
    let has_words = question.chars().any(char::is_alphanumeric);
    match small {
        _ if has_words => (Intent::Question, question),
        Some(talk) => (Intent::Small(talk), turn.messages.join("\n")),
        None => (Intent::Nothing, question),
    }
}

async fn look_up(app: &App, turn: &Turn, question: &str, language: Language) -> Result<Looked> {
    let before = turn.question_before().filter(|_| follow_up::leans_back(question, language));
    let query = match before {
        Some(before) => format!("{before}\n{question}"),
        None => question.to_owned(),
    };
    let found = knowledge::search(app, turn.workspace, &query, Some(language), PASSAGES).await?;
    let evidence = found.into_iter().map(evidence).collect();
    Ok(Looked { follows: before.is_some(), query, evidence })
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
