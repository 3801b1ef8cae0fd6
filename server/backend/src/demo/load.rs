//! Putting the demonstration data into an empty database.

use super::{
    Logins,
    charges::{Charge, Charges, Fate, days},
    clients::{client, people},
    filters,
    histories::{Debt, Histories, Owed, Team, business_day_before},
    logins, messages, promises,
    random::Random,
};
use crate::{
    Ctx, Error, companies,
    ctx::{instant, new_id},
    events::{self, Event, Origin},
    import::client_row,
    store::{
        Tx,
        bulk::{self, ClientCompanyRow, PersonRow},
        demo, import,
    },
    users,
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    charge::ChargeStatus,
    client::ClientData,
    holidays::Holidays,
    id::{CompanyId, UserId},
};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

const SEED: u64 = 20_261_121;
const CLIENTS: usize = 300;
/// Clients of which at least one charge is overdue: the first ones.
const DELINQUENT: usize = 140;

/// How many charges meet which fate.
const FATES: [(usize, Fate); 9] = [
    (460, Fate::Overdue),
    (14, Fate::OverdueSinceClosed),
    (24, Fate::DueToday),
    (20, Fate::DueTomorrow),
    (330, Fate::DueLater),
    (560, Fate::Settled),
    (34, Fate::WrittenOff),
    (34, Fate::Cancelled),
    (24, Fate::Superseded),
];

/// Everything that is invented, before it is written.
struct World {
    random: Random,
    today: NaiveDate,
    companies: [Uuid; 2],
    clients: Vec<(ClientData, Vec<Uuid>, Vec<PersonRow>)>,
    charges: Vec<(usize, Charge)>,
    histories: Histories,
}

/// Fills an empty database; one that already has users or clients is refused. For the operator: asks for no
/// actor.
pub async fn load(ctx: &Ctx) -> Result<Logins, Error> {
    let logins = logins();
    let mut new_users = Vec::new();
    for login in &logins.users {
        let new = users::NewUser {
            name: login.name.to_owned(),
            email: login.email.to_owned(),
            role: login.role,
            companies: Vec::new(),
            password: logins.password.to_owned(),
        };
        let hash = users::checked_hash(ctx, &new).await?;
        new_users.push((new, hash));
    }
    let mut tx = ctx.db.begin().await?;
    if demo::in_use(&mut tx).await? {
        return Err(Error::Other(
            "the database already has users or clients: demonstration data is for an empty one".to_owned(),
        ));
    }
    let companies = [
        company(&mut tx, ctx, "Distribuidora Serra Azul Ltda", "SERRAAZ10001", "SP").await?,
        company(&mut tx, ctx, "Serra Azul Serviços Ltda", "471963280001", "PR").await?,
    ];
    for (place, company) in companies.iter().enumerate() {
        messages::complete(&mut tx, *company, place).await?;
    }
    let mut ids = Vec::new();
    for (place, (new, hash)) in new_users.iter().enumerate() {
        let sees = if place == 1 { vec![companies[0]] } else { companies.to_vec() };
        let new = users::NewUser { companies: sees, ..new.clone() };
        ids.push(users::add_within(&mut tx, ctx, &new, hash, Origin::Command).await?);
    }
    let mut world = World::new(ctx.clock.today(), companies);
    world.invent(ctx, &ids);
    world.write(&mut tx, ctx).await?;
    filters::write(&mut tx, ctx, ids[0]).await?;
    tx.touch_everything().await?;
    tx.commit().await?;
    Ok(logins)
}

async fn company(tx: &mut Tx, ctx: &Ctx, name: &str, root: &str, uf: &str) -> Result<CompanyId, Error> {
    let tax_id = domain::tax_id::complete_cnpj(root).map_err(|error| error.on("tax_id"))?;
    let new = companies::NewCompany { name: name.to_owned(), tax_id: tax_id.into(), uf: uf.to_owned() };
    companies::add_within(tx, ctx, &new, Origin::Command).await
}

fn owed(charge: &Charge) -> Owed {
    Owed {
        id: charge.row.id,
        document: charge.row.document.clone(),
        due: charge.row.due,
        centavos: charge.row.balance_centavos.max(charge.row.principal_centavos / 2),
    }
}

impl World {
    fn new(today: NaiveDate, companies: [CompanyId; 2]) -> Self {
        Self {
            random: Random::new(SEED),
            today,
            companies: companies.map(|company| company.0),
            clients: Vec::new(),
            charges: Vec::new(),
            histories: Histories::default(),
        }
    }

    fn invent(&mut self, ctx: &Ctx, users: &[UserId]) {
        self.invent_clients();
        self.invent_charges();
        let user = |place: usize| users[place].0;
        let team = Team {
            now: ctx.clock.local_now(),
            narrow: self.companies[1],
            all: vec![user(0), user(1), user(2), user(3)],
            few: vec![user(0), user(2), user(3)],
        };
        self.invent_histories(&team);
    }

    fn invent_clients(&mut self) {
        let random = &mut self.random;
        let at = instant((self.today - days(760)).and_time(NaiveTime::MIN));
        let (mut tax_ids, mut names) = (HashSet::new(), HashSet::new());
        while self.clients.len() < CLIENTS {
            let client = client(random, &mut tax_ids);
            if names.insert(client.name.clone()) {
                let [first, second] = self.companies;
                let of = random.weighted(&[(58, 0), (27, 1), (15, 2)]);
                let companies = [vec![first], vec![second], vec![first, second]][of].clone();
                let people = people(random, &client, at);
                self.clients.push((client, companies, people));
            }
        }
    }

    fn invent_charges(&mut self) {
        let make = Charges { today: self.today };
        for (count, fate) in FATES {
            for place in 0..count {
                let random = &mut self.random;
                let whose = match fate {
                    // Everybody who is to be delinquent once, then some more than others.
                    Fate::Overdue if place < DELINQUENT => place,
                    Fate::Overdue | Fate::OverdueSinceClosed => {
                        random.place(DELINQUENT).min(random.place(DELINQUENT))
                    }
                    Fate::Settled if place < CLIENTS => place,
                    _ => random.place(CLIENTS),
                };
                let (client, companies, _) = &self.clients[whose];
                let company = *random.pick(companies);
                self.charges.push((whose, make.make(random, company, client, fate)));
            }
        }
        self.charges.sort_by_key(|(_, charge)| (charge.row.issued, charge.row.id));
        for (company, series) in self.companies.into_iter().zip(["NF", "FS"]) {
            let of_company = self.charges.iter_mut().filter(|(_, charge)| charge.row.company_id == company);
            for (code, (_, charge)) in (1..).zip(of_company) {
                charge.row.code = code;
                charge.row.document = format!("{series}-{:05}", 10_480 + code);
            }
        }
    }

    fn invent_histories(&mut self, team: &Team) {
        let mut histories = std::mem::take(&mut self.histories);
        let mut random = self.random.clone();
        let mut due = [0_usize; 3];
        for place in 0..CLIENTS {
            let Some(debt) = self.debt(place) else { continue };
            let random = &mut random;
            let span = (self.today - debt.since).num_days();
            if place >= DELINQUENT {
                if random.chance(25) {
                    let count = random.between(1, 2);
                    histories.past(random, team, &debt, count);
                }
                continue;
            }
            let (least, most) = match span {
                ..=3 => (0, 1),
                4..=10 => (0, 2),
                11..=30 => (1, 4),
                31..=90 => (2, 7),
                _ => (3, 11),
            };
            let count = random.between(least, most);
            histories.past(random, team, &debt, count);
            if random.chance(30) {
                histories.comment(random, team, &debt);
            }
            let contacted_today = place % 11 == 4;
            if contacted_today {
                let share = random.between(35, 92);
                histories.today(random, team, &debt, share, 1 + i64::from(place % 44 == 4));
            }
            if random.chance(72) || contacted_today {
                let when = if contacted_today { 2 } else { random.weighted(&[(18, 0), (26, 1), (56, 2)]) };
                let on = match when {
                    0 => business_day_before(self.today, random.between(1, 9)),
                    1 => self.today,
                    _ => Holidays::national().next_business_day(self.today + days(random.between(1, 24))),
                };
                let members = team.of(debt.company);
                let assignee = members[ROTA[due[when] % ROTA.len()].min(members.len() - 1)];
                due[when] += 1;
                let created = business_day_before(self.today, 10).and_time(NaiveTime::MIN) + NINE;
                histories.planned(random, &debt, on, assignee, created);
            }
        }
        self.random = random;
        self.histories = histories;
    }

    /// What the client owes to one company: its overdue charges there, or else what it ever owed.
    fn debt(&self, place: usize) -> Option<Debt<'_>> {
        let (client, _, people) = &self.clients[place];
        let theirs =
            || self.charges.iter().filter(move |(whose, _)| *whose == place).map(|(_, charge)| charge);
        let overdue = |charge: &&Charge| {
            charge.row.status == ChargeStatus::Open.as_str() && charge.row.due < self.today
        };
        let first =
            theirs().filter(overdue).min_by_key(|charge| charge.row.due).or_else(|| theirs().next())?;
        let company = first.row.company_id;
        let mut charges: Vec<&Charge> =
            theirs().filter(overdue).filter(|charge| charge.row.company_id == company).collect();
        if charges.is_empty() {
            charges.push(first);
        }
        charges.sort_by_key(|charge| charge.row.due);
        Some(Debt {
            client,
            people,
            company,
            charges: charges.into_iter().map(owed).collect(),
            since: first.row.due.min(self.today - days(2)),
        })
    }

    async fn write(self, tx: &mut Tx, ctx: &Ctx) -> Result<(), Error> {
        let at = instant((self.today - days(760)).and_time(NaiveTime::MIN));
        let (mut rows, mut links, mut persons) = (Vec::new(), Vec::new(), Vec::new());
        for (client, companies, people) in self.clients {
            links.extend(companies.into_iter().map(|company| ClientCompanyRow {
                client_id: client.id.0,
                company_id: company,
                external_ref: None,
            }));
            rows.push(client_row(client, at));
            persons.extend(people);
        }
        bulk::insert(tx, rows).await?;
        bulk::insert(tx, links).await?;
        bulk::insert(tx, persons).await?;
        for company in self.companies {
            let codes = self.charges.iter().filter(|(_, charge)| charge.row.company_id == company);
            let last = codes.map(|(_, charge)| charge.row.code).max().unwrap_or_default();
            import::set_last_code(tx, CompanyId(company), last).await?;
        }
        let invented: Vec<Charge> = self.charges.into_iter().map(|(_, charge)| charge).collect();
        let promises = promises::made(&self.histories.contacts, &invented, self.today);
        let (mut charges, mut payments, mut ledger) = (Vec::new(), Vec::new(), Vec::new());
        for charge in invented {
            charges.push(charge.row);
            payments.extend(charge.payments);
            ledger.extend(charge.ledger);
        }
        bulk::insert(tx, charges).await?;
        bulk::insert(tx, payments).await?;
        bulk::insert(tx, ledger).await?;
        let (contacts, about) = (self.histories.contacts.clone(), self.histories.about.clone());
        bulk::insert(tx, self.histories.contacts).await?;
        bulk::insert(tx, self.histories.about).await?;
        messages::write(tx, ctx, &contacts, &about).await?;
        bulk::insert(tx, self.histories.appointments).await?;
        promises::write(tx, ctx, &promises).await?;
        let event = Event {
            origin: Origin::Command,
            user: None,
            client: None,
            kind: "demonstration_loaded",
            subject: new_id(),
            data: json!({ "clients": CLIENTS }),
        };
        events::record(tx, ctx, event).await
    }
}

/// Who of a company's team gets the next appointment: the agents most of them.
const ROTA: [usize; 8] = [0, 1, 0, 1, 2, 0, 1, 3];
/// Nine hours after midnight.
const NINE: chrono::TimeDelta = chrono::TimeDelta::hours(9);
