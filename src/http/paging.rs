//! `?limit=&cursor=` of every list.

use serde::Deserialize;

use crate::kernel::page::clamp_limit;

/// The part of a query that every list takes.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many.
    pub limit: Option<usize>,
    /// Where the last page ended.
    pub cursor: Option<String>,
}

impl PageQuery {
    /// How many items to give.
    pub fn limit(&self) -> usize {
        clamp_limit(self.limit)
    }

    /// How many to fetch: one more, to know whether there is a next page.
    pub fn fetch(&self) -> i64 {
        i64::try_from(self.limit() + 1).unwrap_or(i64::MAX)
    }
}
