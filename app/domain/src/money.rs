//! Money: whole centavos, never a float.

use crate::Error;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub, SubAssign},
    str::FromStr,
};

/// An amount in reais, held in centavos.
///
/// The operators stop the computation when the result does not fit: an amount that wrapped around
/// or was cut off would be shown, and asked for, as if it were owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The greatest amount that may be given: R$ 9.999.999.999.999,99. Thousands of them still add up.
    pub const MAX: Self = Self(999_999_999_999_999);

    /// The amount of so many centavos.
    pub const fn from_centavos(centavos: i64) -> Self {
        Self(centavos)
    }

    /// The amount in centavos.
    pub const fn centavos(self) -> i64 {
        self.0
    }

    /// Whether it is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount itself when it is within what may be given, up to [`Money::MAX`] on either side.
    pub fn in_range(self) -> Result<Self, Error> {
        if self.0.unsigned_abs() <= Self::MAX.0.unsigned_abs() {
            Ok(self)
        } else {
            Err(Error::AmountOutOfRange)
        }
    }

    /// The sum, or nothing when it does not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or nothing when it does not fit.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// So many times the amount, or nothing when it does not fit.
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(product) => Some(Self(product)),
            None => None,
        }
    }

    /// The amount in `parts` parts that differ by at most one centavo and add up to it exactly;
    /// the centavos that remain go to the first parts.
    pub fn split(self, parts: u32) -> Vec<Self> {
        let count = i64::from(parts);
        let (each, remain) = match count {
            0 => return Vec::new(),
            count => (self.0.div_euclid(count), self.0.rem_euclid(count)),
        };
        (0..count).map(|part| Self(each + i64::from(part < remain))).collect()
    }

    /// The figure alone: `1.234,56`.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}", Figure(self.0.unsigned_abs()))
    }
}

/// An amount without its sign, with points between the thousands and a decimal comma.
struct Figure(u64);

impl fmt::Display for Figure {
    /// Written from the last digit in one piece: a page shows hundreds of amounts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The longest, `184.467.440.737.095.516,15`, has 26.
        let mut figure = [0; 32];
        let mut start = figure.len();
        let mut put = |byte| {
            start -= 1;
            figure[start] = byte;
        };
        let mut rest = self.0;
        for place in 0.. {
            match place {
                3.. if rest == 0 => break,
                2 => put(b','),
                place if place % 3 == 2 => put(b'.'),
                _ => {}
            }
            put(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
        }
        f.write_str(str::from_utf8(&figure[start..]).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 < 0 { "-R$\u{a0}" } else { "R$\u{a0}" })?;
        Figure(self.0.unsigned_abs()).fmt(f)
    }
}

impl FromStr for Money {
    type Err = Error;

    /// Reads what people and files write: `1.234,56`, `1234,56`, `R$ 1.234,56`, `1234.56`, `1,234.56`,
    /// `1.234` (a thousand and more), `1234`, each with a minus before the amount or before `R$`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Required);
        }
        let (outer, text) = sign(text);
        let text = text.strip_prefix("R$").or_else(|| text.strip_prefix("r$")).unwrap_or(text).trim_start();
        let (inner, text) = sign(text);
        if outer && inner {
            return Err(Error::NotMoney);
        }
        let centavos = unsigned(text)?;
        Self(if outer || inner { -centavos } else { centavos }).in_range()
    }
}

/// Takes a leading minus off; tells whether there was one.
fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// The centavos of a figure without sign and currency.
fn unsigned(text: &str) -> Result<i64, Error> {
    let (reais, centavos) = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => (grouped(&text[..comma], '.')?, &text[comma + 1..]),
        (Some(_), Some(point)) => (grouped(&text[..point], ',')?, &text[point + 1..]),
        (Some(comma), None) => (text[..comma].to_owned(), &text[comma + 1..]),
        (None, Some(point)) if matches!(text.len() - point, 2 | 3) => {
            (text[..point].to_owned(), &text[point + 1..])
        }
        (None, Some(_)) => (grouped(text, '.')?, "00"),
        (None, None) => (text.to_owned(), "00"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&reais) || !digits(centavos) || centavos.len() > 2 {
        return Err(Error::NotMoney);
    }
    let reais: i64 = reais.parse().map_err(|_| Error::AmountOutOfRange)?;
    let cents: i64 = format!("{centavos:0<2}").parse().map_err(|_| Error::NotMoney)?;
    reais.checked_mul(100).and_then(|amount| amount.checked_add(cents)).ok_or(Error::AmountOutOfRange)
}

/// The digits of a number whose thousands may be set apart by `separator`: groups of three, or none at all.
fn grouped(text: &str, separator: char) -> Result<String, Error> {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let well_formed = rest.is_empty()
        || ((1..=3).contains(&first.len())
            && !first.starts_with('0')
            && rest.iter().all(|group| group.len() == 3));
    if well_formed { Ok(text.replace(separator, "")) } else { Err(Error::NotMoney) }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.checked_add(other).expect("amounts add up within range")
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.checked_sub(other).expect("amounts differ within range")
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Money {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

#[cfg(test)]
mod tests;
