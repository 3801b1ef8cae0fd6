//! The agenda: what is late, what is for today, what comes, and the month around it.

pub mod api;
mod filters;
mod group;
mod month;
mod page;
mod panel;
mod promises;
mod row;
mod state;
mod tallies;

pub use api::{reassign, reschedule, schedule};
pub use page::AgendaPage;
