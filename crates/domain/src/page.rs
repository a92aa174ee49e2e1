//! Lists in pieces, by cursor: stable while rows come and go, and as quick on the last page as on the first.

use serde::{Deserialize, Serialize};

/// How many rows a page has when nothing is said.
pub const DEFAULT_LIMIT: u16 = 50;
/// How many rows a page has at the most.
pub const MAX_LIMIT: u16 = 200;

/// Which piece of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// The `next_cursor` of the page before; none for the first page.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to [`MAX_LIMIT`].
    pub limit: u16,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { cursor: None, limit: DEFAULT_LIMIT }
    }
}

impl PageRequest {
    /// A request with its limit brought into the allowed range.
    pub fn new(cursor: Option<String>, limit: Option<u16>) -> Self {
        Self { cursor, limit: limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT) }
    }
}

/// One piece of a list.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// Hand this in as `cursor` for the next page; none on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The same page with each row turned into its view.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(view).collect(), next_cursor: self.next_cursor }
    }

    /// Makes a page of up to `limit + 1` rows: the row too many only tells that there is a next page, which starts
    /// behind the last row kept.
    pub fn cut(mut rows: Vec<T>, limit: u16, cursor_of: impl Fn(&T) -> String) -> Self {
        let more = rows.len() > usize::from(limit);
        rows.truncate(usize::from(limit));
        let next_cursor = if more { rows.last().map(cursor_of) } else { None };
        Self { items: rows, next_cursor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_without_a_row_too_many_is_the_last() {
        let page = Page::cut(vec![1, 2, 3], 3, |n| n.to_string());
        assert_eq!((page.items.len(), page.next_cursor), (3, None));
        let page = Page::cut(vec![1, 2, 3, 4], 3, |n| n.to_string());
        assert_eq!((page.items, page.next_cursor), (vec![1, 2, 3], Some("3".into())));
    }

    #[test]
    fn limits_are_brought_into_range() {
        assert_eq!(PageRequest::new(None, Some(0)).limit, 1);
        assert_eq!(PageRequest::new(None, Some(9_999)).limit, MAX_LIMIT);
        assert_eq!(PageRequest::new(None, None).limit, DEFAULT_LIMIT);
    }
}
