//! What a list is asked stands in the address: it is written and read without loss.

use chrono::NaiveDate;
use domain::{
    Error, Money,
    agenda::{AgendaQuery, Assignee},
    agreement::{AgreementColumn, AgreementRow, AgreementsQuery, Health, HealthFilter},
    charge::{ChargeColumn, ChargeStatus, ChargesQuery, PaymentMethod},
    delinquency::{Column, DelinquencyQuery, RoleFilter},
    id::{AgreementId, ClientId, CompanyId, UserId},
    period::Preset,
};
use proptest::prelude::*;
use uuid::Uuid;

fn get<'a>(pairs: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(pair, _)| *pair == name).map(|(_, value)| value.as_str())
}

fn delinquency(pairs: &[(&'static str, String)]) -> DelinquencyQuery {
    DelinquencyQuery::from_pairs(|name| get(pairs, name))
}

fn agenda(pairs: &[(&'static str, String)]) -> AgendaQuery {
    AgendaQuery::from_pairs(|name| get(pairs, name))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn pair(name: &'static str, value: &str) -> [(&'static str, String); 1] {
    [(name, value.to_owned())]
}

#[test]
fn the_usual_list_has_a_bare_address() {
    assert_eq!(DelinquencyQuery::default().to_pairs(), []);
    assert_eq!(delinquency(&[]), DelinquencyQuery::default());
    assert_eq!(AgendaQuery::default().to_pairs(), []);
    assert_eq!(agenda(&[]), AgendaQuery::default());
}

#[test]
fn what_cannot_be_read_counts_as_not_given() {
    for (name, value) in [
        ("empresa", ""),
        ("periodo", " "),
        ("ordem", "x"),
        ("sentido", "x"),
        ("pagina", "0"),
        ("pagina", "-1"),
        ("pagina", "99999999999999"),
        ("todos", ""),
        ("todos", "0"),
        ("q", "  "),
    ] {
        assert_eq!(delinquency(&pair(name, value)), DelinquencyQuery::default(), "{name}={value}");
    }
    for (name, value) in [
        ("responsavel", ""),
        ("mes", "2026-13"),
        ("mes", "262142-12"),
        ("mes", "+2026-11"),
        ("mes", "11/2026"),
    ] {
        assert_eq!(agenda(&pair(name, value)), AgendaQuery::default(), "{name}={value}");
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_named() {
    let named = |name: &str| vec![Error::NotAnOption.on(name)];
    for name in ["empresa", "papel", "periodo"] {
        let query = delinquency(&pair(name, "x"));
        assert_eq!((query.unreadable, query.company), (named(name), None));
    }
    for name in ["responsavel", "empresa", "periodo"] {
        let query = agenda(&pair(name, "x"));
        assert_eq!((query.unreadable, query.assignee), (named(name), None));
    }
}

#[test]
fn a_first_click_on_a_column_orders_figures_from_the_greatest_and_texts_from_a() {
    let sorted = |column: Column| delinquency(&pair("ordem", column.as_str())).descending;
    assert!(sorted(Column::Total));
    assert!(sorted(Column::DaysLate));
    assert!(!sorted(Column::Client));
    assert!(!sorted(Column::NextAppointment));
}

#[test]
fn both_checkbox_spellings_show_all_clients() {
    assert!(delinquency(&pair("todos", "1")).show_all);
    assert!(delinquency(&pair("todos", "on")).show_all);
}

#[test]
fn a_month_is_read_as_its_first_day() {
    let november = NaiveDate::from_ymd_opt(2026, 11, 1);
    assert_eq!(agenda(&pair("mes", "2026-11")).month, november);
    assert_eq!(AgendaQuery { month: november, ..AgendaQuery::default() }.to_pairs(), pair("mes", "2026-11"));
}

fn periods() -> impl Strategy<Value = (Preset, String, String)> {
    (prop::sample::select(Preset::ALL), "[0-9/]{0,10}", "[0-9/]{0,10}").prop_map(|(period, from, until)| {
        match period {
            Preset::Custom => (period, from, until),
            // The dates count, and stand in the address, only with the custom period.
            _ => (period, String::new(), String::new()),
        }
    })
}

proptest! {
    #[test]
    fn a_list_is_found_again_by_its_address(
        search in "([a-z0-9ã&=%+]{1,8}( [a-z]{1,4})?)?",
        client in "([a-z]{1,8})?",
        company in prop::option::of(any::<u128>()),
        role in prop::sample::select(RoleFilter::ALL),
        (period, from, until) in periods(),
        show_all in any::<bool>(),
        sort in prop::sample::select(Column::ALL),
        descending in any::<bool>(),
        page in 1..5000_u32,
    ) {
        let company = company.map(|id| CompanyId(Uuid::from_u128(id)));
        let query = DelinquencyQuery {
            search, client, company, role, period, from, until, show_all, sort, descending, page, unreadable: Vec::new(),
        };
        prop_assert_eq!(delinquency(&query.to_pairs()), query);
    }

    #[test]
    fn an_agenda_is_found_again_by_its_address(
        assignee in prop_oneof![
            Just(None),
            Just(Some(Assignee::Me)),
            Just(Some(Assignee::Everybody)),
            any::<u128>().prop_map(|id| Some(Assignee::User(UserId(Uuid::from_u128(id))))),
        ],
        company in prop::option::of(any::<u128>()),
        typed in prop::option::of(periods()),
        month in prop::option::of((1900..2200_i32, 1..=12_u32)),
    ) {
        let company = company.map(|id| CompanyId(Uuid::from_u128(id)));
        let (period, from, until) = match typed {
            Some((period, from, until)) => (Some(period), from, until),
            None => (None, String::new(), String::new()),
        };
        let month = month.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
        let query = AgendaQuery { assignee, company, period, from, until, month, unreadable: Vec::new() };
        prop_assert_eq!(agenda(&query.to_pairs()), query);
    }
}

fn charges(pairs: &[(&'static str, String)]) -> ChargesQuery {
    ChargesQuery::from_pairs(None, |name| get(pairs, name))
}

#[test]
fn lists_of_money_are_found_again_by_their_addresses() {
    assert_eq!(ChargesQuery::default().to_pairs(), []);
    assert_eq!(charges(&[]), ChargesQuery::default());
    let full = ChargesQuery {
        client: "ana".to_owned(),
        company: Some(CompanyId(Uuid::from_u128(1))),
        document: "FAT".to_owned(),
        status: Some(ChargeStatus::Open),
        due: Some(Preset::Custom),
        due_from: "01/11/2026".to_owned(),
        due_until: "30/11/2026".to_owned(),
        paid: Some(Preset::Custom),
        paid_from: "02/11/2026".to_owned(),
        paid_until: "29/11/2026".to_owned(),
        method: Some(PaymentMethod::Pix),
        overdue: true,
        sort: ChargeColumn::Client,
        descending: true,
        page: 3,
        of: None,
    };
    assert_eq!(charges(&full.to_pairs()), full);
    for name in ["empresa", "situacao", "vencimento", "pagamento", "forma", "ordem", "sentido", "pagina"] {
        assert_eq!(charges(&pair(name, "x")), ChargesQuery::default(), "{name}");
    }

    let read = |pairs: &[(&'static str, String)]| AgreementsQuery::from_pairs(|name| get(pairs, name));
    assert_eq!(read(&[]), AgreementsQuery::default());
    let full = AgreementsQuery {
        client: "ana".to_owned(),
        company: Some(CompanyId(Uuid::from_u128(1))),
        user: Some(UserId(Uuid::from_u128(2))),
        health: Some(HealthFilter::Late),
        period: Some(Preset::Custom),
        from: "01/11/2026".to_owned(),
        until: "30/11/2026".to_owned(),
        sort: Some(AgreementColumn::Agreed),
        descending: false,
        page: 2,
    };
    assert_eq!(read(&full.to_pairs()), full);
    assert!(HealthFilter::Late.matches(Health::Missed { count: 2, days: 40 }));
    assert!(!HealthFilter::UpToDate.matches(Health::Late { days: 1 }));
}

#[test]
fn agreements_in_need_of_somebody_stand_first() {
    let row = |number, health, next_due: Option<&str>| AgreementRow {
        id: AgreementId(Uuid::from_u128(1)),
        number,
        client: ClientId(Uuid::from_u128(1)),
        client_name: String::new(),
        company: String::new(),
        user: String::new(),
        on: day("2026-11-01"),
        total: Money::from_centavos(100),
        received: Money::ZERO,
        instalments: (0, 1),
        next_due: next_due.map(day),
        health,
        break_proposed: false,
    };
    let mut rows = [
        row(1, Health::Fulfilled, None),
        row(2, Health::Late { days: 3 }, Some("2026-11-18")),
        row(3, Health::UpToDate, Some("2026-12-01")),
        row(4, Health::Missed { count: 2, days: 40 }, Some("2026-10-12")),
        row(5, Health::Missed { count: 3, days: 70 }, Some("2026-09-12")),
    ];
    let numbers = |rows: &[AgreementRow]| rows.iter().map(|row| row.number).collect::<Vec<_>>();
    rows.sort_by(|a, b| AgreementColumn::Health.compare(a, b));
    assert_eq!(numbers(&rows), [5, 4, 2, 3, 1]);
    rows.sort_by(|a, b| AgreementColumn::NextDue.compare(a, b));
    assert_eq!(numbers(&rows), [5, 4, 2, 3, 1], "of whom nothing is due comes last");
}
