use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    parse_date(text).expect(text)
}

fn table(variations: &[(&str, &str)]) -> IndexTable {
    let variations = variations.iter().map(|(day, rate)| (date(day), parse_rate(rate).expect(rate)));
    IndexTable::new(PriceIndex::Ipca, variations)
}

#[test]
fn closed_months_count_from_that_of_the_due_date_to_the_one_before() {
    let ipca = table(&[("01/09/2026", "0,48"), ("01/10/2026", "0,56"), ("01/11/2026", "0,10")]);
    let factor = |due, on| ipca.factor(date(due), date(on)).expect("all months").parts();
    assert_eq!(factor("05/10/2026", "31/10/2026"), 100_000_000);
    assert_eq!(factor("05/10/2026", "01/11/2026"), 100_560_000);
    assert_eq!(factor("30/09/2026", "21/11/2026"), 101_042_688); // 1,0048 x 1,0056
    assert_eq!(factor("30/09/2026", "01/12/2026"), 101_143_731); // x 1,001 = 1,011437306...
}

#[test]
fn a_missing_month_is_refused_and_named() {
    let ipca = table(&[("01/09/2026", "0,48"), ("01/11/2026", "0,10")]);
    let missing = Error::IndexMissing { index: PriceIndex::Ipca, month: date("01/10/2026") };
    assert_eq!(ipca.factor(date("15/09/2026"), date("15/12/2026")), Err(missing));
}

#[test]
fn deflation_does_not_go_below_the_nominal_value() {
    let ipca = table(&[("01/07/2026", "-0,68"), ("01/08/2026", "0,30"), ("01/09/2026", "1,00")]);
    assert_eq!(ipca.factor(date("05/07/2026"), date("05/08/2026")), Ok(Factor::ONE));
    assert_eq!(ipca.factor(date("05/07/2026"), date("05/09/2026")), Ok(Factor::ONE));
    // The floor is on the whole: what fell comes off what rises later.
    assert_eq!(ipca.factor(date("05/07/2026"), date("05/10/2026")).map(Factor::parts), Ok(100_614_140));
}

#[test]
fn a_table_of_the_central_bank_is_read() {
    let text = "\u{feff}data;valor\r\n01/09/2026;0,48\r\n\"01/10/2026\";\"-0,02\"\r\n\r\n";
    let read = read_variations(text).expect("a table");
    assert_eq!(read, [(date("01/09/2026"), Decimal::new(48, 2)), (date("01/10/2026"), Decimal::new(-2, 2))]);
}

#[test]
fn every_line_that_cannot_be_read_is_named() {
    let wrong = read_variations("01/09/2026;0,48\n31/02/2026;1\n01/10/2026\n15/09/2026;2\n01/11/2026;99")
        .unwrap_err();
    assert_eq!(
        wrong,
        [(2, Error::NotADate), (3, Error::NotAnOption), (4, Error::AlreadyInUse), (5, Error::RateOutOfRange)]
    );
}

proptest! {
    #[test]
    fn rising_prices_never_lower_the_factor(
        rates in prop::collection::vec(0..20_000_i64, 24), start in 0..300_u64, days in 0..300_u64, more in 0..60_u64,
    ) {
        let first = date("01/01/2026");
        let months = (0_u32..).zip(rates).map(|(month, rate)| (first + Months::new(month), Decimal::new(rate, 4)));
        let index = IndexTable::new(PriceIndex::Own, months);
        let day = |days| first + chrono::Days::new(days);
        let factor = |until| index.factor(day(start), day(until));
        let (early, late) = (factor(start + days)?, factor(start + days + more)?);
        prop_assert!(Factor::ONE <= early && early <= late);
    }
}
