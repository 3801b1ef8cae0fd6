//! A form's errors are collected, so that all of them are shown at once.

use domain::{Error, Money, error::Check, tax_id::TaxId};

#[test]
fn a_form_without_errors_passes() {
    let mut check = Check::default();
    assert_eq!(check.required("name", "  Ana  ", 10).as_deref(), Some("Ana"));
    assert_eq!(check.optional("tax_id", " ", TaxId::parse), Some(None));
    assert_eq!(check.optional("amount", "1,00", str::parse), Some(Some(Money::from_centavos(100))));
    assert_eq!(check.text("notes", "", 10).as_deref(), Some(""));
    assert_eq!(check.done(), Ok(()));
}

#[test]
fn every_error_is_noted_at_its_field() {
    let mut check = Check::default();
    assert_eq!(check.required("name", " ", 10), None);
    assert_eq!(check.required("city", "São Paulo", 8), None);
    assert_eq!(check.optional("tax_id", "1", TaxId::parse), None);
    check.note("is_client", Error::NeitherClientNorSupplier);
    let errors = check.done().expect_err("four errors");
    assert_eq!(
        errors,
        [
            Error::Required.on("name"),
            Error::TooLong { max: 8 }.on("city"),
            Error::InvalidTaxId.on("tax_id"),
            Error::NeitherClientNorSupplier.on("is_client"),
        ]
    );
}

#[test]
fn length_is_counted_in_characters() {
    let mut check = Check::default();
    assert!(check.text("city", "São Paulo", 9).is_some());
    assert_eq!(check.done(), Ok(()));
}
