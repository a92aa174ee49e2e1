//! Which part of a page is its main text, and what in it is furniture: navigation, banners, buttons, what nobody sees.

use scraper::node::Element;
use scraper::{ElementRef, Html};
use std::time::Instant;

/// Elements whose content is never text for readers, or not for readers of answers.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "math", "canvas",
    "video", "audio", "picture", "img", "map", "input", "select", "textarea", "label", "option", "datalist",
    "progress", "meter", "nav", "footer", "dialog", "menu", "link", "meta", "base", "rp", "rt", "frameset", "noframes",
];
/// Roles that say the same of any element.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
];
/// Words in `class` and `id` of what asks, warns and leads away, however it is built.
const NOTICES: &[&str] =
    &["cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs", "skip", "advert", "ads"];
/// Words of what is furniture when it consists of links.
const LINKED: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "sidebar",
    "share",
    "sharing",
    "social",
    "pagination",
    "pager",
    "related",
    "footer",
    "header",
    "topbar",
    "tags",
    "toc",
    "languages",
    "lang",
];
/// Words of what is furniture when it is short.
const SHORT: &[&str] = &["newsletter", "subscribe", "popup", "modal", "toast", "share", "social", "cart"];
/// Words of what is hidden until somebody asks for it.
const FOLDED: &[&str] = &["accordion", "collapse", "collapsible", "faq", "panel", "tab", "tabs", "answer", "toggle"];
/// Bytes up to which a text is short.
const SHORT_BYTES: usize = 400;
/// Bytes up to which a text can be a notice; a page about cookies is longer.
const NOTICE_BYTES: usize = 2_000;
/// Bytes of text that make a `main` worth its name.
const MAIN_BYTES: usize = 20;

/// Where the main text stands; none in a page without a body. What stands in a candidate is measured as long as there is
/// time: they may lie in each other by the thousand.
pub(super) fn main(page: &Html, ends: Instant) -> Option<ElementRef<'_>> {
    let elements = || page.tree.nodes().filter_map(ElementRef::wrap);
    let is_main =
        |element: &ElementRef<'_>| element.value().name() == "main" || element.value().attr("role") == Some("main");
    let filled = |element: &ElementRef<'_>| Instant::now() <= ends && text_bytes(*element) >= MAIN_BYTES;
    if let Some(main) = elements().filter(is_main).find(filled) {
        return Some(main);
    }
    let mut articles = elements().filter(|element| element.value().name() == "article").filter(filled);
    let body = elements().find(|element| element.value().name() == "body");
    match (articles.next(), articles.next(), body) {
        // One article among much else is the page; one teaser in a long page is not.
        (Some(only), None, Some(body)) if text_bytes(only) * 2 >= text_bytes(body) => Some(only),
        (_, _, body) => body,
    }
}

/// Whether this part of a page is furniture.
pub(super) fn is_furniture(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let name = value.name();
    if NEVER.contains(&name) || value.attr("role").is_some_and(|role| ROLES.contains(&role)) || is_hidden(value) {
        return true;
    }
    if matches!(name, "header" | "aside") || value.attr("role") == Some("complementary") {
        let within_text = || {
            let mut above = element.ancestors().filter_map(ElementRef::wrap);
            above.any(|above| matches!(above.value().name(), "main" | "article"))
        };
        // The head of an article holds its title; a box beside the text may be a remark.
        if !within_text() || is_mostly_links(element) {
            return !(name == "header" && has_heading(element) && !is_mostly_links(element));
        }
    }
    if matches!(name, "body" | "main" | "article" | "html") {
        return false;
    }
    let says = |words: &[&str]| tokens(value).any(|token| words.iter().any(|word| token.eq_ignore_ascii_case(word)));
    says(NOTICES) && text_bytes(element) <= NOTICE_BYTES && !has_heading(element)
        || says(LINKED) && is_mostly_links(element)
        || says(SHORT) && text_bytes(element) <= SHORT_BYTES
}

/// Hidden for good, and not only until somebody opens it.
fn is_hidden(value: &Element) -> bool {
    let style = value.attr("style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let hidden = value.attr("hidden").is_some()
        || value.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    let opens = || {
        matches!(value.attr("role"), Some("region" | "tabpanel"))
            || tokens(value).any(|token| FOLDED.iter().any(|word| token.eq_ignore_ascii_case(word)))
    };
    hidden && !opens()
}

/// The words of class and id: `site-nav__list` is `site`, `nav` and `list`.
fn tokens(value: &Element) -> impl Iterator<Item = &str> {
    let texts = [value.attr("class"), value.attr("id")].into_iter().flatten();
    texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).filter(|token| !token.is_empty())
}

fn has_heading(element: ElementRef<'_>) -> bool {
    element.descendants().filter_map(ElementRef::wrap).any(|below| matches!(below.value().name(), "h1" | "h2"))
}

/// Bytes of text below an element, white space aside.
fn text_bytes(element: ElementRef<'_>) -> usize {
    text_and_links(element).0
}

fn is_mostly_links(element: ElementRef<'_>) -> bool {
    let (all, linked) = text_and_links(element);
    linked * 2 > all
}

/// Bytes of text below an element, and those of them that stand in links.
fn text_and_links(element: ElementRef<'_>) -> (usize, usize) {
    use ego_tree::iter::Edge;
    let (mut all, mut linked, mut links, mut silent) = (0, 0, 0_usize, 0_usize);
    let is_silent = |name: &str| matches!(name, "script" | "style" | "noscript" | "template" | "svg");
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) => {
                if let Some(below) = node.value().as_element() {
                    links += usize::from(below.name() == "a");
                    silent += usize::from(is_silent(below.name()));
                } else if let Some(text) = node.value().as_text()
                    && silent == 0
                {
                    let bytes: usize = text.split_whitespace().map(str::len).sum();
                    all += bytes;
                    linked += if links > 0 { bytes } else { 0 };
                }
            }
            Edge::Close(node) => {
                if let Some(below) = node.value().as_element() {
                    links -= usize::from(below.name() == "a");
                    silent -= usize::from(is_silent(below.name()));
                }
            }
        }
    }
    (all, linked)
}
