//! The chat widget: tiny wasm, no leptos.
