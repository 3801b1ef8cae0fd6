//! Agreements (acordo, renegociação): closing, seeing, undoing and breaking them.

mod close;
mod end;
mod list;
mod note;
mod seed;
mod slips;
mod view;

pub use close::{Closed, confirm};
pub use end::{break_up, undo};
pub(crate) use list::running;
pub use list::{each, list};
pub use seed::seed;
pub use view::view;
