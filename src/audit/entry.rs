//! One entry of the log, and the hash that ties it to the one before.

use chrono::SecondsFormat;

use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::{AccountId, AlertId, AuditId};
use crate::kernel::{Localized, Timestamp};

/// What the first entry names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who: a person's name and account, or the part of the program that acted.
    pub actor: Localized,
    /// The account that acted; none where the program did.
    pub account_id: Option<AccountId>,
    /// From where: a network address or "command line"; none for the program itself.
    pub origin: Option<String>,
    /// What was done, as a code.
    pub action: String,
    /// What it was done to.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: String,
    /// On which alert.
    pub alert_id: Option<AlertId>,
    /// On what paper: "12/QĐ-UBND, 20/4/2026".
    pub paper: Option<String>,
    /// In words.
    pub detail: Localized,
}

/// An entry in its place in the chain. Entries are only ever added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number: 1, 2, 3 and so on without a gap.
    pub seq: i64,
    /// What it says.
    pub record: AuditRecord,
    /// The hash of the entry before; [`GENESIS`] for the first.
    pub prev_hash: String,
    /// The hash of this entry.
    pub hash: String,
}

impl AuditEntry {
    /// The entry that `record` becomes at `seq`, after the entry whose hash is `prev_hash`.
    pub fn chained(seq: i64, prev_hash: String, record: AuditRecord) -> Self {
        let hash = sha256_hex(&canonical(seq, &prev_hash, &record));
        Self { seq, record, prev_hash, hash }
    }

    /// Whether the entry's hash is the one its fields have.
    pub fn is_whole(&self) -> bool {
        sha256_hex(&canonical(self.seq, &self.prev_hash, &self.record)) == self.hash
    }
}

/// The bytes that are hashed. This form never changes: another would get another first line.
///
/// The line `ungpho audit 1`, then every field in the order below. A field is its length in bytes (decimal), a
/// colon, its bytes in UTF-8, and a line feed; a field that is empty of meaning (none) is `-` and a line feed.
/// Because each field says how long it is, nothing can be moved from one into the next unnoticed. `seq` is
/// decimal, `at` is RFC 3339 in UTC with nine digits of a second, ids are UUIDs in lower case.
fn canonical(seq: i64, prev_hash: &str, record: &AuditRecord) -> Vec<u8> {
    let AuditRecord { id, at, actor, account_id, origin, action, subject_kind, subject_id, alert_id, paper, detail } =
        record;
    let some = |text: &str| Some(text.to_owned());
    let fields: [Option<String>; 15] = [
        Some(seq.to_string()),
        some(prev_hash),
        Some(id.to_string()),
        Some(at.to_rfc3339_opts(SecondsFormat::Nanos, true)),
        some(&actor.vi),
        some(&actor.en),
        account_id.map(|id| id.to_string()),
        origin.clone(),
        some(action),
        some(subject_kind),
        some(subject_id),
        alert_id.map(|id| id.to_string()),
        paper.clone(),
        some(&detail.vi),
        some(&detail.en),
    ];
    let mut bytes = b"ungpho audit 1\n".to_vec();
    for field in fields {
        match field {
            Some(text) => {
                bytes.extend(format!("{}:", text.len()).bytes());
                bytes.extend(text.bytes());
            }
            None => bytes.push(b'-'),
        }
        bytes.push(b'\n');
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> AuditRecord {
        AuditRecord {
            id: "0192a0b0-0000-7000-8000-000000000001".parse().unwrap(),
            at: "2026-09-27T13:05:06.789Z".parse().unwrap(),
            actor: Localized::new("hệ thống", "system"),
            account_id: None,
            origin: None,
            action: "alert_stored".into(),
            subject_kind: "alert".into(),
            subject_id: "a".into(),
            alert_id: None,
            paper: Some("12/QĐ-UBND, 20/4/2026".into()),
            detail: Localized::new("Nhận", "Received"),
        }
    }

    #[test]
    fn the_canonical_form_is_the_documented_one() {
        let text = String::from_utf8(canonical(7, "ab", &record())).unwrap();
        assert_eq!(
            text,
            "ungpho audit 1\n1:7\n2:ab\n36:0192a0b0-0000-7000-8000-000000000001\n30:2026-09-27T13:05:06.789000000Z\n\
             12:hệ thống\n6:system\n-\n-\n12:alert_stored\n5:alert\n1:a\n-\n22:12/QĐ-UBND, 20/4/2026\n6:Nhận\n\
             8:Received\n"
        );
    }

    #[test]
    fn nothing_moves_between_fields_unnoticed() {
        let one = AuditRecord { action: "ab".into(), subject_kind: "c".into(), ..record() };
        let other = AuditRecord { action: "a".into(), subject_kind: "bc".into(), ..record() };
        assert_ne!(canonical(1, GENESIS, &one), canonical(1, GENESIS, &other));
        let one = AuditRecord { origin: None, ..record() };
        let other = AuditRecord { origin: Some(String::new()), ..record() };
        assert_ne!(canonical(1, GENESIS, &one), canonical(1, GENESIS, &other), "none is not the empty text");
        let dash = AuditRecord { origin: Some("-".into()), ..record() };
        assert_ne!(canonical(1, GENESIS, &dash), canonical(1, GENESIS, &one), "nor a dash");
    }

    #[test]
    fn an_entry_is_whole_until_something_is_changed() {
        let entry = AuditEntry::chained(1, GENESIS.into(), record());
        assert!(entry.is_whole());
        assert!(!AuditEntry { seq: 2, ..entry.clone() }.is_whole());
        assert!(!AuditEntry { prev_hash: "1".repeat(64), ..entry.clone() }.is_whole());
        let said = AuditRecord { paper: None, ..record() };
        assert!(!AuditEntry { record: said, ..entry }.is_whole());
    }
}
