//! The mail servers of companies and of the organisation.

use super::company::chosen;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    mail::{Connection, Delivery, Draft, build},
    scope,
    store::{
        events as log,
        mail_servers::{self as store, MailServer, identity},
    },
};
use domain::{
    Error as Rule,
    address::Email,
    error::Check,
    id::CompanyId,
    message::{MailServerView, SaveMailServer, Security, TestMailServer},
    permission::Permission,
};
use serde_json::json;

/// The greatest hourly limit.
const LIMIT_MAX: u32 = 100_000;

/// The settings of a company, or of the organisation.
pub async fn mail_server(
    ctx: &Ctx,
    actor: &Actor,
    company: Option<CompanyId>,
) -> Result<MailServerView, Error> {
    actor.require(Permission::SettingsCompany)?;
    let company = company.map(|id| chosen(actor, Some(id))).transpose()?;
    let mut tx = ctx.db.read().await?;
    let id = company.as_ref().map(|company| company.id);
    let server = store::of(&mut tx, id).await?;
    let has_fallback = id.is_some() && store::of(&mut tx, None).await?.is_some();
    let sealed = server.as_ref().and_then(|server| server.sealed.as_ref());
    let readable = sealed.is_none_or(|sealed| ctx.mail.secrets.open(sealed, identity(id)).is_some());
    Ok(MailServerView {
        companies: actor.companies.clone(),
        exists: server.is_some(),
        has_password: sealed.is_some(),
        password_unreadable: !readable,
        has_fallback,
        has_key: ctx.mail.secrets.has_key(),
        test_to: actor.email.clone(),
        form: form(id, server.as_ref()),
        company,
    })
}

fn form(company: Option<CompanyId>, server: Option<&MailServer>) -> SaveMailServer {
    let company = company.map(|company| company.to_string()).unwrap_or_default();
    let Some(server) = server else {
        let security = Security::StartTls;
        return SaveMailServer {
            company,
            port: security.port().to_string(),
            security: security.as_str().to_owned(),
            ..SaveMailServer::default()
        };
    };
    SaveMailServer {
        company,
        version: server.version,
        host: server.host.clone(),
        port: server.port.to_string(),
        security: server.security.as_str().to_owned(),
        user: server.user.clone(),
        password: String::new(),
        sender_name: server.sender_name.clone(),
        sender_address: server.sender_address.clone(),
        reply_to: server.reply_to.clone(),
        hourly_limit: server.hourly_limit.map(|limit| limit.to_string()).unwrap_or_default(),
    }
}

/// Stores the settings; without a server's name it takes them away, and those of the organisation count.
pub async fn save_mail_server(ctx: &Ctx, actor: &Actor, cmd: SaveMailServer) -> Result<(), Error> {
    actor.require(Permission::SettingsCompany)?;
    let company = whose(actor, &cmd.company)?;
    let id = identity(company);
    let mut tx = ctx.db.begin().await?;
    if company.is_none() {
        scope::whole_organisation(&mut tx, actor).await?;
    }
    let before = store::of(&mut tx, company).await?;
    if before.as_ref().map_or(0, |server| server.version) != cmd.version {
        return Err(Error::Changed { by: log::last_actor(&mut tx, id).await? });
    }
    let (stored, kind) = match (&before, cmd.host.trim().is_empty()) {
        (None, true) => return Err(Rule::Required.on("host").into()),
        (Some(before), true) => (store::remove(&mut tx, id, before.version).await?, "mail_server_removed"),
        (before, false) => {
            let after = checked(ctx, &cmd, company, before.as_ref())?;
            let stored = match before {
                None => store::insert(&mut tx, &after).await?,
                Some(before) if *before == after => return Ok(()),
                Some(_) => store::update(&mut tx, &after).await?,
            };
            (stored, "mail_server_changed")
        }
    };
    if !stored {
        // Somebody saved at the same moment.
        return Err(Error::Changed { by: log::last_actor(&mut tx, id).await? });
    }
    let data = json!({ "host": cmd.host.trim(), "port": cmd.port.trim(), "user": cmd.user.trim() });
    events::done_by(&mut tx, ctx, actor, None, kind, id, data).await?;
    tx.commit().await
}

fn whose(actor: &Actor, company: &str) -> Result<Option<CompanyId>, Error> {
    match company.trim() {
        "" => Ok(None),
        text => {
            let id = text.parse().map_err(|_| Error::NotFound)?;
            chosen(actor, Some(id)).map(|company| Some(company.id))
        }
    }
}

fn checked(
    ctx: &Ctx,
    cmd: &SaveMailServer,
    company: Option<CompanyId>,
    before: Option<&MailServer>,
) -> Result<MailServer, Error> {
    let mut check = Check::default();
    let host = check.take("host", host(&cmd.host));
    let port = check.take("port", number(&cmd.port, 65_535));
    let security: Option<Security> = check.take("security", cmd.security.parse());
    let user = check.text("user", &cmd.user, 200);
    let sender_name = check.required("sender_name", &cmd.sender_name, 120);
    let sender_address = check.take("sender_address", email(&cmd.sender_address));
    let reply_to = check.optional("reply_to", &cmd.reply_to, email);
    let limit = check.optional("hourly_limit", &cmd.hourly_limit, |text| number(text, LIMIT_MAX));
    let id = identity(company);
    let sealed = match (cmd.password.is_empty(), user.as_deref()) {
        // Without a user there is nothing to sign in with.
        (_, Some("")) => None,
        (true, _) => {
            // Nobody sends a password that they do not know to a server of their own.
            let is_same = |before: &&MailServer| {
                (Some(&before.host), Some(before.port), Some(before.security))
                    == (host.as_ref(), port.and_then(|port| u16::try_from(port).ok()), security)
            };
            let kept = before.filter(is_same).and_then(|before| before.sealed.clone());
            if kept.is_none() {
                check.note("password", Rule::Required);
            }
            kept
        }
        (false, _) => {
            let sealed = ctx.mail.secrets.seal(&cmd.password, id);
            if sealed.is_none() {
                check.note("password", Rule::NoSecretKey);
            }
            sealed
        }
    };
    check.done()?;
    let whole = || {
        Some(MailServer {
            id,
            version: cmd.version,
            host: host?,
            port: u16::try_from(port?).ok()?,
            security: security?,
            user: user?,
            sealed,
            sender_name: sender_name?,
            sender_address: sender_address?,
            reply_to: reply_to?.unwrap_or_default(),
            hourly_limit: limit?,
        })
    };
    whole().ok_or_else(|| Error::Invalid(Vec::new()))
}

fn host(text: &str) -> Result<String, Rule> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-._:".contains(c)) && text.len() <= 253;
    match text {
        "" => Err(Rule::Required),
        text if plain => Ok(text.to_ascii_lowercase()),
        _ => Err(Rule::InvalidHost),
    }
}

fn number(text: &str, max: u32) -> Result<u32, Rule> {
    let wrong = Rule::NotInRange { min: 1, max };
    match text.trim() {
        "" => Err(Rule::Required),
        text => text.parse().ok().filter(|number| (1..=max).contains(number)).ok_or(wrong),
    }
}

/// An address that the program which builds messages takes, too.
fn email(text: &str) -> Result<String, Rule> {
    let email = Email::parse(text)?;
    let known: Result<lettre::Address, _> = email.as_str().parse();
    known.map(|_| email.as_str().to_owned()).map_err(|_| Rule::InvalidEmail)
}

/// Sends a test message by the saved settings; when it is not taken, the server's own words.
pub async fn test_mail_server(ctx: &Ctx, actor: &Actor, cmd: TestMailServer) -> Result<(), Error> {
    actor.require(Permission::SettingsCompany)?;
    let company = whose(actor, &cmd.company)?;
    let mut check = Check::default();
    let to = check.take("to", email(&cmd.to));
    check.done()?;
    let server = store::of(&mut ctx.db.read().await?, company).await?.ok_or(Error::NotFound)?;
    // What the server says is about the recipient; what becomes of the connection is not.
    let said = |answer: String| {
        let field = if answer.starts_with(|first: char| first.is_ascii_digit()) { "to" } else { "server" };
        Error::from(Rule::MailServerSaid { answer }.on(field))
    };
    let message = build(&Draft {
        id: &new_id().simple().to_string(),
        sender_name: &server.sender_name,
        sender_address: &server.sender_address,
        reply_to: &server.reply_to,
        to: &[to.unwrap_or_default()],
        subject: TEST_SUBJECT,
        text: TEST_TEXT,
        html: "",
        files: &[],
        at: ctx.clock.now(),
    })?;
    let mut line = Connection::open(&ctx.mail, &server).await.map_err(said)?;
    let delivery = line.send(&message, async || Some(true)).await;
    line.close().await;
    match delivery {
        Delivery::Accepted(_) => {}
        Delivery::Temporary(answer)
        | Delivery::Refused(answer)
        | Delivery::Uncertain(answer)
        | Delivery::Stale(answer) => return Err(said(answer)),
        Delivery::Abandoned => return Err(Error::NotFound),
    }
    let mut tx = ctx.db.begin().await?;
    let data = json!({ "to": cmd.to.trim() });
    events::done_by(&mut tx, ctx, actor, None, "mail_server_tested", identity(company), data).await?;
    tx.commit().await
}

/// Recipients read Portuguese.
const TEST_SUBJECT: &str = "Mensagem de teste do Em Dia";
const TEST_TEXT: &str = "Olá!\n\nEsta é uma mensagem de teste do Em Dia. Se ela chegou até você, as configurações de \
e-mail estão funcionando: acentuação (ç, ã, é, ü) inclusive.\n";
