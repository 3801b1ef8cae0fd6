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
    for text in ["1310100", "013101000", "0131010a", "00000-000", "01310/100", "０１３１０１００"] {
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
