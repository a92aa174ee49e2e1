//! The settings of a workspace: a folder for each page.

pub mod api_keys;
pub mod audit;
mod dialog_link;
pub mod mail;
pub mod team;
mod time_zone;
pub mod workspace;

pub use api_keys::ApiKeysPage;
pub use audit::AuditPage;
pub use dialog_link::DialogLink;
pub use mail::MailPage;
pub use team::TeamPage;
pub use time_zone::TimeZoneField;
pub use workspace::WorkspacePage;
