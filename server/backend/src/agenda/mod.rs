//! The agenda (F084, F049): pending contacts by day and assignee, and what can be done with them.

mod change;
mod schedule;
mod tally;
mod view;

pub use change::{cancel, reassign, reschedule};
pub use schedule::schedule;
pub use view::{each, view};

/// The greatest number of characters of what is to be done.
const NOTES_MAX: u32 = 2000;
/// The greatest number of characters of a reason.
const REASON_MAX: u32 = 500;
