//! Brazilian telephone numbers, kept in E.164, and the links that call or write to them.

use crate::{Error, text::percent_encode};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A Brazilian number in E.164: `+5511987654321`. Service numbers have no area: `+558007012345`, `+5540041234`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// The area codes (DDD) in use.
#[rustfmt::skip]
pub const AREA_CODES: [u8; 67] = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 28, 31, 32, 33, 34, 35, 37, 38,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 55, 61, 62, 63, 64, 65, 66, 67, 68, 69,
    71, 73, 74, 75, 77, 79, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91, 92, 93, 94, 95, 96, 97, 98, 99,
];

/// Numbers of eight digits that are dialled without an area from everywhere begin with one of these.
const NATIONWIDE: [&str; 4] = ["3003", "4003", "4004", "4020"];

impl Phone {
    /// Reads a number as people write it: with or without punctuation, `+55`, the trunk `0` and a carrier.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Required);
        }
        let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c);
        if !text.chars().all(allowed) || text.rfind('+').is_some_and(|place| place > 0) {
            return Err(Error::InvalidPhone);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        national(&digits, text.starts_with('+'))
            .and_then(number)
            .map(|national| Self(format!("+55{national}")))
    }

    /// The number as it is stored and dialled: `+5511987654321`.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// Whether it is a mobile number.
    pub fn is_mobile(&self) -> bool {
        matches!(Kind::of(&self.0["+55".len()..]), Some(Kind::Mobile))
    }
}

/// The digits after the country code: trunk zero, carrier and country code are taken off.
fn national(digits: &str, international: bool) -> Result<&str, Error> {
    if international {
        return digits.strip_prefix("55").ok_or(Error::InvalidPhone);
    }
    if matches!(digits.get(..4), Some("0800" | "0300")) {
        return Ok(&digits[1..]);
    }
    let (digits, trunk) = match (digits.strip_prefix("00"), digits.strip_prefix('0')) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => (digits, false),
    };
    match digits.len() {
        12 | 13 if trunk => Ok(&digits[2..]),
        // Only here: 55 is also an area, in Rio Grande do Sul.
        12 | 13 => digits.strip_prefix("55").ok_or(Error::InvalidPhone),
        _ => Ok(digits),
    }
}

/// What a national number is for.
#[derive(Clone, Copy)]
enum Kind {
    Mobile,
    Landline,
    /// 0800 and 0300.
    Service,
    /// 4004 and the like.
    Nationwide,
}

impl Kind {
    /// The kind of a well-formed national number.
    fn of(national: &str) -> Option<Self> {
        match national.len() {
            8 if NATIONWIDE.iter().any(|prefix| national.starts_with(prefix)) => Some(Self::Nationwide),
            9 | 10 if national.starts_with("800") || national.starts_with("300") => Some(Self::Service),
            10 if matches!(national.as_bytes()[2], b'2'..=b'5') => Some(Self::Landline),
            11 if national.as_bytes()[2] == b'9' => Some(Self::Mobile),
            _ => None,
        }
    }
}

/// The national number if it is one that can exist.
fn number(national: &str) -> Result<&str, Error> {
    let kind = Kind::of(national);
    if matches!(kind, Some(Kind::Service | Kind::Nationwide)) {
        return Ok(national);
    }
    if !matches!(national.len(), 10 | 11) {
        return Err(Error::InvalidPhone);
    }
    let (area, subscriber) = national.split_at(2);
    let code: u8 = area.parse().map_err(|_| Error::InvalidPhone)?;
    if !AREA_CODES.contains(&code) {
        return Err(Error::UnknownAreaCode(code));
    }
    let old_mobile = subscriber.len() == 8 && subscriber.starts_with(['6', '7', '8', '9']);
    match kind {
        Some(_) => Ok(national),
        None if old_mobile => {
            Err(Error::MissingNinthDigit { suggestion: shown(&format!("+55{area}9{subscriber}")) })
        }
        None => Err(Error::InvalidPhone),
    }
}

impl FromStr for Phone {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Phone {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

/// The stored number as people write it: `(11) 98765-4321`; anything else as it is.
pub fn shown(e164: &str) -> String {
    let Some((national, kind)) = known(e164) else { return e164.to_owned() };
    let last = national.len() - 4;
    match kind {
        Kind::Mobile | Kind::Landline => {
            format!("({}) {}-{}", &national[..2], &national[2..last], &national[last..])
        }
        Kind::Service => format!("0{} {} {}", &national[..3], &national[3..last], &national[last..]),
        Kind::Nationwide => format!("{}-{}", &national[..last], &national[last..]),
    }
}

/// The national part of a stored number and its kind.
fn known(e164: &str) -> Option<(&str, Kind)> {
    let national = e164.strip_prefix("+55").filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((national, Kind::of(national)?))
}

/// The link that calls a stored number (RFC 3966). Service numbers are dialled as they are written.
pub fn tel_link(e164: &str) -> String {
    match known(e164) {
        Some((national, Kind::Service)) => format!("tel:0{national}"),
        Some((national, Kind::Nationwide)) => format!("tel:{national}"),
        _ => format!("tel:{e164}"),
    }
}

/// The link that opens WhatsApp with a message to a stored number; a blank message is left out.
pub fn whatsapp_link(e164: &str, text: &str) -> String {
    let number = e164.trim_start_matches('+');
    let query = if text.is_empty() { String::new() } else { format!("?text={}", percent_encode(text)) };
    format!("https://wa.me/{number}{query}")
}

/// The link that writes an SMS to a stored number, in the form that Android and iOS both take.
pub fn sms_link(e164: &str, text: &str) -> String {
    let query = if text.is_empty() { String::new() } else { format!("?&body={}", percent_encode(text)) };
    format!("sms:{e164}{query}")
}

#[cfg(test)]
mod tests;
