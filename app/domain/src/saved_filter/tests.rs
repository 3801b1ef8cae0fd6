use super::*;
use crate::Error;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn charge(due: &str) -> ChargeFacts {
    ChargeFacts {
        company: CompanyId(uuid::Uuid::from_u128(1)),
        due: day(due),
        balance: Money::from_centavos(15_000),
        promised: false,
        instalment: false,
    }
}

fn client(last_contact: Option<&str>) -> ClientFacts {
    ClientFacts {
        is_client: true,
        is_supplier: false,
        uf: Some(Uf::Sp),
        today: day("2026-11-18"),
        last_contact: last_contact.map(day),
    }
}

fn wants(criteria: &Criteria, due: &str) -> bool {
    criteria.wants_charge(&charge(due), day("2026-11-18"))
}

#[test]
fn an_interval_of_days_late_has_both_ends_and_negative_days_lie_ahead() {
    let late = Criteria { days_from: Some(1), days_until: Some(10), ..Criteria::default() };
    for (due, wanted) in
        [("2026-11-18", false), ("2026-11-17", true), ("2026-11-08", true), ("2026-11-07", false)]
    {
        assert_eq!(wants(&late, due), wanted, "{due}");
    }
    // From three days before the day it is due up to that day.
    let ahead = Criteria { days_from: Some(-3), days_until: Some(0), ..Criteria::default() };
    for (due, wanted) in
        [("2026-11-22", false), ("2026-11-21", true), ("2026-11-18", true), ("2026-11-17", false)]
    {
        assert_eq!(wants(&ahead, due), wanted, "{due}");
    }
    let today = Criteria { due_today: true, ..late };
    assert!(wants(&today, "2026-11-18") && !wants(&today, "2026-11-17"));
    assert!(wants(&Criteria::default(), "1999-01-01") && wants(&Criteria::default(), "2099-01-01"));
}

#[test]
fn a_charge_is_asked_for_its_company_amount_promise_and_agreement() {
    let one = charge("2026-11-01");
    let today = day("2026-11-18");
    let centavos = |centavos| Some(Money::from_centavos(centavos));
    for (criteria, wanted) in [
        (Criteria { company: Some(one.company), ..Criteria::default() }, true),
        (Criteria { company: Some(CompanyId(uuid::Uuid::from_u128(2))), ..Criteria::default() }, false),
        (
            Criteria { amount_from: centavos(15_000), amount_until: centavos(15_000), ..Criteria::default() },
            true,
        ),
        (Criteria { amount_from: centavos(15_001), ..Criteria::default() }, false),
        (Criteria { amount_until: centavos(14_999), ..Criteria::default() }, false),
        (Criteria { promise: Presence::With, ..Criteria::default() }, false),
        (Criteria { promise: Presence::Without, ..Criteria::default() }, true),
        (Criteria { agreement: Presence::With, ..Criteria::default() }, false),
    ] {
        assert_eq!(criteria.wants_charge(&one, today), wanted, "{criteria:?}");
    }
    let promised = ChargeFacts { promised: true, instalment: true, ..one };
    let both = Criteria { promise: Presence::With, agreement: Presence::With, ..Criteria::default() };
    assert!(both.wants_charge(&promised, today));
}

#[test]
fn days_of_contact_count_today() {
    let in_days = |contacted, contacted_days| Criteria { contacted, contacted_days, ..Criteria::default() };
    let wants = |criteria: &Criteria, last| criteria.wants_client(&client(last), |_| false);
    let today = in_days(ContactedFilter::Within, 1);
    assert!(wants(&today, Some("2026-11-18")) && !wants(&today, Some("2026-11-17")) && !wants(&today, None));
    let not_in_week = in_days(ContactedFilter::NotWithin, 7);
    assert!(!wants(&not_in_week, Some("2026-11-12")) && wants(&not_in_week, Some("2026-11-11")));
    assert!(wants(&not_in_week, None));
}

#[test]
fn a_client_is_asked_for_role_state_and_appointments() {
    let ana = UserId(uuid::Uuid::from_u128(7));
    let mine = Criteria { assignee: Some(ana), uf: Some(Uf::Sp), ..Criteria::default() };
    assert!(mine.wants_client(&client(None), |user| user == ana));
    assert!(!mine.wants_client(&client(None), |_| false));
    assert!(!mine.wants_client(&ClientFacts { uf: None, ..client(None) }, |_| true));
    let suppliers = Criteria { role: RoleFilter::Supplier, ..Criteria::default() };
    assert!(!suppliers.wants_client(&client(None), |_| true));
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let fields = FilterFields {
        days_from: "10".to_owned(),
        days_until: "1".to_owned(),
        amount_from: "muito".to_owned(),
        contacted_days: "0".to_owned(),
        uf: "XX".to_owned(),
        ..FilterFields::default()
    };
    let errors = fields.check().expect_err("errors");
    let of = |field: &str| errors.iter().find(|error| error.field == field).map(|error| error.error.clone());
    assert_eq!(of("days_until"), Some(Error::EndBeforeStart));
    assert_eq!(of("amount_from"), Some(Error::NotMoney));
    assert_eq!(of("contacted_days"), Some(Error::NotPositive));
    assert_eq!(of("uf"), Some(Error::InvalidUf));
    assert_eq!(
        FilterFields { days_from: "x".to_owned(), ..FilterFields::default() }.check().expect_err("wrong")[0]
            .error,
        Error::NotANumber
    );
}

#[test]
fn a_filter_without_a_name_is_not_saved_and_save_as_makes_another() {
    let form = SaveFilter {
        filter: uuid::Uuid::from_u128(3).to_string(),
        channel: "whatsapp".to_owned(),
        shared: "on".to_owned(),
        ..SaveFilter::default()
    };
    assert_eq!(form.check().expect_err("no name")[0].field, "name");
    let named = SaveFilter { name: " 1 a 10 dias ".to_owned(), ..form };
    let checked = named.check().expect("a filter");
    assert_eq!((checked.name.as_str(), checked.shared), ("1 a 10 dias", true));
    assert_eq!(checked.filter, Some(crate::id::FilterId(uuid::Uuid::from_u128(3))));
    let another = SaveFilter { then: "new".to_owned(), ..named }.check().expect("a filter");
    assert_eq!(another.filter, None);
}

prop_compose! {
    fn any_criteria()(
        (due_today, days_from, more) in (any::<bool>(), proptest::option::of(-400..400_i32), 0..400_i32),
        (amount, uf, contacted, contacted_days) in (proptest::option::of(0..9_999_999_i64), 0..27_usize, 0..3_usize, 1..90_u32),
        (promise, agreement, sort, descending) in (0..3_usize, 0..3_usize, 0..9_usize, any::<bool>()),
    ) -> Criteria {
        let contacted = ContactedFilter::ALL[contacted];
        Criteria {
            due_today,
            days_from,
            days_until: days_from.map(|days| days + more),
            amount_from: amount.map(Money::from_centavos),
            uf: Some(Uf::ALL[uf]),
            contacted,
            contacted_days: if contacted == ContactedFilter::Any { 1 } else { contacted_days },
            promise: Presence::ALL[promise],
            agreement: Presence::ALL[agreement],
            sort: GridColumn::ALL[sort],
            descending,
            search: "josé & filhos".to_owned(),
            ..Criteria::default()
        }
    }
}

proptest! {
    #[test]
    fn what_an_address_says_is_said_by_the_same_address(criteria in any_criteria()) {
        let fields = FilterFields::of(&criteria);
        prop_assert_eq!(fields.check(), Ok(criteria));
        let pairs = fields.to_pairs();
        let again = FilterFields::from_pairs(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
        });
        prop_assert_eq!(again, fields);
    }
}
