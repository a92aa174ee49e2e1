//! Making an intent.

use domain::Problem;
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::{IntentId, IntentRef};
use domain::intents::{EffectKind, INTENTS, IntentChange, IntentView, THRESHOLD, parse_examples, parse_intent_name};
use domain::permissions::Permission;
use store::intents::{self, COUNTER, IntentRow};
use store::{counters, workspaces};

use super::{input, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Makes an intent, which is looked for in every message from now on.
///
/// # Errors
/// `invalid` with the wrong fields, name and examples being required; `conflict` for a name that another one has.
pub async fn create(ctx: &Ctx, new: IntentChange) -> Result<IntentView> {
    ctx.allow(Permission::BotsManage)?;
    let mut missing = FieldErrors::default();
    if new.name.is_none() {
        missing.take("name", parse_intent_name(""));
    }
    if new.examples.is_none() {
        missing.take("examples", parse_examples(&[]));
    }
    if let Some(problem) = missing.into_problem() {
        return Err(problem.into());
    }
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let others = intents::list(workspace, &mut *work).await?;
            if others.len() >= INTENTS {
                return Err(Problem::invalid(format!("A workspace has at most {INTENTS} intents.")).into());
            }
            let now = work.now();
            let mut row = IntentRow {
                id: IntentId::new(now, work.random()),
                public_id: IntentRef::new(work.random()),
                workspace_id: workspace,
                name: String::new(),
                name_folded: String::new(),
                examples: Vec::new(),
                threshold: THRESHOLD,
                is_on: true,
                effect: EffectKind::Label,
                handoff_reason: None,
                answer: String::new(),
                version: 1,
                created_at: now,
                updated_at: now,
            };
            input::apply(&mut row, new)?;
            input::check_name(&row, &others)?;
            intents::insert(&row, &mut *work).await?;
            counters::next(workspace, COUNTER, &mut *work).await?;
            work.record(workspace, NewEvent::new(EventKind::IntentCreated, actor, row.public_id.as_str())).await?;
            Ok(view(row))
        })
    })
    .await
}
