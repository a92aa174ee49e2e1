//! Knowledge: items on their way from draft to archive, their passages, and finding them again.
//!
//! An item is written, fetched from a page or read from a file ([`create_item`], [`import_url`], [`import_file`]); it answers
//! from when it is published ([`publish_item`]) to when it is archived ([`archive_item`]). Publishing writes the passages, the
//! frozen version, the item and the event in one transaction, with the next number of the workspace's counter
//! [`COUNTER`], from which every node's index learns that there is something to take up. A published item that is
//! changed answers with its new text at once: what is shown is what is stored.

mod archive_item;
mod counts;
mod create_item;
mod effect;
mod embedder;
mod import_file;
mod import_url;
mod index;
mod intake;
mod list_items;
mod live_version;
mod make_vectors;
mod prepare;
mod publish_item;
mod read_item;
mod search;
mod search_items;
mod split;
mod update_item;
mod view;

pub use archive_item::archive_item;
pub use counts::counts;
pub use create_item::create_item;
pub use embedder::Embedder;
pub(crate) use embedder::Meanings;
pub use import_file::import_file;
pub use import_url::import_url;
pub(crate) use index::Indexes;
pub use index::{COUNTER, Item};
pub use list_items::{ItemQuery, list_items};
pub use make_vectors::MAKE_VECTORS;
pub(crate) use make_vectors::make_vectors;
pub use publish_item::publish_item;
pub use read_item::read_item;
pub(crate) use search::{Dropped, Query, Searched, search_noting};
pub use search::{Found, search};
pub use search_items::{MOST_FOUND, search_items};
pub use split::split;
pub use update_item::update_item;
