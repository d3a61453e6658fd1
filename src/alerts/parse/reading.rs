//! What one reading collects: reasons, remarks, and how many points may still come.

use std::fmt::Arguments;

use crate::{
    alerts::{
        cap::{Alert, Category, Certainty, NamedValue, ResponseType, Scope, Severity, Urgency},
        datetime,
        parse::unknown_value,
        quarantine::{Fault, Reason},
        remarks::{Oddity, Remark},
        rules::SourceRules,
        xml::Node,
    },
    geometry::cap_shapes::MAX_POINTS,
    kernel::{Timestamp, folding::nfc},
};

/// Where in a message something stands, as a path of elements; empty for the message itself. It becomes words only where
/// something is said of it.
pub(super) type Place<'p> = Arguments<'p>;

/// The state of reading one alert.
pub(super) struct Reading<'a> {
    /// The source's habits.
    pub(super) rules: &'a SourceRules,
    /// How many points the document may still have.
    pub(super) points_left: usize,
    reasons: Vec<Reason>,
    remarks: Vec<Remark>,
    /// How many reasons and remarks were met beyond those that are kept.
    more: (usize, usize),
}

/// As many reasons, and as many remarks, are kept of one message; a person reads no more, and a broken
/// document can have a hundred thousand.
const MAX_KEPT: usize = 200;

/// A code list of CAP whose absence does not stop an alert.
pub(super) trait CodeList: Copy {
    const ELEMENT: &'static str;
    fn read(text: &str) -> Option<Self>;
    fn spelling(self) -> &'static str;
}

macro_rules! code_lists {
    ($($name:ident $element:literal),+) => {$(
        impl CodeList for $name {
            const ELEMENT: &'static str = $element;
            fn read(text: &str) -> Option<Self> { Self::from_cap(text) }
            fn spelling(self) -> &'static str { self.as_cap() }
        }
    )+};
}
code_lists!(Scope "scope", Category "category", ResponseType "responseType", Urgency "urgency", Severity "severity");

impl CodeList for Certainty {
    const ELEMENT: &'static str = "certainty";
    /// `Very Likely` of CAP 1.0 is `Likely` since CAP 1.1.
    fn read(text: &str) -> Option<Self> {
        Self::from_cap(text).or_else(|| {
            text.replace(char::is_whitespace, "").eq_ignore_ascii_case("verylikely").then_some(Self::Likely)
        })
    }
    fn spelling(self) -> &'static str {
        self.as_cap()
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(rules: &'a SourceRules) -> Self {
        Self { rules, points_left: MAX_POINTS, reasons: Vec::new(), remarks: Vec::new(), more: (0, 0) }
    }

    /// The alert that `build` makes of the remarks, unless there is any reason against it.
    pub(super) fn finish(mut self, build: impl FnOnce(Vec<Remark>) -> Option<Alert>) -> Result<Alert, Vec<Reason>> {
        let (reasons, remarks) = self.more;
        if !self.reasons.is_empty() {
            self.reasons.extend((reasons > 0).then(|| Reason::new(&Fault::More(reasons))));
            return Err(self.reasons);
        }
        self.remarks.extend((remarks > 0).then(|| Remark::new(&Oddity::More(remarks), None)));
        // Every absent part has left a reason, so this is never reached with nothing to say.
        build(self.remarks).ok_or_else(|| vec![Reason::new(&Fault::Missing("alert"))])
    }

    pub(super) fn refuse(&mut self, fault: &Fault, place: Place<'_>) {
        let place = place.to_string();
        let reason = if place.is_empty() { Reason::new(fault) } else { Reason::at(fault, &place) };
        if self.reasons.len() < MAX_KEPT { self.reasons.push(reason) } else { self.more.0 += 1 }
    }

    /// Notes an oddity once a place.
    pub(super) fn remark(&mut self, oddity: &Oddity, place: Place<'_>) {
        let remark = Remark::new(oddity, Some(place.to_string()).filter(|place| !place.is_empty()));
        if self.remarks.contains(&remark) {
            return;
        }
        if self.remarks.len() < MAX_KEPT { self.remarks.push(remark) } else { self.more.1 += 1 }
    }

    pub(super) fn missing<T>(&mut self, element: &'static str) -> Option<T> {
        self.refuse(&Fault::Missing(element), format_args!("{element}"));
        None
    }

    pub(super) fn required_text(&mut self, parent: &Node<'_>, element: &'static str) -> Option<String> {
        self.only_one(parent, element, format_args!(""));
        match text(parent, element) {
            Some(text) => Some(text),
            None => self.missing(element),
        }
    }

    pub(super) fn required_value<T: Copy>(
        &mut self,
        parent: &Node<'_>,
        element: &'static str,
        read: fn(&str) -> Option<T>,
        spelling: fn(T) -> &'static str,
    ) -> Option<T> {
        self.only_one(parent, element, format_args!(""));
        let Some(text) = parent.text_of(element) else { return self.missing(element) };
        let Some(value) = read(text) else {
            self.refuse(&unknown_value(element, text), format_args!("{element}"));
            return None;
        };
        if spelling(value) != text {
            self.remark(&Oddity::UnusualSpelling { element, value: text.to_owned() }, format_args!(""));
        }
        Some(value)
    }

    /// A value of a code list directly in the alert; absent is fine, unknown is remarked.
    pub(super) fn optional_value<T: CodeList>(&mut self, parent: &Node<'_>, place: Place<'_>) -> Option<T> {
        let text = parent.text_of(T::ELEMENT)?;
        self.value(text, place)
    }

    /// A value of a code list that CAP demands in a block; absent and unknown are remarked.
    pub(super) fn expected_value<T: CodeList>(&mut self, parent: &Node<'_>, place: Place<'_>) -> Option<T> {
        if parent.text_of(T::ELEMENT).is_none() {
            self.remark(&Oddity::Absent(T::ELEMENT), place);
        }
        self.optional_value(parent, place)
    }

    /// Every value of a repeatable code list; unknown ones are remarked and left out.
    pub(super) fn values<T: CodeList>(&mut self, parent: &Node<'_>, place: Place<'_>) -> Vec<T> {
        let texts: Vec<&str> = parent.children_named(T::ELEMENT).map(|child| &*child.text).collect();
        texts.into_iter().filter(|text| !text.is_empty()).filter_map(|text| self.value(text, place)).collect()
    }

    fn value<T: CodeList>(&mut self, text: &str, place: Place<'_>) -> Option<T> {
        let read = T::read(text);
        if read.is_some_and(|known| known.spelling() == text) {
            return read;
        }
        let (element, value) = (T::ELEMENT, text.chars().take(80).collect());
        let oddity = match read {
            Some(_) => Oddity::UnusualSpelling { element, value },
            None => Oddity::UnknownValue { element, value },
        };
        self.remark(&oddity, place);
        read
    }

    /// The time in `element`; absent or empty gives nothing, unreadable is a reason.
    pub(super) fn time(&mut self, parent: &Node<'_>, element: &'static str, place: Place<'_>) -> Option<Timestamp> {
        self.only_one(parent, element, place);
        let text = parent.text_of(element)?;
        match datetime::parse(text, self.rules) {
            Ok((instant, notes)) => {
                for note in notes {
                    self.remark(&Oddity::Date { element, note }, place);
                }
                Some(instant)
            }
            Err(fault) => {
                let above = if place.as_str() == Some("") { "" } else { "/" };
                let fault = Fault::Date { element, text: text.chars().take(80).collect(), fault };
                self.refuse(&fault, format_args!("{place}{above}{element}"));
                None
            }
        }
    }

    pub(super) fn only_one(&mut self, parent: &Node<'_>, element: &'static str, place: Place<'_>) {
        if parent.children_named(element).nth(1).is_some() {
            self.remark(&Oddity::Repeated(element), place);
        }
    }
}

/// The text of the first child `element` in composed form (NFC), unless it is empty.
pub(super) fn text(parent: &Node<'_>, element: &str) -> Option<String> {
    parent.text_of(element).map(nfc)
}

/// The texts of all children `element` that are not empty.
pub(super) fn texts(parent: &Node<'_>, element: &str) -> Vec<String> {
    parent.children_named(element).map(|child| nfc(&child.text)).filter(|text| !text.is_empty()).collect()
}

/// The name–value pairs in children `element`. CAP 1.0 wrote `NAME=value` as text; that is read too.
/// Pairs without a value carry nothing and are left out.
pub(super) fn named_values(parent: &Node<'_>, element: &str) -> Vec<NamedValue> {
    parent
        .children_named(element)
        .filter_map(|pair| match (text(pair, "valueName"), text(pair, "value")) {
            (name, Some(value)) => Some(NamedValue { name: name.unwrap_or_default(), value }),
            (None, None) => pair
                .text
                .split_once('=')
                .map(|(name, value)| NamedValue { name: nfc(name.trim()), value: nfc(value.trim()) })
                .filter(|pair| !pair.value.is_empty()),
            (Some(_), None) => None,
        })
        .collect()
}
