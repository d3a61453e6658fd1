//! Which household of the register a row means.

use std::collections::{HashMap, HashSet};

use super::words;
use crate::households::sheet::HouseholdRow;
use crate::households::{CodeMaker, Household, code_fault, village_key};
use crate::kernel::Localized;
use crate::kernel::folding::{exact_key, search_key};

/// The register of a commune while a file is held against it.
pub(super) struct Register {
    known: Vec<Household>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<(String, String), Vec<usize>>,
    by_loose_name: HashMap<(String, String), Vec<usize>>,
    by_head: HashMap<String, Vec<usize>>,
    /// Households that a row means already, or may mean.
    claimed: HashMap<usize, usize>,
    possible: HashSet<usize>,
    /// Names of new households, each with its row.
    new: HashMap<(String, String), usize>,
    codes: CodeMaker,
    places: HashMap<String, usize>,
}

/// What a row means.
pub(super) struct Meaning {
    /// The household; `None` where it is new.
    pub known: Option<usize>,
    /// Why that is doubtful.
    pub doubts: Vec<Localized>,
}

impl Register {
    pub(super) fn new(known: Vec<Household>) -> Self {
        let mut register = Self {
            by_code: known.iter().enumerate().map(|(at, household)| (household.code.to_uppercase(), at)).collect(),
            codes: CodeMaker::new(known.iter().map(|household| household.code.clone())),
            by_name: HashMap::new(),
            by_loose_name: HashMap::new(),
            by_head: HashMap::new(),
            claimed: HashMap::new(),
            possible: HashSet::new(),
            new: HashMap::new(),
            places: HashMap::new(),
            known: Vec::new(),
        };
        for (at, household) in known.iter().enumerate() {
            let entry = &household.entry;
            register.by_name.entry(name_of(&entry.village, &entry.head)).or_default().push(at);
            register.by_loose_name.entry(loose_name(&entry.village, &entry.head)).or_default().push(at);
            register.by_head.entry(exact_key(&entry.head)).or_default().push(at);
        }
        register.known = known;
        register
    }

    pub(super) fn household(&self, at: usize) -> Option<&Household> {
        self.known.get(at)
    }

    /// The households no row means, in villages that rows speak of.
    pub(super) fn left_out(&self, villages: &HashSet<String>) -> Vec<Household> {
        let unclaimed = self.known.iter().enumerate().filter(|(at, household)| {
            household.retired_on.is_none()
                && !self.claimed.contains_key(at)
                && !self.possible.contains(at)
                && villages.contains(&village_key(&household.entry.village))
        });
        unclaimed.map(|(_, household)| household.clone()).collect()
    }

    /// What a row means; the household is claimed by it.
    pub(super) fn meaning(&mut self, row: &HouseholdRow) -> Meaning {
        let mut meaning = self.by_code(row).unwrap_or_else(|| self.by_name(row));
        let first = if let Some(at) = meaning.known {
            *self.claimed.entry(at).or_insert(row.number)
        } else {
            *self.new.entry(name_of(&row.entry.village, &row.entry.head)).or_insert(row.number)
        };
        if first != row.number {
            meaning.doubts.push(words::twice(first));
        }
        meaning
    }

    fn by_code(&self, row: &HouseholdRow) -> Option<Meaning> {
        let code = row.code.as_ref()?.to_uppercase();
        let at = *self.by_code.get(&code)?;
        let held = self.known.get(at)?;
        let same_name = search_key(&held.entry.head) == search_key(&row.entry.head);
        let same_phone = !digits(&row.entry.phone).is_empty() && digits(&row.entry.phone) == digits(&held.entry.phone);
        let doubts =
            if same_name || same_phone { Vec::new() } else { vec![words::another_head(held, &row.entry.head)] };
        Some(Meaning { known: Some(at), doubts })
    }

    fn by_name(&mut self, row: &HouseholdRow) -> Meaning {
        let free = |found: Option<&Vec<usize>>| -> Vec<usize> {
            found.into_iter().flatten().copied().filter(|at| !self.claimed.contains_key(at)).collect()
        };
        let entry = &row.entry;
        let bearers = self.by_name.get(&name_of(&entry.village, &entry.head));
        let exact = free(bearers);
        if !exact.is_empty() {
            return self.decided(row, exact);
        }
        // All of that name in the village are other rows of the file.
        if let Some(first) = bearers.into_iter().flatten().find_map(|at| self.claimed.get(at)) {
            return Meaning { known: None, doubts: vec![words::twice(*first)] };
        }
        let loose = free(self.by_loose_name.get(&loose_name(&entry.village, &entry.head)));
        if let [at] = loose.as_slice()
            && let Some(held) = self.known.get(*at)
        {
            return Meaning { known: Some(*at), doubts: vec![words::spelt_otherwise(held)] };
        }
        let moved = free(self.by_head.get(&exact_key(&entry.head)));
        let phone = digits(&entry.phone);
        let moved = moved.into_iter().find(|at| {
            let held = self.known.get(*at);
            !phone.is_empty() && held.is_some_and(|held| digits(&held.entry.phone) == phone)
        });
        match moved.and_then(|at| Some((at, self.known.get(at)?))) {
            Some((at, held)) => Meaning { known: Some(at), doubts: vec![words::moved(held)] },
            None => Meaning { known: None, doubts: Vec::new() },
        }
    }

    /// Of several of one name in one village the telephone tells, then the number of people; else nobody can.
    fn decided(&mut self, row: &HouseholdRow, found: Vec<usize>) -> Meaning {
        if let [at] = found.as_slice() {
            return Meaning { known: Some(*at), doubts: Vec::new() };
        }
        let phone = digits(&row.entry.phone);
        let only = |test: &dyn Fn(&Household) -> bool| -> Option<usize> {
            let mut fitting = found.iter().filter(|at| self.known.get(**at).is_some_and(test));
            let first = fitting.next()?;
            fitting.next().is_none().then_some(*first)
        };
        let by_phone = only(&|held| !phone.is_empty() && digits(&held.entry.phone) == phone);
        let by_people = || only(&|held| held.entry.people == row.entry.people && held.retired_on.is_none());
        if let Some(at) = by_phone.or_else(by_people) {
            return Meaning { known: Some(at), doubts: Vec::new() };
        }
        let codes: Vec<&str> = found.iter().filter_map(|at| Some(self.known.get(*at)?.code.as_str())).collect();
        let doubt = words::several(&codes);
        self.possible.extend(found);
        Meaning { known: None, doubts: vec![doubt] }
    }

    /// The code of a new household: its own where it is sound and free, else one made from its village.
    pub(super) fn code_for(&mut self, row: &HouseholdRow) -> (String, Option<Localized>) {
        let place = self.places.entry(village_key(&row.entry.village)).or_default();
        *place += 1;
        let place = *place;
        match &row.code {
            Some(code) if code_fault(code).is_none() && !self.codes.is_taken(code) => {
                self.codes.take(code);
                (code.clone(), None)
            }
            Some(code) => {
                let made = self.codes.make(&row.entry.village, place);
                let remark = words::another_code(code, &made);
                (made, Some(remark))
            }
            None => (self.codes.make(&row.entry.village, place), None),
        }
    }
}

fn name_of(village: &str, head: &str) -> (String, String) {
    (village_key(village), exact_key(head))
}

fn loose_name(village: &str, head: &str) -> (String, String) {
    (search_key(&village_key(village)), search_key(head))
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
