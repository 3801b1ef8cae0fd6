//! Settling charges (quitar, baixa) and taking payments back (estorno).

mod reverse;
mod settle;
mod view;

pub use reverse::reverse;
pub use settle::{Settled, settle};
pub use view::{seed, view};
