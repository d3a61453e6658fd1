//! Holding the zones of a file against those that are known, and writing what is new.

use std::collections::HashMap;

use geo::{Geometry, MultiPolygon};

use super::ZoneOrder;
use super::prepare::{Prepared, ZoneForm};
use crate::geometry::{area, measure};
use crate::kernel::ids::ZoneId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanZone;
use crate::services::place_file::{DraftItem, Fate, ImportDraft};
use crate::store::zone_batches::{KnownZone, known};
use crate::store::{StoreConnection, StoreError, stated_provinces, zone_batches, zones};
use crate::zones::{Zone, ZoneStatus};

/// What became of every item.
#[derive(Default)]
pub(super) struct Settled {
    outcomes: Vec<Outcome>,
    /// The zones that were taken in or were there already, as a plan names them.
    pub taken_in: Vec<PlanZone>,
    /// The provinces the file states for communes that the register does not know.
    stated_provinces: HashMap<String, String>,
    /// Whether anything was written.
    pub wrote: bool,
    /// The zones that were drawn, new or anew.
    pub drawn: Vec<Zone>,
}

/// What became of one item, beside what the file alone told.
struct Outcome {
    fate: Option<Fate>,
    reason: Option<Localized>,
}

/// How many zones are held against the register at once.
const AT_ONCE: usize = 500;

impl Settled {
    /// Settles every item; with `write` also writes what is new.
    pub(super) fn of(
        conn: &mut StoreConnection,
        prepared: &Prepared,
        order: &ZoneOrder,
        write: Option<Timestamp>,
    ) -> Result<Self, StoreError> {
        let mut settled = Self::default();
        let pairs: Vec<(&DraftItem, Option<&ZoneForm>)> =
            prepared.draft.items.iter().zip(prepared.forms.iter().map(Option::as_ref)).collect();
        for some in pairs.chunks(AT_ONCE) {
            let codes: Vec<&str> = some.iter().filter_map(|(_, form)| Some(form.as_ref()?.code.as_str())).collect();
            let register = known(conn, &codes)?;
            let mut batch = Batch::default();
            for (item, form) in some {
                let outcome = match (form, &item.geometry) {
                    (Some(form), Some(Geometry::MultiPolygon(area))) => {
                        settled.state_province(form);
                        settled.one(form, area, register.get(&form.code), order, write, &mut batch)
                    }
                    _ => Outcome { fate: None, reason: None },
                };
                settled.outcomes.push(outcome);
            }
            if let Some(now) = write {
                settled.wrote |= batch.keep(conn, order, now)?;
                settled.drawn.extend(batch.new.into_iter().chain(batch.revised));
            }
        }
        if write.is_some() {
            settled.wrote |= stated_provinces::keep(conn, &order.file.name, &settled.stated_provinces)?;
        }
        Ok(settled)
    }

    fn one(
        &mut self,
        form: &ZoneForm,
        area: &MultiPolygon<f64>,
        known: Option<&KnownZone>,
        order: &ZoneOrder,
        write: Option<Timestamp>,
        batch: &mut Batch,
    ) -> Outcome {
        let refused = |reason| Outcome { fate: Some(Fate::Refused), reason: Some(reason) };
        let Some(level) = form.level.or(known.map(|known| known.evacuate_from_level)) else {
            return refused(words::no_level());
        };
        let taken = if form.repaired { Fate::Repaired } else { Fate::Added };
        let id = |now| known.map_or_else(|| ZoneId::new(now), |known| known.id);
        let drawn = |known: Option<&KnownZone>, now: Timestamp| Zone {
            id: id(now),
            code: form.code.clone(),
            hazard: form.hazard,
            status: if order.in_force { ZoneStatus::InForce } else { ZoneStatus::Draft },
            revision: known.map_or(1, |known| known.revision + 1),
            name: form.name.clone().or(known.map(|known| known.name.clone())).unwrap_or_else(|| form.code.clone()),
            village: form.village.clone().or(known.and_then(|known| known.village.clone())),
            commune_code: form.commune_code.clone(),
            evacuate_from_level: level,
            area_m2: measure::area_m2(area),
            geometry: area.clone(),
            destinations: form
                .destinations
                .clone()
                .or(known.map(|known| known.destinations.clone()))
                .unwrap_or_default(),
            route: form.route.clone().or(known.and_then(|known| known.route.clone())),
            in_charge: known.and_then(|known| known.in_charge.clone()),
            demonstration: known.map_or(form.demonstration, |known| known.demonstration),
        };
        let Some(known) = known else {
            if let Some(now) = write {
                let zone = drawn(None, now);
                self.names(&zone.code, zone.id, zone.revision);
                batch.new.push(zone);
            }
            return Outcome { fate: Some(taken), reason: None };
        };
        if let Some(reason) = words::taken(form, known) {
            return refused(reason);
        }
        if says_the_same(form, level, area, known) {
            let waits =
                order.in_force && (known.status != ZoneStatus::InForce || known.current_revision != known.revision);
            if write.is_some() {
                self.names(&form.code, known.id, known.revision);
                if waits {
                    batch.put_in_force.push((known.id, known.revision));
                }
            }
            return if waits {
                Outcome { fate: Some(Fate::Changed), reason: Some(words::put_in_force()) }
            } else {
                Outcome { fate: Some(Fate::Unchanged), reason: None }
            };
        }
        if let Some(now) = write {
            let zone = drawn(Some(known), now);
            self.names(&zone.code, zone.id, zone.revision);
            batch.revised.push(zone);
        }
        let reason = (!order.in_force && known.status == ZoneStatus::InForce).then(words::stays_in_force);
        Outcome { fate: Some(if form.repaired { Fate::Repaired } else { Fate::Changed }), reason }
    }

    fn state_province(&mut self, form: &ZoneForm) {
        if let Some(province) = &form.stated_province {
            self.stated_provinces.insert(form.commune_code.clone(), province.clone());
        }
    }

    fn names(&mut self, code: &str, zone_id: ZoneId, revision: i64) {
        self.taken_in.push(PlanZone { zone_id, code: code.to_owned(), revision });
    }

    /// The counts in a sentence.
    pub(super) fn summary(&self, prepared: &Prepared) -> Localized {
        let mut draft = ImportDraft { items: Vec::new(), ..shell(&prepared.draft) };
        draft.items = prepared
            .draft
            .items
            .iter()
            .zip(&self.outcomes)
            .map(|(item, outcome)| DraftItem {
                fate: outcome.fate.unwrap_or(item.fate),
                ..DraftItem::at(Localized::new("", ""))
            })
            .collect();
        draft.summary()
    }

    /// The draft with the fates that were settled.
    pub(super) fn into_draft(self, prepared: Prepared) -> ImportDraft {
        let mut draft = prepared.draft;
        for (item, outcome) in draft.items.iter_mut().zip(self.outcomes) {
            if let Some(fate) = outcome.fate {
                item.fate = fate;
            }
            item.reasons.extend(outcome.reason);
        }
        draft
    }
}

fn shell(draft: &ImportDraft) -> ImportDraft {
    ImportDraft {
        file: draft.file.clone(),
        reading: draft.reading,
        questions: Vec::new(),
        columns: draft.columns.clone(),
        items: Vec::new(),
        remarks: Vec::new(),
    }
}

/// Whether the file brings nothing new: what it leaves out stays as it is known.
fn says_the_same(
    form: &ZoneForm,
    level: crate::hazards::RiskLevel,
    outline: &MultiPolygon<f64>,
    known: &KnownZone,
) -> bool {
    let same = |said: &Option<String>, known: Option<&String>| said.is_none() || said.as_ref() == known;
    level == known.evacuate_from_level
        && same(&form.name, Some(&known.name))
        && same(&form.village, known.village.as_ref())
        && same(&form.route, known.route.as_ref())
        && form.destinations.as_ref().is_none_or(|said| *said == known.destinations)
        && area::to_wkb(outline) == known.outline
}

/// What is written at once.
#[derive(Default)]
struct Batch {
    new: Vec<Zone>,
    revised: Vec<Zone>,
    put_in_force: Vec<(ZoneId, i64)>,
}

impl Batch {
    fn keep(&self, conn: &mut StoreConnection, order: &ZoneOrder, now: Timestamp) -> Result<bool, StoreError> {
        zone_batches::add_new(conn, &self.new.iter().collect::<Vec<_>>(), now)?;
        zone_batches::add_revisions(conn, &self.revised.iter().collect::<Vec<_>>(), now)?;
        if order.in_force {
            for zone in &self.revised {
                zones::settle(conn, zone.id, zone.revision, ZoneStatus::InForce, now)?;
            }
            for (zone, revision) in &self.put_in_force {
                zones::settle(conn, *zone, *revision, ZoneStatus::InForce, now)?;
            }
        }
        Ok(!(self.new.is_empty() && self.revised.is_empty() && self.put_in_force.is_empty()))
    }
}

/// The sentences.
mod words {
    use super::{KnownZone, Localized, ZoneForm, ZoneStatus};

    pub fn no_level() -> Localized {
        Localized::new(
            "Thiếu cấp độ rủi ro phải sơ tán (1–5). Ghi trong tệp, hoặc chọn một cấp cho cả tệp.",
            "The level from which people must move (1–5) is missing. Give it in the file, or choose one for all.",
        )
    }

    /// Why a known zone may not be drawn like that.
    pub fn taken(form: &ZoneForm, known: &KnownZone) -> Option<Localized> {
        let code = &form.code;
        if known.status == ZoneStatus::Retired {
            return Some(Localized::new(
                format!("Mã vùng “{code}” đã thôi dùng và không dùng lại cho nơi khác. Chọn mã khác."),
                format!("The code “{code}” was retired and is not used again. Choose another."),
            ));
        }
        if known.hazard != form.hazard {
            let (was, is) = (known.hazard.name(), form.hazard.name());
            return Some(Localized::new(
                format!("Mã vùng “{code}” đã dùng cho loại “{}”, tệp ghi “{}”. Chọn mã khác.", was.vi, is.vi),
                format!("The code “{code}” names a zone of “{}”, the file says “{}”. Choose another.", was.en, is.en),
            ));
        }
        if known.commune_code != form.commune_code {
            let (was, is) = (&known.commune_code, &form.commune_code);
            return Some(Localized::new(
                format!("Mã vùng “{code}” đã dùng cho xã {was}, tệp ghi xã {is}. Chọn mã khác."),
                format!("The code “{code}” names a zone in commune {was}, the file says {is}. Choose another."),
            ));
        }
        None
    }

    pub fn put_in_force() -> Localized {
        Localized::new("Hình vùng như đã có; đưa vào hiệu lực.", "The zone is as it was known; it is put in force.")
    }

    pub fn stays_in_force() -> Localized {
        Localized::new(
            "Bản mới là dự thảo; bản đang có hiệu lực giữ nguyên.",
            "The new form is a draft; the one in force stays.",
        )
    }
}
