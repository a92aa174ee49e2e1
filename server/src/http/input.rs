//! Reading what a program sent: bodies and queries become typed values, or a problem that names the field.

use super::problem::Answer;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header;
use axum::http::request::Parts;
use bytes::Bytes;
use domain::Problem;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// A JSON body. The type should refuse unknown fields, so that a misspelt one is not silently left out.
#[derive(Debug)]
pub struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Answer;

    async fn from_request(request: Request, state: &S) -> Result<Self, Answer> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Problem::invalid("Send JSON, with the header Content-Type: application/json.").into());
        }
        let Ok(body) = Bytes::from_request(request, state).await else {
            return Err(Problem::invalid("The body could not be read. Send it again.").into());
        };
        read(&body).map(Self).map_err(Answer)
    }
}

/// Reads a JSON object.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|wrong| {
        let path = wrong.path().to_string();
        let inner = wrong.into_inner();
        if !inner.is_data() {
            return Problem::invalid(format!("The body is not JSON: {inner}."));
        }
        // "at line … column …" helps nobody who has the name of the field.
        let text = inner.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
        let field = if path == "." { quoted(&text).map(str::to_owned) } else { Some(path) };
        match field {
            Some(field) => {
                Problem::invalid(format!("The field “{field}” cannot be taken: {text}.")).with_field(field, text)
            }
            None => Problem::invalid(format!("The body cannot be taken: {text}.")),
        }
    })?;
    json.end().map_err(|_| Problem::invalid("The body has something behind its JSON. Send one object."))?;
    Ok(value)
}

/// The name in `unknown field `x`, expected …` and `missing field `x``.
fn quoted(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("unknown field `").or_else(|| text.strip_prefix("missing field `"))?;
    rest.split('`').next()
}

/// The values behind the `?`.
#[derive(Debug)]
pub struct Filter<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Filter<T> {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Answer> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(wrong) => {
                let text = wrong.body_text();
                let text = text.split_once(": ").map_or(text.as_str(), |(_, reason)| reason).to_owned();
                let field = quoted(&text).or_else(|| text.split_once(": ").map(|(name, _)| name)).map(str::to_owned);
                let problem = Problem::invalid(format!("The address cannot be taken: {text}."));
                Err(Answer(match field {
                    Some(field) => problem.with_field(field, text),
                    None => problem,
                }))
            }
        }
    }
}

/// The public id in the path. A text that is no id of this kind names nothing that is there.
#[derive(Debug)]
pub struct Id<T>(pub T);

impl<T: FromStr + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Answer> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default();
        text.parse().map(Self).map_err(|_| Answer(Problem::not_found("what you asked for")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        name: String,
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        days: u8,
    }

    fn field(body: &str) -> Vec<String> {
        read::<Shape>(body.as_bytes()).unwrap_err().fields.into_keys().collect()
    }

    #[test]
    fn the_wrong_field_is_named() {
        assert_eq!(field(r#"{"name": 5}"#), ["name"]);
        assert_eq!(field(r#"{"nam": "x"}"#), ["nam"]);
        assert_eq!(field("{}"), ["name"]);
        assert_eq!(field(r#"{"name": "x", "inner": {"days": 900}}"#), ["inner.days"]);
    }

    #[test]
    fn what_is_no_json_is_said_to_be_none() {
        for body in ["", "name=x", "{", r#"{"name":"x"} and more"#] {
            let problem = read::<Shape>(body.as_bytes()).unwrap_err();
            assert!(problem.message.starts_with("The body") && problem.fields.is_empty(), "{body}: {problem:?}");
        }
        assert_eq!(read::<Shape>(br#"{"name":"x"}"#).unwrap().name, "x");
    }
}
