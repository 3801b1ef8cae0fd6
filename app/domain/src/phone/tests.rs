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
    for first in 6..=9 {
        let suggestion = format!("(47) 9{first}765-4321");
        assert_eq!(read(&format!("47 {first}765-4321")), Err(Error::MissingNinthDigit { suggestion }));
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
