//! The settings: late-charge policies, holidays, indices, contact hours. Only the server renders them.

mod api;
mod example;
mod holidays_page;
mod hours_page;
mod indices_page;
mod policy_form;
mod policy_page;
mod tabs;
mod versions;

pub use holidays_page::HolidaysPage;
pub use hours_page::HoursPage;
pub use indices_page::{FILE as INDEX_FILE, IndicesPage, UPLOAD as INDEX_UPLOAD};
pub use policy_page::PolicyPage;
