//! `Idempotency-Key`: a POST that is sent again, because its answer got lost, takes effect once and gets the same answer.

use super::problem::Answer;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Problem;
use domain::knowledge::FILE_BYTES;
use engine::Ctx;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ObjectBuilder, Required, Type};

const HEADER: &str = "idempotency-key";

/// The key of a request, if it has one; a handler hands it to the context of its use case.
#[derive(Debug, Clone, Default)]
pub struct Once(Option<engine::Once>);

impl Once {
    /// The same context, whose next change takes effect once under this key.
    pub fn on(self, ctx: Ctx) -> Ctx {
        match self.0 {
            Some(once) => ctx.once(once),
            None => ctx,
        }
    }
}

/// Reads the key before the body is taken apart: the body's bytes tell whether a request is the same one.
pub async fn read(request: Request, next: Next) -> Response {
    if !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    // With what stands in the path and behind it: to publish one item is not to publish another.
    let route = request.uri().path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let (mut parts, body) = request.into_parts();
    // `bounds` has read and bounded the body already.
    let Ok(bytes) = axum::body::to_bytes(body, FILE_BYTES).await else {
        return Answer(Problem::invalid("The body could not be read. Send it again.")).into_response();
    };
    let key = parts.headers.get(HEADER).and_then(|key| key.to_str().ok()).unwrap_or_default();
    match engine::Once::new(key, &route, &bytes) {
        Ok(once) => {
            parts.extensions.insert(Found(once));
            next.run(Request::from_parts(parts, Body::from(bytes))).await
        }
        Err(problem) => Answer(problem).into_response(),
    }
}

#[derive(Clone)]
struct Found(engine::Once);

impl<S: Send + Sync> FromRequestParts<S> for Once {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Answer> {
        Ok(Self(parts.extensions.get::<Found>().map(|found| found.0.clone())))
    }
}

impl IntoParams for Once {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = "Any text of yours, 1 to 128 characters. The request takes effect once under it; for a day, sending it \
                    again gives the same answer.";
        vec![
            ParameterBuilder::new()
                .name("Idempotency-Key")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(text))
                .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                .build(),
        ]
    }
}
