//! Contacts: recording one (F083, F080), commenting (F031), voiding the last one (F033).

mod checked;
mod comment;
mod record;
mod void;

pub(crate) use checked::future;
pub use comment::comment;
pub use record::record;
pub use void::void;

/// The greatest number of characters of notes and comments.
const NOTES_MAX: u32 = 4000;
/// The greatest number of characters of a reason.
const REASON_MAX: u32 = 500;
