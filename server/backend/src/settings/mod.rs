//! The settings of money: policies of late charges, holidays, indices, rules of agreements and promises.

mod holidays;
mod indices;
mod policies;
mod trial;

pub use holidays::{holidays, save_holiday};
pub use indices::{import_index, indices};
pub use policies::{policy, save_policy, save_rules};
pub use trial::try_policy;
