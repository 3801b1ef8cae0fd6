//! The settings of money: policies of late charges, holidays, indices, rules of agreements and promises.

mod company;
mod holidays;
mod indices;
mod mail_server;
mod policies;
mod trial;

pub use company::{company, save_company};
pub use holidays::{holidays, save_holiday};
pub use indices::{import_index, indices};
pub use mail_server::{mail_server, save_mail_server, test_mail_server};
pub use policies::{policy, save_policy, save_rules};
pub use trial::try_policy;
