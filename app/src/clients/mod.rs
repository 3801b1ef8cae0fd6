//! Clients: the page of one of them, and the search over all.

pub mod api;
mod appointments;
mod bar;
mod charges;
mod client_page;
mod data;
mod live;
mod messages;
mod people;
#[cfg(feature = "ssr")]
mod search_page;

pub use appointments::Appointments;
pub use bar::Bar;
pub(crate) use bar::outcome_tone;
pub use charges::{OverdueCharges, UpcomingCharges, several_companies};
pub use client_page::ClientPage;
pub use data::DataCard;
pub use live::Live;
pub use messages::Messages;
#[cfg(feature = "ssr")]
pub(crate) use messages::state_tone;
pub use people::People;
#[cfg(feature = "ssr")]
pub use search_page::ClientsPage;
