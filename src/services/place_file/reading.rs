//! How the numbers of a file are read: what it states, what the caller gives, what the numbers look like, and
//! where the features land.

use geo::{Centroid, Coord, CoordsIter, Geometry, MapCoords};

use super::communes::{Ground, Said};
use super::{Choice, FileOrder, GivenCrs, Question};
use crate::formats::{FeatureFile, StatedCrs};
use crate::geometry::axes::{Axes, Found, Numbers, found};
use crate::geometry::crs::{Crs, OutsideCrs};
use crate::kernel::Localized;
use crate::places::file_crs::{Expectation, Fit, Probe, Verdict, fit, judge};

/// The system and the order in which positions are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The system.
    pub crs: Crs,
    /// The order.
    pub axes: Axes,
}

impl Reading {
    /// A geometry of the file in WGS 84.
    ///
    /// What was computed is rounded to a tenth of a millimetre; what stands in the file in WGS 84 stays to the
    /// last digit.
    pub fn to_wgs84(self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, OutsideCrs> {
        geometry.try_map_coords(|position| {
            let east_first = self.axes.east_first(position);
            if self.crs == Crs::WGS84 {
                return Ok(east_first);
            }
            self.crs.to_wgs84(east_first).map(|place| Coord { x: rounded(place.x), y: rounded(place.y) })
        })
    }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e9).round() / 1e9
}

/// How many features are looked at to find the system; evenly over the file.
const LOOKED_AT: usize = 2_000;

/// How `file` is read, with what is asked and what is remarked. Nothing where it cannot be read before it is asked.
pub fn decide(
    file: &FeatureFile,
    order: &FileOrder,
    said: impl Fn(usize) -> Option<std::rc::Rc<Said>>,
    expected: &Expected<'_>,
) -> (Option<Reading>, Vec<Question>, Vec<Localized>) {
    let step = file.features.len() / LOOKED_AT + 1;
    let sample: Vec<(usize, &Geometry<f64>)> = file
        .features
        .iter()
        .enumerate()
        .step_by(step)
        .filter_map(|(at, feature)| Some((at, feature.geometry.as_ref()?)))
        .collect();
    let mut doubts = Doubts::default();
    let looks = found(sample.iter().filter_map(|(_, geometry)| geometry.coords_iter().next()));
    let (numbers, axes) = doubts.axes(looks, order.axes);
    let probes: Vec<Probe> = sample
        .iter()
        .filter_map(|(at, geometry)| {
            let position = axes.east_first(geometry.centroid()?.into());
            Some(Probe { position, communes: said(*at).map(|said| said.codes.clone()).unwrap_or_default() })
        })
        .collect();
    let stated = doubts.stated(file, order, numbers);
    let crs = doubts.crs(stated, numbers, &probes, &expected.expectation());
    (crs.map(|crs| Reading { crs, axes }), doubts.questions, doubts.remarks)
}

/// Where the features are expected.
pub struct Expected<'g> {
    /// The communes of the day.
    pub ground: &'g Ground,
    /// The communes of features that name none; empty for any.
    pub within: Vec<String>,
}

impl Expected<'_> {
    fn expectation(&self) -> Expectation<'_> {
        Expectation {
            map: &self.ground.map,
            within: self.within.clone(),
            meridians: self.ground.meridians(&self.within),
        }
    }
}

#[derive(Default)]
struct Doubts {
    questions: Vec<Question>,
    remarks: Vec<Localized>,
}

impl Doubts {
    fn axes(&mut self, looks: Found, given: Option<Axes>) -> (Option<Numbers>, Axes) {
        match (looks, given) {
            (Found::Sure(numbers, found), None) => {
                if found == Axes::NorthEast {
                    self.remarks.push(words::swapped(numbers));
                }
                (Some(numbers), found)
            }
            (Found::Sure(numbers, found), Some(given)) => {
                if found != given {
                    self.remarks.push(words::against_size());
                }
                (Some(numbers), given)
            }
            (Found::Mixed, None) => {
                self.questions.push(words::axis());
                (None, Axes::EastNorth)
            }
            (Found::Mixed, Some(given)) => (None, given),
            (Found::Unknown, given) => (None, given.unwrap_or(Axes::EastNorth)),
        }
    }

    /// The system that is stated or given, unless the numbers cannot be of it.
    fn stated(&mut self, file: &FeatureFile, order: &FileOrder, numbers: Option<Numbers>) -> Option<GivenCrs> {
        let in_file = match &file.crs {
            StatedCrs::Wgs84 => Some(Crs::WGS84),
            StatedCrs::Epsg(code) => {
                let known = Crs::from_epsg(*code);
                if known.is_none() && order.crs.is_none() {
                    self.remarks.push(words::unknown_system(&format!("EPSG:{code}")));
                }
                known
            }
            StatedCrs::Other(named) => {
                if order.crs.is_none() {
                    self.remarks.push(words::unknown_system(named));
                }
                None
            }
            StatedCrs::Missing => None,
        };
        let given = order.crs.or(in_file.map(|crs| GivenCrs { crs, sure: false }))?;
        let given = if order.internal { GivenCrs { crs: given.crs.internal(), ..given } } else { given };
        let fits = numbers.is_none_or(|numbers| given.crs.is_geographic() == (numbers == Numbers::Degrees));
        if !fits {
            self.remarks.push(words::other_numbers(given.crs));
        }
        fits.then_some(given)
    }

    fn crs(
        &mut self,
        stated: Option<GivenCrs>,
        numbers: Option<Numbers>,
        probes: &[Probe],
        expected: &Expectation<'_>,
    ) -> Option<Crs> {
        let Some(numbers) = numbers else {
            if stated.is_none() {
                self.questions.push(words::crs_missing(&[], false));
            } else if !probes.is_empty() && self.questions.is_empty() {
                self.remarks.push(words::not_in_viet_nam());
            }
            return stated.map(|given| given.crs);
        };
        if let Some(GivenCrs { crs, sure: true }) = stated {
            return Some(crs);
        }
        match judge(numbers, stated.map(|given| given.crs), probes, expected) {
            Verdict::Settled(fit) => {
                if let Some(remark) = words::settled(&fit) {
                    self.remarks.push(remark);
                }
                Some(fit.crs)
            }
            Verdict::Doubtful { stated, better } => {
                self.questions.push(words::meridian(&stated, &better));
                Some(stated.crs)
            }
            Verdict::Missing(fits) => {
                let mut fits = fits;
                // What the likeliest would be without the parameters, since nothing tells the two apart.
                if let Some(internal) = fits.first().map(|best| best.crs.internal()).filter(|crs| !crs.is_geographic())
                {
                    fits.push(fit(internal, probes, expected));
                }
                self.questions.push(words::crs_missing(&fits, numbers == Numbers::Metres));
                None
            }
        }
    }
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::{Choice, Crs, Fit, Localized, Numbers, Question};
    use crate::geometry::crs::degrees;
    use crate::places::meridians::provinces_about;

    pub fn swapped(numbers: Numbers) -> Localized {
        match numbers {
            Numbers::Metres => Localized::new(
                "Hai số của tọa độ theo thứ tự X (bắc) trước, Y (đông) sau; đã đọc đúng theo độ lớn.",
                "The numbers stand northing first, easting second; they were read so, by their size.",
            ),
            Numbers::Degrees => Localized::new(
                "Hai số của tọa độ theo thứ tự vĩ độ trước, kinh độ sau; đã đọc đúng theo độ lớn.",
                "The numbers stand latitude first, longitude second; they were read so, by their size.",
            ),
        }
    }

    pub fn against_size() -> Localized {
        Localized::new(
            "Thứ tự X, Y đã chọn trái với độ lớn của các số. Kiểm tra trên bản đồ.",
            "The order of X and Y that was chosen is not what their size tells. Check it on the map.",
        )
    }

    pub fn axis() -> Question {
        Question {
            code: "axis",
            text: Localized::new(
                "Tọa độ trong tệp lẫn hai thứ tự. Chọn thứ tự của cả tệp, hoặc sửa tệp cho thống nhất.",
                "The file mixes two orders of coordinates. Choose that of the whole file, or mend the file.",
            ),
            options: vec![
                Choice::plain("xy", Localized::new("Đông (kinh độ) trước", "Easting (longitude) first")),
                Choice::plain("yx", Localized::new("Bắc (vĩ độ) trước", "Northing (latitude) first")),
            ],
        }
    }

    pub fn unknown_system(named: &str) -> Localized {
        Localized::new(
            format!("Tệp ghi hệ tọa độ “{named}”, chưa xác định được."),
            format!("The file names the coordinate system “{named}”, which is not known here."),
        )
    }

    pub fn other_numbers(crs: Crs) -> Localized {
        let name = crs.name();
        Localized::new(
            format!("Các số trong tệp không thể là {} ({}).", name.vi, crs.code()),
            format!("The numbers of the file cannot be {} ({}).", name.en, crs.code()),
        )
    }

    pub fn not_in_viet_nam() -> Localized {
        Localized::new(
            "Tọa độ không giống tọa độ ở Việt Nam. Kiểm tra hệ tọa độ trên bản đồ.",
            "The coordinates do not look like those of Viet Nam. Check the coordinate system on the map.",
        )
    }

    pub fn settled(fit: &Fit) -> Option<Localized> {
        if fit.crs.is_geographic() {
            return None;
        }
        let name = fit.crs.name();
        let (inside, of) = (fit.inside, fit.of);
        let gentle =
            if fit.approximate { (" (ranh giới gần đúng)", " (approximate boundaries)") } else { ("", "") };
        Some(if of == 0 {
            Localized::new(
                format!("Đọc theo {}; chưa có ranh giới xã để kiểm tra kinh tuyến trục.", name.vi),
                format!("Read as {}; there are no commune boundaries to check the meridian with.", name.en),
            )
        } else {
            Localized::new(
                format!("Đọc theo {}: {inside}/{of} đối tượng nằm trong xã của mình{}.", name.vi, gentle.0),
                format!("Read as {}: {inside} of {of} features lie in their commune{}.", name.en, gentle.1),
            )
        })
    }

    pub fn meridian(stated: &Fit, better: &[Fit]) -> Question {
        let same_meridian =
            better.first().is_some_and(|best| best.crs.is_geographic() || best.crs.epsg() == stated.crs.epsg());
        let (name, inside, of) = (stated.crs.name(), stated.inside, stated.of);
        let (code, vi, en) = if same_meridian {
            (
                "vn2000_internal",
                "Số liệu có thể là “VN-2000 nội bộ”, lệch khoảng 225 m vì không qua 7 tham số. Chọn cách đọc đúng.",
                "The numbers may be “VN-2000 internal”, about 225 m off for want of the seven parameters. Choose.",
            )
        } else {
            (
                "meridian",
                "Kinh tuyến trục khác cho nhiều đối tượng nằm đúng xã hơn. Chọn kinh tuyến trục của tệp.",
                "With another central meridian more features lie in their commune. Choose that of the file.",
            )
        };
        let mut options: Vec<Choice> = better.iter().map(|fit| choice(fit, "")).collect();
        options.push(choice(stated, ";sure"));
        Question {
            code,
            text: Localized::new(
                format!("Đọc theo {}, chỉ {inside}/{of} đối tượng nằm trong xã của mình. {vi}", name.vi),
                format!("Read as {}, only {inside} of {of} features lie in their commune. {en}", name.en),
            ),
            options,
        }
    }

    pub fn crs_missing(fits: &[Fit], metres: bool) -> Question {
        let (mut vi, mut en) = (
            "Tệp không cho biết hệ tọa độ. Chọn hệ tọa độ đúng; hỏi người lập tệp nếu chưa chắc.".to_owned(),
            "The file does not say its coordinate system. Choose it; ask whoever made the file if in doubt.".to_owned(),
        );
        if metres {
            vi.push_str(" Máy đo hoặc phần mềm đặt “VN-2000 nội bộ” (không 7 tham số) cho kết quả lệch khoảng 225 m.");
            en.push_str(" Devices set to “VN-2000 internal” (without the seven parameters) are about 225 m off.");
        }
        let options = fits.iter().map(|fit| choice(fit, "")).collect();
        Question { code: "crs_missing", text: Localized::new(vi, en), options }
    }

    fn choice(fit: &Fit, sure: &str) -> Choice {
        let (crs, name) = (fit.crs, fit.crs.name());
        let stated = if crs == crs.internal() && !crs.is_geographic() { ";internal" } else { "" };
        let about = crs.central_meridian().filter(|_| crs.is_provincial()).map(used_in).unwrap_or_default();
        Choice {
            value: format!("{}{stated}{sure}", crs.code()),
            label: Localized::new(
                format!("{} ({}){}", name.vi, crs.code(), about.0),
                format!("{} ({}){}", name.en, crs.code(), about.1),
            ),
            inside: fit.inside,
            of: fit.of,
            bounds: fit.bounds,
        }
    }

    /// Which provinces survey about a meridian, before and since the reform.
    fn used_in(meridian: f64) -> (String, String) {
        let rows: Vec<_> = provinces_about(meridian).collect();
        if rows.is_empty() {
            return (String::new(), format!(" {}", degrees(meridian)));
        }
        let listed = |former: bool| {
            let names = rows.iter().filter(|row| row.to.is_some() == former).map(|row| row.province.as_str());
            names.take(5).collect::<Vec<_>>().join(", ")
        };
        let part = |names: String, vi: &str| if names.is_empty() { String::new() } else { format!(" {vi} {names};") };
        let vi = format!("{}{}", part(listed(false), "nay dùng:"), part(listed(true), "trước 01/7/2025:"));
        let en = format!("{}{}", part(listed(false), "used today:"), part(listed(true), "before 1 July 2025:"));
        (format!(",{}", vi.trim_end_matches(';')), format!(",{}", en.trim_end_matches(';')))
    }
}
