//! Nobody sees or touches what belongs to companies that are not theirs.

use super::support::{World, add_charge, for_each_db, no_answer, refused, world};
use crate::{Ctx, Error, agenda, clients, contacts, ctx::new_id};
use domain::{
    Error as Rule,
    agenda::{
        AgendaQuery, Assignee, CancelAppointment, ReassignAppointment, RescheduleAppointment,
        ScheduleAppointment,
    },
    client::{ClientQuery, RemovePerson, SavePerson, UpdateClient},
    contact::{AddComment, RecordContact, TodayContact, VoidContact},
};

fn not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
}

/// A contact, an appointment and a contact person at the client of the north.
async fn furnished(w: &World) -> Result<(String, String, String), Error> {
    let contact = contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?.contact;
    let appointment = agenda::schedule(&w.ctx, &w.ana, appointment(w)).await?;
    let cmd = SavePerson { client: w.client.to_string(), name: "Rita".to_owned(), ..SavePerson::default() };
    clients::save_person(&w.ctx, &w.ana, cmd).await?;
    let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
    let person = clients::view(&w.ctx, &w.ana, query).await?.people[0].id;
    Ok((contact.to_string(), appointment.to_string(), person.to_string()))
}

fn appointment(w: &World) -> ScheduleAppointment {
    ScheduleAppointment {
        client: w.client.to_string(),
        key: new_id().to_string(),
        date: "2026-11-19".to_owned(),
        ..ScheduleAppointment::default()
    }
}

#[tokio::test]
async fn to_users_of_another_company_a_client_does_not_exist() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let (contact, appointment_id, person) = furnished(&w).await?;
        let (ctx, sofia, client) = (&w.ctx, &w.sofia, w.client.to_string());
        let (reason, date) = ("x".to_owned(), "2026-11-20".to_owned());

        let query = ClientQuery { client: w.client, whole_history: true, appointment: None };
        not_found(clients::view(ctx, sofia, query).await);
        let update = UpdateClient { client: client.clone(), name: "X".to_owned(), ..UpdateClient::default() };
        not_found(clients::update(ctx, sofia, update).await);
        let save = SavePerson { client: client.clone(), name: "X".to_owned(), ..SavePerson::default() };
        not_found(clients::save_person(ctx, sofia, save).await);
        not_found(clients::remove_person(ctx, sofia, RemovePerson { person: person.clone() }).await);
        assert_eq!(clients::search(ctx, sofia, "conceicao").await?, []);

        not_found(contacts::record(ctx, sofia, no_answer(w.client)).await);
        let comment = AddComment { client, key: new_id().to_string(), text: "x".to_owned() };
        not_found(contacts::comment(ctx, sofia, comment).await);
        not_found(contacts::void(ctx, sofia, VoidContact { contact, reason: reason.clone() }).await);

        not_found(agenda::schedule(ctx, sofia, appointment(&w)).await);
        let (id, time) = (appointment_id.clone(), String::new());
        let cmd = RescheduleAppointment { appointment: id.clone(), date, time };
        not_found(agenda::reschedule(ctx, sofia, cmd).await);
        let cmd = ReassignAppointment { appointment: id.clone(), assignee: sofia.user.to_string() };
        not_found(agenda::reassign(ctx, sofia, cmd).await);
        not_found(agenda::cancel(ctx, sofia, CancelAppointment { appointment: id, reason }).await);

        // A person of one client is not changed through another one that is in sight.
        let cmd = SavePerson {
            client: w.shared.to_string(),
            person,
            name: "X".to_owned(),
            ..SavePerson::default()
        };
        not_found(clients::save_person(ctx, sofia, cmd).await);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_agenda_shows_only_appointments_of_the_viewers_companies() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        furnished(&w).await?;
        let everybody = AgendaQuery { assignee: Some(Assignee::Everybody), ..AgendaQuery::default() };
        let of_marta = agenda::view(&w.ctx, &w.marta, everybody.clone()).await?;
        assert_eq!(of_marta.next.total, 1);
        let of_sofia = agenda::view(&w.ctx, &w.sofia, everybody).await?;
        assert_eq!((of_sofia.next.total, of_sofia.counts.len()), (0, 0));
        assert!(of_sofia.month.iter().all(|day| day.count == 0));
        let seen: Vec<_> = of_sofia.assignees.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(seen, ["Marta", "Sofia"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_guard_counts_contacts_of_all_companies_but_hides_whose_they_are() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        // Its only charge is the south's, so the manager's contact is the south's.
        add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-01", 1_000).await?;
        let contact = contacts::record(&w.ctx, &w.marta, no_answer(w.shared)).await?.contact;

        let errors = refused(contacts::record(&w.ctx, &w.ana, no_answer(w.shared)).await);
        let [(_, Rule::ContactedToday(TodayContact { details, .. }))] = errors.as_slice() else {
            panic!("{errors:?}")
        };
        assert_eq!(*details, None);
        let query = ClientQuery { client: w.shared, whole_history: false, appointment: None };
        let page = clients::view(&w.ctx, &w.ana, query).await?;
        assert!(page.bar.contacted_today.is_some_and(|today| today.details.is_none()));
        assert_eq!((page.history.len(), page.bar.last_contact), (0, None));
        assert_eq!((page.overdue.len(), page.bar.owed.centavos()), (0, 0));
        let void = VoidContact { contact: contact.to_string(), reason: "x".to_owned() };
        not_found(contacts::void(&w.ctx, &w.ana, void).await);

        let errors = refused(contacts::record(&w.ctx, &w.sofia, no_answer(w.shared)).await);
        let [(_, Rule::ContactedToday(TodayContact { details: Some(details), .. }))] = errors.as_slice()
        else {
            panic!("{errors:?}")
        };
        assert_eq!(details.user, "Marta");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_history_names_no_charges_of_companies_out_of_sight() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let north = add_charge(&w.ctx, w.north, w.shared, "N-1", "2026-11-01", 1_000).await?;
        let other = add_charge(&w.ctx, w.north, w.shared, "N-2", "2026-11-01", 1_000).await?;
        let hidden = add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-02", 1_000).await?;
        let form = RecordContact {
            charges: [north, other, hidden].map(|charge| charge.to_string()).to_vec(),
            ..no_answer(w.shared)
        };
        contacts::record(&w.ctx, &w.marta, form).await?;
        let query = ClientQuery { client: w.shared, whole_history: false, appointment: None };
        let of_ana = clients::view(&w.ctx, &w.ana, query.clone()).await?;
        assert_eq!(of_ana.history[0].charges, ["N-1", "N-2"]);
        let of_marta = clients::view(&w.ctx, &w.marta, query).await?;
        assert_eq!(of_marta.history[0].charges, ["N-1", "N-2", "S-1"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn charges_and_assignees_out_of_sight_are_refused() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let hidden = add_charge(&w.ctx, w.south, w.shared, "S-1", "2026-11-01", 1_000).await?;
        let form = RecordContact {
            charges: vec![hidden.to_string()],
            next_date: "2026-11-20".to_owned(),
            next_assignee: w.sofia.user.to_string(),
            ..no_answer(w.shared)
        };
        let errors = refused(contacts::record(&w.ctx, &w.ana, form).await);
        let expected = ["charges", "next_assignee"].map(|field| (field.to_owned(), Rule::NotAnOption));
        assert_eq!(errors, expected);
        // A charge of another client is none of this one's.
        let form = RecordContact { charges: vec![w.charge.to_string()], ..no_answer(w.shared) };
        let errors = refused(contacts::record(&w.ctx, &w.marta, form).await);
        assert_eq!(errors, [("charges".to_owned(), Rule::NotAnOption)]);
        Ok(())
    })
    .await
}
