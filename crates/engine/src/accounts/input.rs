//! Reading what people typed about a workspace.

use domain::accounts::parse_name;
use url::Url;

/// Most characters of a name of a person, key or business.
pub(super) const NAME_CHARS: usize = 80;
const WEBSITE_CHARS: usize = 500;

pub(super) fn person(typed: &str) -> Result<String, String> {
    parse_name(typed, "your name", NAME_CHARS)
}

pub(super) fn business(typed: &str) -> Result<String, String> {
    parse_name(typed, "the name of your business", NAME_CHARS)
}

/// A website; nothing typed is no website, and a missing `https://` is added.
pub(super) fn website(typed: &str) -> Result<Option<String>, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Err("Enter a web address such as https://example.com.".to_owned());
    if text.chars().count() > WEBSITE_CHARS || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return wrong();
    }
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let Ok(url) = Url::parse(&with_scheme) else { return wrong() };
    let is_web = matches!(url.scheme(), "http" | "https");
    let has_host = url.host_str().is_some_and(|host| host.contains('.') || host == "localhost" || host.contains(':'));
    if !is_web || !has_host || !url.username().is_empty() || url.password().is_some() {
        return wrong();
    }
    let text = url.as_str();
    Ok(Some(if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
        text.trim_end_matches('/').to_owned()
    } else {
        text.to_owned()
    }))
}

/// An IANA time zone, in its usual spelling.
pub(super) fn time_zone(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    match jiff::tz::db().get(name) {
        Ok(zone) => Ok(zone.iana_name().unwrap_or(name).to_owned()),
        Err(_) => Err("Choose a time zone such as Europe/Berlin.".to_owned()),
    }
}

/// Days for which something is kept.
pub(super) fn days(days: i64, least: i64) -> Result<i64, String> {
    const MOST: i64 = 3_650;
    if (least..=MOST).contains(&days) { Ok(days) } else { Err(format!("Enter {least} to {MOST} days.")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn websites_are_read_as_people_write_them() {
        for (typed, stored) in [
            ("", None),
            ("  ", None),
            ("example.com", Some("https://example.com")),
            ("http://Example.com/", Some("http://example.com")),
            ("https://example.com/shop?a=1", Some("https://example.com/shop?a=1")),
            ("http://localhost:8080", Some("http://localhost:8080")),
        ] {
            assert_eq!(website(typed), Ok(stored.map(str::to_owned)), "{typed}");
        }
        for wrong in
            ["ftp://example.com", "javascript:alert(1)", "https://", "shop", "https://a:b@example.com", "a b.com"]
        {
            assert!(website(wrong).is_err(), "{wrong}");
        }
        assert!(website(&format!("https://example.com/{}", "x".repeat(600))).is_err());
    }

    #[test]
    fn time_zones_are_known_by_name_alone() {
        assert_eq!(time_zone("Europe/Berlin"), Ok("Europe/Berlin".into()));
        assert_eq!(time_zone("europe/berlin"), Ok("Europe/Berlin".into()));
        assert_eq!(time_zone("UTC"), Ok("UTC".into()));
        for wrong in ["", "Mars/Base", "+02:00", "../etc/passwd"] {
            assert!(time_zone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_have_bounds() {
        assert!(days(30, 30).is_ok() && days(3_650, 1).is_ok());
        assert!(days(29, 30).is_err() && days(3_651, 1).is_err() && days(i64::MIN, 1).is_err());
    }
}
