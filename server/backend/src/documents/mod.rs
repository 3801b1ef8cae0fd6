//! Documents on paper (PDF): statements, agreement terms, letters, and the report of collection work.
//!
//! `pdf` writes the file, `paper` sets text and tables, the rest says what stands in them.

mod creditor;
mod font;
mod letter;
mod paper;
mod pdf;
mod report;
mod statement;
mod term;
#[cfg(test)]
mod tests;
mod words;

pub use letter::{letter, letters_of_run};
pub use report::{of_charges, of_delinquency, of_grid};
pub use statement::{statement, statements};
pub use term::term;
