//! Tables `policies`, `holidays`, `index_variations`, and the rules of companies.

use super::{
    db::{Tx, on, statements},
    row::row,
    stored,
};
use crate::Error;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Money,
    address::Uf,
    agreement::BreakRule,
    contact_hours::{ContactHours, Hours, SaveHours},
    correction::{IndexTable, PriceIndex, Variations},
    holidays::Holidays,
    id::{CompanyId, UserId},
    policy::{Policy, PolicyVersion},
    rate::{from_millionths, to_millionths},
    settings::Rules as CompanyRules,
};
use uuid::Uuid;

statements! {
    ALL_POLICIES = "SELECT p.company_id, p.id, p.valid_from, p.fine_millionths, p.fine_fixed_centavos,
            p.interest_millionths, p.interest_per_day_centavos, p.mode, p.rounding, p.counted_from, p.grace_days,
            p.year_end, p.correction, u.name AS user_name
        FROM policies p JOIN users u ON u.id = p.user_id ORDER BY p.recorded_at, p.id";
    POLICIES_OF = "SELECT p.company_id, p.id, p.valid_from, p.fine_millionths, p.fine_fixed_centavos,
            p.interest_millionths, p.interest_per_day_centavos, p.mode, p.rounding, p.counted_from, p.grace_days,
            p.year_end, p.correction, u.name AS user_name
        FROM policies p JOIN users u ON u.id = p.user_id WHERE p.company_id = $1 ORDER BY p.recorded_at, p.id";
    INSERT_POLICY = "INSERT INTO policies (id, company_id, valid_from, fine_millionths, fine_fixed_centavos,
            interest_millionths, interest_per_day_centavos, mode, rounding, counted_from, grace_days, year_end,
            correction, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    ALL_HOLIDAYS = "SELECT day, name, removed FROM holidays ORDER BY day";
    PUT_HOLIDAY = "INSERT INTO holidays (day, name, removed, user_id, recorded_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (day) DO UPDATE SET name = excluded.name, removed = excluded.removed,
            user_id = excluded.user_id, recorded_at = excluded.recorded_at";
    REMOVE_HOLIDAY = "DELETE FROM holidays WHERE day = $1";
    ALL_VARIATIONS = "SELECT price_index, month, millionths FROM index_variations ORDER BY price_index, month";
    PUT_VARIATION = "INSERT INTO index_variations (price_index, month, millionths, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (price_index, month) DO UPDATE SET millionths = excluded.millionths,
            user_id = excluded.user_id, recorded_at = excluded.recorded_at";
    ALL_HOURS = "SELECT uf, weekdays_from, weekdays_until, saturday_from, saturday_until, sunday_from, sunday_until
        FROM contact_hours ORDER BY uf";
    PUT_HOURS = "INSERT INTO contact_hours (uf, weekdays_from, weekdays_until, saturday_from, saturday_until,
            sunday_from, sunday_until, user_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (uf) DO UPDATE SET weekdays_from = excluded.weekdays_from,
            weekdays_until = excluded.weekdays_until, saturday_from = excluded.saturday_from,
            saturday_until = excluded.saturday_until, sunday_from = excluded.sunday_from,
            sunday_until = excluded.sunday_until, user_id = excluded.user_id, recorded_at = excluded.recorded_at";
    REMOVE_HOURS = "DELETE FROM contact_hours WHERE uf = $1";
    ALL_COMPANY_RULES = "SELECT id, break_missed, break_days, promise_grace_days FROM companies";
    SET_COMPANY_RULES = "UPDATE companies SET break_missed = $2, break_days = $3, promise_grace_days = $4
        WHERE id = $1";
}

row! {
    struct PolicyRow {
        company_id: Uuid,
        id: Uuid,
        valid_from: NaiveDate,
        fine_millionths: i64,
        fine_fixed_centavos: Option<i64>,
        interest_millionths: i64,
        interest_per_day_centavos: Option<i64>,
        mode: String,
        rounding: String,
        counted_from: String,
        grace_days: i64,
        year_end: bool,
        correction: Option<String>,
        user_name: String,
    }
}

/// A version of a company's policy, and who recorded it.
pub(crate) struct StoredPolicy {
    pub(crate) company: CompanyId,
    pub(crate) version: PolicyVersion,
    pub(crate) user: String,
}

impl PolicyRow {
    fn read(self) -> Result<StoredPolicy, Error> {
        let id = self.id;
        let policy = Policy {
            fine_percent: from_millionths(self.fine_millionths),
            fine_fixed: self.fine_fixed_centavos.map(Money::from_centavos),
            interest_percent: from_millionths(self.interest_millionths),
            interest_per_day: self.interest_per_day_centavos.map(Money::from_centavos),
            mode: stored(&self.mode, "policies", "mode", id)?,
            rounding: stored(&self.rounding, "policies", "rounding", id)?,
            counted_from: stored(&self.counted_from, "policies", "counted_from", id)?,
            grace_days: count(self.grace_days),
            year_end: self.year_end,
            correction: self
                .correction
                .map(|text| stored(&text, "policies", "correction", id))
                .transpose()?,
        };
        let version = PolicyVersion { valid_from: self.valid_from, policy };
        Ok(StoredPolicy { company: CompanyId(self.company_id), version, user: self.user_name })
    }
}

fn count(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}

/// All versions of all companies, in the order in which they were recorded.
pub(crate) async fn policies(tx: &mut Tx) -> Result<Vec<StoredPolicy>, Error> {
    let rows: Vec<PolicyRow> = on!(tx, c => sqlx::query_as(ALL_POLICIES).fetch_all(c).await)?;
    rows.into_iter().map(PolicyRow::read).collect()
}

/// All versions of one company, in the order in which they were recorded.
pub(crate) async fn policies_of(tx: &mut Tx, company: CompanyId) -> Result<Vec<StoredPolicy>, Error> {
    let rows: Vec<PolicyRow> = on!(tx, c => sqlx::query_as(POLICIES_OF).bind(company.0).fetch_all(c).await)?;
    rows.into_iter().map(PolicyRow::read).collect()
}

pub(crate) async fn insert_policy(
    tx: &mut Tx,
    id: Uuid,
    company: CompanyId,
    version: &PolicyVersion,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<(), Error> {
    let policy = &version.policy;
    let rate = |rate| to_millionths(rate).map_err(|error| Error::from(error.on("fine_percent")));
    let (fine, interest) = (rate(policy.fine_percent)?, rate(policy.interest_percent)?);
    on!(tx, c => sqlx::query(INSERT_POLICY)
        .bind(id)
        .bind(company.0)
        .bind(version.valid_from)
        .bind(fine)
        .bind(policy.fine_fixed.map(Money::centavos))
        .bind(interest)
        .bind(policy.interest_per_day.map(Money::centavos))
        .bind(policy.mode.as_str())
        .bind(policy.rounding.as_str())
        .bind(policy.counted_from.as_str())
        .bind(i64::from(policy.grace_days))
        .bind(policy.year_end)
        .bind(policy.correction.map(PriceIndex::as_str))
        .bind(user.0)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// A day of the table: its name, and whether it strikes a national holiday out.
pub(crate) struct StoredHoliday {
    pub(crate) on: NaiveDate,
    pub(crate) name: String,
    pub(crate) removed: bool,
}

/// What differs from the national holidays.
pub(crate) async fn holiday_table(tx: &mut Tx) -> Result<Vec<StoredHoliday>, Error> {
    let rows: Vec<(NaiveDate, String, bool)> = on!(tx, c => sqlx::query_as(ALL_HOLIDAYS).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(on, name, removed)| StoredHoliday { on, name, removed }).collect())
}

/// The holidays that count.
pub(crate) async fn holidays(tx: &mut Tx) -> Result<Holidays, Error> {
    let table = holiday_table(tx).await?;
    let days = |removed| table.iter().filter(move |day| day.removed == removed).map(|day| day.on);
    Ok(Holidays::new(days(false), days(true)))
}

/// Adds a day or strikes it out; without a value the day is as the nation has it.
pub(crate) async fn set_holiday(
    tx: &mut Tx,
    day: NaiveDate,
    value: Option<(&str, bool)>,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<(), Error> {
    match value {
        Some((name, removed)) => on!(tx, c => sqlx::query(PUT_HOLIDAY)
            .bind(day)
            .bind(name)
            .bind(removed)
            .bind(user.0)
            .bind(at)
            .execute(c).await.map(drop))?,
        None => on!(tx, c => sqlx::query(REMOVE_HOLIDAY).bind(day).execute(c).await.map(drop))?,
    }
    Ok(())
}

/// The tables of all indices that have one.
pub(crate) async fn indices(tx: &mut Tx) -> Result<Vec<IndexTable>, Error> {
    let rows: Vec<(String, NaiveDate, i64)> =
        on!(tx, c => sqlx::query_as(ALL_VARIATIONS).fetch_all(c).await)?;
    let mut tables: Vec<(PriceIndex, Variations)> = Vec::new();
    for (index, month, millionths) in rows {
        let index: PriceIndex = stored(&index, "index_variations", "price_index", month)?;
        let variation = (month, from_millionths(millionths));
        match tables.iter_mut().find(|(known, _)| *known == index) {
            Some((_, table)) => table.push(variation),
            None => tables.push((index, vec![variation])),
        }
    }
    Ok(tables.into_iter().map(|(index, table)| IndexTable::new(index, table)).collect())
}

pub(crate) async fn put_variations(
    tx: &mut Tx,
    index: PriceIndex,
    table: &Variations,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<(), Error> {
    for (month, variation) in table {
        let millionths = to_millionths(*variation).map_err(|error| Error::from(error.on("table")))?;
        on!(tx, c => sqlx::query(PUT_VARIATION)
            .bind(index.as_str())
            .bind(*month)
            .bind(millionths)
            .bind(user.0)
            .bind(at)
            .execute(c).await.map(drop))?;
    }
    Ok(())
}

/// The rules of agreements and promises of all companies.
pub(crate) async fn company_rules(tx: &mut Tx) -> Result<Vec<(CompanyId, CompanyRules)>, Error> {
    let rows: Vec<(Uuid, Option<i64>, Option<i64>, i64)> =
        on!(tx, c => sqlx::query_as(ALL_COMPANY_RULES).fetch_all(c).await)?;
    let rules = |(id, missed, days, grace): (Uuid, Option<i64>, Option<i64>, i64)| {
        let breaking = BreakRule { missed: missed.map(count), days: days.map(count) };
        (CompanyId(id), CompanyRules { breaking, promise_grace: count(grace) })
    };
    Ok(rows.into_iter().map(rules).collect())
}

pub(crate) async fn set_company_rules(
    tx: &mut Tx,
    company: CompanyId,
    rules: CompanyRules,
) -> Result<(), Error> {
    on!(tx, c => sqlx::query(SET_COMPANY_RULES)
        .bind(company.0)
        .bind(rules.breaking.missed.map(i64::from))
        .bind(rules.breaking.days.map(i64::from))
        .bind(i64::from(rules.promise_grace))
        .execute(c).await.map(drop))?;
    Ok(())
}

row! {
    struct HoursRow {
        uf: String,
        weekdays_from: String,
        weekdays_until: String,
        saturday_from: String,
        saturday_until: String,
        sunday_from: String,
        sunday_until: String,
    }
}

/// The hours in which clients may be called.
pub(crate) async fn contact_hours(tx: &mut Tx) -> Result<ContactHours, Error> {
    let rows: Vec<HoursRow> = on!(tx, c => sqlx::query_as(ALL_HOURS).fetch_all(c).await)?;
    let line = |row: HoursRow| {
        let id = row.uf.clone();
        let stored = SaveHours {
            uf: row.uf,
            weekdays_from: row.weekdays_from,
            weekdays_until: row.weekdays_until,
            saturday_from: row.saturday_from,
            saturday_until: row.saturday_until,
            sunday_from: row.sunday_from,
            sunday_until: row.sunday_until,
            change: String::new(),
        };
        match stored.check() {
            Ok((uf, Some(hours))) => Ok((uf, hours)),
            _ => Err(Error::Inconsistent { table: "contact_hours", column: "uf", id }),
        }
    };
    Ok(ContactHours::new(rows.into_iter().map(line).collect::<Result<_, Error>>()?))
}

/// Gives a state hours of its own; nothing takes them back.
pub(crate) async fn set_contact_hours(
    tx: &mut Tx,
    uf: Option<Uf>,
    hours: Option<&Hours>,
    (user, at): (UserId, DateTime<Utc>),
) -> Result<(), Error> {
    let key = uf.map(Uf::as_str).unwrap_or_default();
    let Some(form) = hours.map(|hours| SaveHours::of(uf, hours)) else {
        on!(tx, c => sqlx::query(REMOVE_HOURS).bind(key).execute(c).await.map(drop))?;
        return Ok(());
    };
    on!(tx, c => sqlx::query(PUT_HOURS)
        .bind(key)
        .bind(&form.weekdays_from)
        .bind(&form.weekdays_until)
        .bind(&form.saturday_from)
        .bind(&form.saturday_until)
        .bind(&form.sunday_from)
        .bind(&form.sunday_until)
        .bind(user.0)
        .bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}
