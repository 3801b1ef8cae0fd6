//! Whatever happens to charges, in whatever order: nothing is lost, nothing is asked twice, nothing past changes.

mod by_hand;

use self::by_hand::{by_hand, rate, told};
use crate::support::{Books, agreement_id, date, payment_id};
use chrono::{Days, NaiveDate};
use domain::{
    Error, Money,
    accrual::Terms,
    ageing::Ageing,
    agreement::{Adjustment, Limits, Proposal, break_up, undo},
    charge::{ChargeStatus, PaymentMethod},
    holidays::Holidays,
    id::{AgreementId, ChargeId, PaymentId},
    instalments::{Division, Rhythm},
    ledger::{Ledger, NewEntry, Owed},
    policy::{CountedFrom, Policy, PolicyVersion, PolicyVersions},
    settlement::{Waiver, asked, reverse, settle},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Something that happens. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Happening {
    Charge { centavos: i64, due_in: i64 },
    Settle { chosen: u8, per_mille: i64, days_ago: u64, waiver: (bool, bool) },
    Reverse { which: usize },
    Agree { chosen: u8, count: u32, discount_per_mille: i64, surcharge: i64 },
    Undo { which: usize },
    Break { which: usize },
    Policy { fine: i64, interest: i64, grace_days: u32, extended: bool },
    Days(u64),
}

fn happenings() -> impl Strategy<Value = Happening> {
    let waiver = (prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    prop_oneof![
        (1..200_000_i64, -60..40_i64).prop_map(|(centavos, due_in)| Happening::Charge { centavos, due_in }),
        (any::<u8>(), 1..=1_000_i64, prop_oneof![4 => Just(0_u64), 1 => 1..20_u64], waiver).prop_map(
            |(chosen, per_mille, days_ago, waiver)| Happening::Settle { chosen, per_mille, days_ago, waiver }
        ),
        (any::<u8>(), 1..=1_000_i64).prop_map(|(chosen, per_mille)| Happening::Settle {
            chosen,
            per_mille,
            days_ago: 0,
            waiver: (false, false)
        }),
        any::<usize>().prop_map(|which| Happening::Reverse { which }),
        (any::<u8>(), 1..5_u32, 0..=1_000_i64, 0..5_000_i64).prop_map(
            |(chosen, count, discount_per_mille, surcharge)| Happening::Agree {
                chosen,
                count,
                discount_per_mille,
                surcharge
            }
        ),
        any::<usize>().prop_map(|which| Happening::Undo { which }),
        any::<usize>().prop_map(|which| Happening::Break { which }),
        (0..10_000_000_i64, 0..5_000_000_i64, 0..4_u32, any::<bool>()).prop_map(
            |(fine, interest, grace_days, extended)| Happening::Policy {
                fine,
                interest,
                grace_days,
                extended
            }
        ),
        (1..45_u64).prop_map(Happening::Days),
    ]
}

#[derive(Clone)]
struct Agreed {
    id: AgreementId,
    sources: Vec<ChargeId>,
    instalments: Vec<ChargeId>,
    /// The sources as they were before.
    before: Vec<Ledger>,
}

struct World {
    today: NaiveDate,
    books: Books,
    versions: Vec<PolicyVersion>,
    agreements: Vec<Agreed>,
    /// Every payment that was not taken back.
    cash: Vec<(PaymentId, Money)>,
    payments: u128,
}

impl World {
    fn new() -> Self {
        Self {
            today: date("01/10/2026"),
            books: Books::default(),
            versions: Vec::new(),
            agreements: Vec::new(),
            cash: Vec::new(),
            payments: 0,
        }
    }

    fn terms_of(versions: &[PolicyVersion], day: NaiveDate) -> Terms<'static> {
        Terms {
            policy: PolicyVersions::new(versions.to_vec()).on(day),
            holidays: Holidays::national(),
            index: None,
        }
    }

    fn terms(&self, day: NaiveDate) -> Terms<'static> {
        Self::terms_of(&self.versions, day)
    }

    fn owed(&self, ledger: &Ledger, day: NaiveDate) -> Owed {
        ledger.owed(&self.terms(day), day).expect("figures")
    }

    fn total(&self, day: NaiveDate) -> Money {
        self.books.ledgers.iter().map(|ledger| self.owed(ledger, day).total).sum()
    }

    fn chosen(&self, bits: u8) -> Vec<Ledger> {
        let open = self.books.ledgers.iter().filter(|ledger| ledger.status() == ChargeStatus::Open);
        open.enumerate()
            .filter(|(at, _)| bits >> (at % 8) & 1 == 1)
            .map(|(_, ledger)| ledger.clone())
            .collect()
    }

    fn ledgers(&self, charges: &[ChargeId]) -> Vec<Ledger> {
        charges.iter().map(|charge| self.books.of(*charge).clone()).collect()
    }

    /// Lets something happen; tells from which day on the past may look different, if at all.
    fn happen(&mut self, what: &Happening) -> Result<NaiveDate, TestCaseError> {
        let today = self.today;
        match *what {
            Happening::Charge { centavos, due_in } => {
                let due = today + chrono::TimeDelta::days(due_in);
                self.books.charge_issued(Money::from_centavos(centavos), due, today);
            }
            Happening::Days(days) => self.today = today + Days::new(days),
            Happening::Policy { fine, interest, grace_days, extended } => {
                let policy = Policy {
                    fine_percent: Decimal::new(fine, 6),
                    interest_percent: Decimal::new(interest, 6),
                    grace_days,
                    counted_from: if extended { CountedFrom::Extended } else { CountedFrom::Original },
                    ..Policy::default()
                };
                self.versions.push(PolicyVersion { valid_from: today, policy });
            }
            Happening::Settle { chosen, per_mille, days_ago, waiver } => {
                return self.settle(chosen, per_mille, today - Days::new(days_ago), waiver);
            }
            Happening::Reverse { which } if !self.cash.is_empty() => {
                let (payment, _) = self.cash[which % self.cash.len()];
                match reverse(&self.books.ledgers, payment, today) {
                    Ok(lines) => {
                        self.books.add(lines);
                        self.cash.retain(|(other, _)| *other != payment);
                    }
                    Err(error) => prop_assert_eq!(error, Error::NotOpen),
                }
            }
            Happening::Agree { chosen, count, discount_per_mille, surcharge } => {
                self.agree(chosen, count, discount_per_mille, surcharge)?;
            }
            Happening::Undo { which } if !self.agreements.is_empty() => self.undo(which)?,
            Happening::Break { which } if !self.agreements.is_empty() => self.break_up(which)?,
            Happening::Reverse { .. } | Happening::Undo { .. } | Happening::Break { .. } => {}
        }
        Ok(today)
    }

    fn settle(
        &mut self,
        chosen: u8,
        per_mille: i64,
        on: NaiveDate,
        waiver: (bool, bool),
    ) -> Result<NaiveDate, TestCaseError> {
        let (ledgers, terms) = (self.chosen(chosen), self.terms(on));
        let waiver = Waiver { fine: waiver.0, interest: waiver.1 };
        if ledgers.is_empty() {
            return Ok(self.today);
        }
        let most = asked(&terms, &ledgers, on, waiver)?;
        let amount = Money::from_centavos((most.centavos() * per_mille / 1000).max(1));
        let settled = match settle(&terms, &ledgers, on, amount, waiver) {
            Err(Error::LaterMovement { on: last }) => {
                prop_assert!(last > on);
                return Ok(self.today);
            }
            settled => settled?,
        };
        let too_much = settle(&terms, &ledgers, on, most + Money::from_centavos(1), waiver);
        prop_assert_eq!(too_much.err(), Some(Error::MoreThanOwed { owed: most }));
        prop_assert_eq!(
            settled.allocations.iter().map(domain::settlement::Allocation::received).sum::<Money>(),
            amount
        );
        // Late charges come before the principal, the oldest charge before the next.
        for (place, to) in settled.allocations.iter().enumerate() {
            prop_assert!(
                to.principal.is_zero()
                    || to.owed.late_charges() == to.fine + to.interest + to.waived_fine + to.waived_interest
            );
            prop_assert!(to.rest.is_zero() || place + 1 == settled.allocations.len());
        }
        let total = |books: &Books| -> Result<Money, Error> {
            books
                .ledgers
                .iter()
                .try_fold(Money::ZERO, |sum, ledger| Ok(sum + ledger.owed_at_value(&terms, on)?.total))
        };
        let before = total(&self.books)?;
        self.payments += 1;
        let payment = payment_id(self.payments);
        let lines: Vec<NewEntry> = settled.entries(payment).collect();
        let untouched = self.books.clone();
        self.books.add(lines);
        let forgone: Money = settled.allocations.iter().map(|to| to.waived_fine + to.waived_interest).sum();
        prop_assert_eq!(total(&self.books)?, before - amount - forgone);
        self.cash.push((payment, amount));

        // Taken back at once, it is as if it had not been.
        let mut back = self.books.clone();
        back.add(reverse(&back.ledgers, payment, self.today)?);
        for days in [0, 1, 40, 400] {
            let day = self.today + Days::new(days);
            for (ledger, other) in back.ledgers.iter().zip(&untouched.ledgers) {
                prop_assert_eq!(self.owed(ledger, day), self.owed(other, day));
            }
        }
        Ok(on)
    }

    fn agree(&mut self, chosen: u8, count: u32, per_mille: i64, surcharge: i64) -> Result<(), TestCaseError> {
        let (sources, today) = (self.chosen(chosen), self.today);
        let mut proposal = Proposal::of(&self.terms(today), &sources, today)?;
        let discount = Money::from_centavos(proposal.discount_cap().centavos() * per_mille / 1000);
        proposal.adjustment = Adjustment { discount, surcharge: Money::from_centavos(surcharge) };
        let division = Division {
            total: proposal.agreed(),
            down: None,
            count,
            first: today + Days::new(5),
            rhythm: Rhythm::Monthly,
            method: PaymentMethod::Pix,
        };
        let Ok(instalments) = division.instalments() else { return Ok(()) };
        proposal.instalments = instalments;
        if proposal.check(today, Limits { exceed_discount: false }, "").is_err() {
            prop_assert!(sources.is_empty());
            return Ok(());
        }
        let before = self.total(today);
        let id = agreement_id(self.agreements.len() as u128 + 1);
        self.books.add(proposal.transfers(&self.books.ledgers, id)?);
        let made: Vec<_> = proposal
            .instalments
            .iter()
            .map(|part| self.books.charge_issued(part.amount, part.due, today))
            .collect();
        prop_assert_eq!(self.total(today), before - discount + Money::from_centavos(surcharge));
        let charges = sources.iter().map(Ledger::charge).collect();
        self.agreements.push(Agreed { id, sources: charges, instalments: made, before: sources });
        Ok(())
    }

    fn undo(&mut self, which: usize) -> Result<(), TestCaseError> {
        let agreed = self.agreements[which % self.agreements.len()].clone();
        let instalments = self.ledgers(&agreed.instalments);
        let lines = match undo(agreed.id, &self.ledgers(&agreed.sources), &instalments, self.today) {
            Err(error) => {
                let known = [Error::InstalmentPaid, Error::AgreementNotActive, Error::NotOpen];
                prop_assert!(known.contains(&error), "{error}");
                return Ok(());
            }
            Ok(lines) => lines,
        };
        self.books.add(lines);
        for before in &agreed.before {
            for days in [0, 1, 30, 365] {
                let day = self.today + Days::new(days);
                prop_assert_eq!(self.owed(self.books.of(before.charge()), day), self.owed(before, day));
            }
        }
        prop_assert!(self.ledgers(&agreed.instalments).iter().all(|ledger| ledger.open().is_zero()));
        Ok(())
    }

    fn break_up(&mut self, which: usize) -> Result<(), TestCaseError> {
        let agreed = self.agreements[which % self.agreements.len()].clone();
        let (sources, instalments) = (self.ledgers(&agreed.sources), self.ledgers(&agreed.instalments));
        let versions = self.versions.clone();
        let terms = move |day| Self::terms_of(&versions, day);
        let broken = match break_up(terms, agreed.id, &sources, &instalments, self.today) {
            Err(error) => {
                let known = [Error::CoveredByPayments, Error::AgreementNotActive, Error::NotOpen];
                prop_assert!(known.contains(&error), "{error}");
                return Ok(());
            }
            Ok(broken) => broken,
        };
        let received: Money = instalments.iter().map(|ledger| ledger.received(self.today)).sum();
        prop_assert_eq!(broken.received, received);
        self.books.add(broken.entries);
        for (charge, derivation) in broken.after {
            prop_assert_eq!(self.owed(self.books.of(charge), self.today), derivation.owed);
        }
        let ended = self.ledgers(&agreed.instalments);
        prop_assert!(ended.iter().all(|ledger| ledger.status() == ChargeStatus::Cancelled));
        prop_assert_eq!(ended.iter().map(|ledger| ledger.received(self.today)).sum::<Money>(), Money::ZERO);
        Ok(())
    }

    /// What holds at any time.
    fn check(&self) -> Result<(), TestCaseError> {
        let cash: Money = self.cash.iter().map(|(_, amount)| *amount).sum();
        let received: Money = self.books.ledgers.iter().map(|ledger| ledger.received(NaiveDate::MAX)).sum();
        prop_assert_eq!(received, cash, "what came in is what was recorded, wherever it went");
        for ledger in &self.books.ledgers {
            let again = Ledger::from_entries(
                ledger.charge(),
                ledger.document(),
                ledger.due(),
                ledger.entries().to_vec(),
            );
            prop_assert_eq!(&again?, ledger);
            prop_assert_eq!(ledger.status() == ChargeStatus::Open, ledger.open().is_positive());
            self.check_by_day(ledger)?;
        }
        Ok(())
    }

    /// From day to day an amount grows by a day's interest, and by the fine when it becomes late.
    fn check_by_day(&self, ledger: &Ledger) -> Result<(), TestCaseError> {
        let terms = self.terms(self.today);
        let mut before = ledger.owed(&terms, self.today)?;
        prop_assert_eq!(before, by_hand(ledger, &terms, self.today));
        prop_assert_eq!(before, told(ledger, &terms, self.today)?);
        if ledger.entries().len() == 1 {
            let principal = ledger.entries()[0].amount;
            prop_assert_eq!(before, Owed::untouched(&terms, principal, ledger.due(), self.today)?);
        }
        for days in 1..5 {
            let day = self.today + Days::new(days);
            let now = ledger.owed(&terms, day)?;
            let grown = now.total - before.total;
            prop_assert!(!grown.is_negative());
            if day - Days::new(1) > terms.payable_until(ledger.due()) {
                prop_assert_eq!(now.fine, before.fine);
                let a_day = i128::from(ledger.open().centavos()) * rate(terms.policy.interest_percent)
                    / 3_000_000_000;
                prop_assert!(i128::from(grown.centavos()) <= a_day + 1);
            }
            before = now;
        }
        Ok(())
    }
}

/// The sum of what the ageing of a day shows.
fn aged(books: &Books, day: NaiveDate) -> Money {
    let mut ageing = Ageing::default();
    for ledger in &books.ledgers {
        ageing.add((day - ledger.due()).num_days(), ledger.balance(day));
    }
    ageing.totals().map(|(_, total)| total.amount).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, ..ProptestConfig::default() })]

    #[test]
    fn a_history_conserves_every_centavo(history in prop::collection::vec(happenings(), 1..30)) {
        let mut world = World::new();
        let mut told: Vec<(NaiveDate, Money, Money)> = Vec::new();
        for what in &history {
            let from = world.happen(what)?;
            world.check()?;
            // What was said of a day that is over is said for ever, but for what is recorded with an earlier day.
            told.retain(|(day, ..)| *day < from);
            for (day, total, open) in &told {
                prop_assert_eq!(world.total(*day), *total, "what was owed on {}", day);
                prop_assert_eq!(aged(&world.books, *day), *open, "the ageing of {}", day);
            }
            told.push((world.today, world.total(world.today), aged(&world.books, world.today)));
            for (day, _, open) in &told {
                let all: Vec<Money> = world.books.ledgers.iter().map(|ledger| ledger.balance(*day)).collect();
                prop_assert!(all.iter().all(|balance| !balance.is_negative()), "{} {:?}", day, all);
                prop_assert_eq!(all.into_iter().sum::<Money>(), *open);
            }
        }
    }
}
