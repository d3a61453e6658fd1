//! Paging of lists: `{"items": […], "next": cursor|null}`.

use serde::Serialize;

/// One page of a list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The items of this page, in the list's own order.
    pub items: Vec<T>,
    /// Give this back as `cursor` for the next page; null at the end.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts `items`, fetched one longer than `limit`, into a page; `cursor` names the last one kept.
    pub fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }

    /// The same page with every item turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}

/// How many items a list gives when nobody says, and the most it gives at once.
pub const DEFAULT_LIMIT: usize = 100;
/// The most items in one page.
pub const MAX_LIMIT: usize = 1_000;

/// The limit a caller gets for the limit a caller asked for.
pub fn clamp_limit(asked: Option<usize>) -> usize {
    asked.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
}
