//! Contacting a client by a program of the person's own (F025-F028): the form with its text, recording that it was
//! opened, and what came of it.

mod answer;
mod record;
mod text;
mod view;

pub use answer::{answer, sent};
pub use record::record;
pub use view::{Asked, view};
