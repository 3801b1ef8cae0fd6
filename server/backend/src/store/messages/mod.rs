//! Tables `messages` and `message_attachments`: the outbox, and the record of what was sent.

mod outbox;
mod read;
mod write;

pub(crate) use outbox::{
    Finished, begin_data, claim, companies_with_due, confirm, fail, finish, hold, next_due, resolve,
    started_since, stuck,
};
pub(crate) use read::{
    Filter, Full, attachment, attachments, contents, counts, full, line_of_client, lines, of_contact,
};
pub(crate) use write::{NewAttachment, NewMessage, by_key, insert, refill, replace_attachment};

use domain::id::ChargeId;
use serde::{Deserialize, Serialize};

/// Every statement of these tables.
pub(crate) fn all_statements() -> Vec<(&'static str, &'static str)> {
    [outbox::ALL, read::ALL, write::ALL].concat()
}

/// A charge as the message has it: another total or another number of lines means that something was recorded since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub(crate) charge: ChargeId,
    pub(crate) lines: u32,
    pub(crate) total_centavos: i64,
}
