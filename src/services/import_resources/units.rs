//! The units that lines of a file may be of.

use std::collections::{HashMap, HashSet};

use super::{ResourceOrder, words};
use crate::kernel::Localized;
use crate::kernel::folding::exact_key;
use crate::services::ServiceError;
use crate::services::import_zones::Importer;
use crate::services::live_data::Picture;
use crate::store::{StoreConnection, admin_units};

/// The units lines may be of.
pub(super) struct Units {
    /// The unit of lines that name none.
    usual: Option<String>,
    by_name: HashMap<String, Option<String>>,
    codes: HashSet<String>,
}

impl Units {
    pub(super) fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        picture: &Picture,
        order: &ResourceOrder,
    ) -> Result<Self, ServiceError> {
        let usual = order.unit.clone().or_else(|| by.unit().map(str::to_owned));
        if let Some(unit) = &usual
            && !admin_units::is_known(conn, unit)?
        {
            return Err(words::no_such_unit(unit));
        }
        let mut by_name: HashMap<String, Option<String>> = HashMap::new();
        let mut codes = HashSet::new();
        for commune in picture.communes() {
            codes.insert(commune.code.clone());
            let name = picture.unit_name(&commune.code);
            for key in [unit_key(name), bare_unit_key(name)] {
                // A name two communes bear names neither.
                by_name
                    .entry(key)
                    .and_modify(|held| *held = held.take().filter(|code| *code == commune.code))
                    .or_insert_with(|| Some(commune.code.clone()));
            }
        }
        Ok(Self { usual, by_name, codes })
    }

    pub(super) fn said(&self, text: Option<&str>) -> Result<String, Localized> {
        match text {
            None => self.usual.clone().ok_or_else(words::no_unit),
            Some(text) if self.codes.contains(text.trim()) => Ok(text.trim().to_owned()),
            Some(text) => {
                let named = self.by_name.get(&unit_key(text)).cloned().flatten();
                named.ok_or_else(|| words::unknown_unit(text))
            }
        }
    }
}

fn unit_key(name: &str) -> String {
    exact_key(name)
}

fn bare_unit_key(name: &str) -> String {
    let key = exact_key(name);
    ["xã ", "phường ", "đặc khu "].iter().find_map(|kind| key.strip_prefix(kind)).unwrap_or(&key).to_owned()
}
