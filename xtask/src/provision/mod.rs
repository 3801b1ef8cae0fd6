//! Installs what a command needs and the machine lacks.

pub mod chromium;
mod debian;
pub mod node;
pub mod poppler;
pub mod postgres;
mod std_for_wasm;
pub mod toolchain;
