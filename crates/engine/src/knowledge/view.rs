//! Items as they leave.

use domain::feedback::Votes;
use domain::knowledge::{ItemDetail, ItemView, PassageView};
use store::items::{ItemHead, ItemRow};
use store::passages::PassageRow;

pub(super) fn head(row: ItemHead) -> ItemView {
    ItemView {
        id: row.public_id,
        title: row.title,
        status: row.status,
        language: row.language,
        source: row.source,
        origin: row.origin,
        version: row.version,
        words: row.words,
        created_at: row.created_at,
        updated_at: row.updated_at,
        published_at: row.published_at,
    }
}

pub(super) fn detail(row: ItemRow, passages: Vec<PassageView>, votes: Votes) -> ItemDetail {
    ItemDetail { item: head(row.head), content: row.content, passages, votes }
}

pub(super) fn passage(row: PassageRow) -> PassageView {
    PassageView { ordinal: row.ordinal, heading: row.heading, text: row.text, start: row.start_byte, end: row.end_byte }
}
