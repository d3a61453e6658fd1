//! The list of messages as an Atom feed: an entry a message, its id the message's identifier.
//!
//! Source: RFC 4287, RFC 5005, and OASIS "Example Practices: CAP Feeds v1.0".

use quick_xml::events::{BytesDecl, Event};

use super::{ComposeFault, MEDIA_TYPE, cap_time, writing::Writing};
use crate::kernel::{Localized, Timestamp};

/// A list of messages, as Atom (RFC 4287).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its own address, which is its id too.
    pub address: String,
    /// Its name.
    pub title: String,
    /// What has to be known of it, in both languages.
    pub subtitle: Localized,
    /// Who is responsible for it.
    pub author: String,
    /// When it last changed.
    pub updated: Timestamp,
    /// The address of the older part, where there is one (RFC 5005).
    pub older: Option<String>,
    /// Its entries, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// CAP's identifier, which must be a URI.
    pub identifier: String,
    /// The headline in both languages.
    pub headline: Localized,
    /// CAP's `sent`.
    pub sent: Timestamp,
    /// CAP's `status`, for those who read no further.
    pub status: &'static str,
    /// Where the message is.
    pub address: String,
}

/// The bytes of a list, in UTF-8.
pub fn compose_feed(feed: &Feed) -> Result<Vec<u8>, ComposeFault> {
    let mut out = Writing::new();
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.within("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "vi")], |out| {
        out.text("id", &feed.address)?;
        out.text("title", &feed.title)?;
        out.text("subtitle", &format!("{} / {}", feed.subtitle.vi, feed.subtitle.en))?;
        out.text("updated", &cap_time(feed.updated))?;
        out.within("author", &[], |out| out.text("name", &feed.author))?;
        out.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.address)])?;
        if let Some(older) = &feed.older {
            out.empty("link", &[("rel", "next"), ("type", "application/atom+xml"), ("href", older)])?;
        }
        feed.entries.iter().try_for_each(|entry| write_entry(out, entry))
    })?;
    Ok(out.finish())
}

fn write_entry(out: &mut Writing, entry: &FeedEntry) -> Result<(), ComposeFault> {
    out.within("entry", &[], |out| {
        out.text("id", &entry.identifier)?;
        out.text("title", &entry.headline.vi)?;
        out.text("updated", &cap_time(entry.sent))?;
        out.empty("category", &[("term", entry.status)])?;
        out.attributed("summary", &[("xml:lang", "en")], &entry.headline.en)?;
        out.empty("link", &[("rel", "alternate"), ("type", MEDIA_TYPE), ("href", &entry.address)])
    })
}
