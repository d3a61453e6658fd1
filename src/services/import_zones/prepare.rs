//! What a file says of zones, before it is held against the register.

use std::collections::HashSet;
use std::rc::Rc;

use geo::{Centroid, Geometry};
use serde_json::{Map, Value};

use super::outline::Outline;
use super::plan_draft::PlanDraft;
use super::{Importer, RepairChoice, ZoneOrder};
use crate::formats::{FeatureFile, FileFeature};
use crate::hazards::{Hazard, RiskLevel, hazard_named};
use crate::kernel::{Localized, Timestamp};
use crate::services::ServiceError;
use crate::services::live_data::day_of;
use crate::services::place_file::columns::{Columns, Register, text_of};
use crate::services::place_file::communes::{Ground, Said};
use crate::services::place_file::{
    Choice, DraftItem, Expected, Fate, FileFacts, ImportDraft, Question, Reading, decide,
};
use crate::store::StoreConnection;

/// A zone as a file has it; its area is that of the item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ZoneForm {
    pub code: String,
    pub name: Option<String>,
    pub village: Option<String>,
    pub hazard: Hazard,
    pub commune_code: String,
    pub level: Option<RiskLevel>,
    pub destinations: Option<Vec<String>>,
    pub route: Option<String>,
    /// Its outline was mended.
    pub repaired: bool,
    pub demonstration: bool,
}

/// A file, read: items, and for those that may be taken in what they are.
pub(super) struct Prepared {
    pub draft: ImportDraft,
    pub forms: Vec<Option<ZoneForm>>,
}

impl Prepared {
    pub(super) fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        file: &FeatureFile,
        order: &ZoneOrder,
        plan: Option<&PlanDraft>,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let ground = Ground::on(conn, day_of(now))?;
        let columns = Columns::of(file, Register::Zones, &order.file.columns);
        let scope = order.file.commune.as_deref().or(plan.map(PlanDraft::unit)).or(by.unit());
        let within = scope.map(|unit| ground.communes_in(unit)).unwrap_or_default();
        let usual = order.file.commune.clone().or_else(|| single(&within));
        let said = |at: usize| file.features.get(at).and_then(|feature| said(&ground, &columns, &feature.properties));
        let expected = Expected { ground: &ground, within };
        let (reading, mut questions, mut remarks) = decide(file, &order.file, said, &expected);
        questions.extend(unmapped(&columns, file, order, plan));
        remarks.extend(file.remarks.iter().cloned());

        let reader = Reader { ground: &ground, columns: &columns, order, plan, by, usual, reading };
        let mut codes = HashSet::new();
        let mut items = Vec::with_capacity(file.features.len());
        let mut forms = Vec::with_capacity(file.features.len());
        let mut homeless = 0;
        for feature in &file.features {
            let (item, form, no_commune) = reader.read(feature, &mut codes);
            homeless += usize::from(no_commune);
            items.push(item);
            forms.push(form);
        }
        if homeless > 0 && homeless == file.features.len() {
            questions.push(whose(&ground, &expected.within));
        }
        for (place, reason) in &file.refused {
            items.push(DraftItem::at(place.clone()).refused(reason.clone()));
            forms.push(None);
        }
        let facts = FileFacts::of(&order.file.name, file);
        Ok(Self { draft: ImportDraft { file: facts, reading, questions, columns, items, remarks }, forms })
    }
}

fn single(codes: &[String]) -> Option<String> {
    match codes {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn said(ground: &Ground, columns: &Columns, properties: &Map<String, Value>) -> Option<Rc<Said>> {
    let code = columns.text(properties, "commune_code");
    let name = columns.text(properties, "commune");
    ground.said(code.as_deref(), name.as_deref())
}

/// Asks for a column that every zone needs and the file does not seem to have.
fn unmapped(columns: &Columns, file: &FeatureFile, order: &ZoneOrder, plan: Option<&PlanDraft>) -> Option<Question> {
    let has = |field: &str| columns.column(field).is_some();
    let has_ids = || file.features.iter().any(|feature| feature.id.is_some());
    let mut missing = Vec::new();
    if !has("code") && !has_ids() {
        missing.push(("code", Localized::new("mã vùng", "the zone's code")));
    }
    if !has("hazard") && order.hazard.is_none() && plan.is_none() {
        missing.push(("hazard", Localized::new("loại thiên tai", "the hazard")));
    }
    if missing.is_empty() || file.features.is_empty() {
        return None;
    }
    let joined =
        |pick: fn(&Localized) -> &str| missing.iter().map(|(_, name)| pick(name)).collect::<Vec<_>>().join(", ");
    let text = Localized::new(
        format!("Chưa rõ cột nào là {}. Chọn cột, hoặc chọn một giá trị cho cả tệp.", joined(|name| &name.vi)),
        format!(
            "No column is known for {}. Choose the column, or a value for the whole file.",
            joined(|name| &name.en)
        ),
    );
    let options = missing
        .iter()
        .flat_map(|(field, name)| {
            let mapped = columns.mapped.iter().find(|mapped| mapped.field == *field);
            mapped.into_iter().flat_map(|mapped| &mapped.candidates).map(move |column| {
                let label =
                    Localized::new(format!("{}: cột {column}", name.vi), format!("{}: column {column}", name.en));
                Choice::plain(format!("{field}:{column}"), label)
            })
        })
        .collect();
    Some(Question { code: "mapping", text, options })
}

/// How many communes are offered at most.
const OFFERED: usize = 100;

fn whose(ground: &Ground, within: &[String]) -> Question {
    let all;
    let codes: Vec<&String> = if within.is_empty() {
        all = ground
            .gazetteer
            .forms()
            .iter()
            .filter(|form| form.kind.is_commune_level() && form.holds_on(ground.today))
            .map(|form| form.code.clone())
            .collect::<Vec<_>>();
        all.iter().take(OFFERED).collect()
    } else {
        within.iter().take(OFFERED).collect()
    };
    let option = |code: &String| {
        let name = ground.name(code);
        Choice::plain(code.clone(), Localized::new(format!("{name} ({code})"), format!("{name} ({code})")))
    };
    Question {
        code: "no_commune",
        text: Localized::new(
            "Tệp không ghi xã và không vùng nào nằm trong ranh giới xã nào. Chọn xã cho cả tệp.",
            "The file names no commune and no zone lies in one. Choose the commune of the whole file.",
        ),
        options: codes.into_iter().map(option).collect(),
    }
}

/// What is needed to read one feature after the other.
struct Reader<'r> {
    ground: &'r Ground,
    columns: &'r Columns,
    order: &'r ZoneOrder,
    plan: Option<&'r PlanDraft>,
    by: Importer<'r>,
    usual: Option<String>,
    reading: Option<Reading>,
}

impl Reader<'_> {
    /// The item of a feature, its form where it may be taken in, and whether only its commune is missing.
    fn read(&self, feature: &FileFeature, codes: &mut HashSet<String>) -> (DraftItem, Option<ZoneForm>, bool) {
        let mut item = DraftItem::at(feature.place.clone());
        let properties = &feature.properties;
        item.code = self.columns.text(properties, "code").or_else(|| feature.id.clone());
        item.name = self.columns.text(properties, "name");
        let mut refusals: Vec<Localized> = Vec::new();
        match &item.code {
            None => refusals.push(words::no_code()),
            Some(code) if !is_code(code) => refusals.push(words::not_a_code(code)),
            Some(code) if !codes.insert(code.clone()) => refusals.push(words::twice(code)),
            Some(_) => {}
        }
        if item.name.as_ref().is_some_and(|name| name.chars().count() > MAX_TEXT) {
            refusals.push(words::too_long());
        }
        item.hazard = self.hazard(properties).map_err(|reason| refusals.push(reason)).ok();
        item.level = self.level(properties).map_err(|reason| refusals.push(reason)).ok().flatten();

        let Some(reading) = self.reading else {
            item.reasons = refusals;
            item.fate = if item.reasons.is_empty() { Fate::Held } else { Fate::Refused };
            return (item, None, false);
        };
        let outline = match self.outline(feature, reading) {
            Ok(outline) => outline,
            Err((geometry, reason)) => {
                item.geometry = geometry;
                refusals.push(reason);
                item.reasons = refusals;
                item.fate = Fate::Refused;
                return (item, None, false);
            }
        };
        let no_commune = self.commune(feature, &outline, &mut item, &mut refusals);
        let repaired = self.settle_outline(outline, &mut item, &mut refusals);
        if !refusals.is_empty() {
            item.reasons.splice(0..0, refusals);
            item.fate = Fate::Refused;
            return (item, None, no_commune);
        }
        let form = repaired.and_then(|repaired| self.form(&item, properties, repaired));
        (item, form, no_commune)
    }

    fn hazard(&self, properties: &Map<String, Value>) -> Result<Hazard, Localized> {
        let usual = self.order.hazard.or(self.plan.map(PlanDraft::hazard));
        let found = match self.columns.text(properties, "hazard") {
            Some(text) => hazard_named(&text).ok_or_else(|| words::unknown_hazard(&text))?,
            None => usual.ok_or_else(words::no_hazard)?,
        };
        match self.plan {
            Some(plan) if plan.hazard() != found => Err(words::other_hazard(found, plan.hazard())),
            _ => Ok(found),
        }
    }

    /// The level from which people must move; nothing where neither the file nor the caller says one.
    fn level(&self, properties: &Map<String, Value>) -> Result<Option<RiskLevel>, Localized> {
        let Some(value) = self.columns.value(properties, "level") else { return Ok(self.order.level) };
        let value = value.get("value").unwrap_or(value);
        let Some(text) = text_of(value) else { return Ok(self.order.level) };
        level_of(&text).map(Some).ok_or_else(|| words::no_level_of(&text))
    }

    fn outline(&self, feature: &FileFeature, reading: Reading) -> Result<Outline, (Option<Geometry<f64>>, Localized)> {
        let geometry = feature.geometry.as_ref().ok_or_else(|| (None, words::no_geometry()))?;
        let placed = reading.to_wgs84(geometry).map_err(|_| (None, words::outside_system()))?;
        Outline::of(placed).map_err(|(geometry, reason)| (Some(geometry), reason))
    }

    /// Fills in the commune; whether only that is missing.
    fn commune(
        &self,
        feature: &FileFeature,
        outline: &Outline,
        item: &mut DraftItem,
        refusals: &mut Vec<Localized>,
    ) -> bool {
        let said = said(self.ground, self.columns, &feature.properties);
        let Some(middle) = outline.area.centroid() else { return false };
        match self.ground.decide(said.as_deref(), middle.into(), self.usual.as_deref()) {
            Ok(found) => {
                if let Some(unit) = self.plan.map(PlanDraft::unit).filter(|unit| !self.is_within(&found.code, unit)) {
                    refusals.push(words::outside_plan(&self.ground.name(unit)));
                }
                if let Some(unit) = self.by.unit().filter(|unit| !self.is_within(&found.code, unit)) {
                    refusals.push(words::outside_own_unit(&self.ground.name(unit)));
                }
                item.commune_name = Some(self.ground.name(&found.code)).filter(|name| *name != found.code);
                item.commune_code = Some(found.code);
                item.reasons.extend(found.remarks);
                false
            }
            Err(reason) => {
                refusals.push(reason);
                said.is_none()
            }
        }
    }

    fn is_within(&self, commune: &str, unit: &str) -> bool {
        self.ground.gazetteer.path(commune, self.ground.today).is_within(unit)
    }

    /// Settles what becomes of the outline: whether it was mended, or nothing where the zone cannot be taken in yet.
    fn settle_outline(&self, outline: Outline, item: &mut DraftItem, refusals: &mut Vec<Localized>) -> Option<bool> {
        let Outline { mut area, faults, refused, repair } = outline;
        let mut repaired = None;
        match (refused, repair, self.order.repair) {
            (_, Some(repair), RepairChoice::All) => {
                area.clone_from(&repair.area);
                item.reasons.extend(repair.changes.iter().cloned());
                item.repair = Some(repair);
                repaired = Some(true);
            }
            (false, repair, choice) => {
                item.repair = repair.filter(|_| choice != RepairChoice::None);
                repaired = Some(false);
            }
            (true, Some(repair), RepairChoice::Offered) => {
                item.reasons.push(words::repair_offered());
                item.repair = Some(repair);
            }
            (true, ..) => refusals.extend(faults.iter().map(|fault| fault.text.clone())),
        }
        item.faults = faults;
        item.area_m2 = Outline::size(&area);
        item.geometry = Some(Geometry::MultiPolygon(area));
        repaired
    }

    fn form(&self, item: &DraftItem, properties: &Map<String, Value>, repaired: bool) -> Option<ZoneForm> {
        Some(ZoneForm {
            code: item.code.clone()?,
            name: item.name.clone(),
            village: self.columns.text(properties, "village"),
            hazard: item.hazard?,
            commune_code: item.commune_code.clone()?,
            level: item.level,
            destinations: self.columns.list(properties, "destinations"),
            route: self.columns.text(properties, "route"),
            repaired,
            demonstration: self.plan.is_some_and(PlanDraft::demonstration),
        })
    }
}

/// The longest text of a zone.
const MAX_TEXT: usize = 500;

fn is_code(code: &str) -> bool {
    code.chars().count() <= 40 && !code.chars().any(char::is_control)
}

/// A level from 1 to 5 as tables have it: `3`, `cấp 3`, `III`.
fn level_of(text: &str) -> Option<RiskLevel> {
    let last = text.split_whitespace().last()?;
    let digit = match last.to_uppercase().as_str() {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        other => other.parse().ok()?,
    };
    RiskLevel::new(digit).ok().filter(|level| level.digit() > 0)
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::{Hazard, Localized};

    pub fn no_code() -> Localized {
        Localized::new(
            "Thiếu mã vùng. Ghi mã trong tệp, hoặc chọn cột mã.",
            "The zone has no code. Give it one, or choose the column.",
        )
    }

    pub fn not_a_code(code: &str) -> Localized {
        let code: String = code.chars().take(60).collect();
        Localized::new(
            format!("Mã vùng “{code}” dài quá 40 ký tự hoặc có ký tự lạ. Rút ngắn mã."),
            format!("The code “{code}” is longer than 40 characters or has odd ones. Shorten it."),
        )
    }

    pub fn twice(code: &str) -> Localized {
        Localized::new(
            format!("Mã vùng “{code}” có hai lần trong tệp; lấy lần đầu. Đổi mã hoặc bỏ một."),
            format!("The code “{code}” stands twice in the file; the first counts. Change it or take one out."),
        )
    }

    pub fn too_long() -> Localized {
        Localized::new(
            "Tên vùng dài quá 500 ký tự. Rút ngắn lại.",
            "The name is longer than 500 characters. Shorten it.",
        )
    }

    pub fn unknown_hazard(text: &str) -> Localized {
        let text: String = text.chars().take(60).collect();
        Localized::new(
            format!("Không rõ loại thiên tai “{text}”. Ghi mã hoặc tên theo danh mục loại thiên tai."),
            format!("The hazard “{text}” is not known. Use a code or name of the list of hazards."),
        )
    }

    pub fn no_hazard() -> Localized {
        Localized::new(
            "Thiếu loại thiên tai. Ghi trong tệp, hoặc chọn một loại cho cả tệp.",
            "The hazard is missing. Give it in the file, or choose one for the whole file.",
        )
    }

    pub fn other_hazard(found: Hazard, plan: Hazard) -> Localized {
        let (found, plan) = (found.name(), plan.name());
        Localized::new(
            format!(
                "Vùng thuộc loại “{}”, phương án thuộc loại “{}”. Nhập vào phương án đúng loại.",
                found.vi, plan.vi
            ),
            format!("The zone is of “{}”, the plan of “{}”. Import it into a plan of its hazard.", found.en, plan.en),
        )
    }

    pub fn no_level_of(text: &str) -> Localized {
        let text: String = text.chars().take(60).collect();
        Localized::new(
            format!("Cấp “{text}” không phải cấp độ rủi ro 1–5. Sửa cấp."),
            format!("“{text}” is not a risk level from 1 to 5. Mend it."),
        )
    }

    pub fn no_geometry() -> Localized {
        Localized::new(
            "Không có hình vùng. Vẽ vùng, hoặc bỏ dòng này.",
            "There is no area. Draw it, or take the row out.",
        )
    }

    pub fn outside_system() -> Localized {
        Localized::new(
            "Tọa độ nằm ngoài phạm vi của hệ tọa độ đã chọn. Kiểm tra hệ tọa độ.",
            "The coordinates lie outside the coordinate system that was chosen. Check it.",
        )
    }

    pub fn outside_plan(unit: &str) -> Localized {
        Localized::new(
            format!("Vùng nằm ngoài địa bàn của phương án ({unit}). Nhập vào phương án của xã đó."),
            format!("The zone lies outside the unit of the plan ({unit}). Import it into a plan of its commune."),
        )
    }

    pub fn outside_own_unit(unit: &str) -> Localized {
        Localized::new(
            format!("Vùng nằm ngoài địa bàn tài khoản phụ trách ({unit}). Gửi tệp cho người phụ trách nơi đó."),
            format!("The zone lies outside the unit of this account ({unit}). Send the file to whoever answers there."),
        )
    }

    pub fn repair_offered() -> Localized {
        Localized::new(
            "Đường biên có lỗi; có thể sửa như đề nghị. Xem trước và sau, rồi đồng ý sửa.",
            "The outline is faulty; it can be mended as offered. Look at before and after, then allow it.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_as_tables_have_them() {
        let check = |text: &str, expected: Option<u8>| {
            assert_eq!(level_of(text).map(RiskLevel::digit), expected, "{text}");
        };
        check("3", Some(3));
        check("Cấp 4", Some(4));
        check("cấp III", Some(3));
        check("0", None);
        check("6", None);
        check("cao", None);
    }
}
