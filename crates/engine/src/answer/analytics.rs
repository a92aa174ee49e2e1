//! What the bots did in a time, counted.

use domain::analytics::{AiAnalytics, Count};
use domain::feedback::Vote;
use domain::messages::Verdict;
use domain::permissions::Permission;
use domain::time::DAY_MS;
use domain::{Problem, Timestamp};
use store::feedback;
use store::message_counts::{By, Counted, count};

use crate::ctx::Ctx;
use crate::error::Result;

/// The time that is looked at where none is named.
const USUAL_MS: i64 = 30 * DAY_MS;
/// The longest that may be asked for.
const LONGEST_MS: i64 = 366 * DAY_MS;

/// Counts from `from` to before `to`; without them the last thirty days.
///
/// # Errors
/// `invalid` for a time that ends before it begins, or is longer than a year.
pub async fn analytics(ctx: &Ctx, from: Option<Timestamp>, to: Option<Timestamp>) -> Result<AiAnalytics> {
    ctx.allow(Permission::ConversationsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let to = to.unwrap_or_else(|| ctx.app().clock().now().plus_ms(1));
    let from = from.unwrap_or_else(|| to.plus_ms(-USUAL_MS));
    if from >= to || to.0.saturating_sub(from.0) > LONGEST_MS {
        return Err(Problem::field("from", "Choose a time of up to 366 days that begins before it ends.").into());
    }
    let verdicts = count(workspace, By::Verdict, from, to, db).await?;
    let of = |verdict: Verdict| {
        let found = verdicts.iter().find(|counted| counted.name.as_deref() == Some(verdict.as_str()));
        found.map_or(0, |counted| counted.n)
    };
    let by_language = count(workspace, By::Language, from, to, db).await?;
    let thumbs = feedback::counts(workspace, from, to, db).await?;
    let thumb = |vote: Vote| thumbs.iter().find(|(known, _)| *known == vote).map_or(0, |(_, n)| *n);
    Ok(AiAnalytics {
        from,
        to,
        analysed: by_language.iter().map(|counted| counted.n).sum(),
        answered: of(Verdict::Answered),
        clarified: of(Verdict::Clarified),
        unknown: of(Verdict::Unknown),
        small_talk: of(Verdict::Small),
        handed_off: of(Verdict::HandedOff),
        by_language: shown(by_language),
        by_intent: shown(count(workspace, By::Intent, from, to, db).await?),
        by_feeling: shown(count(workspace, By::Feeling, from, to, db).await?),
        thumbs_up: thumb(Vote::Up),
        thumbs_down: thumb(Vote::Down),
    })
}

fn shown(counted: Vec<Counted>) -> Vec<Count> {
    counted.into_iter().map(|counted| Count { name: counted.name, count: counted.n }).collect()
}
