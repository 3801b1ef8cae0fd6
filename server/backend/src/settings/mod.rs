//! The settings: policies of late charges, holidays, indices, contact hours, rules of agreements and promises.

mod holidays;
mod hours;
mod indices;
mod policies;
mod trial;

pub use holidays::{holidays, save_holiday};
pub use hours::{contact_hours, save_contact_hours};
pub use indices::{import_index, indices};
pub use policies::{policy, save_policy, save_rules};
pub use trial::try_policy;
