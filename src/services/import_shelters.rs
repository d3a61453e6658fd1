//! A file of shelters goes into the register: points with a capacity, each safe for some hazards.

use std::collections::{HashMap, HashSet};

use geo::Geometry;
use serde_json::{Map, Value, json};

use super::import_zones::Importer;
use super::live_data::day_of;
use super::permit::permit_any;
use super::place_file::columns::{Columns, Register};
use super::place_file::communes::Ground;
use super::place_file::{DraftItem, Expected, Fate, FileFacts, FileOrder, ImportDraft, Reading, decide};
use super::record::{Deed, record};
use super::{App, ServiceError};
use crate::accounts::Permission;
use crate::formats::{FeatureFile, FileFeature};
use crate::hazards::{Hazard, hazard_named};
use crate::kernel::folding::search_key;
use crate::kernel::ids::ShelterId;
use crate::kernel::{Localized, Timestamp};
use crate::places::{Answer, Shelter, ShelterFacts, ShelterKind};
use crate::store::resource_revisions::Change;
use crate::store::{StoreConnection, markers, shelters};

/// The rights to change the register of shelters.
const PERMISSIONS: &[Permission] = &[Permission::EditResources, Permission::EditPlan, Permission::ManageUnits];

/// Says what an import would do.
pub fn preview_shelters(
    app: &App,
    by: Importer<'_>,
    file: &FeatureFile,
    order: &FileOrder,
) -> Result<ImportDraft, ServiceError> {
    let now = app.now();
    Ok(app.store.read(|conn| ShelterDraft::of(conn, by, file, order, now))?.draft)
}

/// Takes the shelters of a file in, in one transaction. While a question is open nothing is written.
pub fn import_shelters(
    app: &App,
    by: Importer<'_>,
    file: &FeatureFile,
    order: &FileOrder,
) -> Result<ImportDraft, ServiceError> {
    let now = app.now();
    let draft = app.store.write(|conn| {
        let ShelterDraft { draft, writes } = ShelterDraft::of(conn, by, file, order, now)?;
        if draft.questions.is_empty() && !writes.is_empty() {
            let change = Change { at: now, by: by.actor().name().to_owned(), reason: order.name.clone() };
            for shelter in &writes {
                shelters::put(conn, shelter, &change)?;
            }
            markers::advance(conn, markers::LIVE_DATA)?;
            let (name, summary) = (&order.name, draft.summary());
            let deed = Deed {
                actor: &by.actor(),
                action: "shelters_imported",
                kind: "shelters",
                id: name.clone(),
                alert: None,
                paper: None,
                detail: Localized::new(format!("{name}: {}", summary.vi), format!("{name}: {}", summary.en)),
                also: json!({}),
            };
            record(conn, now, deed)?;
        }
        Ok::<_, ServiceError>(draft)
    })?;
    app.nudge_streams();
    Ok(draft)
}

struct ShelterDraft {
    draft: ImportDraft,
    writes: Vec<Shelter>,
}

impl ShelterDraft {
    fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        file: &FeatureFile,
        order: &FileOrder,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        by.require_any(PERMISSIONS)?;
        if let (Importer::Person(acting), Some(commune)) = (by, &order.commune) {
            permit_any(conn, acting, PERMISSIONS, commune, now)?;
        }
        let ground = Ground::on(conn, day_of(now))?;
        let known: HashMap<String, Shelter> =
            shelters::ever(conn)?.into_iter().map(|shelter| (shelter.code.clone(), shelter)).collect();
        let columns = Columns::of(file, Register::Shelters, &order.columns);
        let within = order.commune.as_deref().or(by.unit()).map(|unit| ground.communes_in(unit)).unwrap_or_default();
        let said = |at: usize| {
            let properties = &file.features.get(at)?.properties;
            let code = columns.text(properties, "commune_code");
            ground.said(code.as_deref(), columns.text(properties, "commune").as_deref())
        };
        let usual = order.commune.clone();
        let expected = Expected { ground: &ground, within };
        let (reading, questions, mut remarks) = decide(file, order, said, &expected);
        remarks.extend(file.remarks.iter().cloned());
        let reader = Reader { ground: &ground, columns: &columns, known: &known, by, usual, reading, now };
        let mut codes = HashSet::new();
        let mut items = Vec::with_capacity(file.features.len());
        let mut writes = Vec::new();
        for feature in &file.features {
            let mut item = DraftItem::at(feature.place.clone());
            match reader.read(feature, &mut item, &mut codes) {
                Ok(Some(shelter)) if known.get(&shelter.code) == Some(&shelter) => item.fate = Fate::Unchanged,
                Ok(Some(mut shelter)) => {
                    item.fate = if known.contains_key(&shelter.code) { Fate::Changed } else { Fate::Added };
                    shelter.revision += 1;
                    writes.push(shelter);
                }
                Ok(None) => item.fate = Fate::Held,
                Err(reasons) => {
                    item.reasons.splice(0..0, reasons);
                    item.fate = Fate::Refused;
                }
            }
            items.push(item);
        }
        items.extend(file.refused.iter().map(|(place, reason)| DraftItem::at(place.clone()).refused(reason.clone())));
        let facts = FileFacts::of(&order.name, file);
        Ok(Self { draft: ImportDraft { file: facts, reading, questions, columns, items, remarks }, writes })
    }
}

/// What is needed to read one shelter after the other.
struct Reader<'r> {
    ground: &'r Ground,
    columns: &'r Columns,
    known: &'r HashMap<String, Shelter>,
    by: Importer<'r>,
    usual: Option<String>,
    reading: Option<Reading>,
    now: Timestamp,
}

impl Reader<'_> {
    /// The shelter a feature tells of; nothing while the coordinate system has to be asked.
    fn read(
        &self,
        feature: &FileFeature,
        item: &mut DraftItem,
        codes: &mut HashSet<String>,
    ) -> Result<Option<Shelter>, Vec<Localized>> {
        let properties = &feature.properties;
        let mut refusals = Vec::new();
        item.code = self.columns.text(properties, "code").or_else(|| feature.id.clone());
        item.name = self.columns.text(properties, "name");
        match &item.code {
            None => refusals.push(words::no_code()),
            Some(code) if code.chars().count() > 40 => refusals.push(words::no_code()),
            Some(code) if !codes.insert(code.clone()) => refusals.push(words::twice(code)),
            Some(_) => {}
        }
        let known = item.code.as_ref().and_then(|code| self.known.get(code));
        let capacity = self.capacity(properties, known).map_err(|reason| refusals.push(reason)).ok();
        let suitable_for = self.suitable_for(properties, known).map_err(|reason| refusals.push(reason)).ok();
        let Some(reading) = self.reading else {
            return if refusals.is_empty() { Ok(None) } else { Err(refusals) };
        };
        let place = point(feature, reading).map_err(|reason| refusals.push(reason)).ok();
        if let Some(place) = place {
            item.geometry = Some(Geometry::Point(place));
            if let Err(reason) = self.commune(properties, item, place) {
                refusals.push(reason);
            }
        }
        let (Some(capacity), Some(suitable_for), Some(place), Some(commune_code), Some(code), true) =
            (capacity, suitable_for, place, item.commune_code.clone(), item.code.clone(), refusals.is_empty())
        else {
            return Err(refusals);
        };
        let kept = |field: &str, known: Option<String>| self.columns.text(properties, field).or(known);
        let name = item.name.clone().or(known.map(|known| known.name.clone())).unwrap_or_else(|| code.clone());
        item.name = Some(name.clone());
        Ok(Some(Shelter {
            id: known.map_or_else(|| ShelterId::new(self.now), |known| known.id),
            name,
            kind: self
                .columns
                .text(properties, "kind")
                .map(|text| kind_named(&text))
                .or(known.map(|known| known.kind))
                .unwrap_or(ShelterKind::Other),
            commune_code,
            capacity,
            suitable_for,
            keeper_name: kept("keeper_name", known.and_then(|known| known.keeper_name.clone())),
            keeper_phone: kept("keeper_phone", known.and_then(|known| known.keeper_phone.clone())),
            lon: place.x(),
            lat: place.y(),
            demonstration: known.is_some_and(|known| known.demonstration),
            revision: known.map_or(0, |known| known.revision),
            // One that had left the register comes back.
            retired_on: None,
            facts: self.facts(properties, known, item),
            code,
        }))
    }

    /// What Phụ lục 4 says more. What cannot be read is told and stays as it was.
    fn facts(&self, properties: &Map<String, Value>, known: Option<&Shelter>, item: &mut DraftItem) -> ShelterFacts {
        let mut facts = known.map(|known| known.facts.clone()).unwrap_or_default();
        let text = |field: &str| self.columns.text(properties, field);
        for (field, held) in [
            ("village", &mut facts.village),
            ("structure", &mut facts.structure),
            ("access", &mut facts.access),
            ("remark", &mut facts.remark),
        ] {
            if let Some(text) = text(field) {
                *held = text.chars().take(crate::resources::MAX_TEXT).collect();
            }
        }
        for (field, held) in [
            ("capacity_day", &mut facts.capacity_day),
            ("storeys", &mut facts.storeys),
            ("toilets", &mut facts.toilets),
        ] {
            match text(field).map(|text| (whole(&text), text)) {
                Some((Some(number), _)) => *held = Some(number),
                Some((None, text)) => item.reasons.push(words::unread(field, &text)),
                None => {}
            }
        }
        if let Some(text) = text("floor_area_m2") {
            match text.replace(',', ".").parse::<f64>().ok().filter(|area| (0.0..1e6).contains(area)) {
                Some(area) => facts.floor_area_m2 = Some(area),
                None => item.reasons.push(words::unread("floor_area_m2", &text)),
            }
        }
        for (field, held) in [
            ("water", &mut facts.water),
            ("backup_power", &mut facts.backup_power),
            ("kitchen", &mut facts.kitchen),
            ("crosses_spillway", &mut facts.crosses_spillway),
        ] {
            match text(field).map(|text| (answer_named(&text), text)) {
                Some((Some(answer), _)) => *held = answer,
                Some((None, text)) => item.reasons.push(words::unread(field, &text)),
                None => {}
            }
        }
        facts
    }

    fn capacity(&self, properties: &Map<String, Value>, known: Option<&Shelter>) -> Result<i64, Localized> {
        match self.columns.text(properties, "capacity") {
            Some(text) => {
                let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',' | ' ')).collect();
                digits
                    .parse()
                    .ok()
                    .filter(|people| (0..=1_000_000).contains(people))
                    .ok_or_else(|| words::capacity(&text))
            }
            None => known.map(|known| known.capacity).ok_or_else(words::no_capacity),
        }
    }

    fn suitable_for(&self, properties: &Map<String, Value>, known: Option<&Shelter>) -> Result<Vec<Hazard>, Localized> {
        match self.columns.list(properties, "suitable_for") {
            Some(names) => {
                names.iter().map(|name| hazard_named(name).ok_or_else(|| words::unknown_hazard(name))).collect()
            }
            None => Ok(known.map(|known| known.suitable_for.clone()).unwrap_or_default()),
        }
    }

    fn commune(
        &self,
        properties: &Map<String, Value>,
        item: &mut DraftItem,
        place: geo::Point<f64>,
    ) -> Result<(), Localized> {
        let code = self.columns.text(properties, "commune_code");
        let said = self.ground.said(code.as_deref(), self.columns.text(properties, "commune").as_deref());
        let found = self.ground.decide(said.as_deref(), place.into(), self.usual.as_deref())?;
        let path = self.ground.gazetteer.path(&found.code, self.ground.today);
        if let Some(unit) = self.by.unit().filter(|unit| !path.is_within(unit)) {
            return Err(words::outside_own_unit(&self.ground.name(unit)));
        }
        item.commune_name = Some(self.ground.name(&found.code)).filter(|name| *name != found.code);
        item.commune_code = Some(found.code);
        item.reasons.extend(found.remarks);
        Ok(())
    }
}

fn whole(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',' | ' ')).collect();
    digits.parse().ok().filter(|number| (0..=crate::resources::MAX_NUMBER).contains(number))
}

/// What a cell says to a question of yes or no.
fn answer_named(text: &str) -> Option<Answer> {
    match search_key(text).as_str() {
        "co" | "x" | "1" | "true" | "yes" | "du" => Some(Answer::Yes),
        "khong" | "0" | "false" | "no" | "khong co" | "chua co" => Some(Answer::No),
        "chua ro" | "unknown" | "?" => Some(Answer::Unknown),
        _ => None,
    }
}

fn point(feature: &FileFeature, reading: Reading) -> Result<geo::Point<f64>, Localized> {
    let geometry = feature.geometry.as_ref().ok_or_else(words::no_point)?;
    match reading.to_wgs84(geometry) {
        Ok(Geometry::Point(point)) => Ok(point),
        Ok(Geometry::Polygon(area)) => geo::Centroid::centroid(&area).ok_or_else(words::no_point),
        Ok(Geometry::MultiPolygon(area)) => geo::Centroid::centroid(&area).ok_or_else(words::no_point),
        Ok(_) => Err(words::no_point()),
        Err(_) => Err(words::outside_system()),
    }
}

/// What a building is by its code or its Vietnamese name; anything else where it is not known.
fn kind_named(text: &str) -> ShelterKind {
    if let Ok(kind) = serde_json::from_value(Value::String(text.trim().to_lowercase())) {
        return kind;
    }
    let folded = search_key(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match () {
        () if has(&["truong", "mam non", "tieu hoc", "school"]) => ShelterKind::School,
        () if has(&["nha rong", "communal"]) => ShelterKind::CommunalHouse,
        () if has(&["nha van hoa", "nvh", "hoi truong", "village hall"]) => ShelterKind::VillageHall,
        () if has(&["tram y te", "y te", "benh vien", "health"]) => ShelterKind::HealthStation,
        () if has(&["tru so", "ubnd", "uy ban", "office"]) => ShelterKind::Office,
        () => ShelterKind::Other,
    }
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::Localized;

    pub fn no_code() -> Localized {
        Localized::new(
            "Thiếu mã điểm sơ tán, hoặc mã dài quá 40 ký tự. Sửa mã.",
            "The shelter has no code, or one longer than 40 characters. Mend it.",
        )
    }

    pub fn twice(code: &str) -> Localized {
        Localized::new(
            format!("Mã “{code}” có hai lần trong tệp; lấy lần đầu. Đổi mã hoặc bỏ một."),
            format!("The code “{code}” stands twice in the file; the first counts. Change it or take one out."),
        )
    }

    pub fn capacity(text: &str) -> Localized {
        let text: String = text.chars().take(40).collect();
        Localized::new(
            format!("Sức chứa “{text}” không phải số người. Ghi một số."),
            format!("The capacity “{text}” is no number of people. Give a number."),
        )
    }

    pub fn no_capacity() -> Localized {
        Localized::new("Thiếu sức chứa (số người).", "The capacity (number of people) is missing.")
    }

    pub fn unknown_hazard(text: &str) -> Localized {
        let text: String = text.chars().take(60).collect();
        Localized::new(
            format!("Không rõ loại thiên tai “{text}”. Ghi mã hoặc tên theo danh mục loại thiên tai."),
            format!("The hazard “{text}” is not known. Use a code or name of the list of hazards."),
        )
    }

    pub fn unread(field: &str, text: &str) -> Localized {
        let text: String = text.chars().take(60).collect();
        Localized::new(
            format!("Không đọc được “{text}” ở cột {field}; giữ như cũ."),
            format!("“{text}” in the column {field} cannot be read; it stays as it was."),
        )
    }

    pub fn no_point() -> Localized {
        Localized::new("Không có vị trí. Ghi tọa độ điểm.", "There is no position. Give the point.")
    }

    pub fn outside_system() -> Localized {
        Localized::new(
            "Tọa độ nằm ngoài phạm vi của hệ tọa độ đã chọn. Kiểm tra hệ tọa độ.",
            "The coordinates lie outside the coordinate system that was chosen. Check it.",
        )
    }

    pub fn outside_own_unit(unit: &str) -> Localized {
        Localized::new(
            format!("Điểm nằm ngoài địa bàn tài khoản phụ trách ({unit}). Gửi tệp cho người phụ trách nơi đó."),
            format!(
                "The shelter lies outside the unit of this account ({unit}). Send the file to whoever answers there."
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buildings_are_known_by_code_and_by_name() {
        let check = |text: &str, expected| assert_eq!(kind_named(text), expected, "{text}");
        check("school", ShelterKind::School);
        check("Trường tiểu học Ngọc Linh", ShelterKind::School);
        check("NHÀ RÔNG", ShelterKind::CommunalHouse);
        check("Nhà văn hóa thôn", ShelterKind::VillageHall);
        check("Trạm Y tế", ShelterKind::HealthStation);
        check("Trụ sở UBND", ShelterKind::Office);
        check("hang đá", ShelterKind::Other);
    }
}
