//! The record of who did what and when, written in the transaction that does it.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    store::{Tx, events},
};
use domain::id::{ClientId, UserId};
use serde_json::Value;
use uuid::Uuid;

/// What made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person, on a page.
    Web,
    /// A command on the server.
    Command,
    /// An import of a file.
    Import,
    /// A job that runs by itself.
    Job,
}

impl Origin {
    /// The origin's name in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Command => "command",
            Self::Import => "import",
            Self::Job => "job",
        }
    }
}

/// One thing that happened. `kind` is in the past tense: `contact_recorded`.
#[derive(Debug)]
pub struct Event {
    /// What made it happen.
    pub origin: Origin,
    /// Who did it, when it was a person who signed in.
    pub user: Option<UserId>,
    /// The client it is about, if any.
    pub client: Option<ClientId>,
    /// What happened.
    pub kind: &'static str,
    /// What it happened to.
    pub subject: Uuid,
    /// The values before and after, or whatever else explains it. Nothing secret.
    pub data: Value,
}

/// Records an event of any origin.
pub async fn record(tx: &mut Tx, ctx: &Ctx, event: Event) -> Result<(), Error> {
    events::insert(tx, new_id(), ctx.clock.now(), &event).await
}

/// Records what `actor` did on a page.
pub(crate) async fn done_by(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: Option<ClientId>,
    kind: &'static str,
    subject: Uuid,
    data: Value,
) -> Result<(), Error> {
    let event = Event { origin: Origin::Web, user: Some(actor.user), client, kind, subject, data };
    record(tx, ctx, event).await
}
