//! The line as server-sent events, read through `fetch` so that the token stands in no address, and one request for each
//! frame of ours, in order.

use super::events::Events;
use super::net::{self, AbortController, Reader};
use super::session::problem;
use super::{BLOCKED, OPENING_MS, SILENCE_MS, Transport, Wire};
use crate::frames::Say;
use crate::json::{Json, count, quote};
use std::rc::Rc;

/// Opens a stream.
pub fn open(line: &Rc<Transport>) {
    line.run.set(line.run.get() + 1);
    let (line, run, abort) = (line.clone(), line.run.get(), AbortController::new());
    *line.wire.borrow_mut() = Some(Wire::Stream(abort.clone()));
    line.set_alarm(OPENING_MS);
    let token = line.token.borrow().clone().unwrap_or_default();
    let hello = Say::Hello { token: &token, after: line.after.get() }.json();
    let url = [&line.site.origin, "/v1/stream"].concat();
    net::post(&url, &hello, None, Some(abort.signal()), move |response| match response {
        Some(response) if response.ok() => match net::reader_of(&response) {
            Some(reader) => follow(line, run, reader, Events::default()),
            None => ended(&line, run),
        },
        Some(response) => net::text_of(&response, move |text| {
            if let (Some(text), true) = (text, line.is_current(run)) {
                line.heard(&problem_frame(&text, None));
            }
            ended(&line, run);
        }),
        None => ended(&line, run),
    });
}

/// Reads the stream, until it ends or is not wanted any more.
fn follow(line: Rc<Transport>, run: u32, reader: Reader, mut events: Events) {
    let next = reader.clone();
    net::next_bytes(&reader, move |bytes| {
        if !line.is_current(run) {
            return;
        }
        let Some(bytes) = bytes else { return ended(&line, run) };
        // Also a mere sign of life.
        line.set_alarm(SILENCE_MS);
        for event in events.take(&bytes) {
            if line.is_current(run) {
                line.heard(&event);
            }
        }
        follow(line, run, next, events);
    });
}

fn ended(line: &Rc<Transport>, run: u32) {
    if line.is_current(run) {
        // The next attempt is a socket again, and only one: the network may be another by then.
        line.blocked.set(BLOCKED - 1);
        line.lose();
    }
}

/// Sends what waits, one after another.
pub fn post_next(line: &Rc<Transport>) {
    if line.is_posting.get() {
        return;
    }
    let next = {
        let mut posts = line.posts.borrow_mut();
        if posts.is_empty() { None } else { Some(posts.remove(0)) }
    };
    let Some(frame) = next else { return };
    line.is_posting.set(true);
    let (line, run) = (line.clone(), line.run.get());
    let token = line.token.borrow().clone().unwrap_or_default();
    let url = [&line.site.origin, "/v1/frames"].concat();
    let sent = frame.clone();
    net::ask(&url, &sent, Some(&token), move |answer| {
        line.is_posting.set(false);
        if line.is_current(run) {
            match answer {
                Some((true, text)) if text.is_empty() => {}
                Some((true, text)) => line.heard(&text),
                Some((false, text)) => {
                    let sent = Json::parse(&frame).unwrap_or(Json::Null);
                    line.heard(&problem_frame(&text, sent.get("client_id").text()));
                }
                None => line.lose(),
            }
        }
        post_next(&line);
    });
}

/// A refusal over HTTP as the frame that the socket would have said.
fn problem_frame(text: &str, client_id: Option<&str>) -> String {
    let problem = problem(text);
    let mut out = String::from("{\"type\":\"error\",\"code\":");
    quote(&problem.code, &mut out);
    out.push_str(",\"message\":");
    quote(&problem.detail, &mut out);
    // Whose token is no good has to get another, whatever frame it was that found out.
    if let Some(client_id) = client_id.filter(|_| problem.code != "unauthenticated") {
        out.push_str(",\"client_id\":");
        quote(client_id, &mut out);
    }
    if let Some(ms) = problem.retry_after_ms {
        out.push_str(",\"retry_after_ms\":");
        count(ms, &mut out);
    }
    out.push('}');
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::problem_frame;
    use crate::frames::{Heard, hear};

    #[test]
    fn a_refusal_over_http_is_the_frame_that_the_socket_would_say() {
        let text = r#"{"type":"urn:x","title":"Too Many Requests","status":429,"detail":"Slowly.","code":"limited","retry_after_s":2}"#;
        let expected = Heard::Error {
            client_id: Some("c1".into()),
            code: "limited".into(),
            message: "Slowly.".into(),
            retry_after_ms: Some(2000),
        };
        assert_eq!(hear(&problem_frame(text, Some("c1"))).unwrap(), expected);
    }

    #[test]
    fn a_token_that_is_no_good_concerns_the_line_and_not_the_message() {
        let frame = problem_frame(r#"{"detail":"No.","code":"unauthenticated"}"#, Some("c1"));
        assert!(matches!(hear(&frame), Some(Heard::Error { client_id: None, .. })));
    }

    #[test]
    fn what_a_proxy_answers_is_a_failure_that_may_pass() {
        let frame = problem_frame("<html>Bad gateway</html>", Some("c1"));
        assert!(matches!(hear(&frame), Some(Heard::Error { retry_after_ms: Some(_), .. })));
    }
}
