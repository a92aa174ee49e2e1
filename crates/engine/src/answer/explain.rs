//! Explaining a bot's message: what was kept with it, and the words that it speaks of as they stand in the store.

use std::collections::HashMap;

use domain::analysis::Entity;
use domain::explanation::{
    AskedOf, CheckedSentence, Decided, ExplainedCitation, ExplainedPassage, Explanation, PassageFigures, SaidBefore,
    Saw, Subject, Trace,
};
use domain::ids::{ItemRef, MessageRef, WorkspaceId};
use domain::messages::{AuthorKind, MessageKind};
use domain::permissions::Permission;
use domain::{Code, Problem};
use store::messages::{self, MessageRow};
use store::{Db, conversations, intents, item_versions, items};

use super::gather;
use super::run::NEWEST;
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// What the bot saw, found, asked, checked and decided when it wrote this message. Words are those of today's store: what was
/// erased since is missing.
///
/// # Errors
/// `not_found` where the workspace has no such message, or no bot wrote it.
pub async fn explain(ctx: &Ctx, message: &MessageRef) -> Result<Explanation> {
    ctx.allow(Permission::ConversationsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let row = messages::list_by_refs(workspace, std::slice::from_ref(message), db).await?.into_iter().next();
    let row = row.ok_or_else(unknown)?;
    let Some(trace) = row.trace.clone().and_then(|trace| serde_json::from_value::<Trace>(trace).ok()) else {
        let text = "No bot's work went into this message, so there is nothing to explain.";
        return Err(Problem::new(Code::NotFound, text).into());
    };
    let conversation = conversations::get_by_id(workspace, row.conversation_id, db).await?;
    let saw = saw(&row, &trace, db).await?;
    let mut versions = Versions { workspace, db, known: HashMap::new() };
    let scored = versions.passages(trace.found).await?;
    let dropped = versions.passages(trace.dropped).await?;
    let mut citations = Vec::with_capacity(row.citations.len());
    for citation in row.citations {
        let text = versions.text(&citation.item, citation.version, Some(citation.start), Some(citation.end)).await?;
        citations.push(ExplainedCitation { citation, text: text.1 });
    }
    let sentence =
        |checked: &domain::explanation::Checked| Some(row.text.get(checked.start?..checked.end?)?.to_owned());
    let checked = trace.checked.into_iter().map(|figures| CheckedSentence { text: sentence(&figures), figures });
    let asked = trace.engine.map(|engine| AskedOf {
        engine,
        model: trace.model,
        parameters: trace.parameters,
        tries: trace.tries,
        action: trace.action,
        repaired: trace.repaired,
        fallback: trace.fallback,
        redacted: trace.redacted,
    });
    Ok(Explanation {
        message: row.public_id,
        conversation: conversation.public_id,
        seq: row.seq,
        created_at: row.created_at,
        kind: trace.kind,
        saw,
        scored,
        dropped,
        tools: trace.tools,
        asked,
        checked: checked.collect(),
        decided: Decided {
            text: row.text,
            language: row.language,
            verdict: row.verdict,
            confidence: row.confidence,
            offers_human: row.offers_human,
            citations,
        },
        basis: trace.basis,
        ms: trace.ms,
    })
}

/// The workspace of a message, for the operator's command, who sees every workspace.
///
/// # Errors
/// `not_found` where there is no such message.
pub async fn find_workspace(app: &App, message: &MessageRef) -> Result<WorkspaceId> {
    messages::find_workspace(message, app.store().db()).await?.ok_or_else(unknown)
}

fn unknown() -> Error {
    Problem::not_found("this message").into()
}

async fn saw(row: &MessageRow, trace: &Trace, db: &Db) -> Result<Saw> {
    let before = Some(row.replies_to.unwrap_or(row.seq) + 1);
    let newest = messages::list_before(row.workspace_id, row.conversation_id, before, NEWEST, db).await?;
    let entities: Vec<Entity> = newest
        .iter()
        .filter(|m| trace.read.contains(&m.seq))
        .filter_map(|m| m.analysis.as_ref())
        .flat_map(|analysis| analysis.entities.iter().cloned())
        .collect();
    // A question may lean on what was said in the episode before.
    let is_leant_on = |seq: i64| trace.subject.as_ref().is_some_and(|subject| subject.messages.contains(&seq));
    let of_then =
        newest.into_iter().filter(|m| (m.episode == row.episode || is_leant_on(m.seq)) && m.kind == MessageKind::Text);
    let (read, earlier): (Vec<SaidBefore>, Vec<SaidBefore>) = of_then
        .map(|m| SaidBefore { seq: m.seq, author: m.author, text: m.text })
        .partition(|said| said.author == AuthorKind::Visitor && trace.read.contains(&said.seq));
    let words = |places: &[i64]| -> Vec<&str> {
        let all = || earlier.iter().chain(&read);
        places.iter().filter_map(|seq| all().find(|said| said.seq == *seq)).map(|said| said.text.as_str()).collect()
    };
    let asked = words(&trace.asked);
    let leant_on = trace.subject.as_ref().map(|Subject { messages, spans }| (words(messages).join("\n"), spans));
    let subject = leant_on.as_ref().map(|(words, spans)| (words.as_str(), spans.as_slice()));
    let own = trace.analysis.as_ref().and_then(|analysis| analysis.own_intent.as_ref());
    let own_intent = match own {
        Some(own) => match intents::get(row.workspace_id, &own.id, db).await {
            Ok(intent) => Some(intent.name),
            Err(store::Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    Ok(Saw {
        own_intent,
        question: asked.join("\n"),
        query: gather::query(&asked, subject),
        leans_back: trace.follows,
        analysis: trace.analysis.clone(),
        entities,
        messages: read.clone(),
        earlier: earlier.clone(),
    })
}

/// Titles and texts of items as they were.
struct Versions<'a> {
    workspace: WorkspaceId,
    db: &'a Db,
    known: HashMap<(ItemRef, i64), Option<(String, String)>>,
}

impl Versions<'_> {
    async fn passages(&mut self, figures: Vec<PassageFigures>) -> Result<Vec<ExplainedPassage>> {
        let mut passages = Vec::with_capacity(figures.len());
        for figures in figures {
            let (title, text) = self.text(&figures.item, figures.version, figures.start, figures.end).await?;
            passages.push(ExplainedPassage { figures, title, text });
        }
        Ok(passages)
    }

    /// The title of that version, and a span of its text; none where they are gone.
    async fn text(
        &mut self,
        item: &ItemRef,
        version: i64,
        start: Option<i64>,
        end: Option<i64>,
    ) -> Result<(Option<String>, Option<String>)> {
        let key = (item.clone(), version);
        if !self.known.contains_key(&key) {
            let read = self.read(item, version).await?;
            self.known.insert(key.clone(), read);
        }
        let Some(Some((title, content))) = self.known.get(&key) else { return Ok((None, None)) };
        let at = |place: Option<i64>| usize::try_from(place?).ok();
        let span = at(start).zip(at(end)).and_then(|(start, end)| content.get(start..end));
        Ok((Some(title.clone()), span.map(str::to_owned)))
    }

    async fn read(&self, item: &ItemRef, version: i64) -> Result<Option<(String, String)>> {
        let row = match items::get(self.workspace, item, self.db).await {
            Ok(row) => row,
            Err(store::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        match item_versions::get(self.workspace, row.head.id, version, self.db).await {
            Ok(row) => Ok(Some((row.title, row.content))),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
