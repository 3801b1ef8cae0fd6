//! Signing in and out, the first set-up, and the user's own account.

mod account_page;
mod api;
mod set_up_page;
mod sign_in_page;

pub use account_page::AccountPage;
pub use api::SignOut;
pub use set_up_page::SetUpPage;
pub use sign_in_page::SignInPage;
