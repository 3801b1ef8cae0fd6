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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, Error> {
        Phone::parse(text).map(|phone| phone.e164().to_owned())
    }

    #[test]
    fn every_usual_spelling_is_read() {
        for text in [
            "11987654321",
            "(11) 98765-4321",
            "11 98765.4321",
            "+55 11 98765-4321",
            "+5511987654321",
            "5511987654321",
            "005511987654321",
            "0 11 98765-4321",
            "011987654321",
            "0 15 11 98765-4321",
            "01511987654321",
        ] {
            assert_eq!(read(text).as_deref(), Ok("+5511987654321"), "{text}");
        }
        for text in
            ["1130001234", "(11) 3000-1234", "+551130001234", "551130001234", "01130001234", "0211130001234"]
        {
            assert_eq!(read(text).as_deref(), Ok("+551130001234"), "{text}");
        }
    }

    #[test]
    fn area_55_is_not_taken_for_the_country() {
        assert_eq!(read("55 3222-1234").as_deref(), Ok("+555532221234"));
        assert_eq!(read("55 99999-1234").as_deref(), Ok("+5555999991234"));
        assert_eq!(read("5555999991234").as_deref(), Ok("+5555999991234"));
        assert_eq!(read("+55 55 3222-1234").as_deref(), Ok("+555532221234"));
        assert_eq!(read("0 15 55 99999-1234").as_deref(), Ok("+5555999991234"));
        assert_eq!(read("055999991234").as_deref(), Ok("+5555999991234"));
    }

    #[test]
    fn an_old_mobile_number_is_not_changed_silently() {
        for text in ["(11) 8765-4321", "551187654321", "+551187654321", "0 11 8765-4321"] {
            let suggestion = "(11) 98765-4321".to_owned();
            assert_eq!(read(text), Err(Error::MissingNinthDigit { suggestion }), "{text}");
        }
    }

    #[test]
    fn areas_that_are_not_in_use_are_refused() {
        for area in [10, 20, 23, 25, 26, 29, 30, 36, 39, 40, 50, 52, 56, 60, 70, 72, 76, 78, 80, 90] {
            assert_eq!(read(&format!("{area}987654321")), Err(Error::UnknownAreaCode(area)));
            assert!(!AREA_CODES.contains(&area));
        }
        assert!(AREA_CODES.is_sorted());
        for area in AREA_CODES {
            assert_eq!(read(&format!("{area}987654321")), Ok(format!("+55{area}987654321")));
        }
    }

    #[test]
    fn what_is_no_brazilian_number_is_refused() {
        for text in [
            "98765-4321",
            "3000-1234",
            "119876543210",
            "11 1000-1234",
            "11 08765-4321",
            "11 88765-4321",
            "+1 212 555 1234",
            "+5511",
            "11 98765-4321 ramal 20",
            "tel",
            "+",
            "11 9876 5432 1 / 2",
            "1+5511987654321",
            "991187654321",
            "١١٩٨٧٦٥٤٣٢١",
        ] {
            assert_eq!(read(text), Err(Error::InvalidPhone), "{text}");
        }
        assert_eq!(read(" "), Err(Error::Required));
    }

    #[test]
    fn service_numbers_have_no_area() {
        let cases = [
            ("0800 701 2345", "+558007012345", "0800 701 2345", "tel:08007012345"),
            ("0800-77-2828", "+55800772828", "0800 77 2828", "tel:0800772828"),
            ("0300 123 4567", "+553001234567", "0300 123 4567", "tel:03001234567"),
            ("4004-1234", "+5540041234", "4004-1234", "tel:40041234"),
        ];
        for (typed, stored, as_shown, link) in cases {
            let phone = Phone::parse(typed).expect(typed);
            assert_eq!(phone.e164(), stored);
            assert_eq!(phone.to_string(), as_shown);
            assert_eq!(tel_link(stored), link);
            assert!(!phone.is_mobile());
            assert_eq!(Phone::parse(stored), Ok(phone));
        }
    }

    #[test]
    fn numbers_are_shown_with_area_and_hyphen() {
        assert_eq!(shown("+5511987654321"), "(11) 98765-4321");
        assert_eq!(shown("+551130001234"), "(11) 3000-1234");
        assert_eq!(shown(""), "");
        assert_eq!(shown("+12125551234"), "+12125551234");
        assert_eq!(shown("+55áé"), "+55áé");
    }

    #[test]
    fn only_mobile_numbers_are_mobile() {
        assert!(Phone::parse("11987654321").unwrap().is_mobile());
        assert!(!Phone::parse("1130001234").unwrap().is_mobile());
    }

    #[test]
    fn links_carry_number_and_message() {
        let text = "Olá, José! Consta em aberto a fatura FAT-123/1 de R$ 150,00 (venc. 10/11/2026).\n\
                    Total hoje: R$ 153,55.";
        assert_eq!(
            whatsapp_link("+5511987654321", text),
            "https://wa.me/5511987654321?text=Ol%C3%A1%2C%20Jos%C3%A9%21%20Consta%20em%20aberto%20a%20fatura%20\
             FAT-123%2F1%20de%20R%24%20150%2C00%20%28venc.%2010%2F11%2F2026%29.%0ATotal%20hoje%3A%20R%24%20153%2C55."
        );
        assert_eq!(whatsapp_link("+5511987654321", ""), "https://wa.me/5511987654321");
        assert_eq!(tel_link("+5511987654321"), "tel:+5511987654321");
        assert_eq!(sms_link("+5511987654321", "Olá"), "sms:+5511987654321?&body=Ol%C3%A1");
        assert_eq!(sms_link("+5511987654321", ""), "sms:+5511987654321");
    }

    proptest! {
        #[test]
        fn what_is_stored_and_shown_is_read_back(
            area in prop::sample::select(AREA_CODES.to_vec()), subscriber in "9[0-9]{8}|[2-5][0-9]{7}",
        ) {
            let phone = Phone::parse(&format!("{area}{subscriber}")).unwrap();
            prop_assert_eq!(Phone::parse(phone.e164()), Ok(phone.clone()));
            prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()));
            prop_assert_eq!(phone.is_mobile(), subscriber.len() == 9);
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in "[+0-9() -]{0,20}|\\PC*") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.e164()), Ok(phone.clone()));
                prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone));
            }
            let _ = shown(&text);
            let _ = shown(&format!("+55{text}"));
        }
    }
}
