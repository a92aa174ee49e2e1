//! Items: pieces of knowledge, from draft to archive.

use domain::events::Actor;
use domain::ids::{ItemId, ItemRef, WorkspaceId};
use domain::knowledge::{ItemSource, ItemStatus};
use domain::{Language, Timestamp};
use sqlx::FromRow;

use crate::column::{ActorText, MaybeTime};
use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// Most ids that one statement asks for.
const IDS: usize = 512;

/// An item as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ItemRow {
    /// What lists show of it.
    #[sqlx(flatten)]
    pub head: ItemHead,
    /// Title in small letters, in which searches look.
    pub title_folded: String,
    /// Its text, as Markdown.
    pub content: String,
    /// SHA-256 of what it was made from, so that the same is not taken in twice.
    pub content_hash: Vec<u8>,
    /// Who made it.
    #[sqlx(try_from = "ActorText")]
    pub created_by: Actor,
}

/// An item without its text.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ItemHead {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: ItemId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: ItemRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Title.
    pub title: String,
    /// Where it is on its way.
    #[sqlx(try_from = "String")]
    pub status: ItemStatus,
    /// Language of its text.
    #[sqlx(try_from = "String")]
    pub language: Language,
    /// What it was made from.
    #[sqlx(try_from = "String")]
    pub source: ItemSource,
    /// The page's address or the file's name.
    pub origin: Option<String>,
    /// Words of its text.
    pub words: i64,
    /// Counts changes of title or text, from 1.
    pub version: i64,
    /// The workspace's counter `knowledge` at its last change of what answers.
    pub generation: i64,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When title, text or status last changed.
    #[sqlx(try_from = "i64")]
    pub updated_at: Timestamp,
    /// When it was last published.
    #[sqlx(try_from = "MaybeTime")]
    pub published_at: Option<Timestamp>,
}

/// Which items are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemFilter {
    /// Only those that are so far; none: all.
    pub status: Option<ItemStatus>,
    /// Only those whose title holds this, which must be in small letters as [`ItemRow::title_folded`] is.
    pub search: Option<String>,
    /// Only what lies behind the item with this last change and key.
    pub after: Option<(Timestamp, ItemId)>,
}

#[derive(FromRow)]
struct StatusCount {
    #[sqlx(try_from = "String")]
    status: ItemStatus,
    n: i64,
}

#[derive(FromRow)]
struct PublishedRow {
    #[sqlx(try_from = "String")]
    id: ItemId,
    version: i64,
}

macro_rules! head_columns {
    () => {
        "id, public_id, workspace_id, title, status, language, source, origin, words, version, generation, created_at, \
         updated_at, published_at"
    };
}

fn select() -> Sql {
    sql(concat!(
        "select ",
        head_columns!(),
        ", title_folded, content, content_hash, created_by_kind || coalesce(':' || created_by_id, '') as created_by \
         from items"
    ))
}

fn select_heads() -> Sql {
    sql(concat!("select ", head_columns!(), " from items"))
}

/// Makes an item.
pub async fn insert(item: &ItemRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into items (id, public_id, workspace_id, title, title_folded, status, language, source, origin, content, \
             content_hash, words, version, generation, created_by_kind, created_by_id, created_at, updated_at, \
             published_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)")
    .bind(item.head.id)
    .bind(item.head.public_id.as_str())
    .bind(item.head.workspace_id)
    .bind(item.head.title.as_str())
    .bind(item.title_folded.as_str())
    .bind(item.head.status)
    .bind(item.head.language)
    .bind(item.head.source)
    .bind(item.head.origin.clone())
    .bind(item.content.as_str())
    .bind(item.content_hash.clone())
    .bind(item.head.words)
    .bind(item.head.version)
    .bind(item.head.generation)
    .bind(item.created_by.kind())
    .bind(item.created_by.id())
    .bind(item.head.created_at)
    .bind(item.head.updated_at)
    .bind(item.head.published_at)
    .run(on)
    .await?;
    Ok(())
}

/// The item with this public id.
pub async fn get(workspace: WorkspaceId, item: &ItemRef, on: impl Into<On<'_>>) -> Result<ItemRow> {
    select().and_bind("where workspace_id = $?", workspace).and_bind("and public_id = $?", item.as_str()).get(on).await
}

/// The item with this public id, held until the use case's batch is committed: nobody else changes it.
pub async fn lock(workspace: WorkspaceId, item: &ItemRef, on: impl Into<On<'_>>) -> Result<ItemRow> {
    let on = on.into();
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and public_id = $?", item.as_str())
        .for_update(&on)
        .get(on)
        .await
}

/// Writes everything of it that can change.
pub async fn update(workspace: WorkspaceId, item: &ItemRow, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update items set title = $3, title_folded = $4, status = $5, language = $6, origin = $7, \
             content = $8, content_hash = $9, words = $10, version = $11, generation = $12, updated_at = $13, \
             published_at = $14 \
         where workspace_id = $1 and id = $2")
    .bind(workspace)
    .bind(item.head.id)
    .bind(item.head.title.as_str())
    .bind(item.title_folded.as_str())
    .bind(item.head.status)
    .bind(item.head.language)
    .bind(item.head.origin.clone())
    .bind(item.content.as_str())
    .bind(item.content_hash.clone())
    .bind(item.head.words)
    .bind(item.head.version)
    .bind(item.head.generation)
    .bind(item.head.updated_at)
    .bind(item.head.published_at)
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Up to `limit` items, the newest change first.
pub async fn list(
    workspace: WorkspaceId,
    filter: &ItemFilter,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<ItemHead>> {
    let mut query = select_heads().and_bind("where workspace_id = $?", workspace);
    if let Some(status) = filter.status {
        query = query.and_bind("and status = $?", status);
    }
    if let Some(search) = &filter.search {
        query = query.and_bind(r"and title_folded like $? escape '\'", containing(search));
    }
    if let Some((at, item)) = filter.after {
        query = query.and_bind("and (updated_at, id) < ($?,", at).and_bind("$?)", item);
    }
    query.and_bind("order by updated_at desc, id desc limit $?", limit).all(on).await
}

/// The pattern of every text that holds this one.
fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// How many items are how far, in the order of [`ItemStatus::ALL`].
pub async fn counts(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Vec<(ItemStatus, i64)>> {
    let rows: Vec<StatusCount> = sql("select status, count(*) as n from items where workspace_id = $1 group by status")
        .bind(workspace)
        .all(on)
        .await?;
    let count = |status| rows.iter().find(|row| row.status == status).map_or(0, |row| row.n);
    Ok(ItemStatus::ALL.iter().map(|status| (*status, count(*status))).collect())
}

/// The item that was made from this page or file; of several the one that changed last.
pub async fn find_by_origin(workspace: WorkspaceId, origin: &str, on: impl Into<On<'_>>) -> Result<Option<ItemRow>> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and origin = $? order by updated_at desc, id desc limit 1", origin)
        .find(on)
        .await
}

/// The item that was made from the same; of several the one that changed last.
pub async fn find_by_hash(
    workspace: WorkspaceId,
    content_hash: &[u8],
    on: impl Into<On<'_>>,
) -> Result<Option<ItemRow>> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and content_hash = $? order by updated_at desc, id desc limit 1", content_hash.to_vec())
        .find(on)
        .await
}

/// Up to `limit` items whose last change of what answers came after this generation, in the order of the changes.
pub async fn changed_after(
    workspace: WorkspaceId,
    generation: i64,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<ItemHead>> {
    select_heads()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and generation > $?", generation)
        .and_bind("order by generation, id limit $?", limit)
        .all(on)
        .await
}

/// Which of these items are published now, and in which version.
pub async fn versions_published(
    workspace: WorkspaceId,
    items: &[ItemId],
    on: impl Into<On<'_>>,
) -> Result<Vec<(ItemId, i64)>> {
    let mut on = on.into();
    let mut published = Vec::with_capacity(items.len());
    for piece in items.chunks(IDS) {
        // Without the joined nothing, SQLite takes an index of the workspace and reads all that is published, at each answer.
        let rows: Vec<PublishedRow> = sql("select id, version from items where")
            .and_bind("workspace_id || '' = $? and status = 'published'", workspace)
            .and_list("and id in ($*)", piece.iter().copied())
            .all(&mut on)
            .await?;
        published.extend(rows.into_iter().map(|row| (row.id, row.version)));
    }
    Ok(published)
}

#[derive(FromRow)]
struct Key {
    #[sqlx(try_from = "String")]
    id: ItemId,
    #[sqlx(try_from = "String")]
    public_id: ItemRef,
}

/// The keys of the items with these public ids; unknown ones are left out.
pub async fn keys(workspace: WorkspaceId, items: &[ItemRef], on: impl Into<On<'_>>) -> Result<Vec<(ItemRef, ItemId)>> {
    let keys: Vec<Key> = sql("select id, public_id from items where")
        .and_bind("workspace_id = $?", workspace)
        .and_list("and public_id in ($*)", items.iter().map(ItemRef::as_str))
        .all(on)
        .await?;
    Ok(keys.into_iter().map(|key| (key.public_id, key.id)).collect())
}
