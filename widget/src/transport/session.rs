//! The session: who the visitor is to the server, as a token that this browser keeps.

use super::net;
use super::{Signal, Transport};
use crate::json::{Json, quote};
use std::rc::Rc;

/// Pause after an answer that is not ours (a proxy's, say), in milliseconds.
const FOREIGN_ANSWER_MS: i64 = 3_000;

/// Problem details of an answer over HTTP.
pub struct Problem {
    /// Kind of the problem.
    pub code: String,
    /// In words.
    pub detail: String,
    /// After how many milliseconds it may be tried again; none: never.
    pub retry_after_ms: Option<i64>,
}

/// Reads problem details.
pub fn problem(text: &str) -> Problem {
    let read = Json::parse(text).unwrap_or(Json::Null);
    let code = read.get("code").words();
    let asked = read.get("retry_after_s").number().map(|seconds| seconds.saturating_mul(1000));
    let may_pass = matches!(code.as_str(), "" | "limited" | "unavailable" | "internal");
    let retry_after_ms = asked.or(may_pass.then_some(FOREIGN_ANSWER_MS));
    Problem { code, detail: read.get("detail").words(), retry_after_ms }
}

/// What is posted: who asks for which bot, and the token of before, to go on with it.
fn request(project: &str, key: &str, language: &str, token: Option<&str>) -> String {
    let mut out = String::from("{\"project\":");
    quote(project, &mut out);
    out.push_str(",\"key\":");
    quote(key, &mut out);
    out.push_str(",\"language\":");
    quote(language, &mut out);
    if let Some(token) = token {
        out.push_str(",\"token\":");
        quote(token, &mut out);
    }
    out.push('}');
    out
}

/// Opens a session, and then the line.
pub fn open(line: &Rc<Transport>) {
    let run = line.run.get();
    let before = line.token.borrow().clone();
    let url = [&line.site.origin, "/v1/session"].concat();
    let body = request(&line.site.project, &line.site.key, line.site.language, before.as_deref());
    let line = line.clone();
    net::ask(&url, &body, None, move |answer| {
        if line.is_current(run) {
            granted(&line, before, answer);
        }
    });
}

fn granted(line: &Rc<Transport>, before: Option<String>, answer: Option<(bool, String)>) {
    let granted = match answer {
        Some((true, text)) => Json::parse(&text),
        Some((false, text)) => {
            let problem = problem(&text);
            net::complain(&problem.detail);
            if problem.retry_after_ms.is_none() {
                return line.refuse();
            }
            line.ask_pause(problem.retry_after_ms);
            None
        }
        None => None,
    };
    let Some(granted) = granted.filter(|granted| granted.get("token").text().is_some()) else {
        return line.lose();
    };
    let token = granted.get("token").words();
    let is_stranger = before.is_some_and(|before| before != token);
    *line.token.borrow_mut() = Some(token);
    if is_stranger {
        line.read.set(0);
        line.after.set(0);
        (line.tell)(Signal::Stranger);
    }
    line.remember();
    line.is_fresh.set(true);
    let config = granted.get("config");
    let (name, welcome) = (config.get("name").words(), config.get("welcome_message").words());
    (line.tell)(Signal::Bot { name, welcome });
    line.open_wire();
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{problem, request};
    use domain::wire::visitor::SessionRequest;

    #[test]
    fn the_server_reads_what_is_asked() {
        let read: SessionRequest = serde_json::from_str(&request("proj_\"", "pk", "de", Some("vt_1"))).unwrap();
        let expected = SessionRequest {
            project: "proj_\"".into(),
            key: "pk".into(),
            token: Some("vt_1".into()),
            language: Some("de".into()),
        };
        assert_eq!(read, expected);
        let fresh: SessionRequest = serde_json::from_str(&request("p", "k", "en", None)).unwrap();
        assert_eq!(fresh.token, None);
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        assert_eq!(problem(r#"{"code":"forbidden","detail":"No."}"#).retry_after_ms, None);
        assert_eq!(problem(r#"{"code":"limited","retry_after_s":7}"#).retry_after_ms, Some(7000));
        assert!(problem(r#"{"code":"unavailable"}"#).retry_after_ms.is_some());
        assert!(problem("Bad gateway").retry_after_ms.is_some());
    }
}
