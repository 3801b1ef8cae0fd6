//! Dates and amounts as files write them.

use super::DateFormat;
use chrono::{Days, NaiveDate};
use domain::{Error, Money};

/// The sign before the decimals of a file's amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimals {
    Comma,
    Point,
}

/// What the dates and amounts of the whole file say about how they are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    only_dmy: u64,
    only_mdy: u64,
    comma: u64,
    point: u64,
}

impl Evidence {
    pub(super) fn date(&mut self, text: &str) {
        if let Some(parts) = parts(text)
            && parts[0].len() <= 2
        {
            let dmy = ymd(parts[2], parts[1], parts[0]).is_some();
            let mdy = ymd(parts[2], parts[0], parts[1]).is_some();
            self.only_dmy += u64::from(dmy && !mdy);
            self.only_mdy += u64::from(mdy && !dmy);
        }
    }

    pub(super) fn amount(&mut self, text: &str) {
        match decimals_of(text) {
            Some(Decimals::Comma) => self.comma += 1,
            Some(Decimals::Point) => self.point += 1,
            None => {}
        }
    }

    /// Day before month, unless some dates only make sense the other way round and none only this way.
    pub(super) const fn date_format(self) -> DateFormat {
        if self.only_mdy > 0 && self.only_dmy == 0 { DateFormat::Mdy } else { DateFormat::Dmy }
    }

    /// The sign that all amounts agree on; nothing when they do not, or do not say.
    pub(super) const fn decimals(self) -> Option<Decimals> {
        match (self.comma, self.point) {
            (1.., 0) => Some(Decimals::Comma),
            (0, 1..) => Some(Decimals::Point),
            _ => None,
        }
    }
}

/// Reads a date. ISO dates are always understood; a bare number of a sheet is its day since 1900.
pub(super) fn date(text: &str, format: DateFormat, sheet: bool) -> Result<NaiveDate, Error> {
    let text = text.trim();
    if sheet && let Ok(serial) = text.parse::<u64>() {
        return from_serial(serial).ok_or(Error::NotADate);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return ymd(&text[..4], &text[4..6], &text[6..]).ok_or(Error::NotADate);
    }
    let [first, second, third] = parts(text).ok_or(Error::NotADate)?;
    let date = match format {
        _ if first.len() == 4 => ymd(first, second, third),
        DateFormat::Dmy => ymd(third, second, first),
        DateFormat::Mdy => ymd(third, first, second),
        DateFormat::Ymd => ymd(first, second, third),
    };
    date.ok_or(Error::NotADate)
}

/// The three numbers of a date, without the time of day that may follow.
fn parts(text: &str) -> Option<[&str; 3]> {
    let day = text.trim().split([' ', 'T']).next()?;
    let mut parts = day.split(['/', '-', '.']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let numbers = three
        .iter()
        .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    (numbers && parts.next().is_none()).then_some(three)
}

/// Years of two digits are those from 1970 to 2069.
fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number: i32 = year.parse().ok()?;
    let year = match year.len() {
        4 => number,
        2 if number < 70 => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    let short = |text: &str| (text.len() <= 2).then(|| text.parse().ok()).flatten();
    NaiveDate::from_ymd_opt(year, short(month)?, short(day)?).filter(|_| (1900..=2199).contains(&year))
}

/// The day that a spreadsheet counts as so many; from March 1900 on they all count alike.
pub(super) fn from_serial(serial: u64) -> Option<NaiveDate> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (61..=109_939).contains(&serial).then(|| zero.checked_add_days(Days::new(serial))).flatten()
}

/// Reads an amount, with the sign before the decimals that the file uses throughout if it does. More decimals than
/// centavos have are refused: nobody knows what they were to be.
pub(super) fn amount(text: &str, decimals: Option<Decimals>) -> Result<Money, Error> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.strip_suffix("R$").unwrap_or(&bare);
    let Some(decimals) = decimals.or_else(|| decimals_of(bare)) else { return bare.parse() };
    let (sign, thousands) = match decimals {
        Decimals::Comma => (',', '.'),
        Decimals::Point => ('.', ','),
    };
    let (whole, fraction) = bare.rsplit_once(sign).unwrap_or((bare, ""));
    if whole.contains(sign) || fraction.contains(thousands) {
        return Err(Error::NotMoney);
    }
    // Databases export decimals that are not there: 150.0000.
    let shown = fraction.trim_end_matches('0');
    if shown.len() > 2 {
        return Err(Error::NotMoney);
    }
    let grouped = whole.replace(thousands, ".");
    format!("{grouped},{shown:0<2}").parse()
}

/// The amount of a number that a sheet computed with more decimals than centavos have, rounded as the sheet shows it:
/// half away from zero. Its point is never one between thousands.
pub(super) fn computed(number: &str) -> Result<Money, Error> {
    let (whole, decimals) = number.trim().split_once('.').ok_or(Error::NotMoney)?;
    let (centavos, beyond) = decimals.split_at_checked(2).ok_or(Error::NotMoney)?;
    let cut: Money = format!("{whole},{centavos}").parse()?;
    let up = i64::from(beyond.starts_with(['5', '6', '7', '8', '9']));
    let up = if whole.starts_with('-') { -up } else { up };
    (cut + Money::from_centavos(up)).in_range()
}

/// The sign before the decimals of an amount, where there is no doubt about it.
fn decimals_of(text: &str) -> Option<Decimals> {
    let text = text.trim();
    let last = text.rfind([',', '.'])?;
    let sign = if text.as_bytes()[last] == b',' { Decimals::Comma } else { Decimals::Point };
    let other = if sign == Decimals::Comma { '.' } else { ',' };
    let same = text[..last].contains(char::from(text.as_bytes()[last]));
    let before = text[..last].chars().rev().take_while(char::is_ascii_digit).count();
    let leading_zero = text[..last].trim_start_matches(|c: char| !c.is_ascii_digit()) == "0";
    if same {
        // 1.234.567: what comes twice is not before the decimals, and it is not the other sign either.
        return Some(if sign == Decimals::Comma { Decimals::Point } else { Decimals::Comma })
            .filter(|_| !text[..last].contains(other));
    }
    let digits = text.len() - last - 1;
    (text[..last].contains(other) || digits != 3 || before > 3 || leading_zero).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centavos(text: &str, decimals: Option<Decimals>) -> Option<i64> {
        amount(text, decimals).ok().map(Money::centavos)
    }

    #[test]
    fn amounts_are_read_in_the_files_own_spelling() {
        let comma = Some(Decimals::Comma);
        let point = Some(Decimals::Point);
        for (text, decimals, expected) in [
            ("1.234,56", comma, Some(123_456)),
            ("R$ 1.234,5", comma, Some(123_450)),
            ("1.234", comma, Some(123_400)),
            ("1.234", point, None),
            ("1.230", point, Some(123)),
            ("150.0000", point, Some(15_000)),
            ("55.9", point, Some(5_590)),
            ("38", point, Some(3_800)),
            ("1,234.56", point, Some(123_456)),
            ("1,234", point, Some(123_400)),
            ("-12.50", point, Some(-1_250)),
            ("1.234", None, Some(123_400)),
            ("1234.5", None, Some(123_450)),
            ("1.234.567", None, Some(123_456_700)),
            ("12,345", comma, None),
            ("abc", comma, None),
            ("1.2.3,4", comma, None),
            ("", None, None),
        ] {
            assert_eq!(centavos(text, decimals), expected, "{text} {decimals:?}");
        }
    }

    #[test]
    fn one_clear_amount_decides_for_the_column() {
        let mut evidence = Evidence::default();
        evidence.amount("1.234");
        assert_eq!(evidence.decimals(), None);
        evidence.amount("55.94");
        assert_eq!(evidence.decimals(), Some(Decimals::Point));
        evidence.amount("55,94");
        assert_eq!(evidence.decimals(), None);
        assert_eq!(decimals_of("1234.500"), Some(Decimals::Point));
        assert_eq!(decimals_of("0,500"), Some(Decimals::Comma));
    }

    #[test]
    fn dates_are_dmy_unless_only_mdy_fits() {
        let format = |dates: &[&str]| {
            let mut evidence = Evidence::default();
            for date in dates {
                evidence.date(date);
            }
            evidence.date_format()
        };
        assert_eq!(format(&["1/2/2013", "5/6/2013"]), DateFormat::Dmy);
        assert_eq!(format(&["1/2/2013", "5/26/2013", "nonsense", "31/31/2013"]), DateFormat::Mdy);
        assert_eq!(format(&["13/2/2013", "5/26/2013"]), DateFormat::Dmy);
        assert_eq!(format(&["2013-05-26"]), DateFormat::Dmy);
    }

    #[test]
    fn a_date_is_read_in_every_usual_spelling() {
        let day = NaiveDate::from_ymd_opt(2013, 6, 5);
        for (text, format, sheet) in [
            ("05/06/2013", DateFormat::Dmy, false),
            ("5.6.13", DateFormat::Dmy, false),
            ("6/5/2013 00:00", DateFormat::Mdy, false),
            ("2013-06-05", DateFormat::Dmy, false),
            ("2013-06-05T00:00:00", DateFormat::Mdy, false),
            ("2013/6/5", DateFormat::Ymd, false),
            ("13/6/5", DateFormat::Ymd, false),
            ("20130605", DateFormat::Dmy, false),
            ("41430", DateFormat::Dmy, true),
        ] {
            assert_eq!(date(text, format, sheet).ok(), day, "{text}");
        }
        for text in ["", "31/02/2013", "41430", "5/6", "1/2/3/4", "05-jun-2013", "5/6/213"] {
            assert_eq!(date(text, DateFormat::Dmy, false), Err(Error::NotADate), "{text}");
        }
    }
}
