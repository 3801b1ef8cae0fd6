//! Messages and calls by programs of the person's own: recording, the guard, hours, and what came of them.

use super::support::{World, at, events, for_each_db, no_answer, pay, refused, set_uf, world};
use crate::{
    Clock, Ctx, Error, agenda, clients, contacts,
    ctx::new_id,
    grid,
    reach::{self, Asked},
    settings,
};
use domain::{
    Error as Rule, Money,
    agenda::ScheduleAppointment,
    client::ClientQuery,
    contact::{Channel, Outcome, VoidContact},
    contact_hours::SaveHours,
    grid::GridQuery,
    id::ContactId,
    message::Refusal,
    permission::Role,
    reach::{AnswerSent, ReachClient, ReachView},
};

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

async fn opened(w: &World, ctx: &Ctx, channel: Channel) -> Result<ReachView, Error> {
    let asked = Asked { charges: vec![w.charge], channel: Some(channel), ..Asked::default() };
    reach::view(ctx, &w.ana, w.client, None, asked).await
}

fn answer(contact: ContactId, answer: &str) -> AnswerSent {
    AnswerSent { contact: contact.to_string(), answer: answer.to_owned(), ..AnswerSent::default() }
}

#[tokio::test]
async fn the_form_comes_with_number_and_todays_amounts() -> Result<(), Error> {
    try_out(async |w: World| {
        let view = opened(&w, &w.ctx, Channel::WhatsApp).await?;
        assert_eq!(view.form.to, "(11) 98765-4321");
        assert!(view.form.body.replace('\u{a0}', " ").contains("153,90"), "{}", view.form.body);
        assert!(view.held.is_empty() && view.refused.is_none() && !view.templates.is_empty());
        let chosen: Vec<_> =
            view.charges.iter().map(|charge| (charge.document.as_str(), charge.chosen)).collect();
        assert_eq!(chosen, [("NF-1", true), ("NF-2", false)]);

        let all = Asked { overdue: true, ..Asked::default() };
        let due = view.charges[1].id;
        let all = reach::view(&w.ctx, &w.ana, w.client, None, Asked { charges: vec![due], ..all }).await?;
        assert!(all.charges.iter().all(|charge| charge.chosen), "the named one, and all that is late");

        assert!(matches!(
            reach::view(&w.ctx, &w.sofia, w.client, None, Asked::default()).await,
            Err(Error::NotFound)
        ));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_text_follows_the_choice_until_somebody_changes_it() -> Result<(), Error> {
    try_out(async |w: World| {
        let view = opened(&w, &w.ctx, Channel::WhatsApp).await?;
        let due = view.charges[1].id;
        // What was typed stays until somebody wants the fresh one; what was not follows the choice.
        let again = async |form: &ReachClient| {
            reach::view(&w.ctx, &w.ana, w.client, Some(form.clone()), Asked::default()).await
        };
        let typed = ReachClient { to: "11912345678".to_owned(), ..view.form };
        let sms = again(&ReachClient { channel: "sms".to_owned(), ..typed.clone() }).await?.form;
        assert!(sms.body != typed.body && sms.to == "11912345678", "{sms:?}");
        let email = again(&ReachClient { channel: "email".to_owned(), ..typed.clone() }).await?.form;
        assert!(email.to.contains('@') && !email.subject.is_empty() && email.body.contains("153,90"));
        let both = vec![w.charge.to_string(), due.to_string()];
        let more = again(&ReachClient { charges: both.clone(), ..typed.clone() }).await?;
        assert!(more.form.body != typed.body && more.outdated.is_none());

        let own = ReachClient { body: "Oi, 153,90".to_owned(), ..typed };
        let same = again(&own).await?;
        assert_eq!((same.form.body.as_str(), same.outdated), ("Oi, 153,90", None));
        let kept = again(&ReachClient { charges: both, ..own }).await?;
        assert_eq!(kept.form.body, "Oi, 153,90");
        assert!(kept.outdated.is_some());
        let fresh = again(&ReachClient { fresh: "on".to_owned(), ..kept.form }).await?;
        assert_eq!((fresh.form.body, fresh.outdated), (more.form.body, None));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn variables_in_a_text_of_ones_own_become_the_amounts_of_today() -> Result<(), Error> {
    try_out(async |w: World| {
        let form = opened(&w, &w.ctx, Channel::WhatsApp).await?.form;
        let own = |body: &str| ReachClient { body: body.to_owned(), ..form.clone() };
        let unknown = refused(reach::record(&w.ctx, &w.ana, own("Oi {valor_total_errado}")).await);
        assert_eq!(unknown[0].0, "body");
        let contact = reach::record(&w.ctx, &w.ana, own("Devido: {total}")).await?;
        let sent = reach::sent(&w.ctx, &w.ana, contact).await?;
        assert!(sent.body.contains("153,90") && !sent.body.contains('{'), "{}", sent.body);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_opened_counts_as_a_contact_until_it_is_said_not_to_be() -> Result<(), Error> {
    try_out(async |w: World| {
        let form = opened(&w, &w.ctx, Channel::WhatsApp).await?.form;
        let contact = reach::record(&w.ctx, &w.ana, form.clone()).await?;
        assert_eq!(reach::record(&w.ctx, &w.ana, form.clone()).await?, contact, "sent twice, recorded once");
        let row = grid::page(&w.ctx, &w.bruno, GridQuery::default()).await?.rows.remove(0);
        assert!(row.contacted_today);
        let sent = reach::sent(&w.ctx, &w.ana, contact).await?;
        assert!(sent.awaiting && sent.to == "+5511987654321" && sent.body == form.body);

        assert!(matches!(
            reach::answer(&w.ctx, &w.sofia, answer(contact, "sent")).await,
            Err(Error::NotFound)
        ));
        let why = reach::answer(&w.ctx, &w.ana, answer(contact, "not_sent")).await;
        assert_eq!(refused(why), [("reason".to_owned(), Rule::Required)]);
        let not_sent = AnswerSent { reason: "número errado".to_owned(), ..answer(contact, "not_sent") };
        reach::answer(&w.ctx, &w.ana, not_sent.clone()).await?;
        reach::answer(&w.ctx, &w.ana, not_sent).await?;
        let row = grid::page(&w.ctx, &w.bruno, GridQuery::default()).await?.rows.remove(0);
        assert!(!row.contacted_today && row.last_contact.is_none());
        assert_eq!(events(&w.ctx, "contact_voided").await?, 1);

        let again = ReachClient { key: new_id().to_string(), ..form.clone() };
        let contact = reach::record(&w.ctx, &w.ana, again).await?;
        reach::answer(&w.ctx, &w.ana, answer(contact, "sent")).await?;
        reach::answer(&w.ctx, &w.ana, answer(contact, "sent")).await?;
        let late = AnswerSent { reason: "não".to_owned(), ..answer(contact, "not_sent") };
        assert!(matches!(reach::answer(&w.ctx, &w.ana, late).await, Err(Error::Changed { .. })));
        let sent = reach::sent(&w.ctx, &w.ana, contact).await?;
        assert!(!sent.awaiting && !sent.voided, "what was confirmed stays");

        // Cancelled by somebody else before anybody answered.
        let again = ReachClient { key: new_id().to_string(), reason: "ligar".to_owned(), ..form };
        let contact = reach::record(&w.ctx, &w.ana, again).await?;
        let void = VoidContact { contact: contact.to_string(), reason: "engano".to_owned() };
        contacts::void(&w.ctx, &w.marta, void).await?;
        let by = match reach::answer(&w.ctx, &w.ana, answer(contact, "sent")).await {
            Err(Error::Changed { by }) => by,
            other => panic!("{other:?}"),
        };
        assert_eq!(by, w.marta.name);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_not_sent_leaves_the_agenda_as_it_was() -> Result<(), Error> {
    try_out(async |w: World| {
        let planned = ScheduleAppointment {
            client: w.client.to_string(),
            key: new_id().to_string(),
            date: "2026-11-18".to_owned(),
            notes: "Confirmar o depósito".to_owned(),
            ..ScheduleAppointment::default()
        };
        let appointment = agenda::schedule(&w.ctx, &w.ana, planned).await?.to_string();
        let pending = async || {
            let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
            let lines = clients::view(&w.ctx, &w.ana, query).await?.appointments;
            Ok::<_, Error>(lines.into_iter().map(|line| (line.on, line.notes)).collect::<Vec<_>>())
        };
        let before = pending().await?;
        assert_eq!(before.len(), 1);
        let form = ReachClient { appointment, ..opened(&w, &w.ctx, Channel::WhatsApp).await?.form };
        let contact = reach::record(&w.ctx, &w.ana, form).await?;
        assert_eq!(pending().await?, [], "the contact completed it");
        let not_sent = AnswerSent { reason: "número errado".to_owned(), ..answer(contact, "not_sent") };
        reach::answer(&w.ctx, &w.ana, not_sent.clone()).await?;
        reach::answer(&w.ctx, &w.ana, not_sent).await?;
        assert_eq!(pending().await?, before, "said twice, planned once");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_call_says_how_it_ended() -> Result<(), Error> {
    try_out(async |w: World| {
        let form = opened(&w, &w.ctx, Channel::Phone).await?.form;
        let contact = reach::record(&w.ctx, &w.ana, form).await?;
        let spoke = AnswerSent {
            outcome: "effective".to_owned(),
            default_reason: "financial_problem".to_owned(),
            ..answer(contact, "sent")
        };
        reach::answer(&w.ctx, &w.ana, spoke).await?;
        let row = grid::page(&w.ctx, &w.ana, GridQuery::default()).await?.rows.remove(0);
        assert_eq!(row.last_contact.map(|last| last.outcome), Some(Outcome::Effective));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_was_contacted_today_or_sleeps_is_contacted_only_with_a_reason() -> Result<(), Error> {
    try_out(async |w: World| {
        contacts::record(&w.ctx, &w.bruno, no_answer(w.client)).await?;
        let view = opened(&w, &w.ctx, Channel::WhatsApp).await?;
        assert!(matches!(view.held[..], [Refusal::ContactedToday(_)]));
        let errors = refused(reach::record(&w.ctx, &w.ana, view.form.clone()).await);
        assert!(matches!(&errors[..], [(field, Rule::ContactedToday(_))] if field == "reason"), "{errors:?}");
        let reason = ReachClient { reason: "pediu o boleto".to_owned(), ..view.form };
        reach::record(&w.ctx, &w.ana, reason).await?;

        // Eight in the evening in São Paulo is too late; six in Acre is not. E-mail wakes nobody.
        let evening = Ctx { clock: Clock::at(at("2026-11-19 20:30")), ..w.ctx.clone() };
        let view = opened(&w, &evening, Channel::Phone).await?;
        assert!(matches!(view.held[..], [Refusal::OutsideHours(_)]), "{:?}", view.held);
        let errors = refused(reach::record(&evening, &w.ana, view.form).await);
        assert!(matches!(&errors[..], [(field, Rule::OutsideHours(_))] if field == "reason"), "{errors:?}");
        assert!(opened(&w, &evening, Channel::Email).await?.held.is_empty());
        set_uf(&w.ctx, w.client, "AC").await?;
        assert!(opened(&w, &evening, Channel::Phone).await?.held.is_empty());

        // The organisation's own hours count at once.
        let marta = crate::Actor { role: Role::Administrator, ..w.marta.clone() };
        let hours = SaveHours {
            uf: "AC".to_owned(),
            weekdays_from: "08:00".to_owned(),
            weekdays_until: "18:00".to_owned(),
            ..SaveHours::default()
        };
        assert!(matches!(
            settings::save_contact_hours(&w.ctx, &w.ana, hours.clone()).await,
            Err(Error::Forbidden)
        ));
        settings::save_contact_hours(&w.ctx, &marta, hours.clone()).await?;
        assert_eq!(opened(&w, &evening, Channel::Phone).await?.held.len(), 1);
        let table = settings::contact_hours(&w.ctx, &w.ana).await?;
        assert!(!table.may_change && table.lines.iter().any(|line| line.own));
        let restore = SaveHours { change: "restore".to_owned(), ..hours };
        settings::save_contact_hours(&w.ctx, &marta, restore).await?;
        assert!(opened(&w, &evening, Channel::Phone).await?.held.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_that_no_longer_says_what_is_owed_comes_back() -> Result<(), Error> {
    try_out(async |w: World| {
        let body = |channel: &str| vec![(channel.to_owned(), Rule::MessageRefused)];
        let form = ReachClient {
            charges: Vec::new(),
            ..reach::view(&w.ctx, &w.ana, w.client, None, Asked::default()).await?.form
        };
        assert_eq!(refused(reach::record(&w.ctx, &w.ana, form).await), body("channel"), "about nothing");
        let form = opened(&w, &w.ctx, Channel::WhatsApp).await?.form;
        let again = async |ctx: &Ctx, form: &ReachClient| {
            let refusal = refused(reach::record(ctx, &w.ana, form.clone()).await);
            assert_eq!(refusal, body("body"));
            reach::view(ctx, &w.ana, w.client, Some(form.clone()), Asked::default()).await
        };

        // Left open overnight; another charge chosen without a script; another channel.
        let tomorrow = Ctx { clock: Clock::at(at("2026-11-19 09:00")), ..w.ctx.clone() };
        assert!(again(&tomorrow, &form).await?.form.body.contains("153,95"));
        let email = ReachClient { channel: "email".to_owned(), ..form.clone() };
        let email = again(&w.ctx, &email).await?;
        assert!(email.form.to.contains('@') && !email.form.subject.is_empty());
        assert!(matches!(email.refused, Some(Refusal::CompanyIncomplete(_))));
        assert_eq!(refused(reach::record(&w.ctx, &w.ana, email.form).await), body("channel"));

        // A payment meanwhile: what was changed by hand goes out only if the person insists.
        let own = ReachClient { body: "Oi, José: 153,90".to_owned(), ..form.clone() };
        pay(&w.ctx, w.client, w.charge, "2026-11-18", Money::from_centavos(1_000)).await?;
        let fresh = again(&w.ctx, &form).await?;
        assert!(fresh.form.body.contains("140,00") && fresh.outdated.is_none(), "{}", fresh.form.body);
        let kept = again(&w.ctx, &own).await?;
        assert_eq!(kept.form.body, own.body);
        assert_eq!(again(&w.ctx, &kept.form).await?.outdated, kept.outdated);
        let insists = ReachClient { keep: kept.outdated.unwrap_or_default(), ..kept.form };
        reach::record(&w.ctx, &w.ana, insists).await?;
        Ok(())
    })
    .await
}
