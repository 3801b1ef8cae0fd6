//! The world as use cases see it: database, clock, identifiers. The only place that asks the time.

use crate::{
    book::Book,
    imports::Running,
    live::Hub,
    mail::Mail,
    password::{PasswordCost, Passwords},
    rules::RulesCopy,
    store::Db,
};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use domain::address::Uf;
use sha2::{Digest, Sha256};
use std::{ops::Range, sync::Arc};
use uuid::{Builder, Uuid};

/// Brazil's legal time (`America/Sao_Paulo`): UTC-3, without daylight saving since 2019.
const BRASILIA_SECONDS: i32 = -3 * 3600;

/// Everything a use case needs from outside. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The open charges of all clients, kept in memory beside the database.
    pub book: Arc<Book>,
    /// What amounts are computed by.
    pub rules: Arc<RulesCopy>,
    /// What this process is importing.
    pub imports: Arc<Running>,
    /// Tells open pages what others do.
    pub live: Arc<Hub>,
    /// Hashes and checks passwords.
    pub passwords: Arc<Passwords>,
    /// What it takes to send e-mail.
    pub mail: Arc<Mail>,
}

impl Ctx {
    /// The world on an open, migrated database.
    pub fn new(db: Db, clock: Clock) -> Self {
        let passwords = Arc::new(Passwords::new(PasswordCost::default()));
        Self {
            db,
            clock,
            book: Arc::new(Book::new()),
            rules: Arc::default(),
            imports: Arc::default(),
            live: Arc::default(),
            passwords,
            mail: Arc::default(),
        }
    }

    /// The same world with these means to send e-mail.
    #[must_use]
    pub fn with_mail(self, mail: Mail) -> Self {
        Self { mail: Arc::new(mail), ..self }
    }

    /// The same world where a password's hash costs as much as `cost` says.
    #[must_use]
    pub fn with_password_cost(self, cost: PasswordCost) -> Self {
        Self { passwords: Arc::new(Passwords::new(cost)), ..self }
    }
}

/// Tells the time. `--today` moves it to another day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    shift_days: i64,
    stands_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// The real time.
    pub const fn system() -> Self {
        Self { shift_days: 0, stands_at: None }
    }

    /// A clock on which today is `day`; the time of day is the real one.
    pub fn on(day: NaiveDate) -> Self {
        Self { shift_days: (day - Self::system().today()).num_days(), stands_at: None }
    }

    /// A clock that stands still at one moment: for tests.
    pub const fn at(moment: DateTime<Utc>) -> Self {
        Self { shift_days: 0, stands_at: Some(moment) }
    }

    /// This moment, to the microsecond (what PostgreSQL keeps).
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(self) -> DateTime<Utc> {
        let now = || Utc::now() + TimeDelta::days(self.shift_days);
        self.stands_at.unwrap_or_else(now).trunc_subsecs(6)
    }

    /// This moment in the company's local time, to the second.
    pub fn local_now(self) -> NaiveDateTime {
        local(self.now()).trunc_subsecs(0)
    }

    /// Today in the company's local time.
    pub fn today(self) -> NaiveDate {
        self.local_now().date()
    }
}

fn brasilia() -> FixedOffset {
    FixedOffset::east_opt(BRASILIA_SECONDS).expect("three hours are within a day")
}

/// An instant in the company's local time.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&brasilia()).naive_local()
}

/// Before the first and after the last day that a form accepts.
pub(crate) const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
pub(crate) const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// The instant of a local date and time.
pub fn instant(at: NaiveDateTime) -> DateTime<Utc> {
    (at - TimeDelta::seconds(BRASILIA_SECONDS.into())).and_utc()
}

/// The day that `at` falls on where a client of this UF lives; without a UF, in the company's local time.
/// "Contacted today" goes by it: the law counts calls by the debtor's day, not by the creditor's.
pub fn local_day(uf: &str, at: DateTime<Utc>) -> NaiveDate {
    (at + offset(uf)).date_naive()
}

/// Day and time where a client of this UF lives; without a UF, in the company's local time.
pub fn local_time(uf: &str, at: DateTime<Utc>) -> NaiveDateTime {
    (at + offset(uf)).naive_utc().trunc_subsecs(0)
}

/// The instants of the day that `at` falls on where a client of this UF lives.
pub fn day_around(uf: &str, at: DateTime<Utc>) -> Range<DateTime<Utc>> {
    let start = local_day(uf, at).and_time(chrono::NaiveTime::MIN).and_utc() - offset(uf);
    start..start + TimeDelta::days(1)
}

fn offset(uf: &str) -> TimeDelta {
    uf.parse::<Uf>().map_or(TimeDelta::seconds(BRASILIA_SECONDS.into()), |uf| {
        TimeDelta::hours(uf.utc_offset_hours().into())
    })
}

/// The idempotency key of a form that stays on its page: its own key and what was typed. The same form sent twice is
/// one thing; one that was filled in anew before the page had another key is another, and not taken for a repetition.
pub fn key_with(key: Uuid, typed: &[&str]) -> Uuid {
    let mut digest = Sha256::new_with_prefix(key.as_bytes());
    for text in typed {
        digest.update(text.len().to_le_bytes());
        digest.update(text);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// A new identifier. Version 7: later ones sort after earlier ones.
#[expect(clippy::disallowed_methods, reason = "this is the source of identifiers")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}
