//! Contacts: recording one (F083, F080), commenting (F031), voiding the last one (F033).

mod checked;
mod comment;
pub(crate) mod follow_up;
mod record;
mod void;

pub(crate) use checked::future;
pub use comment::comment;
pub use record::record;
pub use void::void;
