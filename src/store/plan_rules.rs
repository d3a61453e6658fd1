//! What people changed of the rules that ship with the program.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::plan_rules;
use super::{StoreConnection, StoreError, from_json, loaded, stored, to_json};
use crate::kernel::{Localized, Timestamp};
use crate::plans::rules::{Rule, RuleCode, RuleForm};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = plan_rules)]
#[diesel(treat_none_as_null = true)]
struct RuleRow {
    code: String,
    revision: i64,
    enabled: bool,
    weight: i64,
    days: Option<i64>,
    season: Option<String>,
    citation_vi: String,
    citation_en: String,
    updated_at: NaiveDateTime,
    updated_by: String,
}

/// What somebody changed of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Of which rule.
    pub code: RuleCode,
    /// Counted up by every change.
    pub revision: i64,
    /// What.
    pub form: RuleForm,
    /// When.
    pub at: Timestamp,
    /// Who, as people see it.
    pub by: String,
}

impl RuleRow {
    /// The change this row holds; nothing for a rule that this version of the program no longer has.
    fn into_adjustment(self) -> Result<Option<Adjustment>, StoreError> {
        let Some(code) = RuleCode::from_code(&self.code) else { return Ok(None) };
        let whole = |value: i64| {
            u32::try_from(value).map_err(|_| StoreError::corrupt(format!("{value} in rule {}", code.code())))
        };
        let form = RuleForm {
            enabled: self.enabled,
            weight: whole(self.weight)?,
            days: self.days.map(whole).transpose()?,
            season: self.season.as_deref().map(from_json).transpose()?,
            citation: Some(Localized::new(self.citation_vi, self.citation_en)),
        };
        Ok(Some(Adjustment { code, revision: self.revision, form, at: loaded(self.updated_at), by: self.updated_by }))
    }
}

/// What was changed, by code.
pub fn adjustments(conn: &mut StoreConnection) -> Result<Vec<Adjustment>, StoreError> {
    let rows: Vec<RuleRow> = plan_rules::table.order(plan_rules::code).select(RuleRow::as_select()).load(conn)?;
    rows.into_iter().filter_map(|row| row.into_adjustment().transpose()).collect()
}

/// Keeps `rule` as `by` set it; it was read at `revision`, 0 for a rule nobody had changed. Gives the next revision.
///
/// # Errors
/// `Stale` where somebody changed it since.
pub fn put(
    conn: &mut StoreConnection,
    rule: &Rule,
    revision: i64,
    by: &str,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let row = RuleRow {
        code: rule.code.code().to_owned(),
        revision: revision + 1,
        enabled: rule.enabled,
        weight: rule.weight.into(),
        days: rule.days.map(i64::from),
        season: rule.season.as_ref().map(to_json).transpose()?,
        citation_vi: rule.citation.vi.clone(),
        citation_en: rule.citation.en.clone(),
        updated_at: stored(now),
        updated_by: by.to_owned(),
    };
    let changed = diesel::update(
        plan_rules::table.filter(plan_rules::code.eq(&row.code)).filter(plan_rules::revision.eq(revision)),
    )
    .set(&row)
    .execute(conn)?;
    if changed > 0 {
        return Ok(row.revision);
    }
    if revision != 0 {
        return Err(StoreError::Stale);
    }
    match diesel::insert_into(plan_rules::table).values(&row).execute(conn).map_err(StoreError::from) {
        Ok(_) => Ok(row.revision),
        Err(StoreError::AlreadyExists) => Err(StoreError::Stale),
        Err(error) => Err(error),
    }
}
