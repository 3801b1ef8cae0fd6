//! Invented charges in every state and of every age, with the ledger that led there.

use super::{clients::is_firm, random::Random};
use crate::{
    ctx::instant,
    store::bulk::{ChargeRow, LedgerRow, PaymentRow},
};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::{
    Money,
    charge::{ChargeStatus, LedgerKind},
    client::ClientData,
    holidays::Holidays,
    late_charges::{Policy, late_charges},
};
use uuid::Uuid;

/// What becomes of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Overdue,
    /// Overdue by the calendar, and due on a day on which banks were closed not long ago.
    OverdueSinceClosed,
    DueToday,
    DueTomorrow,
    DueLater,
    Settled,
    WrittenOff,
    Cancelled,
    Superseded,
}

/// A charge with its ledger.
pub(crate) struct Charge {
    pub(crate) row: ChargeRow,
    pub(crate) ledger: Vec<LedgerRow>,
    pub(crate) payments: Vec<PaymentRow>,
}

/// Makes charges as seen on one day.
pub(crate) struct Charges {
    pub(crate) today: NaiveDate,
}

impl Charges {
    /// A charge of `client`; its code and document are given when all charges are known.
    pub(crate) fn make(&self, random: &mut Random, company: Uuid, client: &ClientData, fate: Fate) -> Charge {
        let due = self.due(random, fate);
        let issued = (due - days(random.weighted(&[(40, 30), (25, 15), (20, 45), (15, 10)]))).min(self.today);
        let principal = amount(random, is_firm(client));
        let id = random.id();
        let row = ChargeRow {
            id,
            company_id: company,
            client_id: client.id.0,
            code: 0,
            document: String::new(),
            issued,
            due,
            principal_centavos: principal,
            balance_centavos: principal,
            status: ChargeStatus::Open.as_str(),
            moved: false,
            notes: String::new(),
            created_at: instant(issued.and_time(START)),
        };
        let mut charge = Charge { row, ledger: Vec::new(), payments: Vec::new() };
        charge.add(random, LedgerKind::Principal, principal, issued);
        match fate {
            Fate::Settled => self.settle(random, &mut charge),
            Fate::WrittenOff => self.give_up(random, &mut charge, ChargeStatus::WrittenOff),
            Fate::Cancelled => self.give_up(random, &mut charge, ChargeStatus::Cancelled),
            Fate::Superseded => self.give_up(random, &mut charge, ChargeStatus::Superseded),
            Fate::Overdue if random.chance(14) => self.pay_part(random, &mut charge),
            Fate::DueLater if random.chance(4) => self.pay_part(random, &mut charge),
            _ => {}
        }
        charge
    }

    fn due(&self, random: &mut Random, fate: Fate) -> NaiveDate {
        match fate {
            Fate::Overdue => {
                let late = random.weighted(&[
                    (24, (1, 10)),
                    (22, (11, 30)),
                    (15, (31, 60)),
                    (11, (61, 90)),
                    (14, (91, 180)),
                    (14, (181, 730)),
                ]);
                self.today - days(random.between(late.0, late.1))
            }
            Fate::OverdueSinceClosed => {
                let closed = self
                    .today
                    .iter_days()
                    .rev()
                    .skip(1)
                    .filter(|day| !Holidays::national().is_business_day(*day));
                let place = random.place(10);
                closed.take(10).nth(place).unwrap_or(self.today)
            }
            Fate::DueToday => self.today,
            Fate::DueTomorrow => self.today + days(1),
            Fate::DueLater => self.today + days(random.between(2, 120)),
            Fate::Settled => self.today - days(random.between(1, 540)),
            Fate::WrittenOff => self.today - days(random.between(200, 730)),
            Fate::Cancelled | Fate::Superseded => self.today - days(random.between(5, 400)),
        }
    }

    /// Most pay in time, some late with fine and interest, some late without.
    fn settle(&self, random: &mut Random, charge: &mut Charge) {
        let (due, principal) = (charge.row.due, charge.row.principal_centavos);
        let late = random.weighted(&[(30, (0, 0)), (30, (-5, -1)), (25, (1, 8)), (15, (9, 40))]);
        let on = (due + days(random.between(late.0, late.1))).clamp(charge.row.issued, self.today);
        let total =
            late_charges(&Policy::default(), Money::from_centavos(principal), due, on).total.centavos();
        if total > principal && random.chance(70) {
            charge.add(random, LedgerKind::Surcharge, total - principal, on);
            charge.pay(random, total, on);
        } else {
            charge.pay(random, principal, on);
        }
        charge.close(ChargeStatus::Settled);
    }

    fn pay_part(&self, random: &mut Random, charge: &mut Charge) {
        let part = charge.row.principal_centavos * random.between(2, 7) / 10;
        let on = (charge.row.due + days(random.between(0, 15))).clamp(charge.row.issued, self.today);
        if part > 0 {
            charge.pay(random, part, on);
            charge.row.balance_centavos -= part;
        }
    }

    fn give_up(&self, random: &mut Random, charge: &mut Charge, status: ChargeStatus) {
        let on = (charge.row.due + days(random.between(1, 120))).min(self.today);
        let kind = match status {
            ChargeStatus::WrittenOff => LedgerKind::WriteOff,
            ChargeStatus::Superseded => LedgerKind::Transfer,
            _ => LedgerKind::Cancellation,
        };
        charge.add(random, kind, charge.row.balance_centavos, on);
        charge.row.notes = (*random.pick(match status {
            ChargeStatus::WrittenOff => &["Baixado como perda, autorizado pela diretoria."],
            ChargeStatus::Superseded => &["Substituído por acordo."],
            _ => &[
                "Nota emitida em duplicidade.",
                "Mercadoria devolvida.",
                "Pedido cancelado antes da entrega.",
            ],
        }))
        .to_owned();
        charge.close(status);
    }
}

impl Charge {
    fn add(&mut self, random: &mut Random, kind: LedgerKind, amount: i64, on: NaiveDate) {
        self.ledger.push(LedgerRow {
            id: random.id(),
            charge_id: self.row.id,
            kind: kind.as_str(),
            amount_centavos: amount,
            effective_on: on,
            value_on: on,
            payment_id: None,
            user_id: None,
            recorded_at: instant(on.and_time(START)),
        });
        self.row.moved = kind != LedgerKind::Principal;
    }

    /// Receives an amount; what was added to the debt for it on the same day belongs to it.
    fn pay(&mut self, random: &mut Random, amount: i64, on: NaiveDate) {
        self.add(random, LedgerKind::Payment, amount, on);
        let payment = self.ledger.last().map(|line| line.id);
        for line in self.ledger.iter_mut().filter(|line| line.kind != LedgerKind::Principal.as_str()) {
            line.payment_id = payment;
        }
        self.payments.extend(payment.map(|id| PaymentRow {
            id,
            company_id: self.row.company_id,
            client_id: self.row.client_id,
            paid_on: on,
            amount_centavos: amount,
            user_id: None,
            recorded_at: instant(on.and_time(START)),
        }));
    }

    const fn close(&mut self, status: ChargeStatus) {
        self.row.balance_centavos = 0;
        self.row.status = status.as_str();
    }
}

/// What is of today is over already, at whatever time the demonstration is made.
const START: NaiveTime = NaiveTime::MIN;

pub(crate) const fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

/// What firms and people owe, with the endings that prices have.
fn amount(random: &mut Random, is_firm: bool) -> i64 {
    let reais = if is_firm {
        random.weighted(&[
            (50, (180, 1_900)),
            (35, (1_900, 8_500)),
            (12, (8_500, 26_000)),
            (3, (26_000, 74_000)),
        ])
    } else {
        random.weighted(&[(60, (49, 420)), (30, (420, 1_600)), (10, (1_600, 5_200))])
    };
    let odd = random.between(1, 98);
    let ending = random.weighted(&[(30, 90), (25, 0), (15, 50), (15, 99), (15, odd)]);
    random.between(reais.0, reais.1) * 100 + ending
}
