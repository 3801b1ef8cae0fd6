//! The built binary, tried as its users use it: over HTTP and from the command line.

mod cli;
mod common;
mod files;
mod hammer;
mod http;
mod plain_forms;
mod sign_in;
mod uploads;
