//! What can go wrong with the outside, in the kinds that decide what happens next.

use std::fmt;
use std::time::Duration;

/// Why the outside did not do what was asked. Each variant decides what a job does with it: try again, wait, or show it
/// to a person. The texts are whole sentences that say what is wrong and what to do; they hold no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// It was refused, by the other side or by our own rules, and would be refused again unchanged.
    Rejected(String),
    /// The other side does not accept our credentials, or asks for some.
    Auth(String),
    /// The other side takes no more for now; after this time, if it said so, it will.
    Limited(Option<Duration>),
    /// It could not be reached, did not answer in time, or answered that it cannot at the moment.
    Unavailable(String),
    /// It answered something that makes no sense to us.
    Unexpected(String),
}

impl Error {
    /// Whether the same attempt may succeed later without anybody changing anything.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Limited(_) | Self::Unavailable(_) => true,
            // A page that cannot be read now cannot be read in a minute; a person has to look.
            Self::Rejected(_) | Self::Auth(_) | Self::Unexpected(_) => false,
        }
    }

    /// How long the other side asked us to wait, if it did.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Limited(after) => *after,
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(reason) => f.write_str(reason),
            Self::Auth(reason) => write!(f, "{reason} Check the name, password or key that is configured for it."),
            Self::Limited(Some(after)) => write!(
                f,
                "The other side takes no more requests for now. Try again in {} seconds.",
                after.as_secs().max(1)
            ),
            Self::Limited(None) => {
                f.write_str("The other side takes no more requests for now. Try again in a few minutes.")
            }
            Self::Unavailable(reason) => write!(f, "{reason} Try again later."),
            Self::Unexpected(reason) => {
                write!(f, "{reason} If it happens again, check the address and whether the other side has changed.")
            }
        }
    }
}

impl std::error::Error for Error {}

/// The innermost cause of an error of a library, which says the most ("connection refused" instead of "error sending").
pub(crate) fn root_cause(error: &(dyn std::error::Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(next) = deepest.source() {
        deepest = next;
    }
    sentence_part(&deepest.to_string())
}

/// Text from outside as part of a sentence of ours: one line, bounded, without a full stop at its end.
pub(crate) fn sentence_part(text: &str) -> String {
    const MOST_CHARS: usize = 300;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !c.is_control()).take(MOST_CHARS).collect();
    line.trim_end_matches(['.', ' ']).to_owned()
}

/// A duration as people say it.
pub(crate) fn seconds(duration: Duration) -> String {
    if duration.as_millis().is_multiple_of(1000) {
        match duration.as_secs() {
            1 => "1 second".to_owned(),
            s => format!("{s} seconds"),
        }
    } else {
        format!("{} ms", duration.as_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_by_itself_is_tried_again() {
        assert!(Error::Limited(None).is_retryable());
        assert!(Error::Unavailable("x.".into()).is_retryable());
        assert!(!Error::Rejected("x.".into()).is_retryable());
        assert!(!Error::Auth("x.".into()).is_retryable());
        assert!(!Error::Unexpected("x.".into()).is_retryable());
    }

    #[test]
    fn sentences_say_what_to_do() {
        let after = Error::Limited(Some(Duration::from_secs(30)));
        assert_eq!(after.to_string(), "The other side takes no more requests for now. Try again in 30 seconds.");
        assert_eq!(after.retry_after(), Some(Duration::from_secs(30)));
        assert!(Error::Auth("mail.example answered 535.".into()).to_string().ends_with("is configured for it."));
        assert_eq!(Error::Unavailable("It is away.".into()).to_string(), "It is away. Try again later.");
    }

    #[test]
    fn text_from_outside_cannot_break_a_sentence_or_a_log_line() {
        assert_eq!(sentence_part("5.7.1 no\r\nrelay.\u{7}"), "5.7.1 no relay");
        assert_eq!(sentence_part(&"x".repeat(10_000)).len(), 300);
    }
}
