//! The settings: late-charge policies, holidays, indices, contact hours, templates, companies, mail servers. Only the
//! server renders them.

mod api;
mod company_page;
mod example;
mod holidays_page;
mod hours_page;
mod indices_page;
mod mail_page;
mod policy_form;
mod policy_page;
mod tabs;
mod template_page;
mod templates_page;
mod versions;

pub use company_page::CompanyPage;
pub use holidays_page::HolidaysPage;
pub use hours_page::HoursPage;
pub use indices_page::{FILE as INDEX_FILE, IndicesPage, UPLOAD as INDEX_UPLOAD};
pub use mail_page::MailServerPage;
pub use policy_page::PolicyPage;
pub use template_page::TemplatePage;
pub use templates_page::TemplatesPage;
