//! Supplies: what people need against what is there and still good.

use std::collections::BTreeMap;

use crate::findings::facts::{Arrangement, Lot, Plan, Store};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, INSPECTION, Kind, KindFacts, NORMS, OwedBy, Severity, UNKNOWN};
use crate::findings::norms::ItemNorm;
use crate::findings::promises::{Joint, asked_at, levels_of, most_together, total};
use crate::findings::view::View;
use crate::findings::wording::{day, days, level, list, name, name_or_blank, people, say, thousandths};
use crate::findings::{Ref, UnitCode};
use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::kernel::ids::ResourceId;

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::StockShort,
        family: Family::Supplies,
        severity: Severity::Serious,
        owed_by: OwedBy::Storekeeper,
        name: ("Thiếu nhu yếu phẩm", "Supplies short"),
        mend: (
            "Mua bổ sung, ký hợp đồng với cửa hàng hoặc đề nghị cấp trên cấp cho {0}.",
            "Buy more, sign a contract with a shop, or ask the province for {0}.",
        ),
        rule: (
            "Nhu cầu theo định mức của số người sơ tán tập trung đông nhất lớn hơn số còn hạn trong các kho của đơn vị và kho được mượn có đồng ý.",
            "What the most people in shelters need by the norm is more than what is still good in the stores of the unit and in those lent to it by consent.",
        ),
        source: NORMS,
    },
    KindFacts {
        kind: Kind::StorePromisedTwice,
        family: Family::Supplies,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Một kho hứa cho nhiều đơn vị", "Store promised to several units"),
        mend: (
            "Thống nhất giữa các đơn vị phần hàng của từng bên trong {0} hoặc bổ sung hàng.",
            "Agree on the share of each unit in {0}, or stock more.",
        ),
        rule: (
            "Phương án của nhiều đơn vị có thể cùng triển khai dựa vào một kho không đủ hàng còn hạn cho tất cả theo định mức. Trong một đơn vị thì xét ở mục thiếu nhu yếu phẩm.",
            "Plans of several units that can be active together rely on one store that does not hold enough for all by the norm. Within one unit it is a matter of supplies being short.",
        ),
        source: NORMS,
    },
    KindFacts {
        kind: Kind::StockExpired,
        family: Family::Supplies,
        severity: Severity::Serious,
        owed_by: OwedBy::Storekeeper,
        name: ("Hàng hết hạn sử dụng", "Expired stock"),
        mend: ("Loại hàng hết hạn khỏi {0} và bổ sung lô mới.", "Take the lot out of {0} and replace it."),
        rule: ("Lô hàng còn trong kho nhưng đã quá hạn sử dụng.", "A lot is in the store and past its use-by day."),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::StockExpiresSoon,
        family: Family::Supplies,
        severity: Severity::Notice,
        owed_by: OwedBy::Storekeeper,
        name: ("Hàng sắp hết hạn", "Stock about to expire"),
        mend: ("Luân chuyển lô hàng này trong {0}.", "Use this lot of {0} and replace it."),
        rule: ("Lô hàng hết hạn trong số ngày nhìn trước.", "A lot goes off within the days looked ahead."),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::UseByUnknown,
        family: Family::Supplies,
        severity: Severity::Notice,
        owed_by: OwedBy::Storekeeper,
        name: ("Chưa ghi hạn sử dụng", "Use-by day not stated"),
        mend: (
            "Kiểm tra và ghi hạn sử dụng của lô hàng trong {0}.",
            "Look at the lot in {0} and enter its use-by day.",
        ),
        rule: (
            "Lô hàng thuộc loại có hạn sử dụng nhưng chưa ghi hạn; lô này không được tính là còn dùng được.",
            "A lot of an item that goes off has no use-by day; it is not counted as good.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::SupplyContractExpired,
        family: Family::Supplies,
        severity: Severity::Serious,
        owed_by: OwedBy::Storekeeper,
        name: ("Hợp đồng cung ứng hết hạn", "Supply contract has ended"),
        mend: ("Gia hạn hợp đồng cung ứng của {0}.", "Renew the supply contract of {0}."),
        rule: (
            "Lô hàng để tại cửa hàng theo hợp đồng nguyên tắc đã hết hạn hoặc không ghi thời hạn; lô này không được tính.",
            "A lot is kept by a shop under a framework contract that has ended or does not say until when it holds; it is not counted.",
        ),
        source: INSPECTION,
    },
];

/// Whether a lot can be reckoned with today.
fn good(view: View<'_>, lot: &Lot) -> bool {
    let perishable = view.norms().item(&lot.item).is_some_and(|norm| norm.perishable);
    let in_time = lot.use_by.map_or(!perishable, |day| day >= view.today());
    in_time && lot.contract.as_ref().is_none_or(|contract| view.holds(contract))
}

/// What is good in stores, by item, in thousandths.
fn stock<'a>(view: View<'a>, stores: impl Iterator<Item = &'a Store>) -> BTreeMap<&'a str, i64> {
    let mut stock = BTreeMap::new();
    for lot in stores.flat_map(|store| &store.lots).filter(|lot| good(view, lot)) {
        let there: &mut i64 = stock.entry(lot.item.as_str()).or_default();
        *there = there.saturating_add(lot.thousandths);
    }
    stock
}

/// People an arrangement sends to shelters, who are to be fed there.
fn in_shelters(_: &Plan, arrangement: &Arrangement) -> i64 {
    arrangement.destinations.iter().map(|to| to.people).sum()
}

/// The level at which plans feed most people together.
fn most_fed(
    view: View<'_>,
    plans: &[&Plan],
    ask: impl Fn(&Plan, &Arrangement) -> i64 + Copy,
) -> Option<(RiskLevel, Joint)> {
    let at = |at: RiskLevel| (at, most_together(view, &asked_at(view, plans, at, ask)));
    let mut most: Option<(RiskLevel, Joint)> = None;
    for next in levels_of(plans).into_iter().map(at) {
        if next.1.total > most.as_ref().map_or(0, |(_, joint)| joint.total) {
            most = Some(next);
        }
    }
    most
}

/// Whether a unit can feed the people its plans send to shelters.
pub(super) fn short(found: &mut Found<'_>, unit: UnitCode) {
    let (view, id) = (found.view, Ref::Unit(unit));
    let plans: Vec<&Plan> = view.plans_naming(id).collect();
    let Some((at, joint)) = most_fed(view, &plans, in_shelters) else { return };
    let stock = stock(view, stores_of(view, unit, &plans).into_iter());
    for norm in view.norms().items.iter().filter(|norm| norm.required) {
        let (need, there) = (view.norms().need(norm, joint.total), stock.get(norm.item.as_str()).copied().unwrap_or(0));
        if there >= need {
            continue;
        }
        let facts = [
            needs(view, norm, (at, joint.total, need)),
            say(
                "Kho: còn dùng được {0} {1}; thiếu {2} {1}.",
                "Stores: {0} {1} are good; {2} {1} too few.",
                [&thousandths(there), &unit_of(norm), &thousandths(need - there)],
            ),
        ];
        found.add(Told::of(Kind::StockShort, unit, id).part(&norm.item).weighs(Severity::Critical, there == 0), facts);
    }
}

fn unit_of(norm: &ItemNorm) -> Localized {
    Localized::new(norm.unit_vi.as_str(), norm.unit_en.as_str())
}

fn item_of(norm: &ItemNorm) -> Localized {
    Localized::new(norm.vi.as_str(), norm.en.as_str())
}

fn needs(view: View<'_>, norm: &ItemNorm, (at, fed, need): (RiskLevel, i64, i64)) -> Localized {
    say(
        "Phương án: ở {0} có {1} sơ tán tập trung; theo {2} cần {3} {4} {5} cho {6}.",
        "Plans: at {0} {1} are in shelters; {2} asks for {3} {4} of {5} for {6}.",
        [
            &level(at),
            &people(fed),
            &view.norms().whose(),
            &thousandths(need),
            &unit_of(norm),
            &item_of(norm),
            &days(view.norms().days_of_supply.whole()),
        ],
    )
}

/// The stores of a unit, and those of others that its plans name and that are lent to it by consent.
fn stores_of<'a>(view: View<'a>, unit: UnitCode, plans: &[&'a Plan]) -> Vec<&'a Store> {
    let own = view.links.back(Ref::Unit(unit)).iter().filter_map(|link| match link {
        Ref::Store(id) => view.store(*id),
        _ => None,
    });
    let named = plans.iter().flat_map(|plan| &plan.arrangements).flat_map(|arrangement| &arrangement.stores);
    let mut borrowed: Vec<ResourceId> = named.copied().collect();
    borrowed.sort_unstable();
    borrowed.dedup();
    let lent = |store: &&Store| store.unit != unit && view.consented(Ref::Store(store.id), unit).is_some();
    own.chain(borrowed.into_iter().filter_map(|id| view.store(id)).filter(lent)).collect()
}

/// Whether a store that plans of several units rely on holds enough for all.
pub(super) fn promised(found: &mut Found<'_>, store: &Store) {
    let (view, id) = (found.view, Ref::Store(store.id));
    let plans: Vec<&Plan> = view.plans_naming(id).collect();
    if plans.len() < 2 {
        return;
    }
    let fed = |plan: &Plan, arrangement: &Arrangement| {
        if arrangement.stores.contains(&store.id) { in_shelters(plan, arrangement) } else { 0 }
    };
    let Some((at, joint)) = most_fed(view, &plans, fed) else { return };
    let units = joint.plans.iter().filter_map(|plan| view.plan(*plan)).map(|plan| plan.unit);
    if units.collect::<std::collections::BTreeSet<_>>().len() < 2 {
        return;
    }
    let stock = stock(view, std::iter::once(store));
    let names: Vec<Localized> = joint.plans.iter().map(|plan| view.name(Ref::Plan(*plan))).collect();
    for norm in view.norms().items.iter().filter(|norm| norm.required) {
        let (need, there) = (view.norms().need(norm, joint.total), stock.get(norm.item.as_str()).copied().unwrap_or(0));
        // An item that isn't kept there at all isn't what the store is relied on for.
        if there >= need || there == 0 {
            continue;
        }
        let facts = [
            say(
                "{0}: ở {1} cùng dựa vào {2} cho {3}.",
                "{0}: at {1} rely on {2} together for {3}.",
                [&list(&names), &level(at), &view.name(id), &people(joint.total)],
            ),
            say(
                "Kho: còn {0} {1} {2}, theo {3} cần {4} {1}.",
                "Store: {0} {1} of {2} are there; {3} asks for {4} {1}.",
                [&thousandths(there), &unit_of(norm), &item_of(norm), &view.norms().whose(), &thousandths(need)],
            ),
        ];
        found.add(Told::of(Kind::StorePromisedTwice, store.unit, id).part(&norm.item), facts);
    }
}

/// Whether what is in a store is still good.
pub(super) fn lots(found: &mut Found<'_>, store: &Store) {
    let (view, id) = (found.view, Ref::Store(store.id));
    for lot in store.lots.iter().filter(|lot| lot.thousandths > 0) {
        let norm = view.norms().item(&lot.item);
        let there = lot_says(view, store, lot, norm);
        let expiry = match lot.use_by {
            Some(on) if on < view.today() => Some((
                Kind::StockExpired,
                say("Nhãn hàng: hết hạn từ {0}.", "Label: past its use-by day since {0}.", [&day(on)]),
            )),
            Some(on) if on <= view.ahead() => Some((
                Kind::StockExpiresSoon,
                say("Nhãn hàng: hết hạn ngày {0}.", "Label: to be used by {0}.", [&day(on)]),
            )),
            None if norm.is_some_and(|norm| norm.perishable) => Some((
                Kind::UseByUnknown,
                Localized::new("Nhãn hàng: chưa ghi hạn sử dụng.", "Label: no use-by day is entered."),
            )),
            _ => None,
        };
        if let Some((kind, says)) = expiry {
            found.add(Told::of(kind, store.unit, id).part(&lot.code), [there.clone(), says]);
        }
        if let Some(contract) = lot.contract.as_ref().filter(|contract| !view.holds(contract)) {
            let number = name_or_blank(&contract.number);
            let says = contract.valid_until.map_or_else(
                || {
                    say(
                        "Hợp đồng {0}: không ghi thời hạn.",
                        "Contract {0}: does not say until when it holds.",
                        [&number],
                    )
                },
                |until| {
                    let until = day(until);
                    say("Hợp đồng {0}: hết hạn ngày {1}.", "Contract {0}: ended on {1}.", [&number, &until])
                },
            );
            found.add(Told::of(Kind::SupplyContractExpired, store.unit, id).part(&lot.code), [there, says]);
        }
    }
}

fn lot_says(view: View<'_>, store: &Store, lot: &Lot, norm: Option<&ItemNorm>) -> Localized {
    let item = norm.map_or_else(|| name(&lot.item), item_of);
    let unit = norm.map_or_else(|| Localized::new("đơn vị", "units"), unit_of);
    say(
        "Sổ kho: {0} có {1} {2} {3}, lô {4}.",
        "Stock book: {0} has {1} {2} of {3}, lot {4}.",
        [&view.name(Ref::Store(store.id)), &thousandths(lot.thousandths), &unit, &item, &name_or_blank(&lot.code)],
    )
}

/// What plans of one unit ask of a store; used where it was lent away.
pub(super) fn fed_from(store: ResourceId, plans: &[&Plan], view: View<'_>, at: RiskLevel) -> i64 {
    let fed = |plan: &Plan, arrangement: &Arrangement| {
        if arrangement.stores.contains(&store) { in_shelters(plan, arrangement) } else { 0 }
    };
    asked_at(view, plans, at, fed).iter().map(|(_, demand)| total(demand)).max().unwrap_or(0)
}
