//! Working a run off, behind the page: each client in a transaction of its own. Its state is in the database, so
//! whoever finds a run that nobody works on goes on with it, after a restart or when a node is gone.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    error, events,
    messages::{self, Outgoing, check, fill},
    store::{
        Tx,
        bulk_runs::{self, Item},
        clients,
        contacts::{self, NewContact, NewFacts},
        letters, people, sessions, templates,
    },
};
use chrono::TimeDelta;
use domain::{
    Money,
    bulk::{BulkItem, BulkRun, BulkState, ItemState},
    contact::{Outcome, SubOutcome},
    id::{BulkId, ChargeId, ContactId},
    message::{Ask, Facts, MessageChannel, Prepared, Refusal, TemplateLine},
};
use serde_json::json;
use std::time::Duration;

/// Clients asked about before the result is stored.
const AT_A_TIME: u32 = 25;
/// After so long without a sign of life nobody is working any more.
const SILENCE: TimeDelta = TimeDelta::seconds(20);
/// How often runs are looked for that nobody works on.
const LOOK: Duration = Duration::from_secs(5);
/// E-mails of a run that may wait in the outbox: what is computed and recorded goes out soon after, and who pauses or
/// gives up stops nearly everything.
const AHEAD: u32 = 50;
/// How often a full outbox is looked at.
const FULL: Duration = Duration::from_millis(200);
/// How long a page waits for a small run to be done.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Goes on with runs that nobody works on, for as long as the server runs.
pub async fn serve(ctx: Ctx) {
    loop {
        if let Err(cause) = resume(&ctx).await {
            note(&cause);
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn resume(ctx: &Ctx) -> Result<(), Error> {
    let since = ctx.clock.now() - SILENCE;
    let silent = bulk_runs::silent(&mut ctx.db.read().await?, since).await?;
    for run in silent {
        let mut tx = ctx.db.begin().await?;
        if bulk_runs::claim(&mut tx, run, ctx.clock.now(), since).await? {
            tx.commit().await?;
            tracing::info!(%run, "going on with a run that nobody worked on");
            spawn(ctx, run);
        }
    }
    Ok(())
}

/// Begins to work, and waits a moment: small runs are done at once.
pub(super) async fn begin(ctx: &Ctx, run: BulkId) {
    let _ = tokio::time::timeout(PATIENCE, spawn(ctx, run)).await;
}

fn spawn(ctx: &Ctx, run: BulkId) -> tokio::task::JoinHandle<()> {
    let ctx = ctx.clone();
    tokio::spawn(async move {
        if let Err(cause) = work_off(&ctx, run).await {
            // Whoever looks for silent runs tries again.
            note(&cause);
        }
    })
}

/// Logs what went wrong; that the server ends is nothing to report.
fn note(cause: &Error) {
    if !cause.is_closed() {
        error::report(cause);
    }
}

/// Works a run off until it is over, paused, or waits for a person.
pub async fn work_off(ctx: &Ctx, id: BulkId) -> Result<(), Error> {
    loop {
        let mut tx = ctx.db.read().await?;
        let Some((run, user)) = bulk_runs::one(&mut tx, id).await? else { return Ok(()) };
        let (wanted, after) = match run.state {
            BulkState::Checking => (ItemState::Waiting, BulkState::Ready),
            BulkState::Running => (ItemState::Ready, BulkState::Done),
            _ => return Ok(()),
        };
        let actor = sessions::actor(&mut tx, user).await?;
        let template = templates::of_run(&mut tx, id).await?;
        let items = bulk_runs::items(&mut tx, id, wanted, AT_A_TIME).await?;
        drop(tx);
        if run.state == BulkState::Running && run.deliveries.waiting >= AHEAD && !items.is_empty() {
            let mut tx = ctx.db.begin().await?;
            bulk_runs::beat(&mut tx, id, ctx.clock.now()).await?;
            tx.commit().await?;
            tokio::time::sleep(FULL).await;
            continue;
        }
        let after = match (&actor, &template) {
            (Some(_), Some(_)) if !items.is_empty() => None,
            (Some(_), Some(_)) => Some(after),
            // Who began it may no longer, or its template was taken off the list: nothing more is sent.
            _ => Some(BulkState::Stopped),
        };
        let mut tx = ctx.db.begin().await?;
        if let Some(after) = after {
            bulk_runs::set_state(&mut tx, id, (run.state, after), ctx.clock.now()).await?;
            return tx.commit().await;
        }
        bulk_runs::beat(&mut tx, id, ctx.clock.now()).await?;
        tx.commit().await?;
        let (Some(actor), Some(template)) = (actor, template) else { return Ok(()) };
        let job = Job { ctx, actor: &actor, run: &run, template: &template };
        match run.state {
            BulkState::Checking => job.check_all(&items).await?,
            _ => job.send_all(&items).await?,
        }
    }
}

struct Job<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    run: &'a BulkRun,
    template: &'a TemplateLine,
}

/// What the guard says of a client.
type Answer = Result<Facts, Refusal>;

impl Job<'_> {
    /// The dry run: asks about each client, changes nothing but the run.
    async fn check_all(&self, items: &[Item]) -> Result<(), Error> {
        let mut answers = Vec::with_capacity(items.len());
        for item in items {
            let mut tx = self.ctx.db.read().await?;
            answers.push(self.asked(&mut tx, &item.line).await.map(|(answer, ..)| answer));
        }
        let mut tx = self.ctx.db.begin().await?;
        for (item, answer) in items.iter().zip(answers) {
            self.note(&mut tx, &item.line, ItemState::Ready, answer).await?;
        }
        tx.commit().await
    }

    /// Sends to each client, one after the other; whoever fails does not stop the others.
    async fn send_all(&self, items: &[Item]) -> Result<(), Error> {
        for item in items {
            match self.send(item).await {
                Ok(true) => {}
                // Paused, given up, or somebody else works on it.
                Ok(false) => return Ok(()),
                Err(cause) => {
                    let mut tx = self.ctx.db.begin().await?;
                    self.note(&mut tx, &item.line, ItemState::Failed, Err(cause)).await?;
                    tx.commit().await?;
                }
            }
        }
        Ok(())
    }

    /// Sends to one client, in one transaction with the note of it. Says whether the run is still running.
    async fn send(&self, item: &Item) -> Result<bool, Error> {
        let line = &item.line;
        let mut tx = self.ctx.db.begin().await?;
        tx.lock_client(line.client).await?;
        match bulk_runs::state_of_item(&mut tx, self.run.id, line.number).await? {
            None => return Ok(false),
            Some(ItemState::Ready) => {}
            Some(_) => return Ok(true),
        }
        let (answer, to) = self.asked(&mut tx, line).await?;
        if let Ok(facts) = &answer {
            let (subject, body) = (&self.template.subject, &self.template.body);
            let prepared = fill(self.run.channel, subject, body, facts)?;
            if self.run.channel == MessageChannel::Email {
                let out = Outgoing {
                    facts,
                    asks: messages::asks(self.template),
                    to: &to,
                    template: Some(self.template.id),
                    source: (subject, body),
                    prepared: &prepared,
                    files: &[],
                    key: item.key,
                    guard_reason: "",
                };
                messages::queue(&mut tx, self.ctx, self.actor, &out).await?;
            } else {
                self.print(&mut tx, item, facts, (&to, &prepared)).await?;
            }
        }
        self.note(&mut tx, line, ItemState::Done, Ok(answer)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// What the one guard says, with the client and where the message would go.
    async fn asked(&self, tx: &mut Tx, line: &BulkItem) -> Result<(Answer, Vec<String>), Error> {
        let client = clients::of_company(tx, line.client, line.company).await?.ok_or(Error::NotFound)?;
        if !self.actor.sees(line.company) {
            return Err(Error::NotFound);
        }
        let people = people::of_client(tx, line.client).await?;
        let to: Vec<String> =
            messages::usual_address(self.run.channel, &client, &people).into_iter().collect();
        let ask = Ask {
            client: line.client,
            company: line.company,
            channel: self.run.channel,
            charges: line.charges.clone(),
            to: to.clone(),
            asks: messages::asks(self.template),
            reason: String::new(),
            decided: None,
        };
        let answer = check(tx, self.ctx, self.actor.user, &ask).await?;
        Ok((answer, to))
    }

    /// Notes what became of a client.
    async fn note(
        &self,
        tx: &mut Tx,
        line: &BulkItem,
        good: ItemState,
        answer: Result<Answer, Error>,
    ) -> Result<(), Error> {
        let (state, reason, total) = match answer {
            Ok(Ok(facts)) => (good, String::new(), facts.owed().total),
            Ok(Err(refusal)) => {
                let reason =
                    serde_json::to_string(&refusal).map_err(|error| Error::Other(error.to_string()))?;
                (ItemState::Refused, reason, Money::ZERO)
            }
            Err(cause) => (ItemState::Failed, error::report(&cause), Money::ZERO),
        };
        let now = self.ctx.clock.now();
        bulk_runs::set_item(tx, self.run.id, (line.number, line.state), (state, &reason), total, now).await
    }

    /// A letter is a contact; the page of the run prints all of them.
    async fn print(
        &self,
        tx: &mut Tx,
        item: &Item,
        facts: &Facts,
        (to, letter): (&[String], &Prepared),
    ) -> Result<(), Error> {
        let (id, now) = (ContactId(new_id()), self.ctx.clock.now());
        let printed = NewFacts {
            channel: MessageChannel::Letter.contact(),
            outcome: Outcome::NoContact,
            sub_outcome: Some(SubOutcome::MessageUnanswered),
            reason: None,
        };
        let contact = NewContact {
            id,
            client: facts.client,
            company: item.line.company,
            at: now,
            facts: Some(printed),
            spoke_to: "",
            notes: &letter.body,
            guard_reason: "",
            user: self.actor.user,
            key: item.key,
            recorded_at: now,
        };
        let charges: Vec<ChargeId> = facts.charges.iter().map(|charge| charge.id).collect();
        contacts::insert(tx, &contact, &charges).await?;
        letters::written(tx, id, &to.concat(), &letter.subject).await?;
        let data = json!({ "at": now, "channel": printed.channel, "charges": charges, "bulk": self.run.id });
        events::done_by(tx, self.ctx, self.actor, Some(facts.client), "contact_recorded", id.0, data).await
    }
}
