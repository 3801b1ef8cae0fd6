//! Promises to pay: recording them, and what became of them.

mod decide;
mod make;
mod view;

pub use decide::decide;
pub(crate) use decide::{cancel_replaced, decide_within};
pub use make::{Made, make};
pub(crate) use make::{Place, add, creditor};
pub use view::{PromiseSeed, of_client, seed};
pub(crate) use view::{briefs, due};
