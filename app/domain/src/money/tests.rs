use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Result<i64, Error> {
    text.parse().map(Money::centavos)
}

#[test]
fn amounts_are_shown_as_in_brazil() {
    let shown = |centavos| Money::from_centavos(centavos).to_string();
    assert_eq!(shown(123_456), "R$\u{a0}1.234,56");
    assert_eq!(shown(-123_456), "-R$\u{a0}1.234,56");
    assert_eq!(shown(-100), "-R$\u{a0}1,00");
    assert_eq!(shown(0), "R$\u{a0}0,00");
    assert_eq!(shown(5), "R$\u{a0}0,05");
    assert_eq!(shown(100_000), "R$\u{a0}1.000,00");
    assert_eq!(shown(99_999), "R$\u{a0}999,99");
    assert_eq!(Money::MAX.plain(), "9.999.999.999.999,99");
    assert_eq!(Money::from_centavos(-5).plain(), "-0,05");
    assert_eq!(Money::from_centavos(i64::MIN).plain(), "-92.233.720.368.547.758,08");
}

#[test]
fn every_usual_spelling_is_read() {
    for text in [
        "1.234,56",
        "1234,56",
        "R$ 1.234,56",
        "R$\u{a0}1.234,56",
        "R$1234,56",
        "r$ 1234,56",
        "1234.56",
        "1,234.56",
        " 1.234,56 ",
    ] {
        assert_eq!(read(text), Ok(123_456), "{text}");
    }
    for text in ["1.234", "1234", "R$ 1.234", "1.234,00", "1234,0", "1234.0", "01234"] {
        assert_eq!(read(text), Ok(123_400), "{text}");
    }
    for text in ["-1,00", "- 1,00", "-R$ 1,00", "R$ -1,00", "-R$\u{a0}1", "\u{2212}1,00"] {
        assert_eq!(read(text), Ok(-100), "{text}");
    }
    assert_eq!(read("1.234.567"), Ok(123_456_700));
    assert_eq!(read("1.234.567,8"), Ok(123_456_780));
    assert_eq!(read("0,25"), Ok(25));
    assert_eq!(read("0.25"), Ok(25));
    assert_eq!(read("10.5"), Ok(1050));
    assert_eq!(read("0"), Ok(0));
}

#[test]
fn what_is_not_clearly_an_amount_is_refused() {
    for text in [
        "abc",
        "R$",
        "-",
        "1,234",
        "1,2345",
        "1.23,45",
        "1.2345",
        "1234.567",
        "0.500",
        "1.234.56",
        "1,2,3",
        "1.234,",
        ",",
        ".",
        ",50",
        "--1",
        "-R$ -1,00",
        "1 234,56",
        "1,00 -",
        "(1,00)",
        "1e3",
        "١",
        "NaN",
        "$ 1",
        "+1",
        "12.34,56",
        "1..234",
        "1.-34",
    ] {
        assert_eq!(read(text), Err(Error::NotMoney), "{text}");
    }
    assert_eq!(read(" "), Err(Error::Required));
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
    assert_eq!(read("9.999.999.999.999,99"), Ok(999_999_999_999_999));
    assert_eq!(read("-9.999.999.999.999,99"), Ok(-999_999_999_999_999));
    for text in
        ["10.000.000.000.000,00", "-10000000000000", "92233720368547758,08", "99999999999999999999999"]
    {
        assert_eq!(read(text), Err(Error::AmountOutOfRange), "{text}");
    }
    let most = Money::from_centavos(i64::MAX);
    assert_eq!(most.checked_add(Money::from_centavos(1)), None);
    assert_eq!(Money::from_centavos(-2).checked_sub(most), None);
    assert_eq!(most.checked_mul(2), None);
    assert_eq!(most.in_range(), Err(Error::AmountOutOfRange));
    assert_eq!(Money::from_centavos(i64::MIN).in_range(), Err(Error::AmountOutOfRange));
}

#[test]
#[should_panic(expected = "within range")]
fn a_sum_that_does_not_fit_is_never_shown() {
    let _ = Money::from_centavos(i64::MAX) + Money::from_centavos(1);
}

#[test]
fn equal_parts_add_up_and_the_first_ones_take_the_rest() {
    let parts = |centavos, count| -> Vec<i64> {
        Money::from_centavos(centavos).split(count).into_iter().map(Money::centavos).collect()
    };
    assert_eq!(parts(37_352, 2), [18_676, 18_676]);
    assert_eq!(parts(10_000, 3), [3334, 3333, 3333]);
    assert_eq!(parts(37_352, 3), [12_451, 12_451, 12_450]);
    assert_eq!(parts(1, 2), [1, 0]);
    assert_eq!(parts(1, 0), [0; 0]);
}

#[test]
fn money_travels_as_a_plain_number() {
    assert_eq!(serde_json::to_string(&Money::from_centavos(-150)).unwrap(), "-150");
    assert_eq!(serde_json::from_str::<Money>("150").unwrap(), Money::from_centavos(150));
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(centavos in -999_999_999_999_999..=999_999_999_999_999_i64) {
        let money = Money::from_centavos(centavos);
        prop_assert_eq!(money.to_string().parse(), Ok(money));
        prop_assert_eq!(money.plain().parse(), Ok(money));
        let bare = money.plain().replace('.', "");
        prop_assert_eq!(bare.parse(), Ok(money));
        prop_assert_eq!(bare.replace(',', ".").parse(), Ok(money));
    }

    #[test]
    fn no_text_makes_reading_fail_otherwise(text in "[-R$ .,0-9]{0,24}|\\PC*") {
        if let Ok(money) = text.parse::<Money>() {
            prop_assert!(money.in_range().is_ok());
        }
    }

    #[test]
    fn parts_differ_by_at_most_a_centavo(centavos in -10_000_000..10_000_000_i64, count in 1..60_u32) {
        let parts = Money::from_centavos(centavos).split(count);
        prop_assert_eq!(parts.len(), count as usize);
        prop_assert_eq!(parts.iter().sum::<Money>(), Money::from_centavos(centavos));
        prop_assert!(parts.iter().max().unwrap().centavos() - parts.iter().min().unwrap().centavos() <= 1);
        prop_assert!(parts.is_sorted_by(|a, b| a >= b));
    }
}
