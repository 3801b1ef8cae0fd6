//! Charges (lançamentos): the list, the page of one, making, changing and cancelling them.

mod cancel;
mod list;
mod save;
mod seed;
mod view;

pub use cancel::cancel;
pub use list::{each, list};
pub use save::save;
pub use seed::seed;
pub use view::{view, view_on};
