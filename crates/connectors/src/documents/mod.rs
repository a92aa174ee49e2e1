//! What a web page or a file says: its main text as Markdown, with its title and language.
//!
//! What the bytes are is told by the bytes ([`sniff`]), not by a name. Reading runs on a thread of its own ([`read`]): pages
//! come from strangers, so a page has a time after which it is given up, and few are read at once.

mod content;
mod decode;
mod html;
mod inline;
mod markdown;
mod plain;
mod sniff;
mod table;

use bytes::Bytes;
use domain::knowledge::CONTENT_BYTES;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use url::Url;

use crate::Error;
use crate::error::seconds;

/// How many documents are read at once: reading is work for the processor, of which requests want their part.
const AT_ONCE: usize = 2;
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// What is known of a document besides its bytes.
#[derive(Debug, Clone)]
pub struct Source {
    /// How sentences about it begin, as in `The page shop.example`.
    pub called: String,
    /// Its `Content-Type`, if somebody said one.
    pub content_type: Option<String>,
    /// Where it came from; its links start there.
    pub address: Option<Url>,
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title, on one line; empty when it has none.
    pub title: String,
    /// Its main text.
    pub markdown: String,
    /// The language tag that it gives itself, as in `pt-BR`.
    pub language: Option<String>,
}

/// Reads a document, within `limit` and at most [`CONTENT_BYTES`] of text.
///
/// # Errors
/// [`Error::Rejected`] with a sentence that says what it is instead of a text, or what is wrong with it;
/// [`Error::Unavailable`] when others are being read for longer than `limit`.
pub async fn read(bytes: Bytes, source: Source, limit: Duration) -> Result<Document, Error> {
    let busy = || Error::Unavailable("Many pages and files are being read at the moment.".to_owned());
    let place = tokio::time::timeout(limit, PLACES.acquire()).await.map_err(|_| busy())?.map_err(|_| busy())?;
    let ends = Instant::now() + limit;
    let called = source.called.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let _place = place;
        read_now(&bytes, &source, ends)
    });
    match reading.await {
        Ok(Err(Unreadable::TooLong)) => Err(Error::Rejected(format!(
            "{called} could not be read within {}. It is very large or built in an unusual way; copy its text into an item.",
            seconds(limit)
        ))),
        Ok(Err(Unreadable::Refused(why))) => Err(Error::Rejected(why)),
        Ok(Ok(document)) => Ok(document),
        // A mistake of ours in reading it; the person can still go on by hand.
        Err(_) => Err(Error::Unexpected(format!("{called} could not be read. Copy its text into an item."))),
    }
}

/// Why there is no document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It took too long.
    TooLong,
    /// It is no text, or an unusable one; a whole sentence.
    Refused(String),
}

fn read_now(bytes: &[u8], source: &Source, ends: Instant) -> Result<Document, Unreadable> {
    let called = &source.called;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Refused(format!("{called} is empty. There is nothing to import.")));
    }
    let kind = source.content_type.as_deref().unwrap_or_default();
    if let Some(what) = sniff::binary(bytes) {
        return Err(refused(called, what));
    }
    let text = decode::text(bytes, kind).ok_or_else(|| refused(called, "a binary file"))?;
    let document = match sniff::shape(&text, kind) {
        sniff::Shape::Html => html::read(&text, source.address.as_ref(), ends)?,
        sniff::Shape::Text => plain::read(&text),
        sniff::Shape::Other(what) => return Err(refused(called, what)),
    };
    if document.markdown.trim().is_empty() {
        return Err(Unreadable::Refused(format!(
            "{called} has no text of its own. Pages that are put together by scripts in the browser cannot be read yet; \
             copy the text into an item."
        )));
    }
    if document.markdown.len() > CONTENT_BYTES {
        let megabytes = CONTENT_BYTES / 1_000_000;
        return Err(Unreadable::Refused(format!(
            "{called} has more than {megabytes} MB of text. Split it, and import the parts."
        )));
    }
    Ok(document)
}

fn refused(called: &str, what: &str) -> Unreadable {
    Unreadable::Refused(format!(
        "{called} is {what}, which cannot be read. Web pages, Markdown and plain text can: save it as one of them, or copy \
         its text into an item."
    ))
}

/// A title as it is kept: on one line and bounded.
pub(crate) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    if line.chars().count() <= domain::knowledge::TITLE_CHARS {
        return line;
    }
    let cut: String = line.chars().take(domain::knowledge::TITLE_CHARS - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn source(kind: Option<&str>) -> Source {
        Source { called: "The file “x”".into(), content_type: kind.map(str::to_owned), address: None }
    }

    async fn sentence(bytes: &'static [u8]) -> String {
        read(Bytes::from_static(bytes), source(None), Duration::from_secs(5)).await.unwrap_err().to_string()
    }

    #[tokio::test]
    async fn what_is_no_text_is_refused_by_its_name_and_with_a_way_out() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], "a PDF"),
            (b"PK\x03\x04\x14\x00[Content_Types].xmlword/document.xml", "a Word document (DOCX)"),
            (b"PK\x03\x04\x14\x00\x00\x00", "a ZIP archive"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Word, Excel or PowerPoint file"),
            (b"{\\rtf1\\ansi hello}", "an RTF document"),
            (b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", "a binary file"),
            (b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG image"),
            (b"<?xml version=\"1.0\"?><rss><channel/></rss>", "an XML file"),
            (b"{\"a\": [1, 2, 3]}", "JSON"),
        ] {
            let said = sentence(bytes).await;
            assert!(said.contains(&format!("“x” is {what}, which cannot be read")), "{what}: {said}");
            assert!(said.contains("copy its text"), "{said}");
        }
    }

    #[tokio::test]
    async fn nothing_is_not_imported() {
        assert!(sentence(b" \r\n\t ").await.contains("is empty"));
        let page = b"<!doctype html><html><body><nav>Home</nav><script>draw()</script><div id=app></div></body></html>";
        assert!(sentence(page).await.contains("has no text of its own"));
    }

    #[tokio::test]
    async fn more_text_than_an_item_holds_is_refused() {
        let long = "word ".repeat(CONTENT_BYTES / 5 + 10);
        let said = read(Bytes::from(long), source(None), Duration::from_secs(5)).await.unwrap_err().to_string();
        assert!(said.contains("more than 1 MB of text"), "{said}");
    }

    #[tokio::test]
    async fn a_page_without_end_is_given_up() {
        let nested = "<div><b><p>x".repeat(400_000);
        let begun = Instant::now();
        let limit = Duration::from_millis(300);
        let outcome = read(Bytes::from(format!("<html>{nested}")), source(None), limit).await;
        // Either it is read in time or it is given up; what counts is that it ends.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        if let Err(error) = outcome {
            assert!(error.to_string().contains("within 300 ms") || error.to_string().contains("MB of text"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_page_of_nothing_but_brackets_takes_no_longer_than_another() {
        let page = format!("<html><body><p>{}</p>", "[".repeat(CONTENT_BYTES / 10 * 9));
        let begun = Instant::now();
        let document = read(Bytes::from(page), source(Some("text/html")), Duration::from_secs(60)).await.unwrap();
        assert_eq!(document.markdown.len(), CONTENT_BYTES / 10 * 9);
        // With a look through the rest of the page at each bracket it would take minutes.
        assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn deep_pages_do_not_exhaust_the_stack() {
        for tag in ["div", "ul", "ol><ul", "ul><li", "blockquote", "table><tr><td", "span", "b", "dl><dd"] {
            let page = format!("<html><body><p>Start of it.</p>{}deep", format!("<{tag}>").repeat(4_000));
            let limit = Duration::from_secs(20);
            let document = read(Bytes::from(page), source(Some("text/html")), limit).await;
            match document {
                Ok(document) => assert!(document.markdown.contains("deep"), "{tag}"),
                Err(error) => assert!(error.to_string().contains("could not be read within"), "{tag}: {error}"),
            }
        }
    }
}
