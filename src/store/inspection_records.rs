//! Records of inspections, in versions. A signed version is never written again; triggers hold that too.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{inspection_record_versions as versions, inspection_records as records};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::inspections::{Counts, Record, RecordStanding, RecordVersion, Tally};
use crate::kernel::ids::{InspectionId, InspectionRecordId};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = records)]
struct RecordRow {
    id: String,
    inspection_id: String,
    unit_code: String,
    subject_key: String,
    demonstration: bool,
    subject: String,
}

impl RecordRow {
    fn into_record(self) -> Result<Record, StoreError> {
        Ok(Record {
            id: id(&self.id)?,
            inspection_id: id(&self.inspection_id)?,
            subject: from_json(&self.subject)?,
            demonstration: self.demonstration,
        })
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = versions)]
#[diesel(treat_none_as_null = true)]
struct VersionRow {
    record_id: String,
    version: i64,
    revision: i64,
    opened_at: NaiveDateTime,
    opened_by: String,
    reason: String,
    signed_at: Option<NaiveDateTime>,
    signed_by: Option<String>,
    passed: i64,
    failed: i64,
    not_applicable: i64,
    unknown: i64,
    earned: i64,
    possible: i64,
    content: String,
}

impl VersionRow {
    fn of(version: &RecordVersion) -> Result<Self, StoreError> {
        let Tally { counts, earned, possible } = version.tally;
        Ok(Self {
            record_id: version.record_id.to_string(),
            version: version.version,
            revision: version.revision,
            opened_at: stored(version.opened_at),
            opened_by: version.opened_by.clone(),
            reason: version.reason.clone(),
            signed_at: version.signed.as_ref().map(|(at, _)| stored(*at)),
            signed_by: version.signed.as_ref().map(|(_, by)| by.clone()),
            passed: counts.passed,
            failed: counts.failed,
            not_applicable: counts.not_applicable,
            unknown: counts.unknown,
            earned,
            possible,
            content: to_json(&version.content)?,
        })
    }

    fn into_version(self) -> Result<RecordVersion, StoreError> {
        let signed = match (self.signed_at, self.signed_by) {
            (Some(at), Some(by)) => Some((loaded(at), by)),
            (None, None) => None,
            _ => return Err(StoreError::corrupt(format!("record {} is half signed", self.record_id))),
        };
        let Self { passed, failed, not_applicable, unknown, earned, possible, .. } = self;
        Ok(RecordVersion {
            record_id: id(&self.record_id)?,
            version: self.version,
            revision: self.revision,
            opened_at: loaded(self.opened_at),
            opened_by: self.opened_by,
            reason: self.reason,
            signed,
            tally: Tally { counts: Counts { passed, failed, not_applicable, unknown }, earned, possible },
            content: from_json(&self.content)?,
        })
    }
}

/// Adds a record with its first version; `AlreadyExists` where the subject has one.
pub fn add(conn: &mut StoreConnection, record: &Record, first: &RecordVersion) -> Result<(), StoreError> {
    let row = RecordRow {
        id: record.id.to_string(),
        inspection_id: record.inspection_id.to_string(),
        unit_code: record.subject.unit_code.clone(),
        subject_key: record.subject.key(),
        demonstration: record.demonstration,
        subject: to_json(&record.subject)?,
    };
    diesel::insert_into(records::table).values(row).execute(conn)?;
    add_version(conn, first)
}

/// Adds a version; `AlreadyExists` where there is one of its number.
pub fn add_version(conn: &mut StoreConnection, version: &RecordVersion) -> Result<(), StoreError> {
    diesel::insert_into(versions::table).values(VersionRow::of(version)?).execute(conn)?;
    Ok(())
}

/// Writes `version.revision` of a draft; `Stale` where the one before it is not the present one, or it was signed.
pub fn change_version(conn: &mut StoreConnection, version: &RecordVersion) -> Result<(), StoreError> {
    let row = VersionRow::of(version)?;
    let present = versions::table
        .filter(versions::record_id.eq(&row.record_id))
        .filter(versions::version.eq(row.version))
        .filter(versions::revision.eq(row.revision - 1))
        .filter(versions::signed_at.is_null());
    match diesel::update(present).set(&row).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// A record.
pub fn get(conn: &mut StoreConnection, record: InspectionRecordId) -> Result<Record, StoreError> {
    let row: RecordRow =
        records::table.filter(records::id.eq(record.to_string())).select(RecordRow::as_select()).get_result(conn)?;
    row.into_record()
}

/// The record of a subject, where it was begun.
pub fn of_subject(conn: &mut StoreConnection, of: InspectionId, key: &str) -> Result<Option<Record>, StoreError> {
    let row: Option<RecordRow> = records::table
        .filter(records::inspection_id.eq(of.to_string()))
        .filter(records::subject_key.eq(key))
        .select(RecordRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(RecordRow::into_record).transpose()
}

/// The versions of a record, the newest first.
pub fn versions_of(conn: &mut StoreConnection, record: InspectionRecordId) -> Result<Vec<RecordVersion>, StoreError> {
    let rows: Vec<VersionRow> = versions::table
        .filter(versions::record_id.eq(record.to_string()))
        .order(versions::version.desc())
        .select(VersionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(VersionRow::into_version).collect()
}

/// At most `limit` records of a campaign, in the order in which they were begun, those after `after` only, each with
/// its versions, the newest first.
pub fn list(
    conn: &mut StoreConnection,
    of: InspectionId,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(Record, Vec<RecordVersion>)>, StoreError> {
    let rows: Vec<RecordRow> = records::table
        .filter(records::inspection_id.eq(of.to_string()))
        .filter(records::id.gt(after.unwrap_or_default()))
        .order(records::id)
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(RecordRow::as_select())
        .load(conn)?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut said: HashMap<String, Vec<RecordVersion>> = HashMap::new();
    for chunk in ids.chunks(500) {
        let found: Vec<VersionRow> = versions::table
            .filter(versions::record_id.eq_any(chunk))
            .order(versions::version.desc())
            .select(VersionRow::as_select())
            .load(conn)?;
        for row in found {
            said.entry(row.record_id.clone()).or_default().push(row.into_version()?);
        }
    }
    rows.into_iter()
        .map(|row| {
            let versions = said.remove(&row.id).unwrap_or_default();
            Ok((row.into_record()?, versions))
        })
        .collect()
}

type StandingRow = (String, String, Option<NaiveDateTime>, [i64; 6]);

/// How far the records of these campaigns are, by campaign and subject, from the numbers alone. The newest signed
/// version counts; a correction being drawn up takes nothing away from it.
pub fn standings(
    conn: &mut StoreConnection,
    of: &[InspectionId],
) -> Result<HashMap<InspectionId, HashMap<String, RecordStanding>>, StoreError> {
    let mut found: HashMap<InspectionId, HashMap<String, RecordStanding>> = HashMap::new();
    for chunk in of.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        for (campaign, key, signed, [passed, failed, not_applicable, unknown, earned, possible]) in rows(conn, &ids)? {
            let standing = match signed {
                Some(_) => {
                    let counts = Counts { passed, failed, not_applicable, unknown };
                    RecordStanding::Signed(Tally { counts, earned, possible })
                }
                None => RecordStanding::Draft,
            };
            let of_campaign = found.entry(id(&campaign)?).or_default();
            // Versions come oldest first: a later signed one takes the place of an earlier, a draft does not.
            if signed.is_some() || !of_campaign.contains_key(&key) {
                of_campaign.insert(key, standing);
            }
        }
    }
    Ok(found)
}

fn rows(conn: &mut StoreConnection, campaigns: &[String]) -> Result<Vec<StandingRow>, StoreError> {
    type Row = (String, String, Option<NaiveDateTime>, i64, i64, i64, i64, i64, i64);
    let rows: Vec<Row> = records::table
        .inner_join(versions::table.on(versions::record_id.eq(records::id)))
        .filter(records::inspection_id.eq_any(campaigns))
        .order((records::id, versions::version))
        .select((
            records::inspection_id,
            records::subject_key,
            versions::signed_at,
            versions::passed,
            versions::failed,
            versions::not_applicable,
            versions::unknown,
            versions::earned,
            versions::possible,
        ))
        .load(conn)?;
    let row = |(campaign, key, at, passed, failed, not_applicable, unknown, earned, possible): Row| {
        (campaign, key, at, [passed, failed, not_applicable, unknown, earned, possible])
    };
    Ok(rows.into_iter().map(row).collect())
}
