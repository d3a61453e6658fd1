//! The audit log: entries are only ever added, each chained to the one before.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{audit_entries, audit_head};
use super::{StoreConnection, StoreError, id, insert_rows, loaded, on_each_backend, optional_id, stored};
use crate::audit::{AuditEntry, AuditRecord, GENESIS, Head};
use crate::kernel::Localized;
use crate::kernel::ids::AccountId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_entries)]
#[diesel(treat_none_as_default_value = false)]
struct AuditRow {
    seq: i64,
    id: String,
    at: NaiveDateTime,
    actor_vi: String,
    actor_en: String,
    account_id: Option<String>,
    origin: Option<String>,
    action: String,
    subject_kind: String,
    subject_id: String,
    alert_id: Option<String>,
    paper: Option<String>,
    detail_vi: String,
    detail_en: String,
    prev_hash: String,
    hash: String,
}

impl AuditRow {
    fn of(entry: &AuditEntry) -> Self {
        let AuditEntry { seq, record, prev_hash, hash } = entry.clone();
        Self {
            seq,
            id: record.id.to_string(),
            at: stored(record.at),
            actor_vi: record.actor.vi,
            actor_en: record.actor.en,
            account_id: record.account_id.map(|id| id.to_string()),
            origin: record.origin,
            action: record.action,
            subject_kind: record.subject_kind,
            subject_id: record.subject_id,
            alert_id: record.alert_id.map(|id| id.to_string()),
            paper: record.paper,
            detail_vi: record.detail.vi,
            detail_en: record.detail.en,
            prev_hash,
            hash,
        }
    }

    fn into_entry(self) -> Result<AuditEntry, StoreError> {
        let record = AuditRecord {
            id: id(&self.id)?,
            at: loaded(self.at),
            actor: Localized::new(self.actor_vi, self.actor_en),
            account_id: optional_id(self.account_id.as_deref())?,
            origin: self.origin,
            action: self.action,
            subject_kind: self.subject_kind,
            subject_id: self.subject_id,
            alert_id: optional_id(self.alert_id.as_deref())?,
            paper: self.paper,
            detail: Localized::new(self.detail_vi, self.detail_en),
        };
        let entry = AuditEntry { seq: self.seq, record, prev_hash: self.prev_hash, hash: self.hash };
        // Ids are read generously (capitals, braces); what stands there must be what was hashed.
        if Self::of(&entry).ids() == [Some(&self.id), self.account_id.as_ref(), self.alert_id.as_ref()] {
            Ok(entry)
        } else {
            Err(StoreError::corrupt(format!("audit entry {}: an id is written otherwise", self.seq)))
        }
    }

    fn ids(&self) -> [Option<&String>; 3] {
        [Some(&self.id), self.account_id.as_ref(), self.alert_id.as_ref()]
    }
}

const HEAD: &str = "head";

/// Adds what `record` says as the next entry. Until the transaction ends no other can add one.
pub fn append(conn: &mut StoreConnection, record: AuditRecord) -> Result<AuditEntry, StoreError> {
    let mut added = append_all(conn, vec![record])?;
    added.pop().ok_or_else(|| StoreError::corrupt("an entry was not added"))
}

/// Adds what `records` say as the next entries, one each, in order; the head is moved once for all of them.
pub fn append_all(conn: &mut StoreConnection, records: Vec<AuditRecord>) -> Result<Vec<AuditEntry>, StoreError> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    // Moving the head on locks its row, so that entries are chained in the order of their commits.
    let own = audit_head::table.filter(audit_head::name.eq(HEAD));
    let moved: Option<(i64, String)> = on_each_backend!(conn, conn => diesel::update(own)
        .set(audit_head::seq.eq(audit_head::seq + count))
        .returning((audit_head::seq, audit_head::hash))
        .get_result(conn)
        .optional())?;
    let Some((seq, hash)) = moved else {
        return Err(StoreError::corrupt("the head of the audit log is gone; run `ungpho audit verify`"));
    };
    let mut last = Head { seq: seq - count, hash };
    let mut added = Vec::with_capacity(records.len());
    for record in records {
        let entry = AuditEntry::chained(last.seq + 1, last.hash, record);
        last = Head { seq: entry.seq, hash: entry.hash.clone() };
        added.push(entry);
    }
    let rows: Vec<AuditRow> = added.iter().map(AuditRow::of).collect();
    insert_rows!(conn, audit_entries::table, rows);
    set_head(conn, &last.hash)?;
    Ok(added)
}

/// The last entry as the log remembers it.
pub fn head(conn: &mut StoreConnection) -> Result<Option<Head>, StoreError> {
    let row: Option<(i64, String)> = audit_head::table
        .filter(audit_head::name.eq(HEAD))
        .select((audit_head::seq, audit_head::hash))
        .get_result(conn)
        .optional()?;
    Ok(row.map(|(seq, hash)| Head { seq, hash }))
}

fn set_head(conn: &mut StoreConnection, hash: &str) -> Result<(), StoreError> {
    diesel::update(audit_head::table.filter(audit_head::name.eq(HEAD))).set(audit_head::hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// Puts a head that is gone, or behind the entries, on the last entry there is, so that the log can go on.
/// What is wrong with the entries stays to be seen.
pub fn restore_head(conn: &mut StoreConnection) -> Result<(), StoreError> {
    let last: Option<(i64, String)> = audit_entries::table
        .order(audit_entries::seq.desc())
        .select((audit_entries::seq, audit_entries::hash))
        .first(conn)
        .optional()?;
    let (seq, hash) = last.unwrap_or((0, GENESIS.into()));
    let values = (audit_head::seq.eq(seq), audit_head::hash.eq(hash));
    match head(conn)? {
        Some(head) if head.seq >= seq => {}
        Some(_) => {
            diesel::update(audit_head::table.filter(audit_head::name.eq(HEAD))).set(values).execute(conn)?;
        }
        None => {
            diesel::insert_into(audit_head::table)
                .values((audit_head::name.eq(HEAD), values.0, values.1))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Gives entries from before the chain their hashes; the migration numbered them and left the head without a
/// hash. Does nothing ever after.
pub fn chain_old_entries(conn: &mut StoreConnection) -> Result<(), StoreError> {
    // Takes the row, so that a second process waits and then finds nothing to do.
    let pending = diesel::update(audit_head::table.filter(audit_head::name.eq(HEAD)).filter(audit_head::hash.eq("")))
        .set(audit_head::hash.eq(GENESIS))
        .execute(conn)?;
    if pending == 0 {
        return Ok(());
    }
    let mut last = Head { seq: 0, hash: GENESIS.into() };
    loop {
        let found = after(conn, last.seq, 500)?;
        if found.is_empty() {
            return set_head(conn, &last.hash);
        }
        for read in found {
            let entry =
                read.map_err(|unread| StoreError::corrupt(format!("audit entry {}: {}", unread.seq, unread.why)))?;
            let entry = AuditEntry::chained(entry.seq, last.hash, entry.record);
            diesel::update(audit_entries::table.filter(audit_entries::seq.eq(entry.seq)))
                .set((audit_entries::prev_hash.eq(&entry.prev_hash), audit_entries::hash.eq(&entry.hash)))
                .execute(conn)?;
            last = Head { seq: entry.seq, hash: entry.hash };
        }
    }
}

/// An entry that stands there and cannot be read.
#[derive(Debug)]
pub struct UnreadEntry {
    /// Its number.
    pub seq: i64,
    /// Its id, as it stands there.
    pub id: String,
    /// Why not.
    pub why: StoreError,
}

/// At most `limit` entries after number `seq`, oldest first, to be verified.
pub fn after(
    conn: &mut StoreConnection,
    seq: i64,
    limit: i64,
) -> Result<Vec<Result<AuditEntry, UnreadEntry>>, StoreError> {
    let query = || audit_entries::table.filter(audit_entries::seq.gt(seq)).order(audit_entries::seq).limit(limit);
    let rows: Result<Vec<AuditRow>, _> = query().select(AuditRow::as_select()).load(conn);
    if let Ok(rows) = rows {
        return Ok(rows.into_iter().map(understood).collect());
    }
    // SQLite lets anything stand in any column: then one by one, so that the entry can be named.
    let there: Vec<(i64, String)> = query().select((audit_entries::seq, audit_entries::id)).load(conn)?;
    there
        .into_iter()
        .map(|(seq, id)| {
            let row = audit_entries::table
                .filter(audit_entries::seq.eq(seq))
                .select(AuditRow::as_select())
                .get_result(conn)
                .map_err(StoreError::from);
            match row {
                Ok(row) => Ok(understood(row)),
                Err(StoreError::Database(why)) => Ok(Err(UnreadEntry { seq, id, why: StoreError::Corrupt(why) })),
                Err(error) => Err(error),
            }
        })
        .collect()
}

fn understood(row: AuditRow) -> Result<AuditEntry, UnreadEntry> {
    let (seq, id) = (row.seq, row.id.clone());
    row.into_entry().map_err(|why| UnreadEntry { seq, id, why })
}

/// Which entries are asked for.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Those about any of these; all where it is empty.
    pub subjects: Vec<String>,
    /// Those of this account.
    pub account: Option<AccountId>,
    /// Those of an actor called so, in either language.
    pub actor: Option<String>,
    /// Those of this action.
    pub action: Option<String>,
    /// Those before this number.
    pub before: Option<i64>,
}

/// The newest `limit` entries of `filter`.
pub fn newest(conn: &mut StoreConnection, filter: &AuditFilter, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let mut query = audit_entries::table
        .select(AuditRow::as_select())
        .order(audit_entries::seq.desc())
        .limit(limit)
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if !filter.subjects.is_empty() {
        query = query.filter(audit_entries::subject_id.eq_any(filter.subjects.clone()));
    }
    if let Some(account) = filter.account {
        query = query.filter(audit_entries::account_id.eq(account.to_string()));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit_entries::actor_vi.eq(actor.clone()).or(audit_entries::actor_en.eq(actor.clone())));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit_entries::action.eq(action.clone()));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_entries::seq.lt(before));
    }
    let rows: Vec<AuditRow> = query.load(conn)?;
    rows.into_iter().map(AuditRow::into_entry).collect()
}
