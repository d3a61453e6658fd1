//! Pages for people: what the JSON says, as a table with links. Nothing from another host, no script.

use std::fmt::Write as _;

use serde_json::Value;

use super::ask::{Ask, HTML, Link};
use crate::hazards::Hazard;
use crate::kernel::{Language, Localized};

const STYLE: &str = include_str!("page.css");

/// A page being written.
pub(super) struct Page<'a> {
    ask: &'a Ask,
    title: String,
    body: String,
}

/// `text` as text, whatever stands in it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

impl<'a> Page<'a> {
    /// A page with this heading.
    pub fn new(ask: &'a Ask, title: &Localized) -> Self {
        let title = ask.say(title).to_owned();
        let body = format!("<h1>{}</h1>", escaped(&title));
        Self { ask, title, body }
    }

    /// A paragraph.
    pub fn say(&mut self, words: &Localized) {
        self.push("<p>", self.ask.say(words), "</p>");
    }

    /// A heading within the page.
    pub fn head(&mut self, words: &Localized) {
        self.push("<h2>", self.ask.say(words), "</h2>");
    }

    fn push(&mut self, before: &str, text: &str, after: &str) {
        // Writing into a string does not fail.
        let _ = write!(self.body, "{before}{}{after}", escaped(text));
    }

    /// Links in a row, each with its words.
    pub fn links<'l>(&mut self, links: impl IntoIterator<Item = &'l Link>) {
        self.body.push_str("<div class=\"rows\">");
        for link in links {
            let kind = if link.r#type == HTML { "HTML" } else { "JSON" };
            let _ = write!(
                self.body,
                "<a rel=\"{}\" type=\"{}\" href=\"{}\">{} ({kind})</a>",
                link.rel,
                link.r#type,
                escaped(&link.href),
                escaped(&link.title)
            );
        }
        self.body.push_str("</div>");
    }

    /// A list of words.
    pub fn list(&mut self, items: impl IntoIterator<Item = String>) {
        self.body.push_str("<ul>");
        for item in items {
            self.push("<li>", &item, "</li>");
        }
        self.body.push_str("</ul>");
    }

    /// Names and values.
    pub fn facts(&mut self, facts: &[(String, String)]) {
        self.body.push_str("<div class=\"scroll\"><table>");
        for (name, value) in facts {
            self.push("<tr><th scope=\"row\">", name, "</th>");
            self.push("<td>", value, "</td></tr>");
        }
        self.body.push_str("</table></div>");
    }

    /// A row for each object, a column for each of its members; the first leads to the address beside it.
    pub fn table(&mut self, rows: &[(String, Value)]) {
        let Some((_, Value::Object(first))) = rows.first() else { return };
        self.body.push_str("<div class=\"scroll\"><table><thead><tr>");
        for name in first.keys() {
            self.push("<th scope=\"col\">", &self.label(name), "</th>");
        }
        self.body.push_str("</tr></thead><tbody>");
        for (address, row) in rows {
            self.body.push_str("<tr>");
            for (at, (name, value)) in row.as_object().into_iter().flatten().enumerate() {
                let shown = self.shown(name, value);
                if at == 0 {
                    let _ = write!(self.body, "<td><a href=\"{}\">{}</a></td>", escaped(address), escaped(&shown));
                } else {
                    self.push(if value.is_number() { "<td class=\"n\">" } else { "<td>" }, &shown, "</td>");
                }
            }
            self.body.push_str("</tr>");
        }
        self.body.push_str("</tbody></table></div>");
    }

    /// What a property is called.
    pub fn label(&self, name: &str) -> String {
        let (_, vi, en) = LABELS.iter().find(|(known, ..)| *known == name).copied().unwrap_or((name, name, name));
        match self.ask.language {
            Language::Vi => vi.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    /// What a value looks like.
    pub fn shown(&self, name: &str, value: &Value) -> String {
        let hazard = |code: &str| Hazard::from_code(code).map(|hazard| self.ask.say(&hazard.name()).to_owned());
        match value {
            Value::Null => "–".into(),
            Value::Bool(flag) => {
                let words = if *flag { ("có", "yes") } else { ("không", "no") };
                self.ask.say(&Localized::new(words.0, words.1)).to_owned()
            }
            Value::String(text) if name == "hazard" || name == "suitable_for" => {
                hazard(text).unwrap_or_else(|| text.clone())
            }
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().map(|item| self.shown(name, item)).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        }
    }

    /// The whole document.
    pub fn finish(self) -> String {
        let (language, other) = match self.ask.language {
            Language::Vi => ("vi", ("en", "English")),
            Language::En => ("en", ("vi", "Tiếng Việt")),
        };
        let home = super::api::title();
        let home = self.ask.say(&home);
        let mut keep = String::new();
        for link in self.ask.own_links(super::ask::JSON).iter().filter(|link| link.r#type != HTML) {
            let _ = write!(keep, "<a rel=\"alternate\" href=\"{}\">JSON</a>", escaped(&link.href));
        }
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · Ứng Phó</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<header><a href=\"{root}\"><strong>{home}</strong></a>\
             <nav>{keep}<a hreflang=\"{code}\" href=\"{switch}\">{name}</a></nav></header>\n\
             <main>{body}</main>\n</body>\n</html>\n",
            title = escaped(&self.title),
            root = escaped(&self.ask.address("?f=html")),
            code = other.0,
            switch = escaped(&self.ask.here_with(&[("f", Some("html")), ("lang", Some(other.0))])),
            name = other.1,
            body = self.body,
        )
    }
}

/// What properties are called: name, Vietnamese, English.
const LABELS: &[(&str, &str, &str)] = &[
    ("code", "Mã", "Code"),
    ("name", "Tên", "Name"),
    ("hazard", "Loại thiên tai", "Hazard"),
    ("level", "Di dời từ cấp", "Level"),
    ("status", "Tình trạng", "Status"),
    ("commune", "Mã xã", "Commune code"),
    ("commune_name", "Xã", "Commune"),
    ("village", "Thôn", "Village"),
    ("plan", "Phương án", "Plan"),
    ("destinations", "Nơi đến", "Destinations"),
    ("route", "Đường đi", "Route"),
    ("area_m2", "Diện tích (m²)", "Area (m²)"),
    ("revision", "Lần sửa", "Revision"),
    ("demonstration", "Dữ liệu minh hoạ", "Demonstration"),
    ("kind", "Loại", "Kind"),
    ("capacity", "Sức chứa (người)", "Capacity (people)"),
    ("suitable_for", "Dùng được khi", "Suitable for"),
    ("parent", "Thuộc", "Parent"),
    ("former_district", "Huyện cũ", "Former district"),
    ("valid_from", "Từ ngày", "From"),
    ("valid_to", "Đến ngày", "To"),
    ("boundary", "Ranh giới", "Outline"),
    ("source", "Nguồn", "Source"),
    ("sender", "Nơi gửi", "Sender"),
    ("identifier", "Số hiệu", "Identifier"),
    ("sent", "Gửi lúc", "Sent"),
    ("msg_type", "Loại bản tin", "Message type"),
    ("level_official", "Cấp do nơi gửi nêu", "Level stated by sender"),
    ("headline", "Tiêu đề", "Headline (vi)"),
    ("headline_en", "Tiêu đề (tiếng Anh)", "Headline"),
    ("begins", "Bắt đầu", "Begins"),
    ("expires", "Hết hiệu lực", "Expires"),
    ("area_desc", "Khu vực", "Area"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_becomes_markup() {
        assert_eq!(escaped("<b a='1'>\"&"), "&lt;b a=&#39;1&#39;&gt;&quot;&amp;");
    }
}
