//! What a contact form is refused for, and what is made of it.

use super::support::{
    World, add_charge, at, events, for_each_db, lines, no_answer, pay, refused, set_uf, world,
};
use crate::{Clock, Ctx, Error, clients, contacts, ctx::new_id};
use domain::{
    Error as Rule, Money,
    client::{ClientQuery, ClientView, HISTORY_LINES},
    contact::{AddComment, RecordContact},
    id::ClientId,
};

async fn page(w: &World, client: ClientId) -> Result<ClientView, Error> {
    let query = ClientQuery { client, whole_history: false, appointment: None };
    clients::view(&w.ctx, &w.marta, query).await
}

#[tokio::test]
async fn all_errors_of_a_form_come_at_once() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let text = str::to_owned;
        let form = RecordContact {
            key: text("?"),
            date: text("2026-11-19"),
            channel: text("pigeon"),
            outcome: text("effective"),
            sub_outcome: text("no_answer"),
            reason: String::new(),
            spoke_to: "x".repeat(121),
            charges: vec![text("?")],
            next_date: text("2026-11-17"),
            next_time: text("25:00"),
            ..no_answer(w.client)
        };
        let fields: Vec<_> = refused(contacts::record(&w.ctx, &w.ana, form).await);
        assert_eq!(
            fields,
            [
                ("key", Rule::NotAnOption),
                ("date", Rule::InTheFuture),
                ("channel", Rule::NotAnOption),
                ("sub_outcome", Rule::NotAnOption),
                ("reason", Rule::Required),
                ("spoke_to", Rule::TooLong { max: 120 }),
                ("charges", Rule::NotAnOption),
                ("next_date", Rule::InThePast),
                ("next_time", Rule::NotATime),
            ]
            .map(|(field, rule)| (field.to_owned(), rule))
        );
        assert_eq!(lines(&w.ctx, w.client).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_moment_of_a_contact_lies_within_the_last_year() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let at = |date: &str, time: &str| RecordContact {
            date: date.to_owned(),
            time: time.to_owned(),
            guard_reason: "De novo".to_owned(),
            ..no_answer(w.client)
        };
        contacts::record(&w.ctx, &w.ana, at("18/11/2026", "10:05")).await?;
        let errors = refused(contacts::record(&w.ctx, &w.ana, at("2026-11-18", "10:06")).await);
        assert_eq!(errors, [("time".to_owned(), Rule::InTheFuture)]);
        contacts::record(&w.ctx, &w.ana, at("2025-11-18", "00:00")).await?;
        let errors = refused(contacts::record(&w.ctx, &w.ana, at("2025-11-17", "23:59")).await);
        assert_eq!(errors, [("date".to_owned(), Rule::InThePast)]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reason_to_go_on_is_kept_only_where_one_was_needed() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let form = RecordContact { guard_reason: "Por via das dúvidas".to_owned(), ..no_answer(w.client) };
        contacts::record(&w.ctx, &w.ana, form).await?;
        assert_eq!(page(&w, w.client).await?.history[0].guard_reason, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn today_is_the_day_where_the_client_lives() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        // 00:30 of the 18th in Brasília is still the 17th in Acre.
        set_uf(&w.ctx, w.client, "AC").await?;
        w.ctx.clock = Clock::at(at("2026-11-17 21:00"));
        let evening =
            RecordContact { date: "2026-11-17".to_owned(), time: "20:00".to_owned(), ..no_answer(w.client) };
        contacts::record(&w.ctx, &w.ana, evening).await?;
        w.ctx.clock = Clock::at(at("2026-11-18 00:30"));
        let night = RecordContact { time: "00:30".to_owned(), ..no_answer(w.client) };
        let errors = refused(contacts::record(&w.ctx, &w.ana, night.clone()).await);
        assert!(matches!(errors.as_slice(), [(_, Rule::ContactedToday(_))]));
        assert!(page(&w, w.client).await?.bar.contacted_today.is_some());

        set_uf(&w.ctx, w.client, "SP").await?;
        assert!(page(&w, w.client).await?.bar.contacted_today.is_none());
        contacts::record(&w.ctx, &w.ana, night).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_contact_belongs_to_the_company_of_most_charges_named_or_of_the_oldest_overdue() -> Result<(), Error>
{
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let company = |view: &ClientView| view.history[0].company.clone();
        contacts::record(&w.ctx, &w.marta, no_answer(w.shared)).await?;
        assert_eq!(company(&page(&w, w.shared).await?), "Comercial do Norte", "the first by name");

        add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-01", 1_000).await?;
        let north = add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-02", 1_000).await?;
        let again = || RecordContact { guard_reason: "De novo".to_owned(), ..no_answer(w.shared) };
        contacts::record(&w.ctx, &w.marta, again()).await?;
        assert_eq!(company(&page(&w, w.shared).await?), "Serviços do Sul", "the oldest overdue");

        let form = RecordContact { charges: vec![north.to_string()], ..again() };
        contacts::record(&w.ctx, &w.marta, form).await?;
        assert_eq!(company(&page(&w, w.shared).await?), "Comercial do Norte", "the charge named");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_comment_stands_in_the_history_and_counts_as_no_contact() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let comment = AddComment {
            client: w.client.to_string(),
            key: new_id().to_string(),
            text: " Prefere ser chamado à tarde. ".to_owned(),
        };
        contacts::comment(&w.ctx, &w.ana, comment.clone()).await?;
        contacts::comment(&w.ctx, &w.ana, comment.clone()).await?;
        let view = page(&w, w.client).await?;
        assert_eq!(view.history.len(), 1);
        assert_eq!(view.history[0].notes, "Prefere ser chamado à tarde.");
        assert_eq!((view.history[0].contact.clone(), view.history[0].may_void), (None, false));
        assert_eq!((view.bar.last_contact, view.bar.contacted_today), (None, None));
        assert_eq!(events(&w.ctx, "comment_added").await?, 1);
        let blank = AddComment { key: new_id().to_string(), text: " ".to_owned(), ..comment.clone() };
        let errors = refused(contacts::comment(&w.ctx, &w.ana, blank).await);
        assert_eq!(errors, [("text".to_owned(), Rule::Required)]);
        // The page did not hear that the first was stored, and kept its key: what was typed since is another comment.
        let other = AddComment { text: "Ligou de volta.".to_owned(), ..comment };
        contacts::comment(&w.ctx, &w.ana, other.clone()).await?;
        contacts::comment(&w.ctx, &w.ana, other).await?;
        let notes: Vec<_> = page(&w, w.client).await?.history.into_iter().map(|entry| entry.notes).collect();
        assert_eq!(notes, ["Ligou de volta.", "Prefere ser chamado à tarde."]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_history_shows_its_newest_part_and_tells_how_long_it_is() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        for number in 0..HISTORY_LINES + 3 {
            let comment = AddComment {
                client: w.client.to_string(),
                key: new_id().to_string(),
                text: number.to_string(),
            };
            contacts::comment(&w.ctx, &w.ana, comment).await?;
        }
        let view = page(&w, w.client).await?;
        assert_eq!(view.history.len(), HISTORY_LINES as usize);
        assert_eq!(view.history_total, HISTORY_LINES + 3);
        assert_eq!(view.history[0].notes, (HISTORY_LINES + 2).to_string(), "the newest first");
        let query = ClientQuery { client: w.client, whole_history: true, appointment: None };
        let whole = clients::view(&w.ctx, &w.ana, query).await?;
        assert_eq!(whole.history.len(), HISTORY_LINES as usize + 3);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_paid_lessens_what_interest_runs_on() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        pay(&w.ctx, w.client, w.charge, "2026-11-10", Money::from_centavos(5_000)).await?;
        let view = page(&w, w.client).await?;
        let charge = &view.overdue[0];
        assert_eq!((charge.original.centavos(), charge.balance.centavos()), (15_000, 10_000));
        // The fine on 150,00; interest on 150,00 for 10 days and on 100,00 for 8.
        assert_eq!(
            (charge.owed.expect("known").fine.centavos(), charge.owed.expect("known").interest.centavos()),
            (300, 50 + 27)
        );
        assert_eq!(view.bar.owed, charge.updated());
        Ok(())
    })
    .await
}
