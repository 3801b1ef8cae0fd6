//! Amounts in parts: monthly charges made by hand, and the instalments of an agreement.

use crate::{Error, Money, charge::PaymentMethod};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The greatest number of instalments made at once: thirty years of months.
pub const INSTALMENTS_MAX: u32 = 360;

/// The last year in which an instalment may be due, as for typed dates.
const LAST_YEAR: i32 = 2199;

/// How far instalments are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rhythm {
    /// On the first one's day of every month; a month without that day has it on its last one.
    Monthly,
    /// Every so many days.
    EveryDays(u32),
}

/// One instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// How it is to be paid.
    pub method: PaymentMethod,
    /// When it is due.
    pub due: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// How an amount is to be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// All of it, the down payment included.
    pub total: Money,
    /// Paid beforehand (entrada): when and how much.
    pub down: Option<(NaiveDate, Money)>,
    /// How many instalments come after it.
    pub count: u32,
    /// When the first of them is due.
    pub first: NaiveDate,
    /// How far they are apart.
    pub rhythm: Rhythm,
    /// How they are to be paid.
    pub method: PaymentMethod,
}

impl Division {
    /// The instalments: they add up to the total to the centavo, and differ by at most one centavo but for the
    /// down payment; what remains goes to the first ones.
    pub fn instalments(&self) -> Result<Vec<Instalment>, Error> {
        let instalment = |(due, amount)| Instalment { method: self.method, due, amount };
        let mut all = Vec::new();
        let mut rest = self.total;
        if let Some((due, amount)) = self.down {
            if !amount.is_positive() {
                return Err(Error::NotPositive);
            }
            all.push(instalment((due, amount)));
            rest = rest.checked_sub(amount).ok_or(Error::AmountOutOfRange)?;
        }
        let dates = due_dates(self.first, self.rhythm, self.count)?;
        let parts = rest.split(self.count);
        if parts.iter().any(|part| !part.is_positive()) {
            return Err(Error::NotPositive);
        }
        all.extend(dates.into_iter().zip(parts).map(instalment));
        Ok(all)
    }
}

/// The days on which so many instalments are due. Each is counted from the first: 31/01, 28/02, 31/03.
pub fn due_dates(first: NaiveDate, rhythm: Rhythm, count: u32) -> Result<Vec<NaiveDate>, Error> {
    if count > INSTALMENTS_MAX {
        return Err(Error::TooMany { max: INSTALMENTS_MAX });
    }
    if count == 0 || rhythm == Rhythm::EveryDays(0) {
        return Err(Error::NotPositive);
    }
    let due = |number: u32| match rhythm {
        Rhythm::Monthly => first.checked_add_months(Months::new(number)),
        Rhythm::EveryDays(days) => first.checked_add_days(Days::new(u64::from(days) * u64::from(number))),
    };
    (0..count)
        .map(|number| due(number).filter(|day| day.year() <= LAST_YEAR).ok_or(Error::NotADate))
        .collect()
}

/// The document of an instalment: `FAT-1 2/3`.
pub fn document(of: &str, number: usize, count: usize) -> String {
    format!("{of} {number}/{count}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        crate::period::parse_date(text).expect(text)
    }

    fn division(total: i64, count: u32, first: &str, rhythm: Rhythm) -> Division {
        let total = Money::from_centavos(total);
        Division { total, down: None, count, first: date(first), rhythm, method: PaymentMethod::Pix }
    }

    fn made(division: Division) -> Vec<(String, i64)> {
        let instalments = division.instalments().expect("instalments");
        let shown = |part: Instalment| (crate::period::show_date(part.due), part.amount.centavos());
        instalments.into_iter().map(shown).collect()
    }

    fn listed(parts: &[(&str, i64)]) -> Vec<(String, i64)> {
        parts.iter().map(|(day, amount)| ((*day).to_owned(), *amount)).collect()
    }

    #[test]
    fn what_remains_goes_to_the_first_and_day_31_to_the_last_of_the_month() {
        assert_eq!(
            made(division(37352, 3, "31/01/2027", Rhythm::Monthly)),
            listed(&[("31/01/2027", 12451), ("28/02/2027", 12451), ("31/03/2027", 12450)])
        );
        assert_eq!(
            made(division(10000, 3, "30/12/2027", Rhythm::Monthly)),
            listed(&[("30/12/2027", 3334), ("30/01/2028", 3333), ("29/02/2028", 3333)])
        );
        assert_eq!(
            made(division(37352, 2, "30/11/2026", Rhythm::EveryDays(15))),
            listed(&[("30/11/2026", 18676), ("15/12/2026", 18676)])
        );
    }

    #[test]
    fn a_down_payment_comes_first() {
        let down = Some((date("21/11/2026"), Money::from_centavos(10000)));
        assert_eq!(
            made(Division { down, ..division(37352, 2, "21/12/2026", Rhythm::Monthly) }),
            listed(&[("21/11/2026", 10000), ("21/12/2026", 13676), ("21/01/2027", 13676)])
        );
    }

    #[test]
    fn what_makes_no_instalments_is_refused() {
        let usual = division(37352, 2, "21/12/2026", Rhythm::Monthly);
        let down = |amount| Some((date("21/11/2026"), Money::from_centavos(amount)));
        for (division, error) in [
            (Division { count: 0, ..usual }, Error::NotPositive),
            (Division { count: 361, ..usual }, Error::TooMany { max: 360 }),
            (Division { rhythm: Rhythm::EveryDays(0), ..usual }, Error::NotPositive),
            (Division { rhythm: Rhythm::EveryDays(u32::MAX), ..usual }, Error::NotADate),
            (Division { total: Money::from_centavos(1), ..usual }, Error::NotPositive),
            (Division { down: down(37352), ..usual }, Error::NotPositive),
            (Division { down: down(0), ..usual }, Error::NotPositive),
        ] {
            assert_eq!(division.instalments(), Err(error), "{division:?}");
        }
    }

    proptest! {
        #[test]
        fn instalments_add_up_and_are_in_order(
            total in 400..10_000_000_i64, count in 1..=360_u32, start in 0..20_000_u64, every in 0..60_u32, down in 0..40_i64,
        ) {
            let rhythm = if every == 0 { Rhythm::Monthly } else { Rhythm::EveryDays(every) };
            let first = date("01/01/2000") + Days::new(start);
            let down = (down > 0).then(|| (first, Money::from_centavos(down)));
            let total = Money::from_centavos(total);
            let made = Division { total, down, count, first, rhythm, method: PaymentMethod::Pix }.instalments()?;
            prop_assert_eq!(made.iter().map(|part| part.amount).sum::<Money>(), total);
            let parts = &made[usize::from(down.is_some())..];
            prop_assert_eq!(parts.len(), count as usize);
            prop_assert!(parts.windows(2).all(|two| two[0].due < two[1].due && two[0].amount >= two[1].amount));
            prop_assert!((parts[0].amount - parts[parts.len() - 1].amount).centavos() <= 1);
            if rhythm == Rhythm::Monthly {
                for (months, part) in (0_u32..).zip(parts) {
                    let month = first.year() * 12 + i32::try_from(first.month0() + months)?;
                    prop_assert_eq!(part.due.year() * 12 + i32::try_from(part.due.month0())?, month);
                    let last = (part.due + Days::new(1)).day() == 1;
                    prop_assert!(part.due.day() == first.day() || (last && part.due.day() < first.day()));
                }
            }
        }
    }
}
