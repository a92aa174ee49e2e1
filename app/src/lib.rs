//! What people see: Leptos pages, components and thin server functions.

pub mod components;
pub mod layout;
