//! Messages to clients: the composer, what was sent, and what a person decides about it. Only the server renders them.

mod api;
mod compose_fields;
mod compose_page;
mod list_page;
mod message_page;
mod preview;
mod shown;

pub use compose_fields::variables;
pub use compose_page::ComposePage;
pub use list_page::MessagesPage;
pub use message_page::MessagePage;
pub(crate) use shown::state;
