//! Rates in per cent: exact decimals with at most six places, as people write them and as the store keeps them.

use crate::Error;
use rust_decimal::Decimal;

/// Reads a rate in per cent as people write it: `2`, `2,5`, `0.033`, `2%`; at most six decimals.
pub fn parse_rate(text: &str) -> Result<Decimal, Error> {
    let text = text.trim().trim_end_matches('%').trim_end();
    if text.is_empty() {
        return Err(Error::Required);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let well_formed = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        && digits.bytes().filter(|byte| matches!(byte, b',' | b'.')).count() <= 1;
    if !well_formed {
        return Err(Error::NotARate);
    }
    let rate: Decimal = text.replace(',', ".").parse().map_err(|_| Error::NotARate)?;
    if rate.normalize().scale() > 6 { Err(Error::NotARate) } else { Ok(rate.normalize()) }
}

/// `2.50` as `2,5`.
pub fn show_rate(rate: Decimal) -> String {
    rate.normalize().to_string().replace('.', ",")
}

/// The rate in millionths of a per cent, as the store keeps it; decimals beyond the sixth are cut off.
pub fn to_millionths(rate: Decimal) -> Result<i64, Error> {
    let mut rate = rate.trunc_with_scale(6);
    rate.rescale(6);
    i64::try_from(rate.mantissa()).map_err(|_| Error::RateOutOfRange)
}

/// The rate of so many millionths of a per cent.
pub fn from_millionths(millionths: i64) -> Decimal {
    Decimal::new(millionths, 6).normalize()
}

/// How a rate travels: as millionths, which the browser's program reads without the code that reads decimals.
pub mod as_millionths {
    use super::{Decimal, from_millionths, to_millionths};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, ser::Error as _};

    /// Writes a rate.
    pub fn serialize<S: Serializer>(rate: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to_millionths(*rate).map_err(|_| S::Error::custom("a rate beyond 100 %"))?.serialize(to)
    }

    /// Reads a rate.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        i64::deserialize(from).map(from_millionths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_are_read_as_people_write_them() {
        for (text, rate) in [("2", "2"), ("2,50", "2.5"), ("0.033", "0.033"), ("1 %", "1"), ("-0,1", "-0.1")]
        {
            assert_eq!(parse_rate(text), Ok(rate.parse().unwrap()), "{text}");
        }
        for text in ["x", "1.000,00", "1e2", "0,1234567", "+1", ".5", "--1", "1,,"] {
            assert_eq!(parse_rate(text), Err(Error::NotARate), "{text}");
        }
        assert_eq!(parse_rate(" "), Err(Error::Required));
    }

    #[test]
    fn rates_are_written_without_needless_zeros() {
        for (rate, text) in [("2.50", "2,5"), ("10", "10"), ("0.033000", "0,033"), ("-0.10", "-0,1")] {
            assert_eq!(show_rate(rate.parse().expect(rate)), text);
        }
    }

    proptest! {
        #[test]
        fn a_rate_is_written_stored_and_read_without_loss(millionths in -100_000_000..=100_000_000_i64) {
            let rate = from_millionths(millionths);
            prop_assert_eq!(to_millionths(rate), Ok(millionths));
            prop_assert_eq!(parse_rate(&show_rate(rate)), Ok(rate));
        }
    }
}
