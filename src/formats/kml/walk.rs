//! Walks a KML document and cuts out its placemarks, each as sound XML of its own.

use std::collections::HashMap;

use quick_xml::Writer;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::reader::Reader;

use super::properties::{self, Schemas};
use crate::formats::FormatFault;
use crate::formats::faults::{cut_short, damaged, fault, too_large};
use crate::formats::gather::MAX_BYTES;
use crate::kernel::folding::nfc;

/// How deep elements may lie in one another.
const MAX_DEPTH: usize = 64;
/// Elements that say how a placemark looks; some of them stop the crate `kml`.
const PASSED_OVER: [&str; 8] =
    ["altitudeMode", "extrude", "tessellate", "Style", "StyleMap", "LookAt", "Camera", "Region"];

/// A placemark.
#[derive(Debug, Default)]
pub(super) struct Mark {
    /// The names of the folders it lies in, the outermost first.
    pub folders: Vec<String>,
    /// It as XML, without comments, marked sections and elements of no content.
    pub xml: String,
    /// Whether it has a point without coordinates.
    pub point_without_coordinates: bool,
}

/// Where the walk stands.
#[derive(Default)]
struct Walk {
    /// The open elements' local names.
    open: Vec<String>,
    /// A name for each open folder, empty as long as it has none.
    folders: Vec<String>,
    /// The depth of the element whose content is passed over.
    passing: Option<usize>,
    /// The placemark being copied, and the depth at which it began.
    copying: Option<(Writer<Vec<u8>>, usize)>,
    /// The depth of the open point, and whether coordinates were seen in it.
    point: Option<(usize, bool)>,
    /// Whether the open coordinates have any text.
    coordinates: bool,
    bad_point: bool,
    /// The schema being read.
    schema: Option<String>,
}

/// Calls `found` for every placemark in order; types of properties are put into `schemas` as they are met.
pub(super) fn placemarks(
    text: &str,
    schemas: &mut Schemas,
    mut found: impl FnMut(Mark, &Schemas) -> Result<(), FormatFault>,
) -> Result<(), FormatFault> {
    let text = match text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text.trim_start(),
    };
    let mut reader = Reader::from_str(text);
    let mut walk = Walk::default();
    loop {
        let event = reader.read_event().map_err(|error| match error {
            quick_xml::Error::Syntax(_) => cut_short("KML"),
            other => damaged("KML", &other),
        })?;
        match event {
            Event::Start(start) => walk.start(&start, schemas)?,
            Event::End(end) => {
                let mark = walk.end(end.local_name().into_inner())?;
                if let Some(mark) = mark {
                    found(mark, schemas)?;
                }
            }
            Event::Empty(start) => walk.empty(&start, schemas),
            Event::Text(piece) => walk.text(Event::Text(piece.borrow()), &piece)?,
            Event::CData(piece) => walk.text(Event::Text(BytesText::new(&piece)), &piece)?,
            Event::GeneralRef(piece) => {
                let resolved = properties::unescaped(&format!("&{};", &*piece));
                if walk.copying.is_none() {
                    walk.name_folder(&resolved);
                } else {
                    walk.copy(Event::GeneralRef(piece))?;
                }
            }
            Event::DocType(_) => return Err(with_doctype()),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    if walk.open.is_empty() { Ok(()) } else { Err(cut_short("KML")) }
}

fn with_doctype() -> FormatFault {
    fault(
        "Tệp KML có khai báo DOCTYPE nên không đọc. Lưu lại từ Google Earth rồi nhập lại.",
        "The KML has a DOCTYPE and is not read. Save it again from Google Earth and import that.",
    )
}

impl Walk {
    fn start(&mut self, start: &BytesStart<'_>, schemas: &mut Schemas) -> Result<(), FormatFault> {
        let name = start.local_name().into_inner().to_owned();
        if self.open.len() >= MAX_DEPTH {
            return Err(damaged("KML", &"elements lie too deep in one another"));
        }
        let depth = self.open.len();
        self.open.push(name.clone());
        if self.passing.is_some() {
            return Ok(());
        }
        if self.copying.is_none() {
            match name.as_str() {
                "Folder" => self.folders.push(String::new()),
                "Schema" => self.schema = properties::schema_id(start),
                "SimpleField" => self.field(start, schemas),
                "Placemark" => {
                    self.copying = Some((Writer::new(Vec::new()), depth));
                    (self.point, self.bad_point) = (None, false);
                }
                _ => {}
            }
        }
        if self.copying.is_some() && PASSED_OVER.contains(&name.as_str()) {
            self.passing = Some(depth);
            return Ok(());
        }
        if self.copying.is_some() && name == "Point" {
            self.bad_point |= self.point.is_some();
            self.point = Some((depth, false));
        }
        if name == "coordinates" {
            self.coordinates = false;
        }
        self.copy(Event::Start(start.borrow()))
    }

    fn empty(&mut self, start: &BytesStart<'_>, schemas: &mut Schemas) {
        if self.copying.is_none() && start.local_name().into_inner() == "SimpleField" {
            self.field(start, schemas);
        }
    }

    fn field(&self, start: &BytesStart<'_>, schemas: &mut Schemas) {
        if let Some(schema) = &self.schema {
            properties::note_field(schemas, schema, start);
        }
    }

    fn end(&mut self, name: &str) -> Result<Option<Mark>, FormatFault> {
        let Some(open) = self.open.pop() else {
            return Err(damaged("KML", &"an end without a beginning"));
        };
        if open != name {
            return Err(damaged("KML", &format!("<{open}> is ended by </{name}>")));
        }
        let depth = self.open.len();
        if let Some(passing) = self.passing {
            if passing == depth {
                self.passing = None;
            }
            return Ok(None);
        }
        self.copy(Event::End(quick_xml::events::BytesEnd::new(name)))?;
        match &mut self.point {
            Some((at, seen)) if *at == depth => {
                self.bad_point |= !*seen;
                self.point = None;
            }
            Some((_, seen)) if name == "coordinates" => {
                self.bad_point |= !self.coordinates;
                *seen = true;
            }
            _ => {}
        }
        if name == "Folder" && self.copying.is_none() {
            self.folders.pop();
        }
        match self.copying.take() {
            Some((writer, began)) if began == depth => {
                let xml = String::from_utf8(writer.into_inner()).map_err(|error| damaged("KML", &error))?;
                let folders =
                    self.folders.iter().map(|name| nfc(name.trim())).filter(|name| !name.is_empty()).collect();
                Ok(Some(Mark { folders, xml, point_without_coordinates: self.bad_point }))
            }
            still => {
                self.copying = still;
                Ok(None)
            }
        }
    }

    /// A piece of text: part of a folder's name, of coordinates, or of whatever is copied.
    fn text(&mut self, event: Event<'_>, piece: &str) -> Result<(), FormatFault> {
        if self.copying.is_none() {
            self.name_folder(piece);
            return Ok(());
        }
        let inside = self.open.last().map(String::as_str);
        if inside != Some("coordinates") || self.passing.is_some() {
            return self.copy(event);
        }
        self.coordinates |= !piece.trim().is_empty();
        self.copy(Event::Text(BytesText::new(&without_spaces_after_commas(piece))))
    }

    /// A piece of a folder's name, where one is being read.
    fn name_folder(&mut self, piece: &str) {
        if let [.., folder, name] = self.open.as_slice()
            && folder == "Folder"
            && name == "name"
            && let Some(known) = self.folders.last_mut()
        {
            known.push_str(piece);
        }
    }

    fn copy(&mut self, event: Event<'_>) -> Result<(), FormatFault> {
        if self.passing.is_none()
            && let Some((writer, _)) = &mut self.copying
        {
            writer.write_event(event).map_err(|error| damaged("KML", &error))?;
            if writer.get_ref().len() > MAX_BYTES {
                return Err(too_large(MAX_BYTES));
            }
        }
        Ok(())
    }
}

/// `108.1, 14.2, 0` as `108.1,14.2,0`; Google Earth reads both, and people type the first.
fn without_spaces_after_commas(coordinates: &str) -> String {
    let mut out = String::with_capacity(coordinates.len());
    let mut after_comma = false;
    for c in coordinates.chars() {
        match c {
            ',' => {
                out.truncate(out.trim_end().len());
                after_comma = true;
            }
            c if c.is_whitespace() && after_comma => continue,
            _ => after_comma = false,
        }
        out.push(c);
    }
    out
}

/// The types of fields, by schema and name.
pub(super) type Types = HashMap<String, String>;
