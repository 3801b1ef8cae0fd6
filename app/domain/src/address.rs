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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_addresses_are_read() {
        for (typed, stored) in [
            ("ana@example.com", "ana@example.com"),
            (" Ana.Souza@Example.COM.br ", "Ana.Souza@example.com.br"),
            ("financeiro+cobranca@padaria-sao-jose.com.br", "financeiro+cobranca@padaria-sao-jose.com.br"),
            ("o'neil_1@a.co", "o'neil_1@a.co"),
            ("contato@pão.com.br", "contato@pão.com.br"),
        ] {
            assert_eq!(Email::parse(typed).map(String::from).as_deref(), Ok(stored), "{typed}");
        }
    }

    #[test]
    fn addresses_that_cannot_exist_are_refused() {
        let long = format!("{}@{}.com", "a".repeat(64), "b".repeat(60).repeat(4));
        for text in [
            "ana",
            "ana@",
            "@example.com",
            "ana@@example.com",
            "ana@b@example.com",
            "ana@localhost",
            "ana@example",
            "ana souza@example.com",
            "ana@exam ple.com",
            "ana@.com",
            "ana@example..com",
            "ana@example.com.",
            ".ana@example.com",
            "ana.@example.com",
            "a..b@example.com",
            "ana@-example.com",
            "ana@example-.com",
            "ana@example.c",
            "ana@127.0.0.1",
            "joão@example.com",
            "a,b@example.com",
            "<ana@example.com>",
            "ana@example.com;bia@example.com",
            "ana@example.com\nBcc: x@example.com",
            long.as_str(),
        ] {
            assert_eq!(Email::parse(text), Err(Error::InvalidEmail), "{text}");
        }
        assert_eq!(Email::parse(""), Err(Error::Required));
    }

    #[test]
    fn mail_links_break_lines_as_the_standard_says() {
        assert_eq!(mailto_link("a@b.com", "", ""), "mailto:a@b.com");
        assert_eq!(
            mailto_link("a+b@c.com", "Fatura & boleto", "Olá,\nsegue.\r\nAté"),
            "mailto:a%2Bb@c.com?subject=Fatura%20%26%20boleto&body=Ol%C3%A1%2C%0D%0Asegue.%0D%0AAt%C3%A9"
        );
        assert_eq!(mailto_link("a@b.com", "", "x"), "mailto:a@b.com?body=x");
    }

    #[test]
    fn postcodes_have_eight_digits() {
        for text in ["01310-100", "01310100", "01.310-100", " 01310 100 "] {
            assert_eq!(Cep::parse(text).map(String::from).as_deref(), Ok("01310100"), "{text}");
        }
        for text in ["1310100", "013101000", "0131010a", "00000-000", "01310/100", "０１３１０１００"]
        {
            assert_eq!(Cep::parse(text), Err(Error::InvalidCep), "{text}");
        }
        assert_eq!(Cep::parse("-"), Err(Error::Required));
        assert_eq!(Cep::parse("01310-100").unwrap().to_string(), "01310-100");
        assert_eq!(Cep::parse_imported("1310100"), Cep::parse("01310100"));
        assert_eq!(Cep::parse_imported("131010"), Err(Error::InvalidCep));
        assert_eq!(cep_shown(""), "");
        assert_eq!(cep_shown("ç1234567"), "ç1234567");
    }

    #[test]
    fn postcodes_hint_at_the_unit() {
        for (cep, uf) in [
            ("01310100", Uf::Sp),
            ("19999999", Uf::Sp),
            ("20040002", Uf::Rj),
            ("29010000", Uf::Es),
            ("68900000", Uf::Ap),
            ("68899999", Uf::Pa),
            ("69301000", Uf::Rr),
            ("69400000", Uf::Am),
            ("69900000", Uf::Ac),
            ("70040010", Uf::Df),
            ("72800000", Uf::Go),
            ("73000000", Uf::Df),
            ("74000000", Uf::Go),
            ("76800000", Uf::Ro),
            ("77000000", Uf::To),
            ("78000000", Uf::Mt),
            ("79000000", Uf::Ms),
            ("80010000", Uf::Pr),
            ("88000000", Uf::Sc),
            ("99999999", Uf::Rs),
        ] {
            assert_eq!(Cep::parse(cep).unwrap().likely_uf(), Some(uf), "{cep}");
        }
        for uf in Uf::ALL {
            assert!(CEP_RANGES.iter().any(|(_, _, of)| *of == uf), "{uf}");
        }
        assert!(CEP_RANGES.is_sorted_by(|(_, until, _), (from, _, _)| until < from));
    }

    #[test]
    fn there_are_27_units_each_with_its_time() {
        assert!(Uf::ALL.is_sorted_by_key(|uf| uf.as_str()));
        let behind =
            |hours| Uf::ALL.into_iter().filter(move |uf| uf.utc_offset_hours() == hours).collect::<Vec<_>>();
        assert_eq!(behind(-5), [Uf::Ac]);
        assert_eq!(behind(-4), [Uf::Am, Uf::Ms, Uf::Mt, Uf::Ro, Uf::Rr]);
        assert_eq!(behind(-3).len(), 21);
        assert_eq!(Uf::parse(" sp "), Ok(Uf::Sp));
        assert_eq!(Uf::parse("XX"), Err(Error::InvalidUf));
        assert_eq!(Uf::parse("São Paulo"), Err(Error::InvalidUf));
        assert_eq!(Uf::parse(""), Err(Error::Required));
        for uf in Uf::ALL {
            assert_eq!(uf.to_string().parse(), Ok(uf));
            assert_eq!(serde_json::to_string(&uf).unwrap(), format!("\"{uf}\""));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_fail_otherwise(text in "[0-9.-]{0,12}|[a-zé@. -]{0,20}|\\PC*") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            }
            if let Ok(cep) = Cep::parse(&text) {
                prop_assert_eq!(Cep::parse(&cep.to_string()), Ok(cep.clone()));
                let _ = cep.likely_uf();
            }
            let _ = Cep::parse_imported(&text);
            let _ = cep_shown(&text);
        }
    }
}
