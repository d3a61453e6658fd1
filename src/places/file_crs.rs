//! Which coordinate system the numbers of a file are in: the one it states, held against where its features land.
//!
//! Read about the wrong meridian a zone lies 27 or 54 km off and often still inside the province, so the box of
//! the province tells nothing: what is asked is whether each feature lands in the commune it names. Nothing is
//! decided here in silence: where another system fits clearly better, or none is stated, a person is asked.

use geo::Coord;

use super::commune_map::{CommuneMap, Standing};
use crate::geometry::axes::Numbers;
use crate::geometry::crs::Crs;

/// A feature, by one position of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// Its middle in the numbers of the file, easting first.
    pub position: Coord<f64>,
    /// The communes it may belong to by what it says; empty where it says nothing.
    pub communes: Vec<String>,
}

/// Where features are expected.
#[derive(Debug)]
pub struct Expectation<'m> {
    /// The outlines of communes.
    pub map: &'m CommuneMap,
    /// The communes of those that name none; empty for any.
    pub within: Vec<String>,
    /// The meridians of their province, the likeliest first.
    pub meridians: Vec<f64>,
}

/// How well a system fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The system.
    pub crs: Crs,
    /// How many features land in their commune.
    pub inside: usize,
    /// How many could be looked at.
    pub of: usize,
    /// Whether some of them were held against approximate outlines.
    pub approximate: bool,
    /// The box of all features: west, south, east, north.
    pub bounds: Option<[f64; 4]>,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The stated system, and nothing speaks against it.
    Settled(Fit),
    /// Other systems fit clearly better than the stated one, the best first.
    Doubtful {
        /// How the stated one fits.
        stated: Fit,
        /// The better ones.
        better: Vec<Fit>,
    },
    /// No system is stated; these are possible, the likeliest first.
    Missing(Vec<Fit>),
}

/// How many systems are offered at most.
const OFFERED: usize = 6;

/// Holds `stated` against where the features land.
pub fn judge(numbers: Numbers, stated: Option<Crs>, probes: &[Probe], expected: &Expectation<'_>) -> Verdict {
    let mut fits: Vec<Fit> = candidates(numbers, stated).map(|crs| fit(crs, probes, expected)).collect();
    fits.sort_by_key(|fit| (usize::MAX - fit.inside, likelihood(fit.crs, expected)));
    let Some(stated) = stated else {
        let some_inside = fits.iter().any(|fit| fit.inside > 0);
        fits.retain(|fit| !some_inside || fit.inside > 0);
        fits.truncate(OFFERED);
        return Verdict::Missing(fits);
    };
    let stated = fits.iter().find(|fit| fit.crs == stated).copied().unwrap_or_else(|| fit(stated, probes, expected));
    let mut better: Vec<Fit> = fits.into_iter().filter(|other| is_clearly_better(other, &stated)).collect();
    better.truncate(OFFERED);
    if better.is_empty() { Verdict::Settled(stated) } else { Verdict::Doubtful { stated, better } }
}

/// The systems whose numbers look like these, and what the stated one would be without the seven parameters.
fn candidates(numbers: Numbers, stated: Option<Crs>) -> impl Iterator<Item = Crs> {
    let geographic = numbers == Numbers::Degrees;
    let internal = stated.map(Crs::internal).filter(move |crs| crs.is_geographic() == geographic && !geographic);
    Crs::all().filter(move |crs| crs.is_geographic() == geographic).chain(internal)
}

fn likelihood(crs: Crs, expected: &Expectation<'_>) -> usize {
    let meridians = &expected.meridians;
    let of_the_province = crs
        .is_provincial()
        .then(|| crs.central_meridian().and_then(|own| meridians.iter().position(|known| (known - own).abs() < 1e-6)));
    of_the_province.flatten().unwrap_or(meridians.len())
}

/// How `crs` fits.
pub fn fit(crs: Crs, probes: &[Probe], expected: &Expectation<'_>) -> Fit {
    let mut found = Fit { crs, inside: 0, of: 0, approximate: false, bounds: None };
    for probe in probes {
        let place = crs.to_wgs84(probe.position).ok();
        if let Some(place) = place {
            found.bounds = Some(extended(found.bounds, place));
        }
        let nowhere = Coord { x: f64::MAX, y: f64::MAX };
        if let Some(standing) = standing(probe, place.unwrap_or(nowhere), expected) {
            found.of += 1;
            found.inside += usize::from(standing.inside);
            found.approximate |= standing.approximate;
        }
    }
    found
}

fn standing(probe: &Probe, place: Coord<f64>, expected: &Expectation<'_>) -> Option<Standing> {
    let codes = if probe.communes.is_empty() { &expected.within } else { &probe.communes };
    if codes.is_empty() {
        expected.map.standing_anywhere(place)
    } else {
        expected.map.standing_in(codes.iter().map(String::as_str), place)
    }
}

fn extended(bounds: Option<[f64; 4]>, Coord { x, y }: Coord<f64>) -> [f64; 4] {
    let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
    [west.min(x), south.min(y), east.max(x), north.max(y)]
}

/// The share of features more that must land in their commune for a system to be clearly better, and the share
/// that must at all.
const MORE: f64 = 0.2;
const AT_LEAST: f64 = 0.6;
/// Below so many features 225 m more or less may be chance.
const FEW: usize = 3;

fn is_clearly_better(other: &Fit, stated: &Fit) -> bool {
    let of = other.of as f64;
    let clearly = other.inside > stated.inside
        && (other.inside - stated.inside) as f64 >= MORE * of
        && other.inside as f64 >= AT_LEAST * of;
    // Systems of one meridian differ by 225 m, which an approximate outline cannot tell.
    let same_place = other.crs.is_geographic() || other.crs.epsg() == stated.crs.epsg();
    clearly && !(same_place && (other.of < FEW || other.approximate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::commune_map::tests::two_communes;

    /// Features spread over both communes, in the numbers of `crs`.
    fn probes(crs: Crs, named: bool) -> Vec<Probe> {
        (0..8)
            .map(|n| {
                let place = Coord { x: 107.81 + 0.025 * f64::from(n), y: 14.92 + 0.01 * f64::from(n % 4) };
                let commune = if n < 4 { "20001" } else { "20002" };
                Probe {
                    position: crs.from_wgs84(place).unwrap(),
                    communes: if named { vec![commune.into()] } else { Vec::new() },
                }
            })
            .collect()
    }

    fn crs(epsg: u16) -> Crs {
        Crs::from_epsg(epsg).unwrap()
    }

    fn verdict(numbers: Numbers, stated: Option<Crs>, probes: &[Probe]) -> Verdict {
        let map = two_communes();
        let expected = Expectation { map: &map, within: Vec::new(), meridians: vec![107.5, 108.0] };
        judge(numbers, stated, probes, &expected)
    }

    #[test]
    fn the_right_meridian_is_settled() {
        for named in [true, false] {
            let found = verdict(Numbers::Metres, Some(crs(9216)), &probes(crs(9216), named));
            let Verdict::Settled(fit) = found else { panic!("{found:?}") };
            assert_eq!((fit.inside, fit.of), (8, 8));
            let [west, south, ..] = fit.bounds.unwrap();
            assert!((west - 107.81).abs() < 1e-7 && (south - 14.92).abs() < 1e-7);
        }
    }

    #[test]
    fn the_wrong_meridian_is_doubted_and_the_right_one_comes_first() {
        let found = verdict(Numbers::Metres, Some(crs(5898)), &probes(crs(9216), true));
        let Verdict::Doubtful { stated, better } = found else { panic!("{found:?}") };
        assert_eq!((stated.inside, stated.of), (0, 8));
        assert_eq!((better[0].crs, better[0].inside), (crs(9216), 8));
    }

    #[test]
    fn a_file_that_states_nothing_is_asked_about_with_the_likeliest_first() {
        let Verdict::Missing(offered) = verdict(Numbers::Metres, None, &probes(crs(9216), true)) else { panic!() };
        assert_eq!((offered[0].crs, offered[0].inside), (crs(9216), 8));
        assert!(offered.iter().all(|fit| fit.inside > 0));
    }

    #[test]
    fn with_nothing_to_hold_them_against_the_meridians_of_the_province_come_first() {
        let map = CommuneMap::default();
        let expected = Expectation { map: &map, within: Vec::new(), meridians: vec![108.0, 107.5] };
        let Verdict::Missing(offered) = judge(Numbers::Metres, None, &probes(crs(9216), false), &expected) else {
            panic!()
        };
        let first: Vec<u16> = offered.iter().take(2).map(|fit| fit.crs.epsg()).collect();
        assert_eq!((first, offered[0].of), (vec![5898, 9216], 0));
        assert!(matches!(
            judge(Numbers::Metres, Some(crs(5898)), &probes(crs(9216), true), &expected),
            Verdict::Settled(_)
        ));
    }

    #[test]
    fn internal_numbers_are_noticed_at_a_surveyed_edge_only() {
        // 60 m inside the western edge of the surveyed commune, and 225 m off without the parameters.
        let edge = |crs: Crs| {
            let place = |n: i32| Coord { x: 107.8006, y: 14.91 + 0.01 * f64::from(n) };
            let probe = |n| Probe { position: crs.from_wgs84(place(n)).unwrap(), communes: vec!["20001".into()] };
            (0..6).map(probe).collect::<Vec<_>>()
        };
        let probes = edge(crs(9216).internal());
        let found = verdict(Numbers::Metres, Some(crs(9216)), &probes);
        // Without the parameters the numbers lie east of where they seem, so they would still be inside.
        assert!(matches!(found, Verdict::Settled(_)));
        let found = verdict(Numbers::Metres, Some(crs(9216).internal()), &edge(crs(9216)));
        let Verdict::Doubtful { better, .. } = found else { panic!("{found:?}") };
        assert_eq!(better[0].crs, crs(9216));
    }

    #[test]
    fn a_feature_of_an_unknown_commune_is_not_judged() {
        let mut all = probes(crs(9216), true);
        for probe in &mut all {
            probe.communes = vec!["99999".into()];
        }
        let Verdict::Settled(fit) = verdict(Numbers::Metres, Some(crs(5898)), &all) else { panic!() };
        assert_eq!((fit.inside, fit.of), (0, 0));
    }
}
