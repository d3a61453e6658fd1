//! Why bytes are refused as XML.

use thiserror::Error;

/// Why bytes are not an XML document that is accepted here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum XmlFault {
    /// Nothing but white space.
    #[error("the document is empty")]
    Empty,
    /// The page of a web site, most often an error page answered with status 200.
    #[error("an HTML page where XML was expected")]
    Html,
    /// It does not begin with `<`.
    #[error("not XML")]
    NotXml,
    /// More bytes than [`super::Limits::bytes`].
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The most that is accepted.
        limit: usize,
    },
    /// Deeper than [`super::Limits::depth`].
    #[error("elements nested deeper than {limit}")]
    TooDeep {
        /// The most that is accepted.
        limit: usize,
    },
    /// More elements than [`super::Limits::elements`].
    #[error("more than {limit} elements")]
    TooManyElements {
        /// The most that is accepted.
        limit: usize,
    },
    /// More text in one element than [`super::Limits::text`].
    #[error("more than {limit} bytes of text in one element")]
    TooMuchText {
        /// The most that is accepted.
        limit: usize,
    },
    /// A document type declaration, the door to entity attacks.
    #[error("a DOCTYPE, which alerts must not have")]
    Doctype,
    /// An entity XML itself does not define.
    #[error("unknown entity &{0};")]
    UnknownEntity(String),
    /// Elements or text after the root element.
    #[error("content after the end of the document")]
    TrailingContent,
    /// An encoding nobody here can read.
    #[error("unknown encoding {0}")]
    UnknownEncoding(String),
    /// Bytes that do not belong to the declared encoding (other than UTF-8, which is repaired).
    #[error("bytes that are not {0}")]
    WrongEncoding(String),
    /// Not well-formed.
    #[error("malformed XML in line {line}: {detail}")]
    Malformed {
        /// In which line, counted from 1.
        line: usize,
        /// In the words of the XML reader.
        detail: String,
    },
    /// It ends before its elements do.
    #[error("cut short inside <{0}>")]
    CutShort(String),
}
