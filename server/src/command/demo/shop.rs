//! The demo shop's website: a front page with the widget, and help pages in three languages.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::sync::{Arc, PoisonError, RwLock};

/// A help page: its language, its name in the address, its text as Markdown.
pub struct Page {
    language: &'static str,
    name: &'static str,
    text: &'static str,
}

impl Page {
    /// Where it is.
    pub fn path(&self) -> String {
        format!("/help/{}/{}", self.language, self.name)
    }
    fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

macro_rules! pages {
    ($($language:literal $name:literal,)*) => {
        /// The help pages. A new one is a file under `pages/` and a line here.
        pub const PAGES: &[Page] = &[$(Page {
            language: $language,
            name: $name,
            text: include_str!(concat!("pages/", $language, "/", $name, ".md")),
        },)*];
    };
}

pages! {
    "en" "shipping",
    "en" "returns",
    "en" "payment",
    "en" "orders",
    "en" "products",
    "en" "account",
    "en" "contact",
    "es" "envios",
    "es" "devoluciones",
    "es" "pagos",
    "es" "contacto",
    "de" "versand",
    "de" "rueckgabe",
    "de" "zahlung",
    "de" "kontakt",
}

const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("es", "Español"), ("de", "Deutsch")];

/// In every page: on a slow line a style sheet of its own would be waited for.
const STYLE: &str = include_str!("shop.css");

/// The shop; its snippet is known once its bot is made.
#[derive(Debug, Clone, Default)]
pub struct Shop {
    snippet: Arc<RwLock<String>>,
}

impl Shop {
    /// Puts this snippet on every page from now on.
    pub fn show(&self, snippet: String) {
        *self.snippet.write().unwrap_or_else(PoisonError::into_inner) = snippet;
    }

    /// The website.
    pub fn router(&self) -> Router {
        Router::new().route("/", get(front)).route("/help/{language}/{name}", get(help)).with_state(self.clone())
    }

    fn page(&self, language: &str, title: &str, main: &str) -> Html<String> {
        let snippet = self.snippet.read().unwrap_or_else(PoisonError::into_inner);
        Html(format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · Kamille &amp; Co</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n<style>\n{STYLE}</style>\n{snippet}\n</head>\n<body>\n\
             <header><a class=\"brand\" href=\"/\">Kamille &amp; Co</a><p>A made-up tea shop for trying ROMASHKA out</p></header>\n\
             <main>\n{main}\n</main>\n\
             <footer><p>This shop does not exist: nothing here is for sale.</p></footer>\n</body>\n</html>\n"
        ))
    }
}

async fn front(State(shop): State<Shop>) -> Html<String> {
    let mut main = String::from(
        "<section class=\"hero\"><h1>Herbs from our own fields</h1><p>Ask the assistant at the bottom of the page: in \
         English, Spanish or German, about delivery, returns, payment or tea.</p></section>\n<section class=\"goods\">",
    );
    for (name, price, note) in [
        ("Chamomile", "€6.50", "Whole flowers, 75 g"),
        ("Peppermint", "€5.90", "Cut leaves, 60 g"),
        ("Almond Evening", "€8.20", "Black tea with almond, 100 g"),
        ("Darjeeling Second Flush", "€14.90", "Summer harvest, 100 g"),
    ] {
        main.push_str(&format!("<article><h2>{name}</h2><p>{note}</p><p class=\"price\">{price}</p></article>"));
    }
    main.push_str("</section>\n<section class=\"help\"><h2>Help</h2>");
    for (code, name) in LANGUAGES {
        main.push_str(&format!("<div lang=\"{code}\"><h3>{name}</h3><ul>"));
        for page in PAGES.iter().filter(|page| page.language == code) {
            main.push_str(&format!("<li><a href=\"{}\">{}</a></li>", page.path(), page.title()));
        }
        main.push_str("</ul></div>");
    }
    main.push_str("</section>");
    shop.page("en", "Herbs and teas", &main)
}

async fn help(State(shop): State<Shop>, Path((language, name)): Path<(String, String)>) -> Response {
    let Some(page) = PAGES.iter().find(|page| page.language == language && page.name == name) else {
        let text = "<h1>There is no such page</h1><p><a href=\"/\">To the front page</a></p>";
        return (StatusCode::NOT_FOUND, shop.page("en", "Not found", text)).into_response();
    };
    let mut text = String::new();
    let parser = pulldown_cmark::Parser::new_ext(page.text, pulldown_cmark::Options::ENABLE_TABLES);
    pulldown_cmark::html::push_html(&mut text, parser);
    shop.page(page.language, page.title(), &format!("<article class=\"text\">\n{text}</article>")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_page_has_a_title_and_an_address_of_its_own() {
        let mut paths: Vec<_> = PAGES.iter().map(Page::path).collect();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), PAGES.len());
        assert!(PAGES.iter().all(|page| page.text.starts_with("# ") && page.title().len() > 5));
        assert!(LANGUAGES.iter().all(|(code, _)| PAGES.iter().any(|page| page.language == *code)));
    }
}
