//! Bytes as text: by byte order mark, by what was declared, by guessing.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its own word about its encoding is looked for.
const META_BYTES: usize = 4_096;

/// The text; none when the bytes are no text.
pub(super) fn text(bytes: &[u8], content_type: &str) -> Option<String> {
    let text = decode(bytes, content_type)?;
    let (mut all, mut wrong) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        if c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')) {
            wrong += 1;
        }
    }
    // A few stray bytes stand in many old pages; where every twentieth character is one, it is no text.
    if wrong * 20 > all {
        return None;
    }
    let keep = |c: &char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    Some(text.replace('\u{c}', "\n").chars().filter(keep).collect())
}

fn decode(bytes: &[u8], content_type: &str) -> Option<String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(lossy(encoding, bytes.get(length..).unwrap_or_default()));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Some(lossy(encoding, bytes));
    }
    if bytes.contains(&0) {
        return None;
    }
    // Letters beyond ASCII that are good UTF-8 are hardly ever anything else, whatever a server was set to say.
    if !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(text.to_owned());
    }
    let declared = [label_in(content_type.as_bytes()), meta(bytes)];
    for encoding in declared.into_iter().flatten() {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return Some(text.into_owned());
        }
    }
    let with_marks = lossy(UTF_8, bytes);
    let wrong = with_marks.chars().filter(|c| *c == '\u{fffd}').count();
    let right = with_marks.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if wrong * 10 <= right {
        return Some(with_marks);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Some(lossy(detector.guess(None, Utf8Detection::Allow), bytes))
}

fn lossy(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text in UTF-16 of mostly Latin letters has a zero in every second byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1_024)];
    if start.len() < 8 {
        return None;
    }
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2 * 7 / 10;
    match () {
        () if odd >= most && even == 0 => Some(UTF_16LE),
        () if even >= most && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// The encoding that a page's own `<meta>` names.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(META_BYTES)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(place) = rest.windows(5).position(|window| window == b"<meta") {
        rest = &rest[place + 5..];
        let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        if let Some(encoding) = label_in(&rest[..end]) {
            // A page that could say UTF-16 in single bytes is not in UTF-16.
            let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
            return Some(if is_wide { UTF_8 } else { encoding });
        }
    }
    None
}

/// The encoding behind `charset=`.
fn label_in(text: &[u8]) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    let place = text.windows(7).position(|window| window == b"charset")?;
    let rest = text[place + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.+".contains(b))).unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn each_way_of_naming_an_encoding_is_understood() {
        let cp1251 = b"\xd6\xe5\xed\xe0 \xe4\xee\xf1\xf2\xe0\xe2\xea\xe8";
        for (bytes, kind) in [
            (&b"\xef\xbb\xbfCaf\xc3\xa9"[..], "text/plain; charset=latin1"),
            (b"\xff\xfeC\0a\0f\0\xe9\0", ""),
            (b"Caf\xe9", "text/plain; charset=\"ISO-8859-1\""),
            (b"Caf\xc3\xa9", "text/plain; charset=iso-8859-1"),
        ] {
            assert_eq!(text(bytes, kind).as_deref(), Some("Café"), "{kind}");
        }
        assert_eq!(text(cp1251, "text/html;charset=windows-1251").as_deref(), Some("Цена доставки"));
        let page = [b"<meta http-equiv=content-type content='text/html; charset=windows-1251'>", &cp1251[..]].concat();
        assert!(text(&page, "text/html").is_some_and(|text| text.ends_with("Цена доставки")));
        let page = [b"<meta charset=\"shift_jis\">", &b"\x94\x7a\x91\x97\x97\xbf"[..]].concat();
        assert!(text(&page, "").is_some_and(|text| text.ends_with("配送料")));
    }

    #[test]
    fn an_encoding_that_nobody_names_is_guessed() {
        let german = WINDOWS_1252.encode("Für Rücksendungen gewähren wir dreißig Tage. Größe und Höhe stehen dabei.").0;
        assert!(text(&german, "").is_some_and(|text| text.contains("Für Rücksendungen")));
        let (japanese, _, _) = encoding_rs::EUC_JP.encode("返品は三十日以内にお願いいたします。送料は無料です。");
        assert!(text(&japanese, "").is_some_and(|text| text.contains("返品は三十日以内")));
        assert_eq!(text(b"H\0e\0l\0l\0o\0 \0y\0o\0u\0", "").as_deref(), Some("Hello you"));
    }

    #[test]
    fn a_stray_byte_in_utf_8_spoils_nothing_else() {
        let bytes = ["Größe, Höhe, Länge, Übergröße, Maß, schön, für, über ".as_bytes(), b"\xff", b" Ende"].concat();
        let read = text(&bytes, "text/plain; charset=utf-8");
        assert!(read.is_some_and(|text| text.starts_with("Größe, Höhe") && text.ends_with("Ende")));
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..4_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(text(&noise, ""), None);
        assert_eq!(text(b"abc\0def", ""), None);
    }
}
