//! Reading findings: a page of them, worst first, and one by itself.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::listed::Place;
use super::{App, Kept, ServiceError};
use crate::findings::kept::{Acceptance, Known};
use crate::findings::{Finding, FindingId, Kind, OwedBy, Ref, Severity, UnitCode, facts_of};
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::kernel::page::Page;
use crate::store::findings::MendedFilter;
use crate::store::{StoreError, finding_acceptances, findings};

/// Which findings are asked for, by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StateAsked {
    /// Those that stand, accepted or not.
    #[default]
    Standing,
    /// Those that stand and nobody accepted.
    Open,
    /// Those that stand and an official accepted.
    Accepted,
    /// Those that stood.
    Mended,
}

/// Which findings are asked for; empty fields ask for all.
#[derive(Debug, Clone, Default)]
pub struct FindingFilter {
    /// Owed by these units.
    pub units: Option<HashSet<String>>,
    /// Of this severity.
    pub severity: Option<Severity>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// That speak of a zone or a plan of this hazard.
    pub hazard: Option<Hazard>,
    /// Owed by this role.
    pub owed_by: Option<OwedBy>,
    /// By where they stand.
    pub state: StateAsked,
}

impl FindingFilter {
    fn chooses_kind(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|wanted| wanted == kind) && self.owed_by.is_none_or(|role| facts_of(kind).owed_by == role)
    }

    fn chooses(&self, kept: &Kept, place: &Place, accepted: bool) -> bool {
        let in_state = match self.state {
            StateAsked::Standing => true,
            StateAsked::Open => !accepted,
            StateAsked::Accepted => accepted,
            StateAsked::Mended => false,
        };
        in_state
            && self.severity.is_none_or(|wanted| wanted == place.severity)
            && self.chooses_kind(place.kind)
            && self.units.as_ref().is_none_or(|units| units.contains(place.unit.as_str()))
            && self.hazard.is_none_or(|hazard| {
                kept.standing(place.id).is_some_and(|(_, standing)| standing.hazards.contains(hazard))
            })
    }

    fn mended(&self) -> MendedFilter {
        MendedFilter {
            units: self.units.as_ref().map(|units| units.iter().cloned().collect()),
            severity: self.severity,
            kinds: Some(Kind::ALL.iter().copied().filter(|kind| self.chooses_kind(*kind)).collect()),
            hazard: self.hazard,
        }
    }
}

/// A finding as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownFinding {
    /// By what it is known.
    pub id: FindingId,
    /// Which kind.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// The unit that owes the mending.
    pub unit: UnitCode,
    /// The hazards it speaks of.
    pub hazards: Vec<Hazard>,
    /// Its words; nothing where it stands no longer.
    pub finding: Option<Finding>,
    /// What it is about, and its name.
    pub about: Option<(Ref, Localized)>,
    /// The other, and its name.
    pub against: Option<(Ref, Localized)>,
    /// What is noted of it; nothing where that was not done yet.
    pub known: Option<Known>,
    /// What an official said of it, where that holds today.
    pub acceptance: Option<Acceptance>,
}

impl ShownFinding {
    pub(super) fn standing(kept: &Kept, finding: Finding) -> Self {
        let named = |of: Ref| (of, kept.engine.name(of));
        Self {
            id: finding.key.id(),
            kind: finding.kind,
            severity: finding.severity,
            unit: finding.unit,
            hazards: finding.hazards.to_vec(),
            about: Some(named(finding.about)),
            against: finding.against.map(named),
            finding: Some(finding),
            known: None,
            acceptance: None,
        }
    }

    fn mended(known: Known) -> Self {
        Self {
            id: known.id,
            kind: known.kind,
            severity: known.severity,
            unit: known.unit,
            hazards: known.hazards.clone(),
            finding: None,
            about: None,
            against: None,
            known: Some(known),
            acceptance: None,
        }
    }
}

/// How many findings there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By kind and severity, the worst and most frequent first.
    pub each: Vec<(Kind, Severity, usize)>,
    /// How many of them an official accepted.
    pub accepted: usize,
}

impl Counts {
    /// Of what is given one by one: kind, severity, and whether it is accepted.
    pub(super) fn of(all: impl IntoIterator<Item = (Kind, Severity, bool)>) -> Self {
        let (mut each, mut accepted) = (HashMap::new(), 0);
        for (kind, severity, is_accepted) in all {
            *each.entry((kind, severity)).or_insert(0_usize) += 1;
            accepted += usize::from(is_accepted);
        }
        let mut each: Vec<_> = each.into_iter().map(|((kind, severity), count)| (kind, severity, count)).collect();
        each.sort_unstable_by_key(|(kind, severity, count)| (std::cmp::Reverse(*count), *severity, *kind));
        Self { each, accepted }
    }

    /// How many of a severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        self.each.iter().filter(|(_, of, _)| *of == severity).map(|(.., count)| count).sum()
    }

    /// How many altogether.
    pub fn total(&self) -> usize {
        self.each.iter().map(|(.., count)| count).sum()
    }
}

/// A page of the findings asked for, worst first, with counts over all of them, and the day for which it was looked.
pub fn list_findings(
    app: &App,
    filter: &FindingFilter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<(Page<ShownFinding>, Counts, NaiveDate), ServiceError> {
    if filter.state == StateAsked::Mended {
        return list_mended(app, filter, cursor, limit);
    }
    let today = super::super::live_data::day_of(app.now());
    let accepted = app.store.read(|conn| finding_acceptances::holding_on(conn, today))?;
    let after = cursor.and_then(Place::at_cursor);
    let (items, counts, day) = app.findings.read(app, |kept| {
        let chosen = |place: &&Place| filter.chooses(kept, place, accepted.contains_key(&place.id));
        let all = kept.listed.after(None).filter(chosen);
        let counts = Counts::of(all.map(|place| (place.kind, place.severity, accepted.contains_key(&place.id))));
        let page: Vec<(Place, ShownFinding)> = kept
            .listed
            .after(after)
            .filter(chosen)
            .filter_map(|place| Some((*place, ShownFinding::standing(kept, kept.finding(place.id)?))))
            .take(limit + 1)
            .collect();
        (page, counts, kept.engine.facts().today())
    })?;
    let page = Page::cut(items, limit, |(place, _)| place.cursor()).map(|(_, shown)| shown);
    let next = page.next;
    let items = with_what_is_noted(app, page.items, &accepted)?;
    Ok((Page { items, next }, counts, day))
}

/// So many findings are worded at a time.
const AT_ONCE: usize = 4_000;

/// Hands over every finding asked for that stands, worst first, some thousands at a time.
pub fn each_finding<E: From<ServiceError>>(
    app: &App,
    filter: &FindingFilter,
    mut take: impl FnMut(Vec<ShownFinding>) -> Result<(), E>,
) -> Result<(), E> {
    let today = super::super::live_data::day_of(app.now());
    let accepted = app.store.read(|conn| finding_acceptances::holding_on(conn, today)).map_err(ServiceError::from)?;
    let chosen: Vec<FindingId> = app.findings.read(app, |kept| {
        let chosen = |place: &&Place| filter.chooses(kept, place, accepted.contains_key(&place.id));
        kept.listed.after(None).filter(chosen).map(|place| place.id).collect()
    })?;
    for ids in chosen.chunks(AT_ONCE) {
        let shown = app.findings.read(app, |kept| worded(kept, ids))?;
        take(with_what_is_noted(app, shown, &accepted)?)?;
    }
    Ok(())
}

/// The findings known by `ids` that stand, worded by as many threads as there are cores.
fn worded(kept: &Kept, ids: &[FindingId]) -> Vec<ShownFinding> {
    let word = |ids: &[FindingId]| -> Vec<ShownFinding> {
        let found = ids.iter().filter_map(|id| kept.finding(*id));
        found.map(|finding| ShownFinding::standing(kept, finding)).collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let word = &word;
        let parts: Vec<_> =
            ids.chunks(ids.len().div_ceil(threads).max(1)).map(|part| scope.spawn(move || word(part))).collect();
        // A thread that panicked hands its panic on.
        let wait = |part: std::thread::ScopedJoinHandle<'_, _>| {
            part.join().unwrap_or_else(|why| std::panic::resume_unwind(why))
        };
        parts.into_iter().flat_map(wait).collect()
    })
}

pub(super) fn with_what_is_noted(
    app: &App,
    mut shown: Vec<ShownFinding>,
    accepted: &HashMap<FindingId, Acceptance>,
) -> Result<Vec<ShownFinding>, ServiceError> {
    let ids: Vec<FindingId> = shown.iter().map(|shown| shown.id).collect();
    let mut known = app.store.read(|conn| findings::known(conn, &ids))?;
    for shown in &mut shown {
        // One that was mended and has come back is not noted yet as standing.
        shown.known = known.remove(&shown.id).filter(|known| known.mended_at.is_none());
        shown.acceptance = accepted.get(&shown.id).cloned();
    }
    Ok(shown)
}

fn list_mended(
    app: &App,
    filter: &FindingFilter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<(Page<ShownFinding>, Counts, NaiveDate), ServiceError> {
    let skipped: i64 = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(0).max(0);
    let filter = filter.mended();
    let fetched = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let (found, counted) = app.store.read(|conn| {
        Ok::<_, StoreError>((
            findings::mended(conn, &filter, skipped, fetched)?,
            findings::count_mended(conn, &filter)?,
        ))
    })?;
    let next = skipped + fetched - 1;
    let page = Page::cut(found, limit, |_| next.to_string()).map(ShownFinding::mended);
    let counts = Counts::of(counted.into_iter().map(|(kind, severity)| (kind, severity, false)));
    Ok((page, counts, super::super::live_data::day_of(app.now())))
}

/// The finding known by `id`, standing or mended.
pub fn finding_of(app: &App, id: FindingId) -> Result<ShownFinding, ServiceError> {
    let standing =
        app.findings.read(app, |kept| kept.finding(id).map(|finding| ShownFinding::standing(kept, finding)))?;
    let today = super::super::live_data::day_of(app.now());
    if let Some(shown) = standing {
        let accepted = app.store.read(|conn| finding_acceptances::holding_on(conn, today))?;
        return with_what_is_noted(app, vec![shown], &accepted)?.pop().ok_or_else(|| StoreError::NotFound.into());
    }
    let known = app.store.read(|conn| findings::known(conn, &[id]))?.remove(&id).ok_or(StoreError::NotFound)?;
    Ok(ShownFinding::mended(known))
}
