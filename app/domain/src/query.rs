//! Queries in addresses: what people share, keep, and sometimes mistype.

use crate::{Error, FieldError};
use std::str::FromStr;

/// Reads a value of an address; blank is as if it were not there. One that cannot be read is noted: a list without the
/// filter that somebody meant would show other figures without a word.
pub(crate) fn read<T: FromStr>(
    value: Option<&str>,
    name: &str,
    unreadable: &mut Vec<FieldError>,
) -> Option<T> {
    let text = value.map(str::trim).filter(|text| !text.is_empty())?;
    let read = text.parse().ok();
    if read.is_none() {
        unreadable.push(Error::NotAnOption.on(name));
    }
    read
}
