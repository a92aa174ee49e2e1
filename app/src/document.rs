//! The document that the server sends, and what of it the browser's side reads again.

use domain::accounts::Theme;
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use std::collections::HashMap;
use std::sync::Arc;

use crate::App;

/// Where the files of the site lie: logical name → address below the root, as the build's manifest says. The server
/// puts it into the context of every page.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    manifest: Arc<HashMap<String, String>>,
}

impl Assets {
    /// From the manifest of the build.
    pub fn new(manifest: HashMap<String, String>) -> Self {
        Self { manifest: Arc::new(manifest) }
    }
    /// The addresses of the files that a part of the frontend needs beside the main one; none when it is in one piece.
    #[cfg_attr(not(feature = "ssr"), allow(dead_code, reason = "only the server names files early"))]
    fn of_part(&self, part: &str) -> Vec<String> {
        let files = self.manifest.keys().filter(|name| name.split_once('/').is_some_and(|(of, _)| of == part));
        let mut addresses: Vec<_> = files.map(|name| self.address(name)).collect();
        addresses.sort();
        addresses
    }
    /// The address of a file, from the root of the site; empty when the site was built without it.
    pub fn address(&self, name: &str) -> String {
        self.manifest.get(name).map(|below| format!("/{below}")).unwrap_or_default()
    }
}

/// The address of a file of the site, on the server.
pub(crate) fn asset(name: &str) -> String {
    use_context::<Assets>().map(|assets| assets.address(name)).unwrap_or_default()
}

/// The document around [`App`]: the root element carries the theme, so that nothing flashes, and the frontend is loaded
/// by its hashed name.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let theme = match first_theme() {
        Theme::Auto => None,
        chosen => Some(chosen.as_str()),
    };
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <link rel="icon" type="image/svg+xml" href=ICON />
                <link rel="stylesheet" href=asset("style.css") />
                <Frontend />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// A chamomile, small enough to stand in the page itself.
const ICON: &str = "data:image/svg+xml,\
%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
%3Cg fill='%23fff' stroke='%238a9a86' stroke-width='1'%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6'/%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6' transform='rotate(60 16 16)'/%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6' transform='rotate(120 16 16)'/%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6' transform='rotate(180 16 16)'/%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6' transform='rotate(240 16 16)'/%3E\
%3Cellipse cx='16' cy='7' rx='4' ry='6' transform='rotate(300 16 16)'/%3E\
%3C/g%3E%3Ccircle cx='16' cy='16' r='5.5' fill='%23f2b705'/%3E%3C/svg%3E";

/// Loads the frontend as a module and starts it. Without a built site the pages work as plain HTML.
#[component]
fn Frontend() -> impl IntoView {
    let (glue, wasm) = (asset("frontend.js"), asset("frontend.wasm"));
    (!glue.is_empty() && !wasm.is_empty()).then(|| {
        let start =
            format!("import init, {{ hydrate }} from '{glue}'; init({{ module_or_path: '{wasm}' }}).then(hydrate);");
        view! {
            <link rel="modulepreload" href=glue />
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
            {needed_here()
                .into_iter()
                .map(|part| {
                    view! { <link rel="preload" href=part r#as="fetch" r#type="application/wasm" crossorigin="anonymous" /> }
                })
                .collect::<Vec<_>>()}
            <script type="module" nonce=leptos::nonce::use_nonce()>
                {start}
            </script>
        }
    })
}

/// The files of the part that this page is in, so that they come together with the main one and not after it.
fn needed_here() -> Vec<String> {
    #[cfg(feature = "ssr")]
    if let Some(part) = crate::api::edge::path().as_deref().and_then(crate::routes::part_of) {
        return use_context::<Assets>().map(|assets| assets.of_part(part)).unwrap_or_default();
    }
    Vec::new()
}

/// The look of the page when it is loaded: on the server as user or cookie say, in the browser as the document says.
#[cfg(feature = "ssr")]
pub(crate) fn first_theme() -> Theme {
    crate::api::edge::theme()
}

/// The look of the page when it is loaded: on the server as user or cookie say, in the browser as the document says.
#[cfg(not(feature = "ssr"))]
pub(crate) fn first_theme() -> Theme {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme")).map(|text| Theme::from_stored(&text)).unwrap_or_default()
}

/// The title of a page that calls itself so; what is a whole title already stays.
pub(crate) fn title(text: String) -> String {
    match text.ends_with("ROMASHKA") {
        true => text,
        false => format!("{text} · ROMASHKA"),
    }
}

/// The title until a page's own code gives it one: in the browser the document's, so that it stays while the page comes alive.
pub(crate) fn first_title() -> String {
    if cfg!(feature = "ssr") { "ROMASHKA".to_owned() } else { document().title() }
}

/// Whether this build of the frontend knows the page. Those under `/dev` are left out of a release; a debug server may
/// send them all the same, and then they stay plain HTML.
pub fn is_known_to_frontend(path: &str) -> bool {
    cfg!(debug_assertions) || !path.starts_with("/dev/")
}

/// Goes to another page with everything loaded anew, in the browser: after who is signed in, or where, has changed.
pub(crate) fn load(address: &str) {
    if cfg!(feature = "hydrate") {
        let _ = window().location().set_href(address);
    }
}

/// Whether the browser's side has taken over the page.
pub(crate) fn is_alive() -> bool {
    cfg!(feature = "hydrate") && document().document_element().is_some_and(|root| root.has_attribute("data-alive"))
}
