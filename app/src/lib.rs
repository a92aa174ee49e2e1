//! What people see: Leptos pages, components and thin server functions.
//!
//! - [`shell`] is the document that the server sends; [`App`] is what lives in it, on the server and in the browser.
//! - [`routes`] names the addresses, [`frame`] stands around the pages and decides who gets in.
//! - A page is a folder or file of its own ([`entrance`], [`home`], [`inbox`], [`bots`], [`knowledge`], [`settings`],
//!   [`account`], [`workspaces`], [`system`]);
//!   its server functions are in its `api.rs`.
//! - [`api`] and [`forms`] are the road to the server, [`live`] is the road back, [`i18n`] has the words.

#![recursion_limit = "512"] // views are types, nested as deeply as the pages

pub mod account;
pub mod api;
pub mod bots;
pub mod components;
#[cfg(debug_assertions)]
pub mod dev;
pub mod document;
pub mod entrance;
pub mod forms;
pub mod frame;
pub mod home;
pub mod i18n;
pub mod inbox;
pub mod intents;
pub mod knowledge;
pub mod layout;
pub mod live;
pub mod loading;
pub mod pages;
pub mod problems;
pub mod routes;
pub mod settings;
pub mod system;
pub mod workspaces;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

pub use document::{Assets, shell};

use components::{EchartsSrc, provide_now, provide_theme, provide_toasts};

/// The dashboard: every page, and what they have in common.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_now();
    provide_toasts();
    provide_theme(document::first_theme());
    live::provide_live();
    frame::provide_visit();
    provide_context(EchartsSrc(SharedValue::new(|| document::asset("echarts.js")).into_inner()));
    view! {
        <Title text=document::first_title() formatter=document::title />
        <Router>
            <Routes fallback=|| view! { <frame::Inside><problems::NotFound /></frame::Inside> }>
                <Route path=path!("/setup") view=pages::entrance::SET_UP ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=pages::entrance::SIGN_IN ssr=SsrMode::Async />
                <Route path=path!("/forgot") view=pages::entrance::FORGOT ssr=SsrMode::Async />
                <Route path=path!("/reset-password/:token") view=pages::entrance::RESET ssr=SsrMode::Async />
                <Route path=path!("/invite/:token") view=pages::entrance::INVITATION ssr=SsrMode::Async />
                <DevRoutes />
                <ParentRoute path=path!("") view=frame::InsideRoutes ssr=SsrMode::Async>
                    <Route path=path!("/") view=pages::home::HOME ssr=SsrMode::Async />
                    <Route path=path!("/bots") view=pages::bots::BOTS ssr=SsrMode::Async />
                    <Route path=path!("/bots/:id") view=pages::bots::BOT ssr=SsrMode::Async />
                    <Route path=path!("/intents") view=pages::bots::INTENTS ssr=SsrMode::Async />
                    <Route path=path!("/knowledge") view=pages::knowledge::KNOWLEDGE ssr=SsrMode::Async />
                    <Route path=path!("/knowledge/add") view=pages::knowledge::ADD ssr=SsrMode::Async />
                    <Route path=path!("/knowledge/:id") view=pages::knowledge::ITEM ssr=SsrMode::Async />
                    <Route path=path!("/inbox/:conversation?") view=pages::inbox::INBOX ssr=SsrMode::Async />
                    <Route path=path!("/settings/workspace") view=pages::settings::WORKSPACE ssr=SsrMode::Async />
                    <Route path=path!("/settings/team") view=pages::settings::TEAM ssr=SsrMode::Async />
                    <Route path=path!("/settings/api-keys") view=pages::settings::API_KEYS ssr=SsrMode::Async />
                    <Route path=path!("/settings/audit") view=pages::records::AUDIT ssr=SsrMode::Async />
                    <Route path=path!("/settings/mail") view=pages::records::MAIL ssr=SsrMode::Async />
                    <Route path=path!("/account") view=pages::account::ACCOUNT ssr=SsrMode::Async />
                    <Route path=path!("/workspaces/new") view=pages::settings::NEW_WORKSPACE ssr=SsrMode::Async />
                    <Route path=path!("/system") view=pages::system::SYSTEM ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Tells styles and tests that the page has come alive. Called once everything that the server sent is taken over.
pub fn come_alive() {
    components::dom::set_root_attribute("data-alive", Some(""));
}

/// The page of all components, in debug builds.
#[cfg(debug_assertions)]
#[component(transparent)]
fn DevRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/dev/components") view=dev::ComponentsPage ssr=SsrMode::Async /> }.into_inner()
}

/// A release does not have it.
#[cfg(not(debug_assertions))]
#[component(transparent)]
fn DevRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    let nothing = || view! { <frame::Inside><problems::NotFound /></frame::Inside> };
    view! { <Route path=path!("/dev/components") view=nothing ssr=SsrMode::Async /> }.into_inner()
}
