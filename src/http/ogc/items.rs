//! A page of features: which are asked for, in which order, and how they are written.
//!
//! Features stand in the order of their codes, and the next page begins after the last code of this one: what is added
//! or taken away between two requests moves nothing else from page to page.

use geo::{Coord, MultiPolygon};
use serde::Serialize;

use super::ask::{Ask, GEOJSON, JSON, Link, bad};
use super::body::Body;
use super::collections::{Collection, Filter, Value};
use super::crs::{Axes, region};
use super::when::When;
use crate::geometry::region::Region;
use crate::http::pieces::Pieces;
use crate::http::problem::Problem;
use crate::kernel::{Localized, Timestamp};
use crate::services::feature_texts::Joined;
use crate::services::map_layers::Bounds;

/// The most features of one page; who asks for more gets so many.
pub(super) const MOST: usize = 1_000;
/// How many there are where nobody says.
pub(super) const USUAL: usize = 10;

/// Parameters of every list of features, beside the properties of the collection.
pub(super) const PARAMETERS: [&str; 7] = ["limit", "offset", "after", "bbox", "bbox-crs", "crs", "datetime"];

/// Where a feature is.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    /// Nobody knows.
    Nowhere,
    Point(f64, f64),
    Area(&'a MultiPolygon<f64>),
}

/// A feature of a collection.
pub(super) trait Item {
    /// What names it in addresses.
    fn id(&self) -> String;
    /// Writes the id as JSON.
    fn write_id(&self, buffer: &mut Vec<u8>) {
        write_json(buffer, &self.id());
    }
    /// What it is sorted by, different for each.
    fn code(&self) -> &str;
    fn shape(&self) -> Shape<'_>;
    /// The box around it, where that is known without going over all of it.
    fn bounds(&self) -> Option<Bounds>;
    /// Whether a property has a value that is wanted.
    fn has(&self, filter: &Filter) -> bool;
    /// Writes its properties as a JSON object.
    fn write_properties(&self, buffer: &mut Vec<u8>);

    /// All of them as features between `head` and `tail`, where they are written already.
    fn written(_head: &[u8], _items: &[Self], _tail: &[u8], _axes: Axes) -> Option<Joined>
    where
        Self: Sized,
    {
        None
    }

    /// Whether it meets a region; what is nowhere might be anywhere.
    fn meets(&self, region: &Region) -> bool {
        if let Some([west, south, east, north]) = self.bounds()
            && !region.boxes().iter().any(|[w, s, e, n]| west <= *e && east >= *w && south <= *n && north >= *s)
        {
            return false;
        }
        match self.shape() {
            Shape::Nowhere => true,
            Shape::Point(lon, lat) => region.holds(lon, lat),
            Shape::Area(area) => region.meets(area),
        }
    }
}

/// Whether a value is what a filter wants.
pub(super) fn is(filter: &Filter, value: Option<Value<'_>>) -> bool {
    filter.takes(value.unwrap_or(Value::Nothing))
}

/// Writes a property object.
pub(super) fn write_json(buffer: &mut Vec<u8>, value: &impl Serialize) {
    let before = buffer.len();
    if serde_json::to_writer(&mut *buffer, value).is_err() {
        buffer.truncate(before);
        buffer.extend_from_slice(b"{}");
    }
}

/// Which features are asked for.
pub(super) struct Wanted {
    limit: usize,
    offset: usize,
    after: Option<String>,
    pub region: Option<Region>,
    pub when: Option<When>,
    pub filters: Vec<Filter>,
    pub axes: Axes,
}

impl Wanted {
    /// Reads the parameters of a list.
    pub fn read(ask: &Ask, collection: Collection) -> Result<Self, Problem> {
        let limit = match ask.value("limit") {
            None => USUAL,
            Some(text) => match text.parse::<usize>() {
                Ok(limit) if limit > 0 => limit.min(MOST),
                _ => {
                    return Err(bad(
                        "limit",
                        Localized::new("limit là số nguyên từ 1 đến 1000.", "limit is a whole number from 1 to 1000."),
                    ));
                }
            },
        };
        let offset = match ask.value("offset").map(str::parse::<usize>) {
            None => 0,
            Some(Ok(offset)) => offset,
            Some(Err(_)) => {
                return Err(bad(
                    "offset",
                    Localized::new("offset là số nguyên, từ 0.", "offset is a whole number, from 0."),
                ));
            }
        };
        let region = ask.value("bbox").map(|bbox| region(bbox, ask.value("bbox-crs"))).transpose()?;
        if region.is_none()
            && let Some(uri) = ask.value("bbox-crs")
        {
            Axes::read("bbox-crs", uri)?;
        }
        let named = |name: &str| collection.properties().iter().find(|property| property.name == name);
        let filters = ask.pairs().iter().filter_map(|(name, text)| Some(Filter::read(named(name)?, text)));
        Ok(Self {
            limit,
            offset,
            after: ask.value("after").map(str::to_owned),
            region,
            when: ask.value("datetime").map(When::read).transpose()?,
            filters: filters.collect::<Result<_, _>>()?,
            axes: ask.value("crs").map_or(Ok(Axes::CRS84), |uri| Axes::read("crs", uri))?,
        })
    }

    /// Whether a feature is one of those, wherever it stands in time.
    pub fn takes(&self, item: &impl Item) -> bool {
        self.filters_take(item) && self.region.as_ref().is_none_or(|region| item.meets(region))
    }

    /// Whether a feature has the values that are wanted, wherever it lies.
    pub fn filters_take(&self, item: &impl Item) -> bool {
        self.filters.iter().all(|filter| item.has(filter))
    }

    /// Cuts the page out of all features that match, which are in the order of their codes.
    pub fn page<T: Item>(&self, matched: Vec<T>) -> Page<T> {
        let total = matched.len();
        let begin = self.begin(total, |after| matched.partition_point(|item| item.code() <= after));
        Self::page_of(matched.into_iter().skip(begin).take(self.limit).collect(), begin, total)
    }

    /// The same where everything matches: only what is on the page is touched, however far down it lies.
    pub fn page_of_all<'a, S, T: Item>(
        &self,
        all: &'a [S],
        code: impl Fn(&S) -> &str,
        item: impl Fn((usize, &'a S)) -> T,
    ) -> Page<T> {
        let begin = self.begin(all.len(), |after| all.partition_point(|one| code(one) <= after));
        Self::page_of(all.iter().enumerate().skip(begin).take(self.limit).map(item).collect(), begin, all.len())
    }

    /// Where the page begins; `behind` tells where those after a code do.
    fn begin(&self, total: usize, behind: impl FnOnce(&str) -> usize) -> usize {
        self.after.as_deref().map_or(0, behind).saturating_add(self.offset).min(total)
    }

    fn page_of<T: Item>(items: Vec<T>, begin: usize, total: usize) -> Page<T> {
        let next = items.last().filter(|_| begin + items.len() < total).map(|item| item.code().to_owned());
        Page { items, total, next }
    }
}

/// A page of features.
pub(super) struct Page<T> {
    pub items: Vec<T>,
    /// How many match in all.
    pub total: usize,
    /// The code after which the next page begins.
    pub next: Option<String>,
}

impl<T: Item> Page<T> {
    /// The links from the page.
    pub fn links(&self, ask: &Ask, collection: Collection) -> Vec<Link> {
        let mut links = ask.own_links(GEOJSON);
        if let Some(next) = &self.next {
            let format =
                if ask.format == super::ask::Format::Json { ("json", GEOJSON) } else { ("html", super::ask::HTML) };
            links.push(Link {
                href: ask.here_with(&[("after", Some(next)), ("offset", None), ("f", Some(format.0))]),
                rel: "next",
                r#type: format.1,
                title: ask.either("Trang sau", "Next page").to_owned(),
            });
        }
        links.extend(ask.links("collection", &format!("/collections/{}", collection.id()), JSON, &collection.title()));
        links
    }

    /// The page as a feature collection.
    pub fn write(&self, links: &[Link], axes: Axes, now: Timestamp) -> Body {
        let mut buffer = Vec::with_capacity(1_536);
        buffer.extend_from_slice(br#"{"type":"FeatureCollection","numberMatched":"#);
        buffer.extend_from_slice(self.total.to_string().as_bytes());
        buffer.extend_from_slice(br#","numberReturned":"#);
        buffer.extend_from_slice(self.items.len().to_string().as_bytes());
        buffer.extend_from_slice(br#","timeStamp":"#);
        write_json(&mut buffer, &now);
        buffer.extend_from_slice(br#","links":"#);
        write_json(&mut buffer, &links);
        buffer.extend_from_slice(br#","features":["#);
        if let Some(page) = T::written(&buffer, &self.items, b"]}", axes) {
            return Body::Pieces(Pieces::of(page));
        }
        // A zone of ninety positions is about two kilobytes.
        buffer.reserve(self.items.len() * 2_560);
        for (at, item) in self.items.iter().enumerate() {
            if at > 0 {
                buffer.push(b',');
            }
            write_feature(&mut buffer, item, axes, None);
        }
        buffer.extend_from_slice(b"]}");
        Body::Whole(buffer)
    }
}

/// Writes one feature, with links where it stands alone.
pub(super) fn write_feature(buffer: &mut Vec<u8>, item: &impl Item, axes: Axes, links: Option<&[Link]>) {
    buffer.extend_from_slice(br#"{"type":"Feature","id":"#);
    item.write_id(buffer);
    buffer.extend_from_slice(br#","geometry":"#);
    match item.shape() {
        Shape::Nowhere => buffer.extend_from_slice(b"null"),
        Shape::Point(lon, lat) => axes.write_point(buffer, Coord { x: lon, y: lat }),
        Shape::Area(area) => axes.write_area(buffer, area),
    }
    buffer.extend_from_slice(br#","properties":"#);
    item.write_properties(buffer);
    if let Some(links) = links {
        buffer.extend_from_slice(br#","links":"#);
        write_json(buffer, &links);
    }
    buffer.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Coded(&'static str);

    impl Item for Coded {
        fn id(&self) -> String {
            self.0.into()
        }
        fn code(&self) -> &str {
            self.0
        }
        fn shape(&self) -> Shape<'_> {
            Shape::Nowhere
        }
        fn bounds(&self) -> Option<Bounds> {
            None
        }
        fn has(&self, _: &Filter) -> bool {
            true
        }
        fn write_properties(&self, buffer: &mut Vec<u8>) {
            buffer.extend_from_slice(b"{}");
        }
    }

    fn page(
        codes: &[&'static str],
        limit: usize,
        offset: usize,
        after: Option<&str>,
    ) -> (Vec<&'static str>, Option<String>) {
        let wanted = Wanted {
            limit,
            offset,
            after: after.map(str::to_owned),
            region: None,
            when: None,
            filters: Vec::new(),
            axes: Axes::CRS84,
        };
        let page = wanted.page(codes.iter().map(|code| Coded(code)).collect());
        (page.items.iter().map(|item| item.0).collect(), page.next)
    }

    #[test]
    fn the_next_page_begins_after_the_last_code_whatever_came_in_between() {
        assert_eq!(page(&["a", "c", "e"], 2, 0, None), (vec!["a", "c"], Some("c".into())));
        assert_eq!(page(&["a", "b", "d", "e"], 2, 0, Some("c")), (vec!["d", "e"], None));
        assert_eq!(page(&["a", "c", "e"], 2, 1, Some("a")), (vec!["e"], None));
        assert_eq!(page(&["a", "c", "e"], 2, 9, None), (vec![], None));
    }
}
