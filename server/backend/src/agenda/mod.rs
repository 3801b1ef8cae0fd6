//! The agenda (F084, F049): pending contacts by day and assignee, and what can be done with them.

mod change;
mod schedule;
mod tally;
mod view;

pub use change::{cancel, reassign, reschedule};
pub use schedule::schedule;
pub use view::{each, view};
