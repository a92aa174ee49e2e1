//! Making an API key.

use domain::accounts::{NewApiKeyView, parse_name};
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::{ApiKeyId, ApiKeyRef};
use domain::permissions::Permission;
use domain::{Code, Problem};
use sha2::{Digest, Sha256};
use store::api_keys::{self, NewApiKey};

use super::{input, list_api_keys};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::secrets::Token;

/// What each secret starts with, so that people and scanners of leaked secrets know it.
pub const KEY_PREFIX: &str = "rk_live_";
/// Characters of a secret that are kept readable to tell keys apart: 4 random ones.
const HINT_CHARS: usize = KEY_PREFIX.len() + 4;

/// Makes a key of the workspace. The secret is in the answer and nowhere else. The key belongs to the workspace: it goes on
/// working when the person who made it leaves, until someone revokes it.
///
/// # Errors
/// `invalid` with the wrong fields, `forbidden` for a scope that one does not have oneself.
pub async fn create_api_key(ctx: &Ctx, name: &str, scopes: Vec<Permission>) -> Result<NewApiKeyView> {
    ctx.allow(Permission::ApiKeysManage)?;
    let scopes = ordered(&scopes);
    let mut wrong = FieldErrors::default();
    let name = wrong.take("name", parse_name(name, "what the key is for", input::NAME_CHARS));
    let some = if scopes.is_empty() { Err("Choose what the key may do.".to_owned()) } else { Ok(()) };
    let (Some(name), Some(())) = (name, wrong.take("scopes", some)) else {
        return Err(wrong.into_problem().unwrap_or_else(|| Problem::invalid("Fill in the form.")).into());
    };
    if let Some(above) = scopes.iter().find(|scope| !ctx.may(**scope)) {
        let message = format!("You cannot give a key what you may not do yourself: {}.", above.sentence());
        return Err(Problem::new(Code::Forbidden, message).into());
    }
    let secret = format!("{KEY_PREFIX}{}", Token::new(ctx.app().random().as_ref()).expose());
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            let public_id = ApiKeyRef::new(work.random());
            let new = NewApiKey {
                id: ApiKeyId::new(work.now(), work.random()),
                public_id: public_id.clone(),
                name,
                hint: secret.chars().take(HINT_CHARS).collect(),
                secret_hash: hash(&secret),
                scopes: scopes.clone(),
                created_by: actor,
                created_at: work.now(),
            };
            api_keys::insert(workspace, new, &mut *work).await?;
            let event = NewEvent::new(EventKind::ApiKeyCreated, actor, public_id.as_str())
                .with(serde_json::json!({ "scopes": scopes }));
            work.record(workspace, event).await?;
            let row = api_keys::find(workspace, &public_id, work).await?.ok_or(store::Error::NotFound)?;
            Ok(NewApiKeyView { key: list_api_keys::view(row), secret })
        })
    })
    .await
}

/// What is stored of a secret.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Each scope once, in the order of the table.
fn ordered(scopes: &[Permission]) -> Vec<Permission> {
    Permission::all().filter(|permission| scopes.contains(permission)).collect()
}
