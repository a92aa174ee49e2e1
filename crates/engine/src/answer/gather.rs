//! What kind of message it is, and what the knowledge says about it.

use std::collections::HashSet;

use domain::Language;
use domain::explanation::{Analysis, DropReason, OwnIntent, Subject};
use domain::ids::ItemRef;
use domain::intents::Effect;
use nlp::intent::SmallTalk;
use nlp::segment::terms;

use super::turn::{Looked, Turn};
use super::{analysis, assent, follow_up, limits, redact, screen};
use crate::app::App;
use crate::error::Result;
use crate::intents::{Recognised, recognise};
use crate::knowledge;

/// Passages that a model gets to read.
const PASSAGES: usize = 8;
/// Those behind them that an explanation names.
const BEHIND: usize = 4;

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
    /// What visitors' votes did to the score.
    pub(super) effect: Option<f32>,
    /// A connected system said it: there is no item to link to.
    pub(super) is_from_tool: bool,
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
    /// They ask about something that the bot does not speak of.
    Blocked,
    /// They have one of the business's own intents, which says what follows.
    Own,
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
    /// The likeliest of the business's own intents.
    pub(super) own: Option<Recognised>,
    pub(super) analysis: Analysis,
    /// Which of the turn's messages ask something.
    pub(super) asked: Vec<usize>,
    pub(super) question: String,
    pub(super) looked: Looked,
}

pub(super) async fn gather(app: &App, turn: &Turn) -> Result<Gathered> {
    let whole = turn.messages.join("\n");
    let known = turn.language.or_else(|| nlp::language::detect(&turn.earlier_words(), None).language);
    let detected = nlp::language::detect(&whole, known);
    let known_language = detected.language.or(known);
    let language = known_language.unwrap_or(Language::En);
    let wishes = turn.messages.iter().map(|text| nlp::handoff::wants_human(text, known_language));
    let meant = nlp::intent::of(&whole, known_language);
    let mut analysis = Analysis {
        intent: meant.as_ref().map(|meant| meant.intent.id().to_owned()),
        intent_confidence: meant.map_or(0.0, |meant| meant.confidence),
        language: detected.language,
        language_confidence: detected.confidence,
        known_language: known,
        wants_human: wishes.fold(0.0, f32::max),
        sentiment: Some(analysis::sentiment(&whole, known_language)),
        own_intent: None,
    };
    let (intent, asked) = intent(turn, known_language, analysis.wants_human);
    let texts: Vec<&str> = asked.iter().map(|at| turn.message(*at)).collect();
    let question = texts.join("\n");
    let rules = &turn.bot.rules;
    let mut own = None;
    let mut intent = intent;
    if intent == Intent::Question && limits::is_about_one_of(&rules.blocked_topics, &question, language) {
        intent = Intent::Blocked;
    }
    if intent == Intent::Question && rules.own_intents {
        own = recognise(app, turn.workspace, &question).await?;
        let seen =
            |own: &Recognised| OwnIntent { id: own.id.clone(), confidence: own.confidence, is_meant: own.is_meant };
        analysis.own_intent = own.as_ref().map(seen);
        if own.as_ref().is_some_and(|own| own.is_meant && own.effect != Effect::Label) {
            intent = Intent::Own;
        }
    }
    let looked = match intent {
        Intent::Question => look_up(app, turn, &asked, language).await?,
        _ => Looked { query: question.clone(), ..Looked::default() },
    };
    // It may lean on a question that was about one.
    if intent == Intent::Question && limits::is_about_one_of(&rules.blocked_topics, &looked.query, language) {
        intent = Intent::Blocked;
    }
    Ok(Gathered { language, known_language, intent, own, analysis, asked, question, looked })
}

/// What the messages want together: a greeting before a question is part of the question.
fn intent(turn: &Turn, language: Option<Language>, wants_human: f32) -> (Intent, Vec<usize>) {
    let all = || (0..turn.messages.len()).collect();
    if wants_human >= nlp::handoff::WISHED {
        return (Intent::Human, all());
    }
    if turn.was_offered_human()
        && let Some(wanted) = turn.messages.last().and_then(|text| assent::assent(text))
    {
        return (if wanted { Intent::Human } else { Intent::Nothing }, all());
    }
    let mut small = None;
    let mut asked = Vec::new();
    for (at, text) in turn.messages.iter().enumerate() {
        match nlp::intent::small_talk(text, language) {
            Some(talk) => small = Some(talk),
            None => asked.push(at),
        }
    }
    let has_words = asked.iter().any(|at| turn.message(*at).chars().any(char::is_alphanumeric));
    match small {
        _ if has_words => (Intent::Question, asked),
        Some(talk) => (Intent::Small(talk), all()),
        None => (Intent::Nothing, asked),
    }
}

/// Passages in which the subject of the question before is looked for.
const SUBJECT_PASSAGES: usize = 3;

async fn look_up(app: &App, turn: &Turn, asked: &[usize], language: Language) -> Result<Looked> {
    let (newest, before) = asked.split_last().map_or(("", asked), |(newest, before)| (turn.message(*newest), before));
    let leant_on = match follow_up::leans_back(newest, language) {
        true => turn.subject(before, language),
        false => None,
    };
    let texts: Vec<&str> = asked.iter().map(|at| turn.message(*at)).collect();
    let (query, subject) = match leant_on {
        Some((subject, messages)) => {
            let about = search(app, turn, &subject, language, (SUBJECT_PASSAGES, 0)).await?.found;
            let about: Vec<Evidence> = about.into_iter().map(evidence).collect();
            let alone = search(app, turn, newest, language, (1, 0)).await?.found;
            let alone = alone.into_iter().next().map(|found| evidence(found).in_full());
            let before = about.first().map(Evidence::in_full);
            if follow_up::changes_subject(newest, language, before.as_deref(), alone.as_deref()) {
                (query(&texts, None), None)
            } else {
                let spans = carried(&subject, &about, language);
                (query(&texts, Some((&subject, &spans))), Some(Subject { messages, spans }))
            }
        }
        None => (query(&texts, None), None),
    };
    let searched = search(app, turn, &query, language, (PASSAGES, BEHIND)).await?;
    let (read, orders): (Vec<_>, Vec<_>) = searched.found.into_iter().partition(|found| !gives_orders(found));
    let mut dropped = searched.dropped;
    dropped.extend(orders.into_iter().map(|found| found.dropped(DropReason::Orders)));
    Ok(Looked {
        follows: subject.is_some(),
        subject,
        query,
        evidence: read.into_iter().map(evidence).collect(),
        dropped,
        generation: searched.generation,
    })
}

/// Looks this up. A service that is asked what it means reads no personal data where the owner says so.
async fn search(
    app: &App,
    turn: &Turn,
    query: &str,
    language: Language,
    most: (usize, usize),
) -> Result<knowledge::Searched> {
    let leaves = turn.bot.rules.redact_personal_data && app.meanings().is_some_and(|meanings| meanings.is_outside());
    let cleared = leaves.then(|| redact::cleared(query, language, &turn.memory));
    let query = knowledge::Query { words: query, meant: cleared.as_deref().unwrap_or(query) };
    knowledge::search_noting(app, turn.workspace, query, Some(language), most).await
}

/// Whether the passage, or what it stands under, holds orders to the bot.
fn gives_orders(found: &knowledge::Found) -> bool {
    let knowledge::Found { item, passage, .. } = found;
    let url = item.url.as_deref().unwrap_or_default();
    screen::gives_orders(&format!("{}\n{}\n{}\n{url}", item.title, passage.heading, passage.text))
}

/// What is looked up for these messages, the newest of which may lean on spans of an earlier text.
pub(super) fn query(asked: &[&str], subject: Option<(&str, &[(usize, usize)])>) -> String {
    let Some((subject, spans)) = subject else { return in_one_line(asked) };
    let kept: Vec<&str> = spans.iter().filter_map(|(start, end)| subject.get(*start..*end)).collect();
    // Behind the question, so that its first word stays the first: elsewhere a capital letter makes a name.
    format!("{} {}", asked.last().copied().unwrap_or_default(), kept.join(" "))
}

/// Several messages as one question, in which only names have capital letters.
fn in_one_line(asked: &[&str]) -> String {
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

/// Where the words of an earlier question stand that the knowledge has: what else stood there asks for nothing any more. All
/// of it where it has none.
fn carried(subject: &str, about: &[Evidence], language: Language) -> Vec<(usize, usize)> {
    let mut known = HashSet::new();
    for evidence in about {
        for text in [&evidence.title, &evidence.heading, &evidence.text] {
            known.extend(terms(text, evidence.language).into_iter().map(|term| term.text));
        }
    }
    let words = terms(subject, language);
    let kept = words.iter().filter(|term| !term.is_stop && known.contains(&term.text));
    let kept: Vec<(usize, usize)> = kept.map(|term| (term.start, term.end)).collect();
    if kept.is_empty() { vec![(0, subject.len())] } else { kept }
}

fn evidence(found: knowledge::Found) -> Evidence {
    let knowledge::Found { item, passage, language, score, coverage, effect } = found;
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
        effect,
        is_from_tool: false,
    }
}

impl Turn {
    /// The visitor's earlier words, by which a short message's language is known.
    fn earlier_words(&self) -> String {
        let visitors = self.earlier.iter().filter(|earlier| !earlier.by_us);
        visitors.map(|earlier| earlier.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}
