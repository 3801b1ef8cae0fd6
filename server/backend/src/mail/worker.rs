//! Empties the outbox while the server runs: one task for each company that has something to send.

use super::{
    Connection, Delivery,
    claim::{self, Claim, Job},
};
use crate::{Ctx, Error, store::messages as store};
use chrono::TimeDelta;
use domain::id::CompanyId;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// How often the outbox is looked at.
const TICK: Duration = Duration::from_secs(1);
/// How often messages are sought whose sender was not heard of again.
const BETWEEN_RELEASES: Duration = Duration::from_secs(15);
/// How long to wait after each time the end of an attempt could not be recorded; then its lease runs out.
const TRIES: [Duration; 4] =
    [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3), Duration::ZERO];
/// After the messages of an hour were sent.
const AFTER_THE_LIMIT: Duration = Duration::from_secs(20);

/// What a company's task came to.
enum Ended {
    /// Nothing is left for now.
    Done,
    /// The server does not answer or has had enough: not before this much time.
    Pause(Duration),
}

/// The running worker.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts it.
    pub fn start(ctx: Ctx) -> Self {
        let (stop, stopping) = watch::channel(false);
        Self { stop, task: tokio::spawn(run(ctx, stopping)) }
    }

    /// Tells it, once called, to finish the messages under way and to begin no others.
    pub fn farewell(&self) -> impl FnOnce() + Send + 'static {
        let stop = self.stop.clone();
        move || {
            let _ = stop.send(true);
        }
    }

    /// Tells it so, and waits for that as long as `patience`.
    pub async fn stop(self, patience: Duration) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(patience, self.task).await.is_err() {
            tracing::warn!("stopped with messages under way");
        }
    }
}

/// At the start of the only process that works on a database: nobody else can be sending.
pub async fn recover(ctx: &Ctx) -> Result<(), Error> {
    if ctx.db.is_shared() {
        return Ok(());
    }
    // After the end of every lease; the greatest moment there is would be written with a sign and sort first.
    claim::release(ctx, ctx.clock.now() + TimeDelta::days(1)).await
}

async fn run(ctx: Ctx, stopping: watch::Receiver<bool>) {
    let mut tasks: HashMap<CompanyId, JoinHandle<Ended>> = HashMap::new();
    let mut pauses: HashMap<CompanyId, Instant> = HashMap::new();
    let mut released: Option<Instant> = None;
    let mut stop = stopping.clone();
    while !*stopping.borrow() {
        if released.is_none_or(|at| at.elapsed() > BETWEEN_RELEASES) {
            released = Some(Instant::now());
            report(claim::release(&ctx, ctx.clock.now()).await);
        }
        collect(&mut tasks, &mut pauses).await;
        for company in report(due(&ctx).await).unwrap_or_default() {
            let rests = pauses.get(&company).is_some_and(|until| *until > Instant::now());
            if !rests && !tasks.contains_key(&company) {
                tasks.insert(company, tokio::spawn(deliver(ctx.clone(), company, stopping.clone())));
            }
        }
        tokio::select! {
            () = sleep(TICK) => {}
            _ = stop.changed() => {}
        }
    }
    for task in tasks.into_values() {
        let _ = task.await;
    }
}

/// Takes finished tasks off the list.
async fn collect(
    tasks: &mut HashMap<CompanyId, JoinHandle<Ended>>,
    pauses: &mut HashMap<CompanyId, Instant>,
) {
    let finished: Vec<CompanyId> =
        tasks.iter().filter(|(_, task)| task.is_finished()).map(|(company, _)| *company).collect();
    for company in finished {
        let Some(task) = tasks.remove(&company) else { continue };
        match task.await {
            Ok(Ended::Pause(pause)) => {
                pauses.insert(company, Instant::now() + pause);
            }
            Ok(Ended::Done) => {
                pauses.remove(&company);
            }
            Err(error) => {
                tracing::error!(%error, "a company's messages stopped being sent");
                pauses.insert(company, Instant::now() + AFTER_THE_LIMIT);
            }
        }
    }
}

async fn due(ctx: &Ctx) -> Result<Vec<CompanyId>, Error> {
    store::companies_with_due(&mut ctx.db.read().await?, ctx.clock.now()).await
}

fn report<T>(result: Result<T, Error>) -> Option<T> {
    result
        .map_err(|error| {
            crate::error::report(&error);
        })
        .ok()
}

/// Sends what a company has to send, one message after the other over one connection.
async fn deliver(ctx: Ctx, company: CompanyId, stopping: watch::Receiver<bool>) -> Ended {
    let mut line: Option<Connection> = None;
    let mut ended = Ended::Done;
    while !*stopping.borrow() {
        match claim::next(&ctx, company).await {
            Ok(Claim::Ready(job)) => {
                let (delivery, answers) = attempt(&ctx, &job, &mut line).await;
                finish(&ctx, &job, &delivery).await;
                if !answers {
                    ended = Ended::Pause(ctx.mail.retry);
                    break;
                }
            }
            Ok(Claim::Held) => {}
            Ok(Claim::Nothing) => break,
            Ok(Claim::Limited) => {
                ended = Ended::Pause(AFTER_THE_LIMIT);
                break;
            }
            Err(error) => {
                crate::error::report(&error);
                ended = Ended::Pause(AFTER_THE_LIMIT);
                break;
            }
        }
    }
    if let Some(mut line) = line {
        line.close().await;
    }
    ended
}

/// Records how an attempt ended, however long the database is busy: until then nobody knows what became of it.
async fn finish(ctx: &Ctx, job: &Job, delivery: &Delivery) {
    for pause in TRIES {
        if report(claim::finish(ctx, job, delivery).await).is_some() {
            return;
        }
        sleep(pause).await;
    }
}

/// One attempt, and whether the server answers at all. A connection that was closed between two messages is opened
/// anew.
async fn attempt(ctx: &Ctx, job: &Job, line: &mut Option<Connection>) -> (Delivery, bool) {
    let mut last = Delivery::Abandoned;
    for _ in 0..2 {
        let mut open = match line.take() {
            Some(open) => open,
            None => match Connection::open(&ctx.mail, &job.server).await {
                Ok(open) => open,
                Err(answer) => return (Delivery::Temporary(answer), false),
            },
        };
        last = open.send(&job.message, async || claim::begin_text(ctx, job).await).await;
        if let Delivery::Stale(_) = last {
            continue;
        }
        if open.is_open() {
            *line = Some(open);
        }
        break;
    }
    (last, true)
}
