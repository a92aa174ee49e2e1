//! What stands around the pages: the shell, the head of a page, and the frame of the pages outside.

mod auth;
mod nav;
mod page_header;
mod palette;
mod shell;
mod shortcuts;
mod user_menu;

pub use auth::AuthLayout;
pub use nav::{NAV, NavEntry, NavGroup, Needs};
pub use page_header::{FormActions, KpiRow, PageHeader, Section};
pub use palette::{Act, Command, CommandPalette, PALETTE};
pub use shell::{COLLAPSED_COOKIE, Shell};
pub use shortcuts::{SHORTCUTS, Shortcut, ShortcutsHelp, use_page_keys};
