//! In which commune of today a feature of a file lies: by what it says, else by where it lies.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use chrono::NaiveDate;
use geo::Coord;

use crate::kernel::Localized;
use crate::places::commune_map::CommuneMap;
use crate::places::meridians::meridians_of;
use crate::places::resolve::{Matched, became, resolve};
use crate::places::{Gazetteer, UnitForm};
use crate::store::{StoreConnection, StoreError, admin_units};

/// The communes of a day: names, what old names became, outlines.
pub struct Ground {
    /// All forms of units.
    pub gazetteer: Gazetteer,
    /// The outlines.
    pub map: CommuneMap,
    /// The day.
    pub today: NaiveDate,
    said: RefCell<HashMap<String, Rc<Said>>>,
}

/// The communes of today that a text may mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Their codes.
    pub codes: Vec<String>,
    /// Whether the text names them as they are written, or by their code.
    pub exactly: bool,
    /// Whether the register does not know the code; it is kept as it stands.
    pub unknown_code: bool,
    /// What a person should know of it.
    pub remark: Option<Localized>,
}

/// A commune that was found, and what was noticed about that.
pub struct FoundCommune {
    /// Its code.
    pub code: String,
    /// What a person should know.
    pub remarks: Vec<Localized>,
    /// The feature lies outside its commune, by an outline that was surveyed.
    pub outside: bool,
}

impl Ground {
    /// The communes that exist on `today`.
    pub fn on(conn: &mut StoreConnection, today: NaiveDate) -> Result<Self, StoreError> {
        Ok(Self {
            gazetteer: admin_units::gazetteer(conn)?,
            map: CommuneMap::new(admin_units::on(conn, today, None)?),
            today,
            said: RefCell::default(),
        })
    }

    /// The name of a unit today, or its code.
    pub fn name(&self, code: &str) -> String {
        let form = self.gazetteer.on(code, self.today).or_else(|| self.gazetteer.former(code, self.today));
        form.map_or_else(|| code.to_owned(), |form| form.name.clone())
    }

    /// Whether the register has, or had, a unit of this code.
    pub fn knows(&self, code: &str) -> bool {
        self.gazetteer.on(code, self.today).or_else(|| self.gazetteer.former(code, self.today)).is_some()
    }

    /// The codes of the communes in a unit, itself where it is one.
    pub fn communes_in(&self, unit: &str) -> Vec<String> {
        self.gazetteer.communes_of_code(unit, self.today).into_iter().map(str::to_owned).collect()
    }

    /// The meridians about which the provinces of `communes` survey or surveyed, those of today first.
    pub fn meridians(&self, communes: &[String]) -> Vec<f64> {
        let mut found: Vec<(bool, f64)> = Vec::new();
        for (code, name) in self.provinces(communes) {
            found.extend(meridians_of(&code, &name).iter().map(|row| (row.to.is_some(), row.meridian)));
        }
        found.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        let mut meridians: Vec<f64> = Vec::new();
        for (_, meridian) in found {
            if !meridians.contains(&meridian) {
                meridians.push(meridian);
            }
        }
        meridians
    }

    /// The provinces of `communes` of today, and those whose communes went into them.
    fn provinces(&self, communes: &[String]) -> BTreeSet<(String, String)> {
        let wanted: BTreeSet<&str> = communes.iter().map(String::as_str).collect();
        let provinces = self.gazetteer.forms().iter().filter(|form| form.code.len() == 2);
        let holds = |form: &&UnitForm| {
            let own = self.gazetteer.communes(form, self.today);
            wanted.is_empty() || own.iter().any(|code| wanted.contains(code))
        };
        provinces.filter(holds).map(|form| (form.code.clone(), form.name.clone())).collect()
    }

    /// What a code and a name in a file may mean; the code goes first. Nothing where neither says anything.
    pub fn said(&self, code: Option<&str>, name: Option<&str>) -> Option<Rc<Said>> {
        let text = code.or(name)?;
        if let Some(known) = self.said.borrow().get(text) {
            return Some(Rc::clone(known));
        }
        let said = Rc::new(match padded(text) {
            Some(code) => self.said_by_code(&code),
            None => self.said_by_name(text),
        });
        self.said.borrow_mut().insert(text.to_owned(), Rc::clone(&said));
        Some(said)
    }

    fn said_by_code(&self, code: &str) -> Said {
        if self.gazetteer.on(code, self.today).is_some() {
            return Said { codes: vec![code.to_owned()], exactly: true, ..Said::default() };
        }
        let Some(form) = self.gazetteer.former(code, self.today) else {
            return Said {
                codes: vec![code.to_owned()],
                exactly: true,
                unknown_code: true,
                remark: Some(words::not_registered(code)),
            };
        };
        let present: Vec<UnitForm> = self.gazetteer.present(form, self.today).into_iter().cloned().collect();
        let became = became(form, &present);
        let remark = Localized::new(
            format!("Mã xã {code} là của {} trước đây. {}", form.name, became.vi),
            format!("The commune code {code} is {} of before. {}", form.name, became.en),
        );
        let codes = self.gazetteer.communes(form, self.today).into_iter().map(str::to_owned).collect();
        Said { codes, exactly: true, unknown_code: false, remark: Some(remark) }
    }

    fn said_by_name(&self, text: &str) -> Said {
        let found = resolve(&self.gazetteer, text, self.today, self.today);
        let best = found.candidates.iter().map(|candidate| candidate.matched).min();
        let kept = || found.candidates.iter().filter(|candidate| Some(candidate.matched) == best);
        let existing = || kept().filter(|candidate| candidate.exists && candidate.unit.kind.is_commune_level());
        let chosen: Vec<_> = if existing().count() > 0 { existing().collect() } else { kept().collect() };
        let codes: BTreeSet<String> = chosen
            .iter()
            .flat_map(|candidate| self.gazetteer.communes(&candidate.unit, self.today))
            .map(str::to_owned)
            .collect();
        let exactly = matches!(best, Some(Matched::Code | Matched::Exact));
        let remark = match chosen.as_slice() {
            [one] if exactly && one.exists => None,
            [one] => Some(one.why.clone()),
            _ => found.remark.clone(),
        };
        Said { codes: codes.into_iter().collect(), exactly, unknown_code: false, remark }
    }

    /// The commune of a feature at `place` that says `said`; `usual` is the one of those that say nothing and lie
    /// in none. Refused with what to do where it cannot be told.
    pub fn decide(
        &self,
        said: Option<&Said>,
        place: Coord<f64>,
        usual: Option<&str>,
    ) -> Result<FoundCommune, Localized> {
        let here = self.map.at(place);
        let Some(said) = said else {
            return match (here, usual) {
                (Some(outline), _) => Ok(FoundCommune {
                    code: outline.code.clone(),
                    remarks: vec![words::by_place(&outline.name, outline.approximate)],
                    outside: false,
                }),
                (None, Some(usual)) => Ok(FoundCommune { code: usual.to_owned(), remarks: Vec::new(), outside: false }),
                (None, None) => Err(words::no_commune()),
            };
        };
        let mut remarks: Vec<Localized> = said.remark.iter().cloned().collect();
        let code = match said.codes.as_slice() {
            [] => return Err(said.remark.clone().unwrap_or_else(words::no_commune)),
            [one] => one.clone(),
            several => {
                let there = here.filter(|outline| several.contains(&outline.code));
                let Some(there) = there else { return Err(self.several(several)) };
                remarks.push(words::by_place(&there.name, there.approximate));
                there.code.clone()
            }
        };
        let standing = self.map.standing(&code, place);
        let outside = standing.is_some_and(|standing| !standing.inside);
        let approximate = standing.is_some_and(|standing| standing.approximate);
        if outside && !said.exactly {
            return Err(words::may_be_another(&self.name(&code)));
        }
        if outside {
            remarks.push(words::outside(&self.name(&code), here.map(|outline| outline.name.as_str()), approximate));
        }
        Ok(FoundCommune { code, remarks, outside: outside && !approximate })
    }

    fn several(&self, codes: &[String]) -> Localized {
        let names: Vec<String> = codes.iter().take(6).map(|code| format!("{} ({code})", self.name(code))).collect();
        words::several(&names.join(", "))
    }
}

/// A commune code as it stands in a table of numbers, which loses leading zeros: 293 is 00293.
fn padded(text: &str) -> Option<String> {
    let digits = text.len() <= 5 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{text:0>5}"))
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::Localized;

    pub fn not_registered(code: &str) -> Localized {
        Localized::new(
            format!(
                "Mã xã {code} không có trong danh mục; giữ nguyên mã. Nhập danh mục đơn vị hành chính rồi nhập lại để kiểm tra vị trí."
            ),
            format!(
                "The commune code {code} is not in the register and kept as it is. Import the administrative units and import again to have its place checked."
            ),
        )
    }

    pub fn by_place(name: &str, approximate: bool) -> Localized {
        if approximate {
            return Localized::new(
                format!("Xã lấy theo vị trí: {name}. Ranh giới chỉ là gần đúng, kiểm tra lại."),
                format!("The commune was told by the place: {name}. Its boundary is only approximate; check it."),
            );
        }
        Localized::new(format!("Xã lấy theo vị trí: {name}."), format!("The commune was told by the place: {name}."))
    }

    pub fn outside(name: &str, here: Option<&str>, approximate: bool) -> Localized {
        let there = here.map(|here| (format!(" mà nằm ở {here}"), format!(" but in {here}"))).unwrap_or_default();
        let check = if approximate {
            (
                " Ranh giới chỉ là gần đúng, kiểm tra trên bản đồ.",
                " The boundary is only approximate; check it on the map.",
            )
        } else {
            (" Kiểm tra hệ tọa độ và mã xã.", " Check the coordinate system and the commune.")
        };
        Localized::new(
            format!("Tâm vùng không nằm trong {name}{}.{}", there.0, check.0),
            format!("The middle does not lie in {name}{}.{}", there.1, check.1),
        )
    }

    pub fn may_be_another(name: &str) -> Localized {
        Localized::new(
            format!("Tên xã gần giống {name} nhưng vị trí không nằm ở đó. Ghi mã xã hoặc tên đầy đủ dấu."),
            format!(
                "The commune is spelt nearly like {name}, but the place does not lie there. Give its code or its name with all marks."
            ),
        )
    }

    pub fn several(names: &str) -> Localized {
        Localized::new(
            format!("Có thể là nhiều xã: {names}. Ghi mã xã hiện nay."),
            format!("Several communes may be meant: {names}. Give the code of today."),
        )
    }

    pub fn no_commune() -> Localized {
        Localized::new(
            "Không rõ thuộc xã nào: không ghi xã và không nằm trong ranh giới xã nào. Ghi mã xã, hoặc chọn xã cho cả tệp.",
            "Its commune is not known: it names none and lies in none. Give its commune code, or choose one for the whole file.",
        )
    }
}
