//! Files of the site: hashed ones that a browser may keep for ever, and the widget's loader at its stable address.
//!
//! They are what `xtask` leaves in `target/site`: read from there in debug builds, inside the binary in release builds.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::collections::HashMap;
use std::fmt::Write;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Files;

/// Logical name → file, as in `frontend.js` → `assets/frontend.0a1b.js`; empty before the site was built.
pub fn manifest() -> HashMap<String, String> {
    let Some(file) = Files::get("manifest.json") else { return HashMap::new() };
    serde_json::from_slice(&file.data).unwrap_or_else(|wrong| {
        tracing::error!(%wrong, "the site's manifest cannot be read; build the site anew");
        HashMap::new()
    })
}

/// Whether a path is a file for everybody, also for pages of other sites (the widget lives there).
pub fn is_public(path: &str) -> bool {
    path.starts_with("/assets/") || path.starts_with("/v1/")
}

/// `/assets/…`: hashed names, so the content never changes.
pub async fn hashed(request: Request) -> Response {
    file(request.method(), request.uri().path(), request.headers(), "public, max-age=31536000, immutable")
}

/// `/v1/widget.js`: a stable name whose content changes with an upgrade, so it is asked for anew after five minutes.
pub async fn loader(request: Request) -> Response {
    file(request.method(), request.uri().path(), request.headers(), "public, max-age=300, stale-while-revalidate=86400")
}

fn file(method: &Method, path: &str, asked: &HeaderMap, caching: &'static str) -> Response {
    let name = path.trim_start_matches('/');
    // The embedded list holds plain names only; on disk (debug builds) a way out of the folder must not work either.
    let is_plain = name.split('/').all(|part| !part.is_empty() && part != "." && part != "..") && !name.contains('\\');
    if !is_plain || name.ends_with(".br") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(plain) = Files::get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let squeezed = if accepts_brotli(asked) { Files::get(&format!("{name}.br")) } else { None };
    let is_squeezed = squeezed.is_some();
    let etag = etag(&plain, is_squeezed);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    if known.flat_map(|line| line.split(',')).any(|known| known.trim() == etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Ok(kind) = HeaderValue::from_str(kind(name)) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if is_squeezed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    let body = squeezed.unwrap_or(plain).data;
    if *method == Method::HEAD {
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        return headers.into_response();
    }
    let body = match body {
        std::borrow::Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => bytes.into(),
    };
    (headers, body).into_response()
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let is_refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
        is_brotli && !is_refused
    })
}

/// Two encodings of one file are two things to a cache.
fn etag(file: &EmbeddedFile, squeezed: bool) -> String {
    let mut text = String::from("\"");
    for byte in &file.metadata.sha256_hash()[..12] {
        let _ = write!(text, "{byte:02x}");
    }
    text.push_str(if squeezed { "-br\"" } else { "\"" });
    text
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(encodings: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(encodings))])
    }

    #[test]
    fn brotli_goes_only_to_those_who_take_it() {
        assert!(accepts_brotli(&asking("gzip, deflate, br")));
        assert!(accepts_brotli(&asking("br;q=0.5")));
        assert!(!accepts_brotli(&asking("gzip, br;q=0")));
        assert!(!accepts_brotli(&asking("gzip")));
        assert!(!accepts_brotli(&HeaderMap::new()));
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        for path in ["/assets/../manifest.json", "/assets//x", "/assets/..\\x", "/assets/./x", "/assets/"] {
            let answer = file(&Method::GET, path, &HeaderMap::new(), "");
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
