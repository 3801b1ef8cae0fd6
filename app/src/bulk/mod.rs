//! One message for each of many clients: the plan, the dry run, the sending. Only the server renders it.

pub mod api;
mod plan_page;
mod run_page;

pub use plan_page::PlanPage;
pub use run_page::RunPage;
