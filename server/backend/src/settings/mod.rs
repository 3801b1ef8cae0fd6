//! The settings: policies of late charges, holidays, indices, contact hours, rules of agreements and promises.

mod company;
mod holidays;
mod hours;
mod indices;
mod mail_server;
mod policies;
mod trial;

pub use company::{company, save_company};
pub use holidays::{holidays, save_holiday};
pub use hours::{contact_hours, save_contact_hours};
pub use indices::{import_index, indices};
pub use mail_server::{mail_server, save_mail_server, test_mail_server};
pub use policies::{policy, save_policy, save_rules};
pub use trial::try_policy;
