//! The pages as the router takes them: in parts that the browser fetches when somebody goes there.
//!
//! A part is a file of the frontend (`cargo xtask build` cuts it out, `docs/decisions/` says why), so what only a page of
//! settings needs is no burden on the sign-in page. A new page joins a part here, or opens a new one; which addresses a
//! part has says [`crate::routes::part_of`], so that the server can tell the browser early what it will need.
//! Without the feature `split` (on the server, in `make dev`) everything is one piece, and a page is just there.

mod shared;

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::ChooseView;
use leptos_router::hooks::use_location;

pub use shared::shared;

type Showing = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;
type Fetching = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

/// A page in its part.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    name: &'static str,
    show: fn(&'static str) -> Showing,
    fetch: fn() -> Fetching,
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        let location = use_location();
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        match (self.show)(self.name).await {
            Ok(page) => page,
            // The network is away, or the server has been upgraded and the files of this page's version are gone: the
            // wanted address is loaded anew, with everything that belongs to it.
            Err(_) => {
                let address = if search.is_empty() { path } else { format!("{path}?{search}") };
                crate::document::load(&address);
                std::future::pending().await
            }
        }
    }
    async fn preload(&self) {
        // Without its part, a page that is not alive yet stays the plain HTML that it is: coming alive would find other
        // elements than it knows, and loading the page anew would fail the same way. A page that is alive goes on to
        // `choose`, which tries again.
        if (self.fetch)().await.is_err() && !crate::document::is_alive() {
            std::future::pending::<()>().await;
        }
    }
}

/// Declares a part and its pages.
macro_rules! part {
    ($(#[$doc:meta])* $part:ident { $($page:ident: $view:expr,)+ }) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "the names are those of the addresses")]
        // Around a function that is fetched stand an import and an export, and those are `unsafe` by name.
        #[cfg_attr(all(feature = "split", target_arch = "wasm32"), allow(unsafe_code))]
        pub mod $part {
            use super::*;

            $(pub const $page: Page = Page {
                name: stringify!($page),
                show: |page| Box::pin(show(page)),
                fetch: || Box::pin(fetch()),
            };)+

            #[cfg(all(feature = "split", target_arch = "wasm32"))]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, preload(fetch), fallible)]
            fn show(page: &'static str) -> Result<AnyView, SplitLoaderError> {
                Ok(view(page))
            }

            #[cfg(not(all(feature = "split", target_arch = "wasm32")))]
            async fn show(page: &'static str) -> Result<AnyView, SplitLoaderError> {
                Ok(view(page))
            }

            #[cfg(not(all(feature = "split", target_arch = "wasm32")))]
            async fn fetch() -> Result<(), SplitLoaderError> {
                Ok(())
            }

            fn view(page: &'static str) -> AnyView {
                $(if page == stringify!($page) {
                    return $view().into_any();
                })+
                crate::problems::NotFound().into_any()
            }
        }
    };
}

part!(
    /// Before one is in.
    entrance {
        SET_UP: crate::entrance::SetUpPage,
        SIGN_IN: crate::entrance::SignInPage,
        FORGOT: crate::entrance::ForgotPage,
        RESET: crate::entrance::ResetPage,
        INVITATION: crate::entrance::InvitationPage,
    }
);
part!(
    /// The start page.
    home {
        HOME: crate::home::HomePage,
    }
);
part!(
    /// Bots, and what they listen for.
    bots {
        BOTS: crate::bots::BotsPage,
        BOT: crate::bots::BotPage,
        INTENTS: crate::intents::IntentsPage,
    }
);
part!(
    /// What they answer from.
    knowledge {
        KNOWLEDGE: crate::knowledge::KnowledgePage,
        ADD: crate::knowledge::AddPage,
        ITEM: crate::knowledge::ItemPage,
    }
);
part!(
    /// The conversations.
    inbox {
        INBOX: crate::inbox::InboxPage,
    }
);
part!(
    /// Settings of the workspace.
    settings {
        WORKSPACE: crate::settings::WorkspacePage,
        TEAM: crate::settings::TeamPage,
        API_KEYS: crate::settings::ApiKeysPage,
        NEW_WORKSPACE: crate::workspaces::NewWorkspacePage,
    }
);
part!(
    /// What has happened in it.
    records {
        AUDIT: crate::settings::AuditPage,
        MAIL: crate::settings::MailPage,
    }
);
part!(
    /// The person's own page.
    account {
        ACCOUNT: crate::account::AccountPage,
    }
);
part!(
    /// The installation.
    system {
        SYSTEM: crate::system::SystemPage,
    }
);
