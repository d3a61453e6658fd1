//! All forms of all units and what became of them, in memory: where an old name or code leads today.
//!
//! A value without a clock: each question names its day.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::{Share, Succession, UnitKey, UnitKind, UnitPath};
use crate::kernel::folding::{exact_key, loose_key};

/// One form of a unit, without its outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitForm {
    /// Its code.
    pub code: String,
    /// The official form of its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent_code: Option<String>,
    /// The district it belonged to before July 2025.
    pub former_district: Option<String>,
    /// The first day of this form.
    pub valid_from: NaiveDate,
    /// The last day, where it no longer exists.
    pub valid_to: Option<NaiveDate>,
}

impl UnitForm {
    /// Whether the form exists on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// What names it for good.
    pub fn key(&self) -> UnitKey {
        UnitKey { code: self.code.clone(), valid_from: self.valid_from }
    }

    /// The name without the word for what it is: "Kon Plông" of "Huyện Kon Plông".
    pub fn bare_name(&self) -> &str {
        const KINDS: [&str; 9] =
            ["xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "quận", "thành phố", "tỉnh"];
        let after = |kind: &str| {
            let mut rest = self.name.chars();
            let same = kind.chars().all(|letter| rest.next().is_some_and(|c| c.to_lowercase().eq([letter])));
            (same && rest.as_str().starts_with(' ')).then(|| rest.as_str().trim_start())
        };
        KINDS.iter().find_map(|kind| after(kind)).unwrap_or(&self.name)
    }
}

/// Every form of every unit that is registered, ready to be asked.
#[derive(Debug, Default)]
pub struct Gazetteer {
    forms: Vec<UnitForm>,
    by_code: HashMap<String, Vec<usize>>,
    below: HashMap<String, Vec<usize>>,
    by_exact_name: HashMap<String, Vec<usize>>,
    by_loose_name: HashMap<String, Vec<usize>>,
    successions: Vec<Succession>,
    by_old: HashMap<UnitKey, Vec<usize>>,
    by_new: HashMap<UnitKey, Vec<usize>>,
}

impl Gazetteer {
    /// A gazetteer of these forms and successions, in any order.
    pub fn new(mut forms: Vec<UnitForm>, successions: Vec<Succession>) -> Self {
        forms.sort_by(|a, b| (&a.code, a.valid_from).cmp(&(&b.code, b.valid_from)));
        let mut gazetteer = Self::default();
        for (at, form) in forms.iter().enumerate() {
            gazetteer.by_code.entry(form.code.clone()).or_default().push(at);
            if let Some(parent) = &form.parent_code {
                gazetteer.below.entry(parent.clone()).or_default().push(at);
            }
            gazetteer.by_exact_name.entry(exact_key(form.bare_name())).or_default().push(at);
            gazetteer.by_loose_name.entry(loose_key(form.bare_name())).or_default().push(at);
        }
        for (at, succession) in successions.iter().enumerate() {
            gazetteer.by_old.entry(succession.old.clone()).or_default().push(at);
            gazetteer.by_new.entry(succession.new.clone()).or_default().push(at);
        }
        Self { forms, successions, ..gazetteer }
    }

    /// Every form.
    pub fn forms(&self) -> &[UnitForm] {
        &self.forms
    }

    fn listed<'g>(&'g self, of: Option<&'g Vec<usize>>) -> impl Iterator<Item = &'g UnitForm> {
        of.into_iter().flatten().filter_map(|at| self.forms.get(*at))
    }

    /// All forms of a code, the earliest first.
    pub fn history(&self, code: &str) -> Vec<&UnitForm> {
        self.listed(self.by_code.get(code)).collect()
    }

    /// The form of `code` that exists on `day`.
    pub fn on(&self, code: &str, day: NaiveDate) -> Option<&UnitForm> {
        self.listed(self.by_code.get(code)).find(|form| form.holds_on(day))
    }

    /// The last form of a code that is no more on `day`; `None` where the code is in use, or not known.
    pub fn former(&self, code: &str, day: NaiveDate) -> Option<&UnitForm> {
        if self.on(code, day).is_some() {
            return None;
        }
        self.listed(self.by_code.get(code)).filter(|form| form.valid_from <= day).last()
    }

    /// Forms whose name without its kind is spelt like `name`, every mark the same.
    pub fn named_exactly(&self, name: &str) -> Vec<&UnitForm> {
        self.listed(self.by_exact_name.get(&exact_key(name))).collect()
    }

    /// Forms whose name without its kind may be meant by `name`.
    pub fn named_loosely(&self, name: &str) -> Vec<&UnitForm> {
        self.listed(self.by_loose_name.get(&loose_key(name))).collect()
    }

    /// What took over from a form.
    pub fn successions_of(&self, form: &UnitForm) -> Vec<&Succession> {
        let found = self.by_old.get(&form.key()).into_iter().flatten();
        found.filter_map(|at| self.successions.get(*at)).collect()
    }

    /// What a form took over from.
    pub fn taken_over_by(&self, form: &UnitForm) -> Vec<&Succession> {
        let found = self.by_new.get(&form.key()).into_iter().flatten();
        found.filter_map(|at| self.successions.get(*at)).collect()
    }

    /// The form that `key` names.
    pub fn form(&self, key: &UnitKey) -> Option<&UnitForm> {
        self.listed(self.by_code.get(&key.code)).find(|form| form.valid_from == key.valid_from)
    }

    /// The units directly below `form`, as they were on its last day, or are on `day`.
    pub fn children(&self, form: &UnitForm, day: NaiveDate) -> Vec<&UnitForm> {
        let day = form.valid_to.map_or(day, |last| last.min(day));
        self.listed(self.below.get(&form.code)).filter(|child| child.holds_on(day)).collect()
    }

    /// The units of `day` that have the area of `form`: itself while it exists, else what took over from it. What
    /// became of a district or province that nobody wrote down is told by what became of the units below it.
    /// Empty where it is not known.
    pub fn present(&self, form: &UnitForm, day: NaiveDate) -> Vec<&UnitForm> {
        let mut found = Vec::new();
        if let Some(form) = self.form(&form.key()) {
            self.follow(form, day, &mut HashSet::new(), &mut found);
        }
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }

    fn follow<'g>(
        &'g self,
        form: &'g UnitForm,
        day: NaiveDate,
        seen: &mut HashSet<UnitKey>,
        found: &mut Vec<&'g UnitForm>,
    ) {
        if !seen.insert(form.key()) {
            return;
        }
        if form.holds_on(day) {
            found.push(form);
            return;
        }
        for next in self.next(form, day) {
            self.follow(next, day, seen, found);
        }
    }

    /// Where a form that has ended leads.
    fn next(&self, form: &UnitForm, day: NaiveDate) -> Vec<&UnitForm> {
        if form.valid_from > day {
            return Vec::new();
        }
        let stated: Vec<_> = self.successions_of(form).iter().filter_map(|step| self.form(&step.new)).collect();
        if !stated.is_empty() {
            return stated;
        }
        let below = if form.kind.is_commune_level() { Vec::new() } else { self.children(form, day) };
        if !below.is_empty() {
            return below;
        }
        // A new unit reuses the code of one of those it took over from.
        let later = |next: &&UnitForm| next.valid_from > form.valid_from;
        self.listed(self.by_code.get(&form.code)).find(later).into_iter().collect()
    }

    /// The codes of the commune-level units of `day` within the area of `form`.
    pub fn communes(&self, form: &UnitForm, day: NaiveDate) -> BTreeSet<&str> {
        let mut codes = BTreeSet::new();
        let mut open = self.present(form, day);
        let mut seen = HashSet::new();
        while let Some(unit) = open.pop() {
            if unit.kind.is_commune_level() {
                codes.insert(unit.code.as_str());
            } else if seen.insert(unit.key()) {
                open.extend(self.children(unit, day));
            }
        }
        codes
    }

    /// The codes of the communes of `day` that an alert may mean by `code`, in whichever of its forms.
    pub fn communes_of_code(&self, code: &str, day: NaiveDate) -> BTreeSet<&str> {
        self.listed(self.by_code.get(code)).flat_map(|form| self.communes(form, day)).collect()
    }

    /// For each of `communes` (codes, of today or earlier): every code by which an alert may name a place in it.
    pub fn codes_naming<'c>(
        &self,
        communes: impl IntoIterator<Item = &'c str>,
        day: NaiveDate,
    ) -> HashMap<String, HashSet<String>> {
        let mut naming: HashMap<&str, HashSet<&str>> = HashMap::new();
        for form in &self.forms {
            for commune in self.communes(form, day) {
                naming.entry(commune).or_default().insert(&form.code);
            }
        }
        let all_of = |commune: &str| {
            let present = self.communes_of_code(commune, day);
            let codes = present.into_iter().filter_map(|code| naming.get(code)).flatten();
            codes.map(|code| (*code).to_owned()).chain([commune.to_owned()]).collect()
        };
        let communes: HashSet<&str> = communes.into_iter().collect();
        communes.into_iter().map(|commune| (commune.to_owned(), all_of(commune))).collect()
    }

    /// Where `code` stands on `day`: the units above it then. A unit that is no more stands below what took over
    /// from it, so that a plan of before the reform is in the hands of whoever answers for its area now; one that
    /// went to several stands below what is above them all. A unit that is not registered stands alone.
    pub fn path(&self, code: &str, day: NaiveDate) -> UnitPath {
        let above = self.above(code, day, 0);
        UnitPath::new(code, above.iter().map(String::as_str))
    }

    fn above(&self, code: &str, day: NaiveDate, depth: usize) -> Vec<String> {
        // Province, district, commune and a repetition or two; more would be a circle of wrong parents.
        if depth > 5 {
            return Vec::new();
        }
        let under = |parent: Option<&String>| {
            let rest = |parent: &String| self.above(parent, day, depth + 1);
            parent.map(|parent| [vec![parent.clone()], rest(parent)].concat()).unwrap_or_default()
        };
        if let Some(form) = self.on(code, day) {
            return under(form.parent_code.as_ref());
        }
        let Some(form) = self.former(code, day) else { return Vec::new() };
        let in_part = self.successions_of(form).iter().any(|step| step.share == Share::Part);
        let paths: Vec<Vec<String>> = self
            .present(form, day)
            .iter()
            .map(|unit| {
                let own = (!in_part).then(|| unit.code.clone());
                own.into_iter().chain(under(unit.parent_code.as_ref())).collect()
            })
            .collect();
        let Some(first) = paths.first() else { return under(form.parent_code.as_ref()) };
        first.iter().filter(|code| paths.iter().all(|path| path.contains(code))).cloned().collect()
    }
}
