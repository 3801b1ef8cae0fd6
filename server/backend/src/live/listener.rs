//! One page that listens.

use super::{hub::Tick, presence::Here};
use crate::{Actor, Ctx, Error, session};
use domain::{
    id::{ClientId, CompanyId},
    permission::Permission,
};
use std::{
    collections::{HashSet, VecDeque},
    time::Duration,
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

/// How often it is looked whether the session still holds.
const CHECKED: Duration = Duration::from_secs(5);

/// What a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// These clients changed.
    Clients(Vec<ClientId>),
    /// Anything may have changed.
    Everything,
    /// Who is at this page's client may be different.
    Presence,
    /// Nothing happened: the connection is alive.
    Nothing,
}

/// A page that listens, for as long as its session holds.
pub struct Listener {
    ctx: Ctx,
    actor: Actor,
    ticks: Receiver<Tick>,
    just: VecDeque<Tick>,
    check: Instant,
    /// The client whose page it is, and that the actor is there.
    client: Option<ClientId>,
    here: Option<Here>,
}

/// Begins to listen; at a client's page others learn that the actor is there.
pub async fn listen(ctx: &Ctx, actor: &Actor, client: Option<ClientId>) -> Result<Listener, Error> {
    actor.require(Permission::CrmRead)?;
    let (ticks, just) = ctx.live.subscribe(ctx);
    let here = arrive(ctx, actor, client).await?;
    Ok(Listener {
        ctx: ctx.clone(),
        actor: actor.clone(),
        ticks,
        just: just.into(),
        check: Instant::now() + CHECKED,
        client,
        here,
    })
}

/// Whoever may not see the client is told. That the database is busy is no reason not to listen: it is tried again
/// with the next look at the session.
async fn arrive(ctx: &Ctx, actor: &Actor, client: Option<ClientId>) -> Result<Option<Here>, Error> {
    let Some(client) = client else { return Ok(None) };
    match Here::arrive(ctx, actor, client).await {
        Ok(here) => Ok(Some(here)),
        Err(error @ (Error::NotFound | Error::Forbidden)) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "who is where could not be noted");
            Ok(None)
        }
    }
}

impl Listener {
    /// What happened next; nothing when the session or the server has ended.
    pub async fn next(&mut self) -> Option<News> {
        loop {
            if self.ctx.live.is_stopped() {
                return None;
            }
            if let Some(tick) = self.just.pop_front() {
                match self.news(tick) {
                    Some(news) => return Some(news),
                    None => continue,
                }
            }
            let tick = tokio::select! {
                tick = self.ticks.recv() => tick,
                () = sleep_until(self.check) => {
                    self.check = Instant::now() + CHECKED;
                    // Companies may have been given or taken meanwhile.
                    self.actor = session::still(&self.ctx, &self.actor).await.ok().flatten()?;
                    if self.here.is_none() {
                        self.here = arrive(&self.ctx, &self.actor, self.client).await.ok()?;
                    }
                    return Some(News::Nothing);
                }
            };
            let tick = match tick {
                Ok(tick) => tick,
                // Too much happened to be kept for this page.
                Err(RecvError::Lagged(_)) => Tick::Everything,
                Err(RecvError::Closed) => return None,
            };
            if matches!(tick, Tick::Stop) {
                return None;
            }
            if let Some(news) = self.news(tick) {
                return Some(news);
            }
        }
    }

    fn news(&self, tick: Tick) -> Option<News> {
        match tick {
            Tick::Everything => Some(News::Everything),
            Tick::Presence => self.client.is_some().then_some(News::Presence),
            Tick::Stop => None,
            Tick::Changed(changed) => {
                let sees: HashSet<CompanyId> =
                    self.actor.companies.iter().map(|company| company.id).collect();
                let mut clients: Vec<ClientId> = changed
                    .iter()
                    .filter(|(_, company)| sees.contains(company))
                    .map(|(client, _)| *client)
                    .collect();
                clients.sort_unstable();
                clients.dedup();
                (!clients.is_empty()).then_some(News::Clients(clients))
            }
        }
    }
}
