//! Promises to pay: recording them, and what became of them.

mod decide;
mod make;
mod view;

pub use decide::decide;
pub(crate) use decide::decide_within;
pub use make::{Made, make};
pub use view::{DuePromise, due, of_client};
