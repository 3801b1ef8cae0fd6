//! Where a client is: e-mail address, postcode and federative unit.

use crate::{Error, text::percent_encode};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An e-mail address that can exist; its domain in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The greatest length of an e-mail address (RFC 5321).
pub const EMAIL_MAX: usize = 254;

impl Email {
    /// Reads an address. Pragmatic: what no mail server of today would take is refused.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Required);
        }
        let (local, domain) = text.split_once('@').ok_or(Error::InvalidEmail)?;
        if text.len() <= EMAIL_MAX && is_local_part(local) && is_domain(domain) {
            Ok(Self(format!("{local}@{}", domain.to_lowercase())))
        } else {
            Err(Error::InvalidEmail)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_part(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    (1..=64).contains(&text.len())
        && text.chars().all(allowed)
        && text.split('.').all(|part| !part.is_empty())
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(is_label)
        && top.chars().count() >= 2
        && top.chars().any(char::is_alphabetic)
}

/// Characters of a link to a mail program: some systems cut longer ones off.
pub const MAILTO_MAX: usize = 1600;

/// The link that writes to an address (RFC 6068); blank parts are left out.
pub fn mailto_link(email: &str, subject: &str, body: &str) -> String {
    let lines = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let fields: Vec<String> = [("subject", subject), ("body", &lines)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent_encode(value)))
        .collect();
    let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
    format!("mailto:{}{query}", percent_encode(email).replace("%40", "@"))
}

/// A postcode: eight digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cep(String);

impl Cep {
    /// Reads a postcode with or without its punctuation.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bare: String = text.chars().filter(|c| !matches!(c, '.' | '-') && !c.is_whitespace()).collect();
        if bare.is_empty() {
            return Err(Error::Required);
        }
        let well_formed = bare.len() == 8 && bare.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed && bare != "00000000" { Ok(Self(bare)) } else { Err(Error::InvalidCep) }
    }

    /// Like [`Cep::parse`], for files in which a spreadsheet dropped the leading zero (those of São Paulo).
    pub fn parse_imported(text: &str) -> Result<Self, Error> {
        Self::parse(text).or_else(|error| match text.trim() {
            bare if bare.len() == 7 => Self::parse(&format!("0{bare}")),
            _ => Err(error),
        })
    }

    /// The eight digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unit whose range of postcodes this one is in. Good for a hint only: ranges change.
    pub fn likely_uf(&self) -> Option<Uf> {
        let prefix: u16 = self.0[..3].parse().ok()?;
        CEP_RANGES.iter().find(|(from, until, _)| (*from..=*until).contains(&prefix)).map(|(_, _, uf)| *uf)
    }
}

/// The stored digits as people write them, `01310-100`; anything else as it is.
pub fn cep_shown(digits: &str) -> String {
    match (digits.get(..5), digits.get(5..8)) {
        (Some(region), Some(suffix)) if digits.len() == 8 => format!("{region}-{suffix}"),
        _ => digits.to_owned(),
    }
}

macro_rules! text_value {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Error;

            fn try_from(text: String) -> Result<Self, Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
text_value!(Email);
text_value!(Cep);

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Cep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&cep_shown(&self.0))
    }
}

macro_rules! units {
    ($($name:ident = $text:literal),+) => {
        /// One of the 26 states or the Federal District.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "the names are the official abbreviations")]
        pub enum Uf { $(#[serde(rename = $text)] $name),+ }

        impl Uf {
            /// All units, in the order of their abbreviations.
            pub const ALL: [Self; 27] = [$(Self::$name),+];

            /// The abbreviation.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}
#[rustfmt::skip]
units!(
    Ac = "AC", Al = "AL", Am = "AM", Ap = "AP", Ba = "BA", Ce = "CE", Df = "DF", Es = "ES", Go = "GO",
    Ma = "MA", Mg = "MG", Ms = "MS", Mt = "MT", Pa = "PA", Pb = "PB", Pe = "PE", Pi = "PI", Pr = "PR",
    Rj = "RJ", Rn = "RN", Ro = "RO", Rr = "RR", Rs = "RS", Sc = "SC", Se = "SE", Sp = "SP", To = "TO"
);

impl Uf {
    /// Reads an abbreviation in capital or small letters.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Required);
        }
        Self::ALL.into_iter().find(|uf| uf.as_str().eq_ignore_ascii_case(text)).ok_or(Error::InvalidUf)
    }

    /// Hours from UTC to the local time of the unit's capital; no unit has daylight saving time.
    pub const fn utc_offset_hours(self) -> i32 {
        match self {
            Self::Ac => -5,
            Self::Am | Self::Rr | Self::Ro | Self::Mt | Self::Ms => -4,
            _ => -3,
        }
    }
}

impl FromStr for Uf {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Uf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// First and last three digits of the postcodes of a unit.
#[rustfmt::skip]
const CEP_RANGES: [(u16, u16, Uf); 30] = [
    (10, 199, Uf::Sp), (200, 289, Uf::Rj), (290, 299, Uf::Es), (300, 399, Uf::Mg), (400, 489, Uf::Ba),
    (490, 499, Uf::Se), (500, 569, Uf::Pe), (570, 579, Uf::Al), (580, 589, Uf::Pb), (590, 599, Uf::Rn),
    (600, 639, Uf::Ce), (640, 649, Uf::Pi), (650, 659, Uf::Ma), (660, 688, Uf::Pa), (689, 689, Uf::Ap),
    (690, 692, Uf::Am), (693, 693, Uf::Rr), (694, 698, Uf::Am), (699, 699, Uf::Ac), (700, 727, Uf::Df),
    (728, 729, Uf::Go), (730, 736, Uf::Df), (737, 767, Uf::Go), (768, 769, Uf::Ro), (770, 779, Uf::To),
    (780, 788, Uf::Mt), (790, 799, Uf::Ms), (800, 879, Uf::Pr), (880, 899, Uf::Sc), (900, 999, Uf::Rs),
];

#[cfg(test)]
mod tests;
