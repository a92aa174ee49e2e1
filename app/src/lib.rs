//! What people see: Leptos pages, components and thin server functions.
