//! Promises to pay: making another in the place of one. The first is made in the contact form.

mod api;
mod page;

pub use page::PromisePage;
