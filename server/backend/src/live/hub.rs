//! Watches the counters and tells listeners.

use crate::{
    Ctx, Error,
    ctx::new_id,
    store::{db::Counters, live},
};
use chrono::TimeDelta;
use domain::id::{ClientId, CompanyId};
use std::{
    collections::{HashSet, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::broadcast;
use uuid::Uuid;

/// How often the counters are read.
const EVERY: Duration = Duration::from_millis(600);
/// How long what happened is told to those who come later: a page listens a moment after it was made.
const REMEMBERED: Duration = Duration::from_secs(4);
/// How long the counters are watched although nobody listens.
const IDLE: Duration = Duration::from_mins(1);
/// More changes than these at once are told as everything.
const MOST: u32 = 500;
/// How long somebody counts as being where they were, and how often it is said that they still are.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(45);
const RENEWED: Duration = Duration::from_secs(15);

/// What happened.
#[derive(Clone, Debug)]
pub(super) enum Tick {
    /// These clients changed; each with the companies that it has to do with.
    Changed(Arc<[(ClientId, CompanyId)]>),
    /// Anything may have changed.
    Everything,
    /// Somebody came to a client's page or left one.
    Presence,
    /// The server stops.
    Stop,
}

/// Tells everybody on this node what happens on all of them.
#[derive(Debug)]
pub struct Hub {
    /// This node, as the owner of leases.
    pub(super) node: Uuid,
    /// The leases of those who are at a client's page through this node.
    here: Mutex<HashSet<Uuid>>,
    ticks: broadcast::Sender<Tick>,
    recent: Mutex<VecDeque<(Instant, Tick)>>,
    watching: AtomicBool,
    stopped: AtomicBool,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            node: new_id(),
            here: Mutex::default(),
            ticks: broadcast::channel(256).0,
            recent: Mutex::default(),
            watching: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
        }
    }
}

impl Hub {
    /// Ends all that listens: the server stops.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        let _ = self.ticks.send(Tick::Stop);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// The leases that are renewed.
    pub(crate) fn here(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happens from now on, and what happened a moment ago.
    pub(super) fn subscribe(self: &Arc<Self>, ctx: &Ctx) -> (broadcast::Receiver<Tick>, Vec<Tick>) {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let ticks = self.ticks.subscribe();
        let just = recent.iter().filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, tick)| tick.clone());
        let just = just.collect();
        drop(recent);
        if !self.watching.swap(true, Ordering::SeqCst) {
            tokio::spawn(Arc::clone(self).watch(ctx.clone()));
        }
        (ticks, just)
    }

    async fn watch(self: Arc<Self>, ctx: Ctx) {
        loop {
            self.watch_while_heard(&ctx).await;
            self.watching.store(false, Ordering::SeqCst);
            // Somebody may have come between the last look and this.
            let heard = self.ticks.receiver_count() > 0 && !self.is_stopped();
            if !heard || self.watching.swap(true, Ordering::SeqCst) {
                return;
            }
        }
    }

    async fn watch_while_heard(&self, ctx: &Ctx) {
        let mut known: Option<Counters> = None;
        let (mut heard, mut renewed) = (Instant::now(), Instant::now());
        while !self.is_stopped() {
            if self.ticks.receiver_count() > 0 {
                heard = Instant::now();
            } else if heard.elapsed() > IDLE {
                return;
            }
            match self.look(ctx, known).await {
                Ok(counters) => known = Some(counters),
                Err(error) => tracing::warn!(%error, "what changed could not be read"),
            }
            if renewed.elapsed() > RENEWED {
                renewed = Instant::now();
                if let Err(error) = self.renew(ctx).await {
                    tracing::warn!(%error, "who is where could not be renewed");
                }
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Compares the counters with those before and tells what is different.
    async fn look(&self, ctx: &Ctx, known: Option<Counters>) -> Result<Counters, Error> {
        let mut tx = ctx.db.read().await?;
        let now = tx.counters().await?;
        let Some(known) = known.filter(|known| *known != now) else { return Ok(now) };
        if now.epoch != known.epoch || now.rules != known.rules {
            self.tell(Tick::Everything);
        } else if now.change != known.change {
            let changed = live::changed(&mut tx, known.change, MOST).await?;
            let clients = changed.iter().map(|(client, _)| client).collect::<HashSet<_>>();
            let all = clients.len() < MOST as usize;
            self.tell(if all { Tick::Changed(changed.into()) } else { Tick::Everything });
        }
        if now.presence != known.presence {
            self.tell(Tick::Presence);
        }
        Ok(now)
    }

    fn tell(&self, tick: Tick) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|(at, _)| at.elapsed() < REMEMBERED);
        recent.push_back((Instant::now(), tick.clone()));
        // Nobody may be listening.
        let _ = self.ticks.send(tick);
    }

    /// Those who left are not renewed, whether or not their leaving could be noted.
    pub(crate) async fn renew(&self, ctx: &Ctx) -> Result<(), Error> {
        let now = ctx.clock.now();
        let leases: Vec<Uuid> = self.here().iter().copied().collect();
        let mut tx = ctx.db.begin().await?;
        live::renew(&mut tx, self.node, &leases, now, now + LEASE).await?;
        tx.commit().await
    }
}
