//! What is taken along of a list is what its pages show, whatever the order.

use super::{
    agreements::{opened, with_two},
    messages::{form, ready, state},
    support::{World, add_charge, add_client, for_each_db, pay, world},
};
use crate::{Ctx, Error, agenda, agreements, charges, clients, ctx::new_id, delinquency, messages};
use domain::{
    Money,
    agenda::{AgendaQuery, Assignee, ScheduleAppointment},
    agreement::{AgreementColumn, AgreementsQuery, HealthFilter},
    charge::{ChargeColumn, ChargesQuery},
    client::FOUND_CLIENTS,
    delinquency::{Column, DelinquencyQuery, PAGE_ROWS},
    message::{ComposeMessage, MessageLine, MessageState, ResolveMessage},
};

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

#[tokio::test]
async fn all_charges_are_the_rows_of_all_pages() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..PAGE_ROWS + 20 {
            let due = format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
            let charge = add_charge(
                &w.ctx,
                w.north,
                w.client,
                &format!("D-{number}"),
                &due,
                1_000 + i64::from(number),
            )
            .await?;
            if number % 7 == 0 {
                pay(&w.ctx, w.client, charge, "2026-11-10", Money::from_centavos(400)).await?;
            }
        }
        for (sort, descending) in
            ChargeColumn::ALL.iter().flat_map(|column| [(*column, false), (*column, true)])
        {
            for overdue in [false, true] {
                let query =
                    ChargesQuery { sort, descending, overdue, ..ChargesQuery::from_pairs(None, |_| None) };
                let mut taken = Vec::new();
                let mut put = |rows: Vec<_>| {
                    taken.extend(rows);
                    Ok(())
                };
                let whole = charges::each(&w.ctx, &w.ana, query.clone(), &mut put).await?;
                let mut shown = Vec::new();
                for page in 1..=2 {
                    let list = charges::list(&w.ctx, &w.ana, ChargesQuery { page, ..query.clone() }).await?;
                    assert_eq!((list.pages, list.totals), (2, whole.totals));
                    shown.extend(list.rows);
                }
                assert_eq!(taken, shown, "{sort:?} {descending}");
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_delinquent_clients_are_the_rows_of_all_pages() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..PAGE_ROWS + 5 {
            let client = add_client(&w.ctx, &format!("Cliente {number:03}"), "", &[w.north]).await?;
            add_charge(&w.ctx, w.north, client, &format!("C-{number}"), "2026-11-02", 500).await?;
        }
        let query =
            DelinquencyQuery { sort: Column::Client, descending: false, ..DelinquencyQuery::default() };
        let mut taken = Vec::new();
        let mut put = |rows: Vec<_>| {
            taken.extend(rows);
            Ok(())
        };
        let whole = delinquency::each(&w.ctx, &w.ana, query.clone(), &mut put).await?;
        let first = delinquency::list(&w.ctx, &w.ana, query.clone()).await?;
        let second = delinquency::list(&w.ctx, &w.ana, DelinquencyQuery { page: 2, ..query.clone() }).await?;
        assert_eq!(
            (whole.clients, whole.charges, whole.total, whole.updated),
            (first.clients, first.charges, first.total, first.updated)
        );
        assert_eq!(taken, [first.rows, second.rows].concat());
        let wrong = DelinquencyQuery { company: Some(w.south), ..query };
        let none = delinquency::each(&w.ctx, &w.ana, wrong, &mut |_| unreachable!("out of sight")).await?;
        assert_eq!(none.clients, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_agreements_are_the_rows_of_all_pages() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..PAGE_ROWS + 3 {
            let centavos = 10_000 + i64::from(number);
            let document = format!("A-{number}");
            let charge = add_charge(&w.ctx, w.north, w.client, &document, "2026-12-20", centavos).await?;
            let rest = Money::from_centavos(centavos - 5_000).plain();
            let form = with_two(opened(&w, charge).await?.form, ["50,00", &rest]);
            let id = agreements::confirm(&w.ctx, &w.ana, form).await?.agreement;
            if number % 9 == 0 {
                let first = agreements::view(&w.ctx, &w.ana, id).await?.instalments[0].charge;
                pay(&w.ctx, w.client, first, "2026-11-18", Money::from_centavos(4_000 + i64::from(number)))
                    .await?;
            }
        }
        let sorts =
            AgreementColumn::ALL.iter().flat_map(|column| [(Some(*column), false), (Some(*column), true)]);
        let healths = [None, Some(HealthFilter::UpToDate)];
        let none = agreements::list(&w.ctx, &w.sofia, AgreementsQuery::default()).await?;
        assert_eq!((none.count, none.received), (0, Money::ZERO), "they are another company's");
        for ((sort, descending), health) in
            sorts.chain([(None, false)]).flat_map(|sort| healths.map(|health| (sort, health)))
        {
            let query = AgreementsQuery { sort, descending, health, ..AgreementsQuery::default() };
            let mut taken = Vec::new();
            let mut put = |rows: Vec<_>| {
                taken.extend(rows);
                Ok(())
            };
            let whole = agreements::each(&w.ctx, &w.ana, query.clone(), &mut put).await?;
            assert_eq!((whole.count, whole.total.centavos()), (PAGE_ROWS + 3, 531_378));
            assert_eq!(whole.received, taken.iter().map(|row| row.received).sum::<Money>());
            assert!(whole.received.is_positive());
            let mut shown = Vec::new();
            for page in 1..=2 {
                let list =
                    agreements::list(&w.ctx, &w.ana, AgreementsQuery { page, ..query.clone() }).await?;
                assert_eq!((list.pages, list.total, list.received), (2, whole.total, whole.received));
                shown.extend(list.rows);
            }
            assert_eq!(taken, shown, "{sort:?} {descending} {health:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_e_mails_are_the_lines_of_all_pages() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = ready(ctx).await?;
        let mut last = None;
        for _ in 0..55 {
            let form = ComposeMessage { reason: "pediu".to_owned(), ..form(&w).await? };
            last = Some(messages::send(&w.ctx, &w.ana, form).await?);
        }
        let cancelled = last.expect("a message");
        let cancel = ResolveMessage {
            message: cancelled.to_string(),
            resolution: "cancel".to_owned(),
            reason: "engano".to_owned(),
        };
        messages::resolve(&w.ctx, &w.ana, cancel).await?;
        assert_eq!(state(&w, cancelled).await?, MessageState::Cancelled);
        for (wanted, count) in
            [(None, 55), (Some(MessageState::Queued), 54), (Some(MessageState::Cancelled), 1)]
        {
            let mut taken = Vec::new();
            let mut put = |lines: Vec<MessageLine>| {
                taken.extend(lines);
                Ok(())
            };
            assert_eq!(messages::each(&w.ctx, &w.ana, wanted, &mut put).await?, count);
            let mut shown = messages::list(&w.ctx, &w.ana, wanted, 1).await?.lines;
            shown.extend(messages::list(&w.ctx, &w.ana, wanted, 2).await?.lines);
            assert_eq!(taken, shown, "{wanted:?}");
        }
        let mut none = |lines: Vec<MessageLine>| {
            assert!(lines.is_empty(), "out of sight");
            Ok(())
        };
        assert_eq!(messages::each(&w.ctx, &w.sofia, None, &mut none).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_clients_of_a_search_are_taken_along_and_not_only_those_shown() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..450 {
            add_client(&w.ctx, &format!("Moinho {number:03}"), "", &[w.north]).await?;
        }
        let all = clients::search_all(&w.ctx, &w.ana, "moinho").await?;
        let names: Vec<&str> = all.iter().map(|client| client.name.as_str()).collect();
        assert!(names.len() == 450 && names.is_sorted(), "{} {names:?}", names.len());
        let shown = clients::search(&w.ctx, &w.ana, "moinho 0").await?;
        assert_eq!(shown.len(), FOUND_CLIENTS as usize);
        let same = clients::search_all(&w.ctx, &w.ana, "moinho 0").await?;
        assert!(same.len() > shown.len() && same.starts_with(&shown));
        assert!(clients::search_all(&w.ctx, &w.sofia, "moinho").await?.is_empty(), "out of sight");
        assert!(clients::search_all(&w.ctx, &w.ana, " ").await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_whole_agenda_is_taken_along_and_not_only_its_first_rows() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..130 {
            let cmd = ScheduleAppointment {
                client: w.client.to_string(),
                key: new_id().to_string(),
                date: format!("2026-12-{:02}", number % 3 + 1),
                ..ScheduleAppointment::default()
            };
            agenda::schedule(&w.ctx, &w.ana, cmd).await?;
        }
        let mut days = Vec::new();
        let query = AgendaQuery { assignee: Some(Assignee::Me), ..AgendaQuery::default() };
        let mut put = |rows: Vec<domain::agenda::AgendaRow>| {
            days.extend(rows.into_iter().map(|row| row.on));
            Ok(())
        };
        assert_eq!(agenda::each(&w.ctx, &w.ana, query, &mut put).await?, 130);
        assert!(days.len() == 130 && days.is_sorted());
        Ok(())
    })
    .await
}
