//! What others do, told to the pages that are open.
//!
//! One task per node compares the database's counters with those before, as long as somebody listens, and tells
//! all listeners which clients changed. So it makes no difference which node they are on. Listeners learn only of
//! clients in their sight, and nothing but identities: pages then ask for what changed as they always do.

mod hub;
mod listener;
mod presence;

pub use hub::Hub;
pub use listener::{Listener, News, listen};
pub(crate) use presence::others;
