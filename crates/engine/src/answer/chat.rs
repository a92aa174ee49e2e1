//! An answer to messages that are handed in and kept nowhere.

use domain::chat::{ChatAnswer, ChatMessage, ChatRole, MESSAGES};
use domain::ids::BotRef;
use domain::messages::{Verdict, parse_message};
use domain::permissions::Permission;
use domain::{Language, Problem};
use store::bots;

use super::{Earlier, Sink, Turn, answer, phrases, tools};
use crate::conversations::Decision;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::hours;

/// Reads what was handed in: the visitor's messages at the end are what is asked, and whatever stands above was said before.
/// `language` is the visitor's, where it is known.
///
/// # Errors
/// `invalid` where there is no message, too many, one that is none, or the last is not the visitor's; `not_found` when there
/// is no such bot in this workspace.
pub async fn chat_turn(
    ctx: &Ctx,
    bot: &BotRef,
    messages: Vec<ChatMessage>,
    language: Option<Language>,
) -> Result<Turn> {
    ctx.allow(Permission::BotsRead)?;
    if messages.len() > MESSAGES {
        return Err(Problem::field("messages", format!("Send at most {MESSAGES} messages, the newest ones.")).into());
    }
    let asked_from = messages.iter().rposition(|message| message.role != ChatRole::Visitor).map_or(0, |at| at + 1);
    if asked_from == messages.len() {
        return Err(Problem::field("messages", "The last message must be the visitor's.").into());
    }
    let bot = bots::get(ctx.workspace(), bot, ctx.app().store().db()).await.map_err(|error| match error {
        store::Error::NotFound => Problem::not_found("this bot").into(),
        other => Error::from(other),
    })?;
    let workspace = ctx.workspace();
    let mut turn = Turn {
        workspace,
        conversation: None,
        bot,
        language,
        messages: Vec::new(),
        places: Vec::new(),
        earlier: Vec::new(),
        memory: super::Memory::default(),
    };
    for (at, message) in messages.into_iter().enumerate() {
        let text =
            parse_message(&message.text).map_err(|wrong| Problem::field(format!("messages[{at}].text"), wrong))?;
        let seq = i64::try_from(at + 1).unwrap_or(i64::MAX);
        if at < asked_from {
            let by_us = message.role == ChatRole::Assistant;
            let tool = if by_us { tools::step_said(&text) } else { None };
            turn.earlier.push(Earlier { seq, by_us, text, offers_human: false, tool });
        } else {
            turn.messages.push(text);
            turn.places.push(seq);
        }
    }
    Ok(turn)
}

/// What the bot says to that. The words go to `sink` while they are found.
///
/// # Errors
/// The database's.
pub async fn chat(ctx: &Ctx, turn: &Turn, sink: &mut dyn Sink) -> Result<ChatAnswer> {
    ctx.allow(Permission::BotsRead)?;
    Ok(match answer(ctx.app(), turn, sink).await? {
        Decision::Reply { text, language, citations, verdict, confidence, offers_human, trace: _ } => ChatAnswer {
            text,
            language,
            citations,
            verdict,
            confidence: Some(confidence),
            offers_human,
            handoff_reason: None,
        },
        Decision::HandOff { reason, language, trace: _ } => {
            let language = language.unwrap_or(Language::En);
            let absence = hours::absence(turn.workspace, ctx.app().clock().now(), ctx.app().store().db()).await?;
            let text = hours::handed_off(phrases::of(language), language, absence.as_ref());
            sink.say(&text);
            ChatAnswer {
                text,
                language,
                citations: Vec::new(),
                verdict: Verdict::HandedOff,
                confidence: None,
                offers_human: false,
                handoff_reason: Some(reason),
            }
        }
    })
}
