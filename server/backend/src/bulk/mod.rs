//! One message for each of many clients: the plan, the dry run, the sending behind the page, the report.

mod plan;
mod steer;
mod work;

pub use plan::{plan, start};
pub use steer::{preview, steer, view};
pub use work::{serve, work_off};
