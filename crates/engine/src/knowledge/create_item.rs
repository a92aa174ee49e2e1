//! Writing an item.

use domain::error::FieldErrors;
use domain::knowledge::{ItemDetail, ItemSource, NewItem};

use super::intake::{self, From};
use super::prepare::{self, Speaks};
use crate::ctx::Ctx;
use crate::error::Result;

/// Makes an item of a text, as a draft or to answer at once.
///
/// # Errors
/// `invalid` with the wrong fields; `conflict`, naming the item, when the same text is there already.
pub async fn create_item(ctx: &Ctx, new: NewItem) -> Result<ItemDetail> {
    intake::allow(ctx, new.publish)?;
    let mut wrong = FieldErrors::default();
    let content = wrong.take("content", prepare::content(&new.content));
    let title = wrong.take("title", prepare::title(&new.title, content.as_deref().unwrap_or_default()));
    let (Some(title), Some(content)) = (title, content) else {
        return Err(wrong.into_problem().unwrap_or_else(|| domain::Problem::invalid("Enter a text.")).into());
    };
    let speaks = new.language.map_or(Speaks::FindOut(None), Speaks::Said);
    let ready = prepare::prepare(title, content, speaks).await?;
    intake::take(ctx, ready, From { source: ItemSource::Text, origin: None, field: "content" }, new.publish).await
}
