//! Signing in and out, the first set-up, and the user's own account.

#[cfg(feature = "ssr")]
mod account_page;
mod api;
#[cfg(feature = "ssr")]
mod set_up_page;
#[cfg(feature = "ssr")]
mod sign_in_page;

#[cfg(feature = "ssr")]
pub use account_page::AccountPage;
pub use api::SignOut;
#[cfg(feature = "ssr")]
pub use set_up_page::SetUpPage;
#[cfg(feature = "ssr")]
pub use sign_in_page::SignInPage;
