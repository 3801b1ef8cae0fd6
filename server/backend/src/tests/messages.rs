//! Messages: who may be written to, what is said, and what becomes of the outbox.

use super::support::{World, events, for_each_db, lines, pay, refused, world};
use crate::{
    Actor, Ctx, Error, clients,
    mail::{Mail, Secrets},
    messages::{self, Opened},
    settings,
};
use domain::{
    Error as Rule, Money,
    client::UpdateClient,
    contact::Channel,
    id::MessageId,
    message::{
        CompanyField, ComposeMessage, MessageState, Refusal, ResolveMessage, SaveCompany, SaveMailServer,
        SaveTemplate,
    },
    permission::Role,
};

fn admin(w: &World) -> Actor {
    Actor { role: Role::Administrator, ..w.marta.clone() }
}

/// The north has all its data and a mail server that nobody asks for a password.
pub(super) async fn ready(ctx: Ctx) -> Result<World, Error> {
    let w = world(ctx).await?;
    complete_company(&w).await?;
    set_server(&w, |_| ()).await?;
    Ok(w)
}

async fn complete_company(w: &World) -> Result<(), Error> {
    let text = str::to_owned;
    let form = settings::company(&w.ctx, &admin(w), Some(w.north)).await?.form;
    let form = SaveCompany {
        tax_id: text("11.444.777/0001-61"),
        street: text("Rua Larga"),
        city: text("São Paulo"),
        uf: text("SP"),
        cep: text("01310-100"),
        payment_link: text("https://pagar.example/n"),
        ..form
    };
    settings::save_company(&w.ctx, &admin(w), form).await
}

pub(super) async fn set_server(w: &World, change: impl FnOnce(&mut SaveMailServer)) -> Result<(), Error> {
    let text = str::to_owned;
    let mut form = SaveMailServer {
        host: text("localhost"),
        port: text("1"),
        security: text("none"),
        sender_name: text("Cobrança"),
        sender_address: text("cobranca@norte.example"),
        ..settings::mail_server(&w.ctx, &admin(w), None).await?.form
    };
    change(&mut form);
    settings::save_mail_server(&w.ctx, &admin(w), form).await
}

pub(super) async fn form(w: &World) -> Result<ComposeMessage, Error> {
    Ok(messages::compose(&w.ctx, &w.ana, w.client, None, Opened::default()).await?.form)
}

async fn refusal(w: &World) -> Result<Option<Refusal>, Error> {
    Ok(messages::compose(&w.ctx, &w.ana, w.client, None, Opened::default()).await?.refusal)
}

pub(super) async fn state(w: &World, id: MessageId) -> Result<MessageState, Error> {
    Ok(messages::message(&w.ctx, &w.ana, id).await?.line.state)
}

#[tokio::test]
async fn what_speaks_against_a_message_is_named() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = world(ctx).await?;
        let missing = [CompanyField::TaxId, CompanyField::Street, CompanyField::City, CompanyField::Uf];
        match refusal(&w).await? {
            Some(Refusal::CompanyIncomplete(fields)) => {
                assert!(missing.iter().all(|field| fields.contains(field)), "{fields:?}");
            }
            other => panic!("{other:?}"),
        }
        complete_company(&w).await?;
        assert_eq!(refusal(&w).await?, Some(Refusal::NoMailServer));
        set_server(&w, |_| ()).await?;
        assert_eq!(refusal(&w).await?, None);

        for (opt_out, expected) in
            [("email", Refusal::OptedOut(Channel::Email)), ("all", Refusal::DoNotContact)]
        {
            let data = clients::data(&w.ctx, &w.ana, w.client).await?;
            let cmd = UpdateClient {
                client: w.client.to_string(),
                version: data.version,
                name: data.name,
                tax_id: data.tax_id,
                email: data.email,
                is_client: "on".to_owned(),
                opt_outs: vec![opt_out.to_owned()],
                ..UpdateClient::default()
            };
            clients::update(&w.ctx, &w.ana, cmd).await?;
            assert_eq!(refusal(&w).await?, Some(expected));
            let cmd = form(&w).await?;
            let errors = refused(messages::send(&w.ctx, &w.ana, cmd).await);
            assert_eq!(errors, [("refusal".to_owned(), Rule::MessageRefused)]);
        }
        assert_eq!(lines(&w.ctx, w.client).await?, 0, "nothing was recorded");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_message_and_its_contact_are_recorded_together_and_once() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let cmd = form(&w).await?;
        assert_eq!(cmd.charges, [w.charge.to_string()], "what is overdue");
        let id = messages::send(&w.ctx, &w.ana, cmd.clone()).await?;
        assert_eq!(messages::send(&w.ctx, &w.ana, cmd.clone()).await?, id);
        assert_eq!(lines(&w.ctx, w.client).await?, 1);
        assert_eq!(events(&w.ctx, "message_queued").await?, 1);

        let message = messages::message(&w.ctx, &w.ana, id).await?;
        assert_eq!(message.line.state, MessageState::Queued);
        // 150,00 due on 31 October, today 18 November: 2 % and 18 days of 1 % a month.
        assert_eq!(message.total, Money::from_centavos(15_000 + 300 + 90));
        for words in ["NF-1", "R$ 153,90", "Rua Larga", "11.444.777/0001-61"] {
            assert!(message.body.contains(words), "{words}: {}", message.body);
        }
        assert!(!message.body.contains("NF-2"));
        assert!(matches!(messages::message(&w.ctx, &w.sofia, id).await, Err(Error::NotFound)));

        // The next one needs a reason.
        let again = form(&w).await?;
        assert!(matches!(refusal(&w).await?, Some(Refusal::ContactedToday(_))));
        let errors = refused(messages::send(&w.ctx, &w.ana, again.clone()).await);
        assert!(matches!(errors.as_slice(), [(field, Rule::ContactedToday(_))] if field == "reason"));
        let reason = ComposeMessage { reason: "pediu por escrito".to_owned(), ..again };
        messages::send(&w.ctx, &w.ana, reason).await?;
        assert_eq!(lines(&w.ctx, w.client).await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn fields_are_checked_and_nothing_is_recorded() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let mut cmd = form(&w).await?;
        cmd.to[0].email = "sem arroba".to_owned();
        cmd.subject = String::new();
        cmd.body = "Olá, {clinte}".to_owned();
        let errors = refused(messages::send(&w.ctx, &w.ana, cmd).await);
        let unknown = Rule::UnknownVariable { name: "{clinte}".to_owned() };
        let expected = [
            ("to-0".to_owned(), Rule::InvalidEmail),
            ("to".to_owned(), Rule::Required),
            ("subject".to_owned(), Rule::Required),
            ("body".to_owned(), unknown),
        ];
        assert_eq!(errors, expected);
        let nothing = ComposeMessage { charges: Vec::new(), ..form(&w).await? };
        let errors = refused(messages::send(&w.ctx, &w.ana, nothing).await);
        assert_eq!(errors, [("refusal".to_owned(), Rule::MessageRefused)]);
        assert_eq!(lines(&w.ctx, w.client).await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_settled_charge_is_in_no_message() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = ready(ctx).await?;
        let cmd = form(&w).await?;
        let id = messages::send(&w.ctx, &w.ana, cmd).await?;
        pay(&w.ctx, w.client, w.charge, "2026-11-18", Money::from_centavos(1_000)).await?;
        // A person who sends it again sends what is owed now.
        let cancel = |resolution: &str, reason: &str| ResolveMessage {
            message: id.to_string(),
            resolution: resolution.to_owned(),
            reason: reason.to_owned(),
        };
        let errors = refused(messages::resolve(&w.ctx, &w.ana, cancel("cancel", "")).await);
        assert_eq!(errors, [("reason".to_owned(), Rule::Required)]);
        messages::resolve(&w.ctx, &w.ana, cancel("cancel", "mudou")).await?;
        assert_eq!(state(&w, id).await?, MessageState::Cancelled);
        assert!(matches!(
            messages::resolve(&w.ctx, &w.ana, cancel("send_again", "")).await,
            Err(Error::Changed { .. })
        ));
        // What never went out is no contact of today.
        assert_eq!(refusal(&w).await?, None);
        let view = messages::compose(&w.ctx, &w.ana, w.client, None, Opened::default()).await?;
        let prepared = view.prepared.expect("the proposed text can be read");
        assert!(prepared.body.contains("principal R$ 140,00"), "{}", prepared.body);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn templates_begin_with_good_ones_and_refuse_unknown_variables() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = world(ctx).await?;
        let all = messages::templates::list(&w.ctx, &w.ana, None).await?;
        assert!(all.len() >= 20, "{}", all.len());
        for template in &all {
            let text =
                messages::text_for(&w.ctx, &w.ana, template.id, w.client, w.north, &[w.charge]).await?;
            assert!(!text.body.contains('{'), "{}: {}", template.name, text.body);
            assert_eq!(template.channel.has_subject(), !text.subject.is_empty(), "{}", template.name);
            let form = SaveTemplate {
                template: template.id.to_string(),
                version: template.version,
                name: template.name.clone(),
                channel: template.channel.as_str().to_owned(),
                situation: template.situation.as_str().to_owned(),
                subject: template.subject.clone(),
                body: template.body.clone(),
                ..SaveTemplate::default()
            };
            messages::templates::save(&w.ctx, &w.marta, form.clone()).await?;
            let wrong = SaveTemplate { body: "{nome}".to_owned(), ..form.clone() };
            let errors = refused(messages::templates::save(&w.ctx, &w.marta, wrong).await);
            assert_eq!(errors, [("body".to_owned(), Rule::UnknownVariable { name: "{nome}".to_owned() })]);
            assert!(matches!(messages::templates::save(&w.ctx, &w.ana, form).await, Err(Error::Forbidden)));
        }
        assert_eq!(events(&w.ctx, "template_changed").await?, 0, "nothing was different");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_two_who_save_a_server_at_once_the_second_is_told() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = world(ctx).await?;
        for round in ["um.example", "dois.example"] {
            let set = async |name: &str| set_server(&w, |form| form.host = format!("{name}.{round}")).await;
            let both = futures_util::future::join(set("a"), set("b")).await;
            let told =
                [both.0, both.1].into_iter().filter(|saved| matches!(saved, Err(Error::Changed { .. })));
            // Either both read before one saved, or one read what the other had saved.
            assert!(told.count() <= 1);
        }
        let form = settings::mail_server(&w.ctx, &admin(&w), None).await?.form;
        assert_eq!(events(&w.ctx, "mail_server_changed").await?, form.version);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn passwords_are_kept_sealed_and_never_shown() -> Result<(), Error> {
    for_each_db(async |ctx| {
        let w = world(ctx).await?;
        let with_user = |form: &mut SaveMailServer| {
            form.user = "cobranca".to_owned();
            form.password = "muito secreta".to_owned();
        };
        let errors = refused(set_server(&w, with_user).await);
        assert_eq!(errors, [("password".to_owned(), Rule::NoSecretKey)]);

        let mut mail = Mail::default();
        mail.secrets = Secrets::from_secret(&[7; 32]).expect("long enough");
        let w = World { ctx: w.ctx.clone().with_mail(mail), ..w };
        set_server(&w, with_user).await?;
        let view = settings::mail_server(&w.ctx, &admin(&w), None).await?;
        assert!(view.has_password && !view.password_unreadable);
        assert_eq!(view.form.password, "");
        // Blank keeps it; another version of the form is refused.
        set_server(&w, |form| form.user = "outro".to_owned()).await?;
        assert!(settings::mail_server(&w.ctx, &admin(&w), None).await?.has_password);
        let stale = set_server(&w, |form| form.version = 1).await;
        assert!(matches!(stale, Err(Error::Changed { .. })));
        assert!(matches!(settings::mail_server(&w.ctx, &w.marta, None).await, Err(Error::Forbidden)));

        // Whoever points it at another server types the password again.
        let elsewhere = set_server(&w, |form| form.host = "mal.example".to_owned()).await;
        assert_eq!(refused(elsewhere), [("password".to_owned(), Rule::Required)]);

        let mut other = Mail::default();
        other.secrets = Secrets::from_secret(&[8; 32]).expect("long enough");
        let w = World { ctx: w.ctx.clone().with_mail(other), ..w };
        assert!(settings::mail_server(&w.ctx, &admin(&w), None).await?.password_unreadable);
        set_server(&w, |form| form.host = String::new()).await?;
        assert!(!settings::mail_server(&w.ctx, &admin(&w), None).await?.exists);
        Ok(())
    })
    .await
}
