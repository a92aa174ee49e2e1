//! The pages before the product: first run, signing in, passwords, invitations.

pub mod api;
mod forgot;
mod invitation;
mod reset;
mod set_up;
mod sign_in;

pub use forgot::ForgotPage;
pub use invitation::InvitationPage;
pub use reset::ResetPage;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
