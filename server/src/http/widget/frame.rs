//! Reading what a visitor sent, and telling them what was wrong with it.

use domain::messages::TEXT_CHARS;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use domain::{Code, Problem};
use serde::Deserialize;

/// Bytes of a frame: the longest message with each character written as two escapes, and something for the rest.
pub const FRAME_BYTES: usize = TEXT_CHARS * 12 + 1_024;

/// A frame that could not be taken, with the sender's id of it where it had one.
#[derive(Debug)]
pub struct Refusal {
    /// The widget's id of what failed.
    pub client_id: Option<String>,
    /// Why.
    pub problem: Problem,
}

impl Refusal {
    /// The refusal as a frame.
    pub fn into_frame(self) -> BotFrame {
        BotFrame::Error {
            client_id: self.client_id,
            code: self.problem.code,
            message: self.problem.message,
            retry_after_ms: self.problem.retry_after_s.map(|seconds| seconds.saturating_mul(1_000)),
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { client_id: None, problem }
    }
}

/// What every frame may have.
#[derive(Deserialize)]
struct Named {
    client_id: Option<String>,
}

/// Reads a frame.
pub fn read(text: &[u8]) -> Result<VisitorFrame, Refusal> {
    if text.len() > FRAME_BYTES {
        return Err(Refusal { client_id: client_id(text), problem: too_large() });
    }
    serde_json::from_slice(text).map_err(|wrong| Refusal {
        client_id: client_id(text),
        problem: Problem::invalid(format!(
            "This is no frame that we know: {wrong}. Frames are {}.",
            VisitorFrame::TYPES.join(", ")
        )),
    })
}

/// The id in a frame that cannot be taken as a whole.
fn client_id(text: &[u8]) -> Option<String> {
    let named: Named = serde_json::from_slice(text).ok()?;
    domain::messages::parse_client_id(&named.client_id?).ok()
}

/// What is said about a frame that is too large.
pub fn too_large() -> Problem {
    Problem::new(Code::TooLarge, format!("A message has at most {TEXT_CHARS} characters. Send it in parts."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_message_fits_however_it_is_written() {
        let escaped = "\\ud83c\\udf3c".repeat(TEXT_CHARS);
        let frame = format!(r#"{{"type":"message","client_id":"{}","text":"{escaped}"}}"#, "a".repeat(64));
        assert!(
            matches!(read(frame.as_bytes()).unwrap(), VisitorFrame::Message { text, .. } if text.chars().count() == TEXT_CHARS)
        );
    }

    #[test]
    fn a_frame_that_is_too_large_is_refused_under_its_own_id() {
        let frame = format!(r#"{{"type":"message","client_id":"a1","text":"{}"}}"#, "x".repeat(1_000_000));
        let refusal = read(frame.as_bytes()).unwrap_err();
        assert_eq!((refusal.problem.code, refusal.client_id.as_deref()), (Code::TooLarge, Some("a1")));
        let cut = &frame.as_bytes()[..500_000];
        assert_eq!(read(cut).unwrap_err().client_id, None);
    }

    #[test]
    fn what_is_no_frame_is_refused_with_the_list_of_frames() {
        for text in ["", "{}", "hello", r#"{"type":"drop_table"}"#, r#"{"type":"message","client_id":"a1"}"#] {
            let refusal = read(text.as_bytes()).unwrap_err();
            assert_eq!(refusal.problem.code, Code::Invalid);
            assert!(refusal.problem.message.contains("hello, message, human"), "{}", refusal.problem.message);
        }
    }
}
