//! A large database for measuring: many clients, charges and contacts.

use crate::{
    Ctx, Error, companies,
    ctx::{instant, new_id},
    demo::{
        charges::{Charges, Fate, days},
        clients::client,
        random::Random,
    },
    import::client_row,
    store::{
        Tx,
        bulk::{self, AppointmentRow, ClientCompanyRow, ContactRow},
        demo, import, plans,
    },
    users,
};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use domain::{
    client::ClientData,
    contact::{Channel, DefaultReason, Outcome},
    id::{ClientId, CompanyId},
    permission::Role,
};
use serde::Serialize;
use std::collections::HashSet;
use uuid::Uuid;

const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "desempenho";
const SEED: u64 = 20_260_101;
/// Rows that are made and written together.
const BATCH: u32 = 5_000;
/// Agents; the first is the one who signs in.
const AGENTS: usize = 10;
/// What the client has whose page is measured.
const OVERDUE_OF_ONE: u32 = 12;
const CONTACTS_OF_ONE: u32 = 30;
/// The rows of the agenda that is measured.
const TODAY: u32 = 50;

/// What a measurement needs to know about the data.
#[derive(Clone, Debug, Serialize)]
pub struct BenchData {
    /// Address to sign in with.
    pub email: &'static str,
    /// Password to sign in with.
    pub password: &'static str,
    /// A client with 30 contacts and 12 overdue charges.
    pub client: ClientId,
}

/// Fills an empty database with so many clients, charges (a fifth of them overdue) and contacts.
/// For the operator: asks for no actor.
pub async fn load(ctx: &Ctx, clients: u32, charges: u32, contacts: u32) -> Result<BenchData, Error> {
    let user = |place: usize| users::NewUser {
        name: if place == 0 { "Bench".to_owned() } else { format!("Bench {place}") },
        email: if place == 0 { EMAIL.to_owned() } else { format!("bench{place}@example.com") },
        role: Role::Agent,
        companies: Vec::new(),
        password: PASSWORD.to_owned(),
    };
    let hash = users::checked_hash(ctx, &user(0)).await?;
    let mut tx = ctx.db.begin().await?;
    if demo::in_use(&mut tx).await? {
        return Err(Error::Other("the database already has users or clients".to_owned()));
    }
    let origin = crate::events::Origin::Command;
    let new = companies::NewCompany { name: "Bench Ltda".to_owned(), ..companies::NewCompany::default() };
    let company = companies::add_within(&mut tx, ctx, &new, origin).await?;
    let mut agents = Vec::new();
    for place in 0..AGENTS {
        agents.push(users::add_within(&mut tx, ctx, &user(place), &hash, origin).await?.0);
    }
    let mut bench = Bench {
        random: Random::new(SEED),
        company: company.0,
        agents,
        now: ctx.clock.local_now(),
        clients: Vec::new(),
    };
    bench.clients(&mut tx, clients.max(2)).await?;
    bench.charges(&mut tx, charges).await?;
    bench.contacts(&mut tx, contacts).await?;
    bench.appointments(&mut tx).await?;
    tx.touch_everything().await?;
    tx.commit().await?;
    plans::analyse(&ctx.db).await?;
    Ok(BenchData { email: EMAIL, password: PASSWORD, client: bench.clients[0].id })
}

/// How the database runs every statement of the store, as text.
pub async fn query_plans(ctx: &Ctx) -> Result<String, Error> {
    plans::all(&mut ctx.db.read().await?).await
}

struct Bench {
    random: Random,
    company: Uuid,
    agents: Vec<Uuid>,
    now: NaiveDateTime,
    /// The first is the one whose page is measured.
    clients: Vec<ClientData>,
}

impl Bench {
    async fn clients(&mut self, tx: &mut Tx, count: u32) -> Result<(), Error> {
        let at = instant(self.now - days(900));
        let mut taken = HashSet::new();
        for batch in batches(count) {
            let made: Vec<ClientData> = batch.map(|_| client(&mut self.random, &mut taken)).collect();
            let link = |client: &ClientData| ClientCompanyRow {
                client_id: client.id.0,
                company_id: self.company,
                external_ref: None,
            };
            let links = made.iter().map(link).collect();
            bulk::insert(tx, made.iter().map(|client| client_row(client.clone(), at)).collect()).await?;
            bulk::insert(tx, links).await?;
            self.clients.extend(made);
        }
        Ok(())
    }

    async fn charges(&mut self, tx: &mut Tx, count: u32) -> Result<(), Error> {
        let make = Charges { today: self.now.date() };
        let mut code = 0;
        for batch in batches(count) {
            let (mut rows, mut payments, mut ledgers) = (Vec::new(), Vec::new(), Vec::new());
            for place in batch {
                let fate = match place % 10 {
                    0 | 1 => Fate::Overdue,
                    2..=4 => Fate::DueLater,
                    _ => Fate::Settled,
                };
                let whose = match place / 10 {
                    // Two of ten are overdue: the first ones are those of the client that is measured.
                    tenth if fate == Fate::Overdue && tenth < OVERDUE_OF_ONE / 2 => 0,
                    _ => 1 + self.random.place(self.clients.len() - 1),
                };
                let client = &self.clients[whose];
                let mut charge = make.make(&mut self.random, self.company, client, fate);
                code += 1;
                charge.row.code = code;
                charge.row.document = format!("B-{code:07}");
                rows.push(charge.row);
                payments.extend(charge.payments);
                ledgers.extend(charge.ledger);
            }
            bulk::insert(tx, rows).await?;
            bulk::insert(tx, payments).await?;
            bulk::insert(tx, ledgers).await?;
        }
        import::set_last_code(tx, CompanyId(self.company), code).await
    }

    async fn contacts(&mut self, tx: &mut Tx, count: u32) -> Result<(), Error> {
        for batch in batches(count) {
            let rows = batch.map(|place| {
                let whose =
                    if place < CONTACTS_OF_ONE { 0 } else { 1 + self.random.place(self.clients.len() - 1) };
                self.contact(whose)
            });
            let rows: Vec<ContactRow> = rows.collect();
            bulk::insert(tx, rows).await?;
        }
        Ok(())
    }

    fn contact(&mut self, whose: usize) -> ContactRow {
        let random = &mut self.random;
        let at = instant(self.now - TimeDelta::minutes(random.between(1_440, 1_000_000)));
        let outcome = *random.pick(Outcome::ALL);
        ContactRow {
            id: random.id(),
            client_id: self.clients[whose].id.0,
            company_id: self.company,
            kind: "contact",
            at,
            channel: Some(random.pick(Channel::ALL).as_str()),
            outcome: Some(outcome.as_str()),
            sub_outcome: Some(random.pick(outcome.sub_outcomes()).as_str()),
            reason: outcome.needs_reason().then(|| random.pick(DefaultReason::ALL).as_str()),
            spoke_to: if outcome == Outcome::NoContact { String::new() } else { "Ana".to_owned() },
            notes: "Pediu a segunda via e disse que paga até o fim do mês.".to_owned(),
            guard_reason: String::new(),
            user_id: *random.pick(&self.agents),
            idempotency_key: new_id(),
            recorded_at: at,
            voided_at: None,
            voided_by: None,
            void_reason: String::new(),
        }
    }

    /// One for every tenth client: so many of the one who signs in today, and others on other days.
    async fn appointments(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let count = u32::try_from(self.clients.len() / 10).unwrap_or(u32::MAX).max(TODAY);
        for batch in batches(count) {
            let rows = batch.map(|place| self.appointment(place));
            let rows: Vec<AppointmentRow> = rows.collect();
            bulk::insert(tx, rows).await?;
        }
        Ok(())
    }

    fn appointment(&mut self, place: u32) -> AppointmentRow {
        let random = &mut self.random;
        let (assignee, shift) = match place {
            ..TODAY => (0, 0),
            _ if random.chance(10) => (1 + random.place(AGENTS - 1), -random.between(1, 5)),
            _ => (random.place(AGENTS), random.between(1, 60)),
        };
        let time = NaiveTime::MIN + TimeDelta::minutes(random.between(8 * 12, 18 * 12) * 5);
        let assignee = self.agents[assignee];
        AppointmentRow {
            id: random.id(),
            client_id: self.clients[1 + random.place(self.clients.len() - 1)].id.0,
            company_id: self.company,
            due_on: self.now.date() + days(shift),
            due_time: time.format("%H:%M").to_string(),
            assignee_id: assignee,
            notes: "Confirmar o pagamento prometido.".to_owned(),
            state: "pending",
            source_contact_id: None,
            done_contact_id: None,
            created_by: assignee,
            created_at: instant(self.now - days(3)),
            closed_by: None,
            closed_at: None,
        }
    }
}

fn batches(count: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..count.div_ceil(BATCH)).map(move |batch| batch * BATCH..count.min((batch + 1) * BATCH))
}
