//! CPF and CNPJ, the latter also in its alphanumeric form (issued since July 2026).

use crate::Error;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A CPF (of a person) or CNPJ (of a firm) whose check digits are right, kept without punctuation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxId(String);

const CPF_LEN: usize = 11;
const CNPJ_LEN: usize = 14;

impl TaxId {
    /// Reads a CPF or CNPJ with or without its punctuation. Other signs are not skipped: a letter is
    /// part of an alphanumeric CNPJ, and dropping it would make another number of it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, '.' | '/' | '-') && !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if bare.is_empty() {
            return Err(Error::Required);
        }
        if is_cpf(&bare) || is_cnpj(&bare) { Ok(Self(bare)) } else { Err(Error::InvalidTaxId) }
    }

    /// Like [`TaxId::parse`], for files in which a spreadsheet dropped the leading zeros: such a number
    /// is a CPF if the check digits say so, otherwise a CNPJ.
    pub fn parse_imported(text: &str) -> Result<Self, Error> {
        Self::parse(text).or_else(|error| {
            let bare = text.trim();
            let lost_zeros =
                !bare.is_empty() && bare.len() < CNPJ_LEN && bare.bytes().all(|byte| byte.is_ascii_digit());
            if !lost_zeros {
                return Err(error);
            }
            Self::parse(&format!("{bare:0>CPF_LEN$}"))
                .or_else(|_| Self::parse(&format!("{bare:0>CNPJ_LEN$}")))
        })
    }

    /// The number without punctuation: 11 digits, or 14 digits and capital letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a CPF.
    pub fn is_person(&self) -> bool {
        self.0.len() == CPF_LEN
    }
}

impl FromStr for TaxId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<String> for TaxId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::parse(&text)
    }
}

impl From<TaxId> for String {
    fn from(tax_id: TaxId) -> Self {
        tax_id.0
    }
}

impl fmt::Display for TaxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.0))
    }
}

/// Stored bare text with its punctuation: `529.982.247-25`, `12.ABC.345/01DE-35`; anything else as it is.
pub fn masked(bare: &str) -> String {
    let part = |from: usize, until: usize| bare.get(from..until).unwrap_or_default();
    match bare.len() {
        CPF_LEN if bare.is_ascii() => {
            format!("{}.{}.{}-{}", part(0, 3), part(3, 6), part(6, 9), part(9, 11))
        }
        CNPJ_LEN if bare.is_ascii() => {
            format!("{}.{}.{}/{}-{}", part(0, 2), part(2, 5), part(5, 8), part(8, 12), part(12, 14))
        }
        _ => bare.to_owned(),
    }
}

/// The CPF that begins with these nine digits (values 0 to 9), for demonstration data.
pub fn complete_cpf(digits: &[u8; 9]) -> Result<TaxId, Error> {
    let text: String = digits.iter().map(|digit| char::from(b'0'.wrapping_add(*digit))).collect();
    complete(&text, &CPF_WEIGHTS)
}

/// The CNPJ that begins with these twelve digits or letters, for demonstration data.
pub fn complete_cnpj(root_and_order: &str) -> Result<TaxId, Error> {
    if root_and_order.len() == CNPJ_LEN - 2 {
        complete(&root_and_order.to_ascii_uppercase(), &CNPJ_WEIGHTS)
    } else {
        Err(Error::InvalidTaxId)
    }
}

/// The weights of the second check digit; the first one's are the same without the leading weight.
const CPF_WEIGHTS: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ_WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

fn complete(text: &str, weights: &[u32]) -> Result<TaxId, Error> {
    let first = check_digit(text.as_bytes(), &weights[1..]);
    let text = format!("{text}{}", char::from(first));
    let second = check_digit(text.as_bytes(), weights);
    TaxId::parse(&format!("{text}{}", char::from(second)))
}

fn is_cpf(bare: &str) -> bool {
    bare.len() == CPF_LEN
        && bare.bytes().all(|byte| byte.is_ascii_digit())
        && !all_equal(bare)
        && checks(bare, &CPF_WEIGHTS)
}

fn is_cnpj(bare: &str) -> bool {
    bare.len() == CNPJ_LEN
        && bare.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && bare.bytes().any(|byte| byte != b'0')
        && checks(bare, &CNPJ_WEIGHTS)
}

/// All digits alike pass the arithmetic of the CPF, but no such number is issued.
fn all_equal(bare: &str) -> bool {
    bare.bytes().all(|byte| Some(byte) == bare.bytes().next())
}

fn checks(bare: &str, weights: &[u32]) -> bool {
    let bytes = bare.as_bytes();
    let body = weights.len() - 1;
    check_digit(&bytes[..body], &weights[1..]) == bytes[body]
        && check_digit(&bytes[..=body], weights) == bytes[body + 1]
}

/// The check digit, as a character: a letter counts as its place in ASCII less 48.
fn check_digit(body: &[u8], weights: &[u32]) -> u8 {
    let sum: u32 =
        body.iter().zip(weights).map(|(byte, weight)| u32::from(byte.saturating_sub(b'0')) * weight).sum();
    match sum % 11 {
        0 | 1 => b'0',
        rest => b'0' + u8::try_from(11 - rest).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CPFS: [&str; 5] = ["52998224725", "11144477735", "12345678909", "01234567890", "98765432100"];
    const CNPJS: [&str; 8] = [
        "12ABC34501DE35",
        "A1B2C3D4E5F668",
        "AA345678000A29",
        "11222333000181",
        "11444777000161",
        "12345678000195",
        "00000000000191",
        "33333333000191",
    ];

    #[test]
    fn valid_numbers_are_read_with_and_without_punctuation() {
        for number in CPFS.into_iter().chain(CNPJS) {
            let tax_id = TaxId::parse(number).expect(number);
            assert_eq!(tax_id.as_str(), number);
            assert_eq!(tax_id.is_person(), CPFS.contains(&number));
            assert_eq!(TaxId::parse(&tax_id.to_string()), Ok(tax_id.clone()));
            assert_eq!(TaxId::parse(&format!(" {} ", number.to_lowercase())), Ok(tax_id));
        }
    }

    #[test]
    fn numbers_of_the_wrong_length_alphabet_or_check_digits_are_refused() {
        for text in [
            "11111111111",
            "52998224724",
            "00000000000",
            "00000000000000",
            "11111111111111",
            "12ABC34501DE36",
            "12ABC34501DEAB",
            "5299822472",
            "529982247250",
            "1122233300018",
            "112223330001810",
            "529.982.247-2A",
            "529982247_25",
            "12ÁBC34501DE35",
            "abc",
            "５２９９８２２４７２５",
        ] {
            assert_eq!(TaxId::parse(text), Err(Error::InvalidTaxId), "{text}");
        }
        assert_eq!(TaxId::parse("  "), Err(Error::Required));
        assert_eq!(TaxId::parse("./-"), Err(Error::Required));
    }

    #[test]
    fn numbers_are_shown_with_their_punctuation() {
        assert_eq!(masked("52998224725"), "529.982.247-25");
        assert_eq!(masked("12ABC34501DE35"), "12.ABC.345/01DE-35");
        assert_eq!(masked("11222333000181"), "11.222.333/0001-81");
        assert_eq!(masked(""), "");
        assert_eq!(masked("ação"), "ação");
        assert_eq!(masked("çççççaa"), "çççççaa");
    }

    #[test]
    fn zeros_lost_by_a_spreadsheet_come_back() {
        let imported = |text| TaxId::parse_imported(text).map(|tax_id| tax_id.as_str().to_owned());
        assert_eq!(imported("1234567890"), Ok("01234567890".to_owned()));
        assert_eq!(imported("191"), Ok("00000000191".to_owned()));
        assert_eq!(imported("11222333000181"), Ok("11222333000181".to_owned()));
        assert_eq!(imported("2558157000162"), Ok("02558157000162".to_owned()));
        assert_eq!(imported("12345"), Err(Error::InvalidTaxId));
        assert_eq!(imported("1.234.567-90"), Err(Error::InvalidTaxId));
        assert_eq!(imported(""), Err(Error::Required));
    }

    #[test]
    fn only_valid_numbers_travel() {
        assert_eq!(
            serde_json::to_string(&TaxId::parse("529.982.247-25").unwrap()).unwrap(),
            "\"52998224725\""
        );
        assert!(serde_json::from_str::<TaxId>("\"52998224724\"").is_err());
    }

    #[test]
    fn numbers_are_completed_with_their_check_digits() {
        assert_eq!(complete_cpf(&[5, 2, 9, 9, 8, 2, 2, 4, 7]), TaxId::parse("52998224725"));
        assert_eq!(complete_cnpj("12abc34501de"), TaxId::parse("12ABC34501DE35"));
        assert_eq!(complete_cpf(&[1; 9]), Err(Error::InvalidTaxId));
        assert_eq!(complete_cpf(&[10; 9]), Err(Error::InvalidTaxId));
        assert_eq!(complete_cpf(&[255; 9]), Err(Error::InvalidTaxId));
        assert_eq!(complete_cnpj("000000000000"), Err(Error::InvalidTaxId));
        assert_eq!(complete_cnpj("12ABC34501D"), Err(Error::InvalidTaxId));
        assert_eq!(complete_cnpj("12ABÇ34501D"), Err(Error::InvalidTaxId));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(digits in prop::array::uniform9(0_u8..10), place in 0..11_usize, by in 1..10_u8) {
            prop_assume!(digits.iter().any(|digit| *digit != digits[0]));
            let tax_id = complete_cpf(&digits).unwrap();
            let mut wrong = tax_id.as_str().as_bytes().to_vec();
            wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
            // Two remainders share the check digit 0, so a wrong first digit may go unnoticed there.
            let both = [tax_id.as_str().as_bytes()[9], tax_id.as_str().as_bytes()[10]];
            prop_assume!(!both.contains(&b'0'));
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(TaxId::parse(&wrong), Err(Error::InvalidTaxId));
        }

        #[test]
        fn every_completed_cnpj_is_valid(root in "[0-9A-Z]{12}") {
            prop_assume!(root != "000000000000");
            let tax_id = complete_cnpj(&root).unwrap();
            prop_assert!(tax_id.as_str().starts_with(&root));
            prop_assert!(!tax_id.is_person());
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in "\\PC*") {
            let _ = TaxId::parse(&text);
            let _ = TaxId::parse_imported(&text);
            let _ = masked(&text);
        }
    }
}
