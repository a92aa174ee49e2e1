//! What bytes are, told by the bytes themselves.

/// Starts of files that are no text, with what people call them.
const STARTS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM\x00", "an image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x00asm", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"fLaC", "an audio file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "a database"),
];

/// What no text is, by its name; none when it may be one.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        // Two letters are also the start of a word.
        let is_word = bytes.len() > 2 && matches!(*what, "a program") && bytes.starts_with(b"MZ") && !has_zero(bytes);
        return (!is_word).then_some(what);
    }
    let at = |place: usize, what: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(what));
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if at(0, b"RIFF") {
        return Some(if at(8, b"WEBP") { "a WebP image" } else { "an audio or video file" });
    }
    if at(4, b"ftyp") {
        return Some(if at(8, b"avif") || at(8, b"hei") { "an image" } else { "a video" });
    }
    None
}

fn has_zero(bytes: &[u8]) -> bool {
    bytes.iter().take(4_096).any(|byte| *byte == 0)
}

/// Office documents are ZIP archives whose entries tell them apart; names of entries stand in plain text.
fn zip(bytes: &[u8]) -> &'static str {
    let start = &bytes[..bytes.len().min(64 * 1024)];
    let end = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let holds = |name: &[u8]| [start, end].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    match () {
        () if holds(b"word/") => "a Word document (DOCX)",
        () if holds(b"xl/") => "an Excel workbook (XLSX)",
        () if holds(b"ppt/") => "a PowerPoint presentation (PPTX)",
        () if holds(b"opendocument.text") => "an OpenDocument text (ODT)",
        () if holds(b"opendocument") => "an OpenDocument file",
        () if holds(b"application/epub+zip") => "an e-book (EPUB)",
        () => "a ZIP archive",
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A web page.
    Html,
    /// Markdown or plain text, which is read the same way.
    Text,
    /// Text for programs, by its name.
    Other(&'static str),
}

/// Tags with which a page or a piece of one begins.
const TAGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "style",
    "script",
    "main",
    "article",
    "section",
    "header",
    "nav",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "dl",
    "span",
    "center",
    "base",
];

/// What a decoded text is; `content_type` as a server said it, which counts where it says more than the text.
pub(super) fn shape(text: &str, content_type: &str) -> Shape {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(essence.as_str(), "text/html" | "application/xhtml+xml") {
        return Shape::Html;
    }
    let start = skip_comments(text);
    let begins_with = |tag: &str| {
        let rest =
            start.strip_prefix('<').and_then(|rest| rest.get(..tag.len()).map(|name| (name, &rest[tag.len()..])));
        rest.is_some_and(|(name, rest)| {
            name.eq_ignore_ascii_case(tag) && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
        })
    };
    if TAGS.iter().any(|tag| begins_with(tag)) {
        return Shape::Html;
    }
    if begins_with("svg") {
        return Shape::Other("an SVG image");
    }
    if begins_with("?xml") {
        let head = text.get(..text.floor_char_boundary(2_048)).unwrap_or_default().to_ascii_lowercase();
        return match () {
            () if head.contains("<html") => Shape::Html,
            () if head.contains("<svg") => Shape::Other("an SVG image"),
            () => Shape::Other("an XML file"),
        };
    }
    if matches!(essence.as_str(), "application/xml" | "text/xml") || essence.ends_with("+xml") {
        return Shape::Other("an XML file");
    }
    let is_json = essence == "application/json" || essence.ends_with("+json");
    if is_json || (start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()) {
        return Shape::Other("JSON");
    }
    Shape::Text
}

/// Behind white space, a byte order mark and HTML comments.
fn skip_comments(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else { return rest };
        rest = behind.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_content() {
        for page in [
            "<!DOCTYPE HTML><p>x",
            "\n<html lang=en>",
            "<!-- made by hand -->\n<div class=a>",
            "<?xml version='1.0'?>\n<html xmlns='x'>",
            "<H1>Prices</H1>",
        ] {
            assert_eq!(shape(page, ""), Shape::Html, "{page}");
        }
        for text in ["# Title", "Prices < 10", "<prices@shop.example>", "<pre-order> is a word", "[a](b)", "{not json"]
        {
            assert_eq!(shape(text, "text/plain"), Shape::Text, "{text}");
        }
    }

    #[test]
    fn a_word_that_begins_like_a_program_is_a_word() {
        assert_eq!(binary(b"MZ is short for Mark Zbikowski"), None);
        assert_eq!(binary(b"MZ\x90\x00\x03\x00"), Some("a program"));
        assert_eq!(binary(b"BMW service\x00"), None);
    }
}
