//! A message as mail servers take it.

use crate::Error;
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};

/// What a message is made of.
pub(crate) struct Draft<'a> {
    /// The right part of its identity, before the `@`; the same for every attempt.
    pub(crate) id: &'a str,
    pub(crate) sender_name: &'a str,
    pub(crate) sender_address: &'a str,
    pub(crate) reply_to: &'a str,
    pub(crate) to: &'a [String],
    pub(crate) subject: &'a str,
    pub(crate) text: &'a str,
    /// Blank sends the text alone.
    pub(crate) html: &'a str,
    /// Name, type and content.
    pub(crate) files: &'a [(String, String, Vec<u8>)],
    pub(crate) at: DateTime<Utc>,
}

/// The message with its headers, addresses and encoded parts.
pub(crate) fn build(draft: &Draft<'_>) -> Result<Message, Error> {
    let from = address(draft.sender_address)?;
    let domain = from.domain().to_owned();
    let name = Some(draft.sender_name.to_owned()).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(Mailbox::new(name, from))
        .subject(draft.subject)
        .message_id(Some(format!("<{}@{domain}>", draft.id)))
        .date(draft.at.into());
    for to in draft.to {
        builder = builder.to(Mailbox::new(None, address(to)?));
    }
    if !draft.reply_to.is_empty() {
        builder = builder.reply_to(Mailbox::new(None, address(draft.reply_to)?));
    }
    let message = match (draft.html.is_empty(), draft.files.is_empty()) {
        (true, true) => builder.singlepart(SinglePart::plain(draft.text.to_owned())),
        (false, true) => builder.multipart(text_and_html(draft)),
        (is_plain, false) => {
            let mut whole = if is_plain {
                MultiPart::mixed().singlepart(SinglePart::plain(draft.text.to_owned()))
            } else {
                MultiPart::mixed().multipart(text_and_html(draft))
            };
            for (name, media_type, content) in draft.files {
                let kind = ContentType::parse(media_type)
                    .map_err(|error| Error::Other(format!("the type of {name}: {error}")))?;
                whole = whole.singlepart(Attachment::new(name.clone()).body(content.clone(), kind));
            }
            builder.multipart(whole)
        }
    };
    message.map_err(|error| Error::Other(format!("the message cannot be put together: {error}")))
}

fn text_and_html(draft: &Draft<'_>) -> MultiPart {
    MultiPart::alternative_plain_html(draft.text.to_owned(), draft.html.to_owned())
}

fn address(text: &str) -> Result<Address, Error> {
    text.parse().map_err(|error| Error::Other(format!("{text} is not an address: {error}")))
}
