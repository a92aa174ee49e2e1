//! An answer, read to its end.

use super::{HeaderMap, StatusCode};
use crate::Error;
use ::http::header;
use bytes::Bytes;
use std::time::Duration;
use url::Url;

/// An answer, read to its end, whatever its status.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// Its status; every status is an answer.
    pub status: StatusCode,
    /// The `Content-Type` as sent, if it was readable.
    pub content_type: Option<String>,
    /// All headers of the last answer.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Bytes,
}

impl Fetched {
    /// The same answer when its status says success, otherwise what the status means for a job: 401 and 403 are
    /// [`Error::Auth`], 429 is [`Error::Limited`], 408 and 5xx are [`Error::Unavailable`], other 4xx are
    /// [`Error::Rejected`].
    ///
    /// # Errors
    /// As above; anything else that is no success is [`Error::Unexpected`].
    pub fn success(self) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        let said = format!("{} answered {}.", self.final_url.host_str().unwrap_or_default(), self.status);
        Err(match self.status.as_u16() {
            401 | 403 | 407 => Error::Auth(said),
            429 => Error::Limited(self.retry_after()),
            408 | 425 | 500..=599 => Error::Unavailable(said),
            400..=499 => Error::Rejected(said),
            _ => Error::Unexpected(said),
        })
    }

    /// The body as JSON of this shape.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when it is something else.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|wrong| {
            // Where it broke, not what stood there: a body may hold personal data.
            Error::Unexpected(format!(
                "The answer of {} is not the JSON that was expected (line {}, column {}).",
                self.final_url.host_str().unwrap_or_default(),
                wrong.line(),
                wrong.column()
            ))
        })
    }

    /// The wait that the other side asks for in `Retry-After`, in either of its two forms. A date there is compared with
    /// the other side's own clock in `Date`, so that a wrong clock on either side does not matter.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = |name| self.headers.get(name)?.to_str().ok().map(str::trim);
        let value = text(header::RETRY_AFTER)?;
        match value.parse::<u64>() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => {
                let until = httpdate::parse_http_date(value).ok()?;
                until.duration_since(httpdate::parse_http_date(text(header::DATE)?).ok()?).ok()
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after: Option<&str>) -> Fetched {
        let mut headers = HeaderMap::new();
        if let Some(value) = retry_after {
            headers.insert("retry-after", value.parse().unwrap());
        }
        Fetched {
            final_url: Url::parse("https://api.example/v1").unwrap(),
            status: StatusCode::from_u16(status).unwrap(),
            content_type: None,
            headers,
            body: Bytes::from_static(b"{\"a\":1"),
        }
    }

    #[test]
    fn each_status_becomes_the_error_that_decides_what_a_job_does() {
        assert!(answer(204, None).success().is_ok());
        assert!(matches!(answer(401, None).success(), Err(Error::Auth(said)) if said.contains("401")));
        assert!(matches!(answer(404, None).success(), Err(Error::Rejected(_))));
        assert!(matches!(answer(503, None).success(), Err(Error::Unavailable(_))));
        assert!(matches!(answer(304, None).success(), Err(Error::Unexpected(_))));
        assert_eq!(answer(429, Some("12")).success().unwrap_err(), Error::Limited(Some(Duration::from_secs(12))));
    }

    #[test]
    fn retry_after_may_be_a_date_by_the_clock_of_the_other_side() {
        let wait = |now: &str, until: &str| {
            let mut answer = answer(429, Some(until));
            answer.headers.insert("date", now.parse().unwrap());
            answer.retry_after()
        };
        let until = "Mon, 01 Jan 2001 00:01:30 GMT";
        assert_eq!(wait("Mon, 01 Jan 2001 00:00:00 GMT", until), Some(Duration::from_secs(90)));
        assert_eq!(wait("Mon, 01 Jan 2001 00:02:00 GMT", until), None);
        assert_eq!(wait("Mon, 01 Jan 2001 00:00:00 GMT", "soon"), None);
        assert_eq!(answer(429, Some(until)).retry_after(), None);
    }

    #[test]
    fn broken_json_says_where_and_not_what() {
        let wrong = answer(200, None).json::<serde_json::Value>().unwrap_err();
        assert!(wrong.to_string().contains("line 1, column 6"), "{wrong}");
    }
}
