//! Messages to clients: templates, the guard that everybody shares, the outbox, mail servers.
//!
//! For whoever sends messages of their own (a working grid, a bulk run): [`check()`] decides whether one may go
//! out and gives the facts of the day, [`fill`] fills a template with them, [`queue`] puts an e-mail into the
//! outbox within the caller's transaction, together with the contact that it records.

mod check;
mod compose;
mod facts;
mod fill;
mod html;
mod preview;
mod queue;
mod resolve;
pub mod templates;
mod view;

pub use check::check;
pub(crate) use check::{held, unwanted};
pub(crate) use compose::usual_address;
pub use compose::{Opened, compose, send};
pub use facts::facts;
pub(crate) use fill::{asks, facts_in_sight};
pub use fill::{fill, text_for};
pub use html::STYLE;
pub use preview::{Previewed, preview};
pub use queue::{File, Outgoing, queue};
pub(crate) use queue::{amounts, move_contact};
pub use resolve::resolve;
pub(crate) use view::of_client;
pub use view::{attachment, each, html, list, message};
