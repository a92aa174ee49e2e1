//! Mounts the app in the browser.
//!
//! The server's page loads this crate's two files by their hashed names and starts it:
//!
//! ```html
//! <link rel="modulepreload" href="/assets/frontend.HASH.js">
//! <link rel="preload" href="/assets/frontend.HASH.wasm" as="fetch" type="application/wasm" crossorigin>
//! <script type="module" nonce="…">
//!   import init, { hydrate } from '/assets/frontend.HASH.js';
//!   init({ module_or_path: '/assets/frontend.HASH.wasm' }).then(hydrate);
//! </script>
//! ```
//!
//! The names come from `target/site/manifest.json` (keys `frontend.js` and `frontend.wasm`), which `cargo xtask build`
//! writes. There is no automatic start: the page decides when the module runs.

#![recursion_limit = "512"] // views are types, nested as deeply as the pages

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    if std::hint::black_box(false) {
        drop(app::pages::shared());
    }
    if app::document::is_known_to_frontend(&here()) {
        // Waits for the part that holds this page.
        wasm_bindgen_futures::spawn_local(async {
            leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app::App).await.forget();
            app::come_alive();
        });
    }
}

fn here() -> String {
    leptos::prelude::window().location().pathname().unwrap_or_default()
}
