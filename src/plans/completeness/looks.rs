//! What each rule looks at.

use chrono::{NaiveDate, TimeDelta};

use super::{KnownShelter, Look, Subject, annexes};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::kernel::folding::search_key;
use crate::plans::annex::ShelterLine;
use crate::plans::arrangement::ZoneArrangement;
use crate::plans::fields::step;
use crate::plans::rules::{Rule, RuleCode};
use crate::plans::{PlanZone, Section, SectionGroup, is_written, levels_of};
use crate::zones::Zone;

/// What `rule` looks at in `subject`, in order or not.
pub(super) fn by(rule: &Rule, subject: Subject<'_>) -> Vec<Look> {
    let content = subject.content;
    match rule.code {
        RuleCode::LegalParts => sections(subject, SectionGroup::LegalPart),
        RuleCode::FourOnTheSpot => sections(subject, SectionGroup::FourOnTheSpot),
        RuleCode::LegalBases => one(
            "/legal_bases",
            content.legal_bases.iter().any(|line| is_written(line)),
            "Chưa ghi căn cứ pháp lý.",
            "No legal basis is named.",
        ),
        RuleCode::Scenarios => scenarios(subject),
        RuleCode::Triggers => {
            one("/triggers", !content.triggers.is_empty(), "Chưa có ngưỡng kích hoạt nào.", "There is no trigger.")
        }
        RuleCode::ZonesNamed => one(
            "/zones",
            !content.zones.is_empty(),
            "Chưa có vùng nào phải di dời: xác nhận không có hoặc bổ sung.",
            "There is no zone to be cleared: confirm that there is none, or add them.",
        ),
        RuleCode::ZoneDestinations => zones(
            subject,
            |zone| !zone.destinations.is_empty() || arranged(subject, zone, ZoneArrangement::says_where),
            |code| {
                Localized::new(format!("Vùng {code} chưa có điểm sơ tán."), format!("Zone {code} has no destination."))
            },
        ),
        RuleCode::DestinationsListed => destinations(subject, listed),
        RuleCode::DestinationsSuitable => destinations(subject, suitable),
        RuleCode::ZoneTasks => zones(
            subject,
            |zone| content.tasks.iter().any(|task| task.is_for(&zone.code)),
            |code| Localized::new(format!("Vùng {code} chưa có việc phải làm."), format!("Zone {code} has no tasks.")),
        ),
        RuleCode::ZoneInCharge => zones(
            subject,
            |zone| {
                let drawn = zone.in_charge.as_ref().is_some_and(|person| !person.name.trim().is_empty());
                drawn || arranged(subject, zone, |arranged| arranged.in_charge.is_some())
            },
            |code| {
                Localized::new(
                    format!("Vùng {code} chưa có người phụ trách."),
                    format!("Nobody is in charge of zone {code}."),
                )
            },
        ),
        RuleCode::ZoneRoutes => arrangements(
            subject,
            "routes",
            |zone, arranged| {
                let told = zone.route.as_deref().is_some_and(|route| !route.trim().is_empty());
                told || arranged.is_some_and(|arranged| !arranged.routes.is_empty())
            },
            |code| {
                Localized::new(
                    format!("Vùng {code} chưa có tuyến sơ tán."),
                    format!("Zone {code} has no route to its shelters."),
                )
            },
        ),
        RuleCode::ZoneVehicles => arrangements(
            subject,
            "vehicles",
            |_, arranged| {
                arranged.is_some_and(|arranged| !arranged.vehicles.is_empty() || arranged.to_be_driven == Some(0))
            },
            |code| {
                Localized::new(
                    format!("Vùng {code} chưa được bố trí phương tiện."),
                    format!("Zone {code} has no vehicles."),
                )
            },
        ),
        RuleCode::Annexes => annexes::filled(&content.annexes),
        RuleCode::ContactPhones => annexes::contact_phones(&content.annexes),
        RuleCode::PhonesConfirmed => {
            let since = subject.today - TimeDelta::days(rule.days.unwrap_or(0).into());
            annexes::phones_confirmed(&content.annexes, since)
        }
        RuleCode::CommandNamed => command(subject),
        RuleCode::ReviewDate => {
            one("/review_by", content.review_by.is_some(), "Chưa đặt hạn rà soát.", "No review date is set.")
        }
        RuleCode::ReviewOverdue => content.review_by.map(|day| overdue(day, subject.today)).into_iter().collect(),
        RuleCode::SuppliesUseBy => annexes::supplies_use_by(&content.annexes, subject.today),
        RuleCode::MovedAddUp => annexes::moved_add_up(&content.annexes),
        // About when a plan was approved and not about what it says: the coverage of units asks it.
        RuleCode::ReviewBeforeSeason => Vec::new(),
    }
}

fn one(pointer: &str, fine: bool, vi: &str, en: &str) -> Vec<Look> {
    vec![Look::at(pointer, fine, || Localized::new(vi, en))]
}

fn sections(subject: Subject<'_>, group: SectionGroup) -> Vec<Look> {
    let look = |section: &Section| {
        let written = subject.content.sections.get(section).is_some_and(|text| is_written(text));
        Look::at(format!("/sections/{}", section.code()), written, || {
            let heading = section.heading();
            Localized::new(format!("Mục “{}” chưa được viết.", heading.vi), format!("“{}” is not written.", heading.en))
        })
    };
    Section::ALL.iter().filter(|section| section.group() == group).map(look).collect()
}

fn scenarios(subject: Subject<'_>) -> Vec<Look> {
    let look = |level: u8| {
        let scenario = subject.content.scenarios.get(&level);
        let written = scenario.is_some_and(|scenario| {
            [&scenario.before, &scenario.during, &scenario.after].iter().all(|text| is_written(text))
        });
        Look::at(format!("/scenarios/{level}"), written, || {
            let risk = RiskLevel::new(level).ok().filter(|_| level > 0).map(RiskLevel::label);
            risk.map_or_else(
                || {
                    Localized::new(
                        "Tình huống chưa viết đủ trước, trong, sau.",
                        "The scenario is not written for before, during and after.",
                    )
                },
                |risk| {
                    Localized::new(
                        format!("Tình huống {} chưa viết đủ trước, trong, sau.", risk.vi),
                        format!("The scenario of {} is not written for before, during and after.", risk.en),
                    )
                },
            )
        })
    };
    levels_of(subject.hazard).into_iter().map(look).collect()
}

/// Looks at the zones of the content; one whose drawing is not there is not in order.
fn zones(subject: Subject<'_>, fine: impl Fn(&Zone) -> bool, message: impl Fn(&str) -> Localized) -> Vec<Look> {
    let drawn = |code: &str| subject.zones.iter().find(|zone| zone.code == code);
    let zones = subject.content.zones.iter().enumerate();
    zones
        .map(|(at, zone)| {
            Look::at(format!("/zones/{at}"), drawn(&zone.code).is_some_and(&fine), || message(&zone.code))
        })
        .collect()
}

/// Looks at what is arranged for the zones of the content; `part` is the part a fault is told at.
fn arrangements(
    subject: Subject<'_>,
    part: &str,
    fine: impl Fn(&Zone, Option<&ZoneArrangement>) -> bool,
    message: impl Fn(&str) -> Localized,
) -> Vec<Look> {
    let drawn = |code: &str| subject.zones.iter().find(|zone| zone.code == code);
    let look = |zone: &PlanZone| {
        let arranged = subject.content.arrangements.get(&zone.code);
        let fine = drawn(&zone.code).is_some_and(|zone| fine(zone, arranged));
        Look::at(format!("/arrangements/{}/{part}", step(&zone.code)), fine, || message(&zone.code))
    };
    subject.content.zones.iter().map(look).collect()
}

/// Whether something is arranged for `zone` of which `fine` holds.
fn arranged(subject: Subject<'_>, zone: &Zone, fine: impl Fn(&ZoneArrangement) -> bool) -> bool {
    subject.content.arrangements.get(&zone.code).is_some_and(fine)
}

/// The shelters of a zone, those of its drawing first.
fn shelters_of<'a>(subject: Subject<'a>, zone: &'a Zone) -> Vec<&'a str> {
    let mut codes: Vec<&str> = zone.destinations.iter().map(String::as_str).collect();
    let arranged = subject.content.arrangements.get(&zone.code);
    for to in arranged.map(|arranged| arranged.destinations.as_slice()).unwrap_or_default() {
        if !codes.contains(&to.code.as_str()) {
            codes.push(&to.code);
        }
    }
    codes
}

/// Looks at every destination of every zone.
fn destinations(subject: Subject<'_>, look: fn(Subject<'_>, &str) -> Option<Localized>) -> Vec<Look> {
    let zones = subject.content.zones.iter().enumerate();
    zones
        .filter_map(|(at, named)| Some((at, subject.zones.iter().find(|zone| zone.code == named.code)?)))
        .flat_map(|(at, zone)| {
            shelters_of(subject, zone).into_iter().map(move |code| {
                let fault = look(subject, code).map(|fault| {
                    Localized::new(
                        format!("Vùng {}: {}", zone.code, fault.vi),
                        format!("Zone {}: {}", zone.code, fault.en),
                    )
                });
                Look { pointer: format!("/zones/{at}"), fault }
            })
        })
        .collect()
}

fn in_annex<'a>(subject: Subject<'a>, code: &str) -> Option<&'a ShelterLine> {
    subject.content.annexes.shelters.iter().find(|shelter| shelter.code.trim() == code)
}

fn in_register<'a>(subject: Subject<'a>, code: &str) -> Option<&'a KnownShelter> {
    subject.shelters.iter().find(|shelter| shelter.code == code)
}

fn listed(subject: Subject<'_>, code: &str) -> Option<Localized> {
    match (in_annex(subject, code), in_register(subject, code)) {
        (Some(line), _) if line.status == "closed" => Some(Localized::new(
            format!("điểm sơ tán {code} không dùng được."),
            format!("shelter {code} cannot be used."),
        )),
        (Some(_), _) | (None, Some(_)) => None,
        (None, None) => Some(Localized::new(
            format!("điểm sơ tán {code} không có trong Phụ lục 4 và danh sách điểm sơ tán."),
            format!("shelter {code} is neither in Annex 4 nor in the register of shelters."),
        )),
    }
}

/// Where annex and register disagree, the one that warns is believed.
fn suitable(subject: Subject<'_>, code: &str) -> Option<Localized> {
    let register = in_register(subject, code).map(|shelter| shelter.suitable_for.contains(&subject.hazard));
    let annex = in_annex(subject, code)
        .filter(|line| !line.suitable_for.trim().is_empty())
        .map(|line| names(&line.suitable_for, subject.hazard));
    let hazard = subject.hazard.name();
    match (register, annex) {
        (None, None) => Some(Localized::new(
            format!("chưa rõ điểm sơ tán {code} có an toàn với {} không.", hazard.vi),
            format!("it is not known whether shelter {code} is safe for {}.", hazard.en),
        )),
        (Some(false), _) | (_, Some(false)) => Some(Localized::new(
            format!("điểm sơ tán {code} không được ghi là an toàn với {}.", hazard.vi),
            format!("shelter {code} is not said to be safe for {}.", hazard.en),
        )),
        _ => None,
    }
}

/// Whether a list of hazards as people write it ("bão, sạt lở") names `hazard`. Each is told apart as a whole: a
/// shelter for lũ quét is not one for lũ.
fn names(text: &str, hazard: Hazard) -> bool {
    let name = search_key(&hazard.name().vi);
    text.split([',', ';', '/', '\n']).map(|word| search_key(word.trim())).any(|word| {
        let short = matches!(hazard, Hazard::Landslide) && word == "sat lo";
        word == name || short || word == hazard.code() || word == "moi loai thien tai"
    })
}

fn command(subject: Subject<'_>) -> Vec<Look> {
    let command = &subject.content.command;
    [
        (
            "/command/chair",
            &command.chair.name,
            "Chưa ghi tên Trưởng Ban Chỉ huy.",
            "The head of the command is not named.",
        ),
        (
            "/command/standing",
            &command.standing.name,
            "Chưa ghi tên thường trực Ban Chỉ huy.",
            "The standing member is not named.",
        ),
    ]
    .into_iter()
    .flat_map(|(pointer, name, vi, en)| one(pointer, !name.trim().is_empty(), vi, en))
    .collect()
}

fn overdue(review_by: NaiveDate, today: NaiveDate) -> Look {
    Look::at("/review_by", today <= review_by, || {
        Localized::new(
            format!("Quá hạn rà soát từ ngày {}.", review_by.format("%d/%m/%Y")),
            format!("The review has been overdue since {}.", review_by.format("%-d %B %Y")),
        )
    })
}
