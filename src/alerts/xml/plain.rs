//! The short way through plain XML, which nearly every alert is: elements without attributes, text without entities.
//!
//! It reads what needs no interpretation and says nothing of anything else: no faults, no comments, no CDATA, no
//! references, no attributes but the namespaces of the root. Where it gives nothing the whole document goes through
//! quick-xml, which alone decides what is XML and what is wrong with it; so both ways always give the same tree.

use std::borrow::Cow;

use super::{Limits, Node};

/// The root of `text`, read the short way; nothing where the long way must be gone.
pub(super) fn read<'t>(text: &'t str, limits: &Limits) -> Option<Node<'t>> {
    // References, ends of lines that XML reads as others, and what stands in no text.
    if memchr::memchr3(b'&', b'\r', b'\0', text.as_bytes()).is_some() {
        return None;
    }
    let mut rest = text.strip_prefix('<')?;
    let mut reading =
        Reading { limits, namespaces: Namespaces::default(), open: Vec::with_capacity(USUAL_DEPTH), count: 0 };
    loop {
        if let Some(end) = rest.strip_prefix('/') {
            let root;
            (root, rest) = reading.close(end)?;
            if let Some(root) = root {
                return rest.trim().is_empty().then_some(root);
            }
        } else {
            rest = reading.begin(rest)?;
        }
        let (piece, next) = rest.split_at_checked(memchr::memchr(b'<', rest.as_bytes())?)?;
        reading.add(piece)?;
        rest = next.strip_prefix('<')?;
    }
}

/// Messages seldom nest elements deeper.
const USUAL_DEPTH: usize = 6;
/// The elements right below the root are the large ones.
const USUAL_CHILDREN: usize = 24;

/// An element that has not ended.
struct Open<'t> {
    /// Its name as written, with the prefix.
    tag: &'t str,
    node: Node<'t>,
    /// How many bytes of text it has, with the space around that.
    length: usize,
}

struct Reading<'t, 'l> {
    limits: &'l Limits,
    namespaces: Namespaces<'t>,
    open: Vec<Open<'t>>,
    count: usize,
}

impl<'t> Reading<'t, '_> {
    /// Begins the element of whose tag `rest` is all but the first sign; gives what follows the tag.
    fn begin(&mut self, rest: &'t str) -> Option<&'t str> {
        let (tag, prefix, mut rest) = name(rest)?;
        if self.open.is_empty() {
            rest = self.namespaces.read(rest)?;
        }
        let (after, is_empty) = match rest.strip_prefix('>') {
            Some(after) => (after, false),
            None => (rest.strip_prefix("/>")?, true),
        };
        let local = prefix.map_or(Some(tag), |prefix| tag.get(prefix.len() + 1..))?;
        let is_page = self.open.is_empty() && local.eq_ignore_ascii_case("html");
        self.count += 1;
        if is_page || local.is_empty() || self.count > self.limits.elements || self.open.len() >= self.limits.depth {
            return None;
        }
        let namespace = match prefix {
            None => self.namespaces.default,
            Some(prefix) => Some(self.namespaces.called(prefix)?),
        };
        let namespace = namespace.map(Cow::Borrowed);
        let mut node = Node { name: Cow::Borrowed(local), namespace, ..Node::default() };
        match (self.open.last_mut(), text_alone(tag, after)) {
            (Some(parent), _) if is_empty => parent.node.children.push(node),
            // A document of one empty element is none that anybody waits for.
            (None, _) if is_empty => return None,
            // Most elements: they end at once.
            (Some(parent), Some((text, after))) if text.len() <= self.limits.text => {
                node.text = Cow::Borrowed(text.trim());
                parent.node.children.push(node);
                return Some(after);
            }
            _ => {
                if self.open.len() == 1 {
                    node.children.reserve(USUAL_CHILDREN);
                }
                self.open.push(Open { tag, node, length: 0 });
            }
        }
        Some(after)
    }

    /// Ends the innermost element; gives the root once that is it, and what follows the tag.
    fn close(&mut self, rest: &'t str) -> Option<(Option<Node<'t>>, &'t str)> {
        let Open { tag, node, .. } = self.open.pop()?;
        let after = rest.strip_prefix(tag)?.strip_prefix('>')?;
        match self.open.last_mut() {
            Some(parent) => {
                parent.node.children.push(node);
                Some((None, after))
            }
            None => Some((Some(node), after)),
        }
    }

    /// Adds a piece of text to the innermost element. Text in two pieces would have to be joined.
    fn add(&mut self, piece: &'t str) -> Option<()> {
        let open = self.open.last_mut()?;
        open.length += piece.len();
        if open.length > self.limits.text {
            return None;
        }
        let piece = piece.trim();
        if piece.is_empty() {
            return Some(());
        }
        if !open.node.text.is_empty() {
            return None;
        }
        open.node.text = Cow::Borrowed(piece);
        Some(())
    }
}

/// The text at the beginning of `rest` that the end of the element `tag` follows, and what follows that.
fn text_alone<'t>(tag: &str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let (text, end) = rest.split_at_checked(memchr::memchr(b'<', rest.as_bytes())?)?;
    Some((text, end.strip_prefix("</")?.strip_prefix(tag)?.strip_prefix('>')?))
}

/// Whether a byte may stand in a plain name, behind its first letter.
fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':')
}

/// The plain name at the beginning of `text`, its prefix, and what follows.
fn name(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let length = text.bytes().position(|byte| !is_in_name(byte)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(length)?;
    let prefix = match name.split_once(':') {
        Some((_, local)) if local.contains(':') => return None,
        Some((prefix, _)) => Some(prefix),
        None => None,
    };
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((name, prefix, rest))
}

/// The namespaces that the root declares.
#[derive(Default)]
struct Namespaces<'t> {
    /// That of names without a prefix.
    default: Option<&'t str>,
    /// The others by prefix.
    named: Vec<(&'t str, &'t str)>,
}

impl<'t> Namespaces<'t> {
    /// Reads the attributes of the root, which may only be namespaces; gives what follows them.
    fn read(&mut self, mut rest: &'t str) -> Option<&'t str> {
        while let Some(spaced) = rest.strip_prefix([' ', '\n', '\t']) {
            let spaced = spaced.trim_ascii_start();
            let (attribute, _, value) = name(spaced)?;
            let prefix = match attribute.strip_prefix("xmlns")? {
                "" => None,
                named => Some(named.strip_prefix(':').filter(|prefix| !prefix.is_empty())?),
            };
            let value = value.strip_prefix('=')?;
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, after) = value.strip_prefix(quote)?.split_once(quote)?;
            let is_plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'<');
            let is_taken = match prefix {
                None => self.default.is_some(),
                Some(prefix) => prefix.starts_with("xml") || self.called(prefix).is_some(),
            };
            if !is_plain || is_taken || value.starts_with("http://www.w3.org/") {
                return None;
            }
            match prefix {
                None => self.default = Some(value),
                Some(prefix) => self.named.push((prefix, value)),
            }
            rest = after;
        }
        Some(rest)
    }

    /// What `prefix` stands for, where it is declared.
    fn called(&self, prefix: &str) -> Option<&'t str> {
        self.named.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| *namespace)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Node, parse_any};
    use super::*;

    /// Whether `text` is read the short way; if so, as the long way reads it.
    fn is_read(text: &str) -> bool {
        let Some(short) = read(text, &Limits::default()) else { return false };
        assert_eq!(parse_any(text, &Limits::default()).map(Node::into_owned), Ok(short.into_owned()), "{text}");
        true
    }

    #[test]
    fn plain_documents_are_read_as_by_the_long_way() {
        for text in [
            "<alert>x</alert>",
            "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><info>\n <event> Bão  số 13 </event>\n</info><note/></alert>\n",
            "<cap:alert xmlns:cap='urn:a'\n xmlns='urn:b'><cap:info><b>1</b></cap:info></cap:alert>",
            "<a><b></b><c>1 > 0</c> text ]]> </a>",
        ] {
            assert!(is_read(text), "{text}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_long_way() {
        for text in [
            "<a>1 &lt; 2</a>",
            "<a>x\r\ny</a>",
            "<a>\0</a>",
            "<a><!-- x --></a>",
            "<a><![CDATA[x]]></a>",
            "<?pi?><a>x</a>",
            "<a b='1'>x</a>",
            "<a><b xmlns='urn:x'>1</b></a>",
            "<a xmlns=''>x</a>",
            "<a xmlns:b='urn:1' xmlns:b='urn:2'>x</a>",
            "<a>x</a><b/>",
            "<a>x</a> more",
            "<a>x</b>",
            "<a>x",
            "<a><b>x</a></b>",
            "<c:a>x</c:a>",
            "<html>x</html>",
            "<a/>",
            "<a>one<b/>two</a>",
            "<ä>x</ä>",
            "<a >x</a>",
            "<a>x</a >",
            " <a>x</a>",
            "",
            "x",
            "<",
            "</a>",
            "<a xmlns:xml='urn:x'>1</a>",
        ] {
            assert!(!is_read(text), "{text}");
        }
        let narrow = Limits { bytes: 1_000, depth: 2, elements: 3, text: 4 };
        for text in ["<a><b><c>1</c></b></a>", "<a><b/><b/><b/></a>", "<a>12345</a>", "<a>1   2</a>"] {
            assert_eq!(read(text, &narrow), None, "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn both_ways_read_the_same(
            soup in "<a( xmlns(:b)?=['\"]urn:[xy]['\"]){0,2}>(</?(a|b|b:c)/?>|<b>[0-9 ,é\n]{0,6}</b>|[0-9, .é&>\\]-]{0,4}){0,12}</a>\n?",
        ) {
            is_read(&soup);
        }
    }
}
