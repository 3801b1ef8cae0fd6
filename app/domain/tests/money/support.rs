//! Ledgers for tests: identities are counted, everything else is written as people write it.

use chrono::NaiveDate;
use domain::{
    Error, Money,
    accrual::Terms,
    charge::LedgerKind,
    id::{AgreementId, ChargeId, EntryId, PaymentId},
    ledger::{Entry, Ledger, NewEntry, Owed},
    period::parse_date,
    policy::Policy,
    settlement::{Settlement, Waiver, reverse, settle},
};
use uuid::Uuid;

pub fn date(text: &str) -> NaiveDate {
    parse_date(text).expect(text)
}

pub fn money(text: &str) -> Money {
    text.parse().expect(text)
}

pub fn charge_id(number: u128) -> ChargeId {
    ChargeId(Uuid::from_u128(number))
}

pub fn payment_id(number: u128) -> PaymentId {
    PaymentId(Uuid::from_u128(number))
}

pub fn agreement_id(number: u128) -> AgreementId {
    AgreementId(Uuid::from_u128(number))
}

pub fn usual() -> Terms<'static> {
    Terms::national(&Policy::default())
}

/// Charges, and a counter that stands in for the making of identities.
#[derive(Clone, Debug, Default)]
pub struct Books {
    pub ledgers: Vec<Ledger>,
    next: u128,
}

impl Books {
    pub fn with(charges: &[(&str, &str)]) -> Self {
        let mut books = Self::default();
        for (amount, due) in charges {
            books.charge(money(amount), date(due));
        }
        books
    }

    pub fn charge(&mut self, amount: Money, due: NaiveDate) -> ChargeId {
        self.charge_issued(amount, due, due - chrono::Days::new(30))
    }

    pub fn charge_issued(&mut self, amount: Money, due: NaiveDate, issued: NaiveDate) -> ChargeId {
        let id = charge_id(self.ledgers.len() as u128 + 1);
        let principal = Entry {
            id: self.id(),
            kind: LedgerKind::Principal,
            amount,
            on: issued,
            value_on: issued,
            reverses: None,
            payment: None,
            agreement: None,
        };
        let document = format!("FAT-{}", self.ledgers.len() + 1);
        let ledger = Ledger::from_entries(id, &document, due, vec![principal]).expect("one principal");
        self.ledgers.push(ledger);
        id
    }

    fn id(&mut self) -> EntryId {
        self.next += 1;
        EntryId(Uuid::from_u128(self.next))
    }

    pub fn of(&self, charge: ChargeId) -> &Ledger {
        self.ledgers.iter().find(|ledger| ledger.charge() == charge).expect("a charge")
    }

    pub fn add(&mut self, lines: impl IntoIterator<Item = NewEntry>) {
        for line in lines {
            let id = self.id();
            let ledger = self.ledgers.iter_mut().find(|ledger| ledger.charge() == line.charge);
            ledger.expect("a charge").push(line.with_id(id)).expect("a line that fits");
        }
    }

    pub fn pay(&mut self, payment: u128, on: &str, amount: &str) -> Result<Settlement, Error> {
        self.pay_waiving(payment, on, amount, Waiver::NONE)
    }

    pub fn pay_waiving(
        &mut self,
        payment: u128,
        on: &str,
        amount: &str,
        waiver: Waiver,
    ) -> Result<Settlement, Error> {
        let settlement = settle(&usual(), &self.ledgers, date(on), money(amount), waiver)?;
        let lines: Vec<_> = settlement.entries(payment_id(payment)).collect();
        self.add(lines);
        Ok(settlement)
    }

    pub fn take_back(&mut self, payment: u128, on: &str) -> Result<(), Error> {
        let lines = reverse(&self.ledgers, payment_id(payment), date(on))?;
        self.add(lines);
        Ok(())
    }

    pub fn owed(&self, on: &str) -> Owed {
        self.ledgers.iter().map(|ledger| ledger.owed(&usual(), date(on)).expect("figures")).sum()
    }
}

/// Principal, fine, interest and total, as they are written.
pub fn figures(owed: &Owed) -> [String; 4] {
    [owed.principal, owed.fine, owed.interest, owed.total].map(Money::plain)
}
