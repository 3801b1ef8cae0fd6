//! Messages as the pages show them.

use super::check;
use crate::{
    Actor, Ctx, Error,
    ctx::local,
    store::{
        Tx, events,
        messages::{self as store, Filter, Full},
    },
};
use chrono::NaiveDateTime;
use domain::{
    Money,
    id::{ClientId, MessageId},
    message::{MessageBrief, MessageLine, MessageList, MessageState, MessageView, Resolution},
    permission::Permission,
};
use serde_json::Value;

/// Messages on one page of the list.
const PAGE: u32 = 50;
/// Messages that are read at a time; few in tests, so that they are read more than once.
const AT_ONCE: u32 = if cfg!(test) { 20 } else { 2_000 };
/// Messages on the client's page.
const BRIEFS: u32 = 8;

/// A message, exactly as it was or will be sent.
pub async fn message(ctx: &Ctx, actor: &Actor, id: MessageId) -> Result<MessageView, Error> {
    let mut tx = ctx.db.read().await?;
    let full = seen(&mut tx, actor, id).await?;
    let attachments = store::attachments(&mut tx, id).await?;
    let may_resolve = actor.role.allows(Permission::CrmCreate) && !full.line.state.resolutions().is_empty();
    let against = if may_resolve && full.line.state.resolutions().contains(&Resolution::SendAgain) {
        check(&mut tx, ctx, actor.user, &full.ask("")).await?.err()
    } else {
        None
    };
    let timeline = events::of_subject(&mut tx, id.0).await?.into_iter().map(told).collect();
    let state = full.line.state;
    Ok(MessageView {
        contact: full.contact,
        from: full.sender,
        reply_to: full.reply_to,
        body: full.body,
        html: full.html,
        attachments,
        amounts_on: full.amounts_on,
        total: Money::from_centavos(full.total_centavos),
        attempts: u32::try_from(full.attempts).unwrap_or_default(),
        next_at: (state == MessageState::Queued).then(|| local(full.next_at)),
        sent_at: full.sent_at.map(local),
        answer: full.answer,
        refusal: serde_json::from_str(&full.refusal).ok(),
        timeline,
        against,
        may_resolve,
        line: full.line,
    })
}

/// The message as HTML, for the frame that shows it.
pub async fn html(ctx: &Ctx, actor: &Actor, id: MessageId) -> Result<String, Error> {
    Ok(seen(&mut ctx.db.read().await?, actor, id).await?.html)
}

/// One of a message's files: its name, its type, its content.
pub async fn attachment(
    ctx: &Ctx,
    actor: &Actor,
    id: MessageId,
    position: u32,
) -> Result<(String, String, Vec<u8>), Error> {
    let mut tx = ctx.db.read().await?;
    seen(&mut tx, actor, id).await?;
    store::attachment(&mut tx, id, position).await?.ok_or(Error::NotFound)
}

async fn seen(tx: &mut Tx, actor: &Actor, id: MessageId) -> Result<Full, Error> {
    actor.require(Permission::CrmRead)?;
    store::full(tx, id).await?.filter(|full| actor.sees(full.company)).ok_or(Error::NotFound)
}

/// Messages of everybody in sight, of one state where it is named; the newest first, 50 on a page.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    state: Option<MessageState>,
    page: u32,
) -> Result<MessageList, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let offset = page.saturating_sub(1).min(10_000) * PAGE;
    let filter = Filter { state, limit: PAGE + 1, offset };
    let mut lines = store::lines(&mut tx, actor.user, filter).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    Ok(MessageList { lines, counts: store::counts(&mut tx, actor.user).await?, more })
}

/// Hands all messages in sight, of one state where it is named, to `put`, some at a time and the newest first; answers
/// how many there are.
pub async fn each(
    ctx: &Ctx,
    actor: &Actor,
    state: Option<MessageState>,
    put: &mut (dyn FnMut(Vec<MessageLine>) -> Result<(), Error> + Send),
) -> Result<u32, Error> {
    actor.require(Permission::CrmRead)?;
    // One consistent picture: what is sent meanwhile moves nothing.
    let mut tx = ctx.db.read().await?;
    let mut count = 0;
    loop {
        let filter = Filter { state, limit: AT_ONCE, offset: count };
        let lines = store::lines(&mut tx, actor.user, filter).await?;
        let some = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        count += some;
        put(lines)?;
        if some < AT_ONCE {
            return Ok(count);
        }
    }
}

/// The client's newest messages.
pub(crate) async fn of_client(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
) -> Result<Vec<MessageBrief>, Error> {
    let lines = store::line_of_client(tx, client, actor.user, BRIEFS).await?;
    let brief = |line: MessageLine| MessageBrief {
        id: line.id,
        at: line.at,
        subject: line.subject,
        state: line.state,
    };
    Ok(lines.into_iter().map(brief).collect())
}

/// When, who, what, and the server's words or the reason.
fn told(event: events::Recorded) -> (NaiveDateTime, String, String, String) {
    let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
    let words = ["answer", "reason"].into_iter().find_map(|name| data[name].as_str());
    let kind = match data["resolution"].as_str() {
        Some(resolution) => format!("{}_{resolution}", event.kind),
        None => event.kind,
    };
    (local(event.at), event.user_name, kind, words.unwrap_or_default().to_owned())
}
