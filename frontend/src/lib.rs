//! Mounts the app in the browser.
