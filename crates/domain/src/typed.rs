//! What a person types to be known by: address, name, password.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A mail address, as typed and folded for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads what a person typed. The check is what mail servers agree on; whether it exists only a mail can tell.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let text = typed.trim();
        let wrong = || Err("Enter a mail address such as name@example.com.".to_owned());
        let Some((local, host)) = text.rsplit_once('@') else { return wrong() };
        let host_is_good = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let local_is_good = !local.is_empty()
            && local.len() <= 64
            && !local.contains("..")
            && !local.starts_with('.')
            && !local.ends_with('.')
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        if text.len() > 254 || !host_is_good || !local_is_good {
            return wrong();
        }
        Ok(Self(text.to_owned()))
    }
    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// For comparison: two spellings of one address are the same here.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

/// Reads a line that names something: trimmed, without control characters, 1 to `max` characters.
pub fn parse_name(typed: &str, what: &str, max: usize) -> Result<String, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(format!("Enter {what}."));
    }
    if text.chars().any(char::is_control) {
        return Err(format!("Write {what} on one line."));
    }
    let length = text.chars().count();
    if length > max {
        return Err(format!("Use at most {max} characters; these are {length}."));
    }
    Ok(text.to_owned())
}

/// A new password, long enough and not one of the few that everybody tries first. Never shown or logged.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// Fewest characters of a password.
    pub const MIN_CHARS: usize = 10;
    /// Most bytes of a password: hashing takes time for each.
    pub const MAX_BYTES: usize = 1_024;

    /// Reads a new password; `email` may not be it.
    pub fn parse(typed: &str, email: Option<&Email>) -> Result<Self, String> {
        if typed.chars().count() < Self::MIN_CHARS {
            return Err(format!("Use at least {} characters. A few words in a row are good.", Self::MIN_CHARS));
        }
        if typed.len() > Self::MAX_BYTES {
            return Err(format!("Use at most {} bytes.", Self::MAX_BYTES));
        }
        let folded = typed.to_lowercase();
        let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
        let counts_up =
            folded.as_bytes().windows(2).all(|w| w[1] == w[0].wrapping_add(1) || (w[0] == b'9' && w[1] == b'0'));
        let is_address = email.is_some_and(|e| e.folded() == folded || e.folded().starts_with(&format!("{folded}@")));
        if distinct < 4 || counts_up || is_address || folded.starts_with("password") && typed.len() < 16 {
            return Err("This password is among the first that anybody would try. Use a few words in a row.".to_owned());
        }
        Ok(Self(typed.to_owned()))
    }
    /// The text, for hashing alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_are_taken_and_nonsense_is_not() {
        for good in ["a@b.co", " Ann.Lee+shop@mail.example.com ", "o'neil@example.ie", "пётр@пример.рф"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for wrong in ["", "a", "a@b", "@b.co", "a b@c.de", "a@b..co", "a@-b.co", "a\r\nBcc: x@y.zz@b.co", ".a@b.co"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_spellings_of_an_address_are_one() {
        assert_eq!(
            Email::parse("Ann@Example.com").map(|e| e.folded()),
            Email::parse("ann@example.COM").map(|e| e.folded())
        );
    }

    #[test]
    fn weak_passwords_are_refused_with_a_reason() {
        let email = Email::parse("annabelle.lee@example.com").ok();
        for weak in ["short", "aaaaaaaaaaaa", "1234567890", "password123", "annabelle.lee@example.com", "annabelle.lee"]
        {
            assert!(NewPassword::parse(weak, email.as_ref()).is_err(), "{weak}");
        }
        assert!(NewPassword::parse("seven calm chamomiles", email.as_ref()).is_ok());
    }

    #[test]
    fn a_password_does_not_show_in_debug_output() {
        let shown = NewPassword::parse("seven calm chamomiles", None).map(|p| format!("{p:?}"));
        assert_eq!(shown, Ok("NewPassword(…)".to_owned()));
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(parse_name("  Ann ", "your name", 10), Ok("Ann".to_owned()));
        assert!(parse_name(" ", "your name", 10).is_err());
        assert!(parse_name("a\nb", "your name", 10).is_err());
        assert!(parse_name("абвгдежзийк", "your name", 10).is_err());
    }
}
