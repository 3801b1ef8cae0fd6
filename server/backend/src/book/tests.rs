//! The list of delinquent clients and the book behind it, on every database that there is.

use crate::{
    Actor, Ctx, Error, contacts,
    delinquency::{list, next_to_contact},
    tests::support::{World, add_charge, add_client, for_each_db, no_answer, pay, world},
};
use domain::{
    Money,
    contact::Outcome,
    delinquency::{Column, DelinquencyPage, DelinquencyQuery, PAGE_ROWS, RoleFilter},
    period::Preset,
};

/// Tries something in a fresh world on every database. Today is Wednesday, 18 November 2026.
async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

async fn page(ctx: &Ctx, actor: &Actor, query: DelinquencyQuery) -> Result<DelinquencyPage, Error> {
    list(ctx, actor, query).await
}

fn query() -> DelinquencyQuery {
    DelinquencyQuery::default()
}

fn names(page: &DelinquencyPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

#[tokio::test]
async fn the_list_shows_who_is_overdue_and_how_much_with_fine_and_interest() -> Result<(), Error> {
    try_out(async |w: World| {
        let found = page(&w.ctx, &w.ana, query()).await?;
        assert_eq!(names(&found), ["José da Conceição"]);
        let row = &found.rows[0];
        assert_eq!((row.count, row.total.centavos(), row.days_late), (1, 15_000, 18));
        // 150,00 from 31/10, a Saturday: 2 % and 18 days of 1 % a month.
        assert_eq!(row.updated.centavos(), 15_000 + 300 + 90);
        assert_eq!(row.everything, Some((2, Money::from_centavos(20_000))));
        assert_eq!(row.tax_id, "529.982.247-25");
        assert_eq!(
            (found.clients, found.charges, found.total, found.updated),
            (1, 1, row.total, row.updated)
        );
        let owed =
            w.ctx.book.snapshot(&w.ctx.db).await?.owed(row.client, &w.ana.companies, w.ctx.clock.today());
        assert_eq!((owed.amount, owed.count, owed.days_late), (row.updated, 1, 18));

        // What is due today is not overdue.
        add_charge(&w.ctx, w.north, w.shared, "NF-9", "2026-11-18", 100).await?;
        assert_eq!(page(&w.ctx, &w.ana, query()).await?.clients, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_period_alone_decides_which_charges_count() -> Result<(), Error> {
    try_out(async |w: World| {
        let of = async |period, from: &str, until: &str, show_all| {
            let query = DelinquencyQuery {
                period,
                from: from.to_owned(),
                until: until.to_owned(),
                show_all,
                ..query()
            };
            page(&w.ctx, &w.marta, query).await
        };
        add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-19", 700).await?;
        let tomorrow = of(Preset::Tomorrow, "", "", false).await?;
        assert_eq!((names(&tomorrow), tomorrow.rows[0].days_late), (vec!["Padaria Pão Quente"], 0));
        assert_eq!(tomorrow.rows[0].updated.centavos(), 700);
        let all = of(Preset::AllOverdue, "", "", true).await?;
        assert_eq!((all.clients, all.charges, all.total.centavos()), (2, 3, 20_700));
        assert!(all.rows.iter().all(|row| row.everything.is_none()));
        assert_eq!(of(Preset::NextWeek, "", "", false).await?.total.centavos(), 5_000);
        assert_eq!(of(Preset::LastWeek, "", "", true).await?.clients, 0);
        assert_eq!(of(Preset::Custom, "2026-10-31", "", false).await?.charges, 3);
        assert_eq!(of(Preset::Custom, "", "31/10/2026", false).await?.charges, 1);
        assert_eq!(of(Preset::Custom, "", "", false).await?.charges, 1, "without dates: everything overdue");

        let wrong = of(Preset::Custom, "31/02/2026", "x", false).await?;
        let fields: Vec<&str> = wrong.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!((fields, wrong.clients), (vec!["de", "ate"], 0));
        let backwards = of(Preset::Custom, "2026-11-02", "2026-11-01", false).await?;
        assert_eq!(backwards.errors, [domain::Error::EndBeforeStart.on("ate")]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nobody_sees_charges_or_contacts_of_another_company() -> Result<(), Error> {
    try_out(async |w: World| {
        add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-01", 1_000).await?;
        add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-10-01", 2_000).await?;
        let of = async |actor: &Actor| {
            let found = page(&w.ctx, actor, query()).await?;
            Ok::<_, Error>(
                found.rows.into_iter().find(|row| row.client == w.shared).expect("in sight of both"),
            )
        };
        assert_eq!(of(&w.ana).await?.total.centavos(), 1_000);
        assert_eq!(of(&w.sofia).await?.total.centavos(), 2_000);
        assert_eq!(of(&w.marta).await?.total.centavos(), 3_000);
        let south = DelinquencyQuery { company: Some(w.south), ..query() };
        let row = page(&w.ctx, &w.marta, south.clone()).await?.rows.remove(0);
        assert_eq!((row.total.centavos(), row.everything), (2_000, Some((2, Money::from_centavos(3_000)))));
        let refused = page(&w.ctx, &w.ana, south).await?;
        assert_eq!((refused.clients, refused.errors.len()), (0, 1));

        // A contact of the north is known to the south, but not what came of it.
        contacts::record(&w.ctx, &w.ana, no_answer(w.shared)).await?;
        let (north, south) = (of(&w.ana).await?, of(&w.sofia).await?);
        assert!(north.contacted_today && south.contacted_today);
        assert_eq!(north.last_contact.map(|last| last.outcome), Some(Outcome::NoContact));
        assert_eq!(south.last_contact, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_change_is_seen_at_once_and_by_every_process() -> Result<(), Error> {
    try_out(async |w: World| {
        let elsewhere = Ctx::new(w.ctx.db.clone(), w.ctx.clock);
        let total = async |ctx: &Ctx| Ok::<_, Error>(page(ctx, &w.ana, query()).await?.total.centavos());
        assert_eq!((total(&w.ctx).await?, total(&elsewhere).await?), (15_000, 15_000));
        let snapshot = elsewhere.book.snapshot(&elsewhere.db).await?;
        assert!(std::sync::Arc::ptr_eq(&snapshot, &elsewhere.book.snapshot(&elsewhere.db).await?));

        pay(&w.ctx, w.client, w.charge, "2026-11-10", Money::from_centavos(5_000)).await?;
        assert_eq!((total(&w.ctx).await?, total(&elsewhere).await?), (10_000, 10_000));
        // The fine on 150,00; interest on 150,00 for 10 days and on 100,00 for 8: as on the client's page.
        let row = page(&elsewhere, &w.ana, query()).await?.rows.remove(0);
        assert_eq!(row.updated.centavos(), 10_000 + 300 + 77);

        let new = add_client(&w.ctx, "Álvaro", "", &[w.north]).await?;
        add_charge(&w.ctx, w.north, new, "NF-3", "2026-11-02", 1_000).await?;
        let by_name = DelinquencyQuery { sort: Column::Client, descending: false, ..query() };
        assert_eq!(names(&page(&elsewhere, &w.ana, by_name).await?), ["Álvaro", "José da Conceição"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_who_ask_at_once_wait_for_one_reading() -> Result<(), Error> {
    try_out(async |w: World| {
        let fresh = Ctx::new(w.ctx.db.clone(), w.ctx.clock);
        assert!(!fresh.book.is_read());
        let ask = || fresh.book.snapshot(&fresh.db);
        let (one, other) = tokio::try_join!(ask(), ask())?;
        assert!(fresh.book.is_read() && std::sync::Arc::ptr_eq(&one, &other));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn any_column_sorts_the_list_with_blanks_last_but_for_contacts_and_names_among_equals()
-> Result<(), Error> {
    try_out(async |w: World| {
        for (name, tax_id, due, centavos) in [
            ("Érica", "11144477735", "2026-11-05", 15_000),
            ("eduardo", "", "2026-11-06", 9_000),
            ("Zélia", "12345678909", "2026-11-06", 9_000),
        ] {
            let client = add_client(&w.ctx, name, tax_id, &[w.north]).await?;
            add_charge(&w.ctx, w.north, client, name, due, centavos).await?;
        }
        let sorted = async |sort, descending| {
            let found = page(&w.ctx, &w.ana, DelinquencyQuery { sort, descending, ..query() }).await?;
            Ok::<_, Error>(
                names(&found)
                    .iter()
                    .map(|name| name.split(' ').next().unwrap_or_default().to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(sorted(Column::Client, false).await?, ["eduardo", "Érica", "José", "Zélia"]);
        assert_eq!(sorted(Column::Client, true).await?, ["Zélia", "José", "Érica", "eduardo"]);
        assert_eq!(sorted(Column::TaxId, false).await?, ["Érica", "Zélia", "José", "eduardo"]);
        assert_eq!(sorted(Column::TaxId, true).await?, ["José", "Zélia", "Érica", "eduardo"]);
        assert_eq!(sorted(Column::Total, true).await?, ["Érica", "José", "eduardo", "Zélia"]);
        assert_eq!(sorted(Column::Total, false).await?, ["eduardo", "Zélia", "Érica", "José"]);
        assert_eq!(sorted(Column::DaysLate, true).await?, ["José", "Érica", "eduardo", "Zélia"]);
        assert_eq!(sorted(Column::City, false).await?, ["eduardo", "Érica", "José", "Zélia"]);
        contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?;
        assert_eq!(sorted(Column::LastContact, true).await?, ["José", "eduardo", "Érica", "Zélia"]);
        assert_eq!(sorted(Column::LastContact, false).await?, ["eduardo", "Érica", "Zélia", "José"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn search_and_role_narrow_the_list_and_totals_cover_all_its_pages() -> Result<(), Error> {
    try_out(async |w: World| {
        for number in 0..PAGE_ROWS + 5 {
            let client = add_client(&w.ctx, &format!("Xavante {number:02}"), "", &[w.north]).await?;
            add_charge(&w.ctx, w.north, client, &format!("C-{number}"), "2026-11-03", 100).await?;
        }
        let of = async |search: &str, page_number| {
            let query = DelinquencyQuery { search: search.to_owned(), page: page_number, ..query() };
            page(&w.ctx, &w.ana, query).await
        };
        let second = of("", 2).await?;
        assert_eq!((second.page, second.pages, second.rows.len(), second.clients), (2, 2, 6, PAGE_ROWS + 6));
        assert_eq!((second.charges, second.total.centavos()), (PAGE_ROWS + 6, 15_000 + 5_500));
        assert_eq!(of("", 99).await?.page, 2, "beyond the last page is the last page");
        assert_eq!(of("xavante", 1).await?.total.centavos(), 5_500);
        assert_eq!(names(&of("CONCEICAO jose", 1).await?), ["José da Conceição"]);
        assert_eq!(names(&of("529.982.247", 1).await?), ["José da Conceição"]);
        let both = DelinquencyQuery { search: "jose".into(), client: "xavante".into(), ..query() };
        assert_eq!(page(&w.ctx, &w.ana, both).await?.clients, 0);
        let suppliers = DelinquencyQuery { role: RoleFilter::Supplier, ..query() };
        assert_eq!(page(&w.ctx, &w.ana, suppliers).await?.clients, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_next_client_is_the_one_that_owes_most_and_was_not_contacted_today() -> Result<(), Error> {
    try_out(async |w: World| {
        let big = add_client(&w.ctx, "Grande", "", &[w.north]).await?;
        add_charge(&w.ctx, w.north, big, "G", "2026-11-03", 90_000).await?;
        let next = async |after| next_to_contact(&w.ctx, &w.ana, after).await;
        assert_eq!(next(None).await?, Some(big));
        assert_eq!(next(Some(big)).await?, Some(w.client));
        assert_eq!(next_to_contact(&w.ctx, &w.sofia, None).await?, None);

        // Who has an appointment of one's own today goes before who owes more.
        crate::agenda::schedule(
            &w.ctx,
            &w.ana,
            domain::agenda::ScheduleAppointment {
                client: w.client.to_string(),
                key: crate::ctx::new_id().to_string(),
                date: "2026-11-18".to_owned(),
                ..Default::default()
            },
        )
        .await?;
        assert_eq!(next(None).await?, Some(w.client));
        contacts::record(&w.ctx, &w.bruno, no_answer(w.client)).await?;
        assert_eq!(next(None).await?, Some(big));
        contacts::record(&w.ctx, &w.bruno, no_answer(big)).await?;
        assert_eq!(next(None).await?, None);
        Ok(())
    })
    .await
}
