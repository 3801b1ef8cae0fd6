//! Who the invented companies are, and e-mails that went with contacts of the last weeks.

use crate::{
    Ctx, Error,
    ctx::local,
    messages::{amounts, facts, fill},
    store::{
        Tx,
        bulk::{ContactChargeRow, ContactRow},
        clients, companies,
        messages::{self, Finished, NewMessage},
        templates,
    },
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    contact::Channel,
    id::{ChargeId, ClientId, CompanyId, ContactId, MessageId, UserId},
    message::{MessageChannel, MessageState, Situation},
};
use uuid::Uuid;

/// How many e-mails there are.
const MESSAGES: usize = 24;

/// Address, ways to reach them, and how to pay.
pub(super) async fn complete(tx: &mut Tx, company: CompanyId, place: usize) -> Result<(), Error> {
    let (version, mut data) = companies::full(tx, company).await?.ok_or(Error::NotFound)?;
    let text = str::to_owned;
    let (street, number, district, city, cep, phone, domain) = [
        ("Rua das Hortênsias", "812", "Vila Serrana", "São Paulo", "04101000", "+551140028922", "serraazul"),
        (
            "Avenida Água Verde",
            "45",
            "Água Verde",
            "Curitiba",
            "80240070",
            "+554130304040",
            "serraazulservicos",
        ),
    ][place % 2];
    data.street = text(street);
    data.number = text(number);
    data.district = text(district);
    data.city = text(city);
    data.cep = text(cep);
    data.phone = text(phone);
    data.email = format!("financeiro@{domain}.example");
    data.payment_instructions = format!("Pix (CNPJ): {}", domain::tax_id::masked(&data.tax_id));
    data.payment_link = format!("https://pagar.{domain}.example");
    companies::update(tx, version, &data).await?;
    Ok(())
}

/// The messages of the newest contacts by e-mail, each with the amounts of its day.
pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    contacts: &[ContactRow],
    about: &[ContactChargeRow],
) -> Result<(), Error> {
    let is_email = |row: &&ContactRow| {
        row.channel == Some(Channel::Email.as_str()) && row.voided_at.is_none() && row.kind == "contact"
    };
    let mut newest: Vec<&ContactRow> = contacts.iter().filter(is_email).collect();
    newest.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    let templates = templates::all(tx).await?;
    let mut place = 0;
    for row in newest {
        if place == MESSAGES {
            break;
        }
        let charges: Vec<ChargeId> = about
            .iter()
            .filter(|line| line.contact_id == row.id)
            .map(|line| ChargeId(line.charge_id))
            .collect();
        let on = local(row.at).date();
        let situation = |days: i64| Situation::of_days_late(days);
        let of = |wanted: Situation| {
            templates.iter().find(|line| line.channel == MessageChannel::Email && line.situation == wanted)
        };
        if let Some(written) = written(tx, ctx, row, &charges, on).await? {
            let Some(template) = of(situation(written.days_late())) else { continue };
            send(tx, row, template, &written, on, place).await?;
            place += 1;
        }
    }
    Ok(())
}

async fn written(
    tx: &mut Tx,
    ctx: &Ctx,
    row: &ContactRow,
    charges: &[ChargeId],
    on: NaiveDate,
) -> Result<Option<domain::message::Facts>, Error> {
    let (client, company) = (ClientId(row.client_id), CompanyId(row.company_id));
    let Some(data) = clients::of_company(tx, client, company).await? else { return Ok(None) };
    if data.email.is_empty() {
        return Ok(None);
    }
    let rules = ctx.rules.of(tx).await?;
    let facts = facts(tx, &rules, &data, company, charges, on).await?.ok();
    Ok(facts.filter(|facts| !facts.charges.is_empty()))
}

/// Mostly sent; the first ones show what else may become of a message.
async fn send(
    tx: &mut Tx,
    row: &ContactRow,
    template: &domain::message::TemplateLine,
    facts: &domain::message::Facts,
    on: NaiveDate,
    place: usize,
) -> Result<(), Error> {
    let prepared = fill(MessageChannel::Email, &template.subject, &template.body, facts)?;
    let id = MessageId(Uuid::from_u128(row.id.as_u128() ^ 1));
    let (client, company) = (ClientId(row.client_id), CompanyId(row.company_id));
    let data = clients::of_company(tx, client, company).await?.ok_or(Error::NotFound)?;
    let message = NewMessage {
        id,
        client,
        company,
        contact: ContactId(row.id),
        template: Some(template.id),
        recipients: &[data.email],
        source: (&template.subject, &template.body),
        filled: (&prepared.subject, &prepared.body, &prepared.html),
        asks: true,
        amounts_on: on,
        amounts: &amounts(facts),
        total_centavos: facts.owed().total.centavos(),
        key: row.idempotency_key,
        user: UserId(row.user_id),
        at: row.at,
        attachments: &[],
    };
    messages::insert(tx, &message).await?;
    let (state, answer) = match place {
        3 => (MessageState::Failed, "550 5.1.1 mailbox unavailable"),
        5 => (MessageState::Uncertain, "network error: connection reset by peer"),
        _ => (MessageState::Sent, "250 2.0.0 Ok: queued"),
    };
    let sender = format!("{} <{}>", facts.creditor.name, facts.creditor.email);
    let done = row.at + TimeDelta::seconds(4);
    messages::claim(tx, id, (row.id, done), (Uuid::nil(), row.at), (&sender, "")).await?;
    let sent_at = (state == MessageState::Sent).then_some(done);
    messages::finish(tx, id, row.id, &Finished { state, answer, sent_at, next_at: done }).await?;
    Ok(())
}
