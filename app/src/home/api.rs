//! Server functions of the home page.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

/// What there is in a workspace, as far as the one who asks may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Whether the website of the business is known.
    pub has_website: bool,
    /// How many belong to the team.
    pub members: u32,
    /// How many invitations wait for their answer; 0 for those who may not see them.
    pub invitations: u32,
    /// How many API keys work; none for those who may not see them.
    pub api_keys: Option<u32>,
    /// How many bots there are.
    pub bots: u32,
    /// How many pieces of knowledge answer.
    pub published: u32,
    /// Whether a website has asked for a bot's widget.
    pub is_on_website: bool,
    /// How many conversations wait for a person; none for those who may not read them.
    pub waiting: Option<u32>,
}

/// What there is in the current workspace.
#[server(prefix = "/_fn", endpoint = "read_start", input = GetUrl)]
pub async fn read_start() -> Result<Start, ApiError> {
    Ok(gather(&crate::api::edge::ctx()?).await?)
}

#[cfg(feature = "ssr")]
async fn gather(ctx: &engine::Ctx) -> engine::Result<Start> {
    use domain::conversations::InboxList;
    use domain::knowledge::ItemStatus;
    use domain::page::{MAX_LIMIT, PageRequest};
    use domain::permissions::Permission;
    use engine::accounts;

    let workspace = accounts::read_workspace(ctx).await?;
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let (mut members, mut next) = (0, PageRequest::new(None, Some(MAX_LIMIT)));
    loop {
        let page = accounts::list_members(ctx, next).await?;
        members += page.items.len();
        let Some(cursor) = page.next_cursor else { break };
        next = PageRequest::new(Some(cursor), Some(MAX_LIMIT));
    }
    let invitations = match ctx.may(Permission::MembersManage) {
        true => accounts::list_invitations(ctx).await?.len(),
        false => 0,
    };
    let mut api_keys = ctx.may(Permission::ApiKeysManage).then_some(0);
    let mut next = PageRequest::new(None, Some(MAX_LIMIT));
    while let Some(working) = &mut api_keys {
        let page = accounts::list_api_keys(ctx, next).await?;
        *working += page.items.iter().filter(|key| key.revoked_at.is_none()).count();
        let Some(cursor) = page.next_cursor else { break };
        next = PageRequest::new(Some(cursor), Some(MAX_LIMIT));
    }
    let bots = engine::bots::list(ctx).await?;
    let items = engine::knowledge::counts(ctx).await?;
    let published = items.iter().find(|(status, _)| *status == ItemStatus::Published).map_or(0, |(_, count)| *count);
    let waiting = match ctx.may(Permission::ConversationsRead) {
        true => engine::conversations::counts(ctx).await?.into_iter().find(|(list, _)| *list == InboxList::Waiting),
        false => None,
    };
    let whole = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Start {
        bots: count(bots.len()),
        published: whole(published),
        is_on_website: bots.iter().any(|bot| bot.widget.last_seen_at.is_some()),
        waiting: waiting.map(|(_, count)| whole(count)),
        has_website: workspace.website.is_some(),
        members: count(members),
        invitations: count(invitations),
        api_keys: api_keys.map(count),
    })
}
