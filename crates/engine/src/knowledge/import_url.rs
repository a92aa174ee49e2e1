//! Importing a page of a website.

use connectors::documents::{self, Source};
use connectors::http::{Fetched, Method};
use domain::knowledge::{FILE_BYTES, ItemDetail, ItemSource};
use domain::{Language, Problem};
use std::time::Duration;
use url::Url;

use super::intake::{self, From};
use super::prepare::{self, Speaks, wrong};
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// How long a page may take to come, redirects and all: a person waits for it.
const FETCH_TIME: Duration = Duration::from_secs(15);
/// How long a page may take to be read.
const READ_TIME: Duration = Duration::from_secs(8);
/// Most characters of an address that is stored.
const URL_CHARS: usize = 2_000;
/// The field to blame.
const FIELD: &str = "url";

/// Makes an item of a page; a page that was imported before becomes the next version of its item.
///
/// # Errors
/// `invalid` for a page that cannot be reached, may not be reached, is too large, empty or no text, saying which;
/// `conflict`, naming the item, when the same text is there already.
pub async fn import_url(ctx: &Ctx, url: &str, publish: bool) -> Result<ItemDetail> {
    intake::allow(ctx, publish)?;
    let url = address(url).map_err(wrong(FIELD))?;
    let request = ctx.app().http().request(Method::GET, url.as_str());
    let request = request
        .header("accept", "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5")
        .max_body_bytes(FILE_BYTES as u64)
        .total(FETCH_TIME);
    let page = request.send().await.map_err(refused)?;
    let page = present(page)?;
    let mut origin = page.final_url.clone();
    origin.set_fragment(None);
    let source =
        Source { called: called(&origin), content_type: page.content_type.clone(), address: Some(origin.clone()) };
    let document = documents::read(page.body.clone(), source, READ_TIME).await.map_err(refused)?;
    let content = prepare::content(&document.markdown).map_err(wrong(FIELD))?;
    let title = match document.title.as_str() {
        "" => prepare::title("", &content).map_err(wrong(FIELD))?,
        title => title.to_owned(),
    };
    let hint = document.language.as_deref().and_then(Language::from_tag);
    let ready = prepare::prepare(title, content, Speaks::FindOut(hint)).await?;
    let from = From { source: ItemSource::Url, origin: Some(origin.to_string()), field: FIELD };
    intake::take(ctx, ready, from, publish).await
}

/// What a person typed as an address; a missing `https://` is added.
fn address(typed: &str) -> Result<Url, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Err("Enter the address of a page, such as https://example.com/faq.".to_owned());
    }
    if text.chars().count() > URL_CHARS {
        return Err(format!("Use an address of at most {URL_CHARS} characters."));
    }
    let has_scheme = text.contains("://") || text.starts_with("mailto:") || text.starts_with("javascript:");
    let text = if has_scheme { text.to_owned() } else { format!("https://{text}") };
    let wrong = || "This is not the address of a page. Enter one such as https://example.com/faq.".to_owned();
    let url = Url::parse(&text).map_err(|_| wrong())?;
    if url.cannot_be_a_base() || url.host_str().is_none_or(str::is_empty) { Err(wrong()) } else { Ok(url) }
}

/// The page, if there is one.
fn present(page: Fetched) -> Result<Fetched> {
    if page.status.is_success() {
        return Ok(page);
    }
    let (host, status) = (page.final_url.host_str().unwrap_or_default(), page.status);
    let text = match status.as_u16() {
        401 | 403 | 407 | 451 => format!(
            "{host} does not show us this page (it answered {status}). A page behind a sign-in or a check for people \
             cannot be fetched; copy its text into an item."
        ),
        404 | 410 => format!("{host} has no page at this address (it answered {status}). Check the address."),
        429 => format!("{host} takes no more requests for now (it answered {status}). Try again in a few minutes."),
        500..=599 => format!("{host} has a problem of its own (it answered {status}). Try again later."),
        _ => format!("{host} did not give us the page (it answered {status}). Check the address."),
    };
    Err(Problem::field(FIELD, text).into())
}

/// How sentences about the page begin; a query may hold keys and is left out.
fn called(url: &Url) -> String {
    let path: String = url.path().chars().take(60).collect();
    format!("The page {}{}", url.host_str().unwrap_or_default(), if path == "/" { "" } else { &path })
}

/// What the outside did is for the person who typed the address.
fn refused(error: connectors::Error) -> Error {
    Problem::field(FIELD, error.to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let read = |typed: &str| address(typed).map(|url| url.to_string());
        assert_eq!(read(" shop.example/faq "), Ok("https://shop.example/faq".into()));
        assert_eq!(read("http://shop.example"), Ok("http://shop.example/".into()));
        assert_eq!(read("localhost:3000/x"), Ok("https://localhost:3000/x".into()));
        for wrong in ["", "  ", "https://", "javascript:alert(1)", "mailto:a@b.co", "what is this", "http:///x y"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read(&format!("https://x.example/{}", "x".repeat(2_000))).is_err());
    }
}
