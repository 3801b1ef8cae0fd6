//! Closing an agreement: one transaction, in which everything that it rests on is locked.

use super::{note, slips};
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    events,
    ledgers::{self, Locked},
    promises::{self, Ceased},
    store::{
        Tx,
        agreements::{self, NewAgreement},
        charges::{self, NewRow},
        companies,
        contacts::{self, NewContact, NewFacts},
    },
};
use domain::{
    Error as Rule,
    agreement::{CheckedAgreement, ConfirmAgreement, Limits, Proposal, changes},
    charge::ChargeStatus,
    contact::{Channel, DefaultReason, Outcome, SubOutcome},
    id::{AgreementId, ChargeId, ClientId, CompanyId, ContactId},
    instalments::document,
    ledger::{Ledger, NewEntry},
    permission::Permission,
};
use serde_json::json;

/// What came of confirming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its number within the company.
    pub number: i64,
    /// Whether the form had been sent before.
    pub repeated: bool,
}

/// Closes an agreement as the page showed it. If anything changed since, it is refused with what changed; a form
/// sent twice closes one.
pub async fn confirm(ctx: &Ctx, actor: &Actor, cmd: ConfirmAgreement) -> Result<Closed, Error> {
    actor.require(Permission::AgreementCreate)?;
    let client: ClientId = cmd.client.parse().map_err(|_| Error::NotFound)?;
    let form = cmd.check()?;
    let charges: Vec<ChargeId> = form.seen.iter().map(|(charge, _)| *charge).collect();
    if charges.is_empty() {
        return Err(Rule::Required.on("charges").into());
    }
    let mut tx = ctx.db.begin().await?;
    let company = ledgers::read(&mut tx, ctx, actor, &charges).await?.company;
    // Held by whoever gives out numbers: before the client, as everywhere.
    let number = companies::next_agreement(&mut tx, company).await?;
    tx.lock_client(client).await?;
    if let Some((agreement, of, number)) = agreements::by_key(&mut tx, form.key).await? {
        let repeated = Closed { agreement, number, repeated: true };
        return if of == client { Ok(repeated) } else { Err(Rule::AlreadyInUse.on("key").into()) };
    }
    let mut locked = ledgers::read(&mut tx, ctx, actor, &charges).await?;
    if locked.client != client {
        return Err(Error::NotFound);
    }
    let proposal = proposal(&mut tx, ctx, actor, (&cmd, &form), &locked).await?;
    let agreement = AgreementId(new_id());
    let contact = contact(&mut tx, ctx, actor, &form, (client, company), number, &proposal).await?;
    let new = NewAgreement {
        id: agreement,
        company,
        client,
        number,
        on: proposal.on,
        adjustment: proposal.adjustment,
        reason: &form.reason,
        total: proposal.agreed(),
        contact,
        notes: &form.notes,
        key: form.key,
        user: actor.user,
        at: ctx.clock.now(),
        break_rule: ctx.rules.of(&mut tx).await?.of_company(company).breaking,
    };
    agreements::insert(&mut tx, &new, &proposal.sources).await?;
    supersede(&mut tx, ctx, actor, &mut locked, &new, &proposal).await?;
    let sources: Vec<ChargeId> = proposal.sources.iter().map(|source| source.charge).collect();
    promises::cancel_ceased(&mut tx, ctx, actor, client, &sources, Ceased::TakenIn(agreement)).await?;
    instalments(&mut tx, ctx, actor, &new, &proposal).await?;
    slips::schedule(&mut tx, ctx, actor, &new, &proposal).await?;
    let data = json!({
        "number": number, "sources": proposal.sources, "adjustment": proposal.adjustment,
        "instalments": proposal.instalments, "reason": form.reason, "contact": contact,
        "debt_centavos": proposal.debt().total.centavos(), "total_centavos": proposal.agreed().centavos(),
    });
    events::done_by(&mut tx, ctx, actor, Some(client), "agreement_closed", agreement.0, data).await?;
    tx.commit().await?;
    Ok(Closed { agreement, number, repeated: false })
}

/// What is agreed, by what is owed now; refused when that is not what the page showed.
async fn proposal(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    (cmd, form): (&ConfirmAgreement, &CheckedAgreement),
    locked: &Locked,
) -> Result<Proposal, Error> {
    let today = ctx.clock.today();
    let terms = locked.rules.terms(locked.company, today);
    let open: Vec<Ledger> =
        locked.ledgers.iter().filter(|ledger| ledger.status() == ChargeStatus::Open).cloned().collect();
    let now = Proposal::of(&terms, &open, today).map_err(|error| error.on("charges"))?;
    let found = changes(form.on, &form.seen, &now);
    if !found.is_empty() {
        let charges: Vec<ChargeId> = form.seen.iter().map(|(charge, _)| *charge).collect();
        let newest = charges::last_changed(tx, &charges).await?.unwrap_or(charges[0]);
        return Err(match ledgers::overtaken(tx, newest.0).await? {
            Error::Overtaken { by, at, .. } => Error::Overtaken { by, at, changes: found },
            other => other,
        });
    }
    let proposal = Proposal { adjustment: form.adjustment, instalments: form.instalments.clone(), ..now };
    let limits = Limits { exceed_discount: actor.role.allows(Permission::AgreementExceedDiscount) };
    proposal.check(today, limits, &form.reason).map_err(|errors| cmd.at_rows(errors))?;
    Ok(proposal)
}

/// The contact in which it was agreed: the one that the form names, which gets the figures as a comment beside it,
/// or one of its own.
async fn contact(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    form: &CheckedAgreement,
    (client, company): (ClientId, CompanyId),
    number: i64,
    proposal: &Proposal,
) -> Result<ContactId, Error> {
    if let Some(named) = form.contact {
        let found = contacts::by_id(tx, named, actor.user).await?;
        if found.is_none_or(|found| found.client != client || found.is_comment) {
            return Err(Rule::NotAnOption.on("contact").into());
        }
    }
    let facts = NewFacts {
        channel: Channel::Phone,
        outcome: Outcome::Effective,
        sub_outcome: Some(SubOutcome::AgreementMade),
        reason: Some(DefaultReason::Other),
    };
    let new = NewContact {
        id: ContactId(new_id()),
        client,
        company,
        at: ctx.clock.now(),
        facts: form.contact.is_none().then_some(facts),
        spoke_to: "",
        notes: &note::figures(number, proposal),
        guard_reason: "",
        user: actor.user,
        key: new_id(),
        recorded_at: ctx.clock.now(),
    };
    let sources: Vec<ChargeId> = proposal.sources.iter().map(|source| source.charge).collect();
    contacts::insert(tx, &new, &sources).await?;
    Ok(form.contact.unwrap_or(new.id))
}

/// Makes the sources part of the agreement.
async fn supersede(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    locked: &mut Locked,
    new: &NewAgreement<'_>,
    proposal: &Proposal,
) -> Result<(), Error> {
    let lines = proposal.transfers(&locked.ledgers, new.id).map_err(|error| error.on("charges"))?;
    ledgers::record(tx, ctx, actor, &mut locked.ledgers, &lines).await?;
    for source in &proposal.sources {
        let data = json!({ "agreement": new.id, "number": new.number, "owed": source.owed });
        let (client, subject) = (Some(new.client), source.charge.0);
        events::done_by(tx, ctx, actor, client, "charge_superseded", subject, data).await?;
    }
    Ok(())
}

/// Makes the instalments: each is a charge.
async fn instalments(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    new: &NewAgreement<'_>,
    proposal: &Proposal,
) -> Result<(), Error> {
    let count = proposal.instalments.len();
    let first = companies::next_codes(tx, new.company, count).await?;
    let of = format!("AC-{}", new.number);
    for ((place, instalment), code) in proposal.instalments.iter().enumerate().zip(first..) {
        let id = ChargeId(new_id());
        let document = document(&of, place + 1, count);
        let row = NewRow {
            id,
            company: new.company,
            client: new.client,
            code,
            document: &document,
            description: "",
            category: "",
            issued: new.on,
            due: instalment.due,
            amount: instalment.amount,
            method: Some(instalment.method),
            notes: "",
            key: None,
            at: new.at,
        };
        charges::insert(tx, &row).await?;
        let number = i64::try_from(place + 1).unwrap_or(i64::MAX);
        agreements::insert_instalment(tx, new.id, number, id, instalment).await?;
        let ledger = Ledger::from_entries(id, &document, instalment.due, Vec::new());
        let mut ledger = [ledger.map_err(|error| error.on("instalments"))?];
        let line: NewEntry = instalment.principal(id, new.id, new.on);
        ledgers::record(tx, ctx, actor, &mut ledger, &[line]).await?;
        let data = json!({
            "code": code, "document": document, "due": instalment.due, "agreement": new.id,
            "amount_centavos": instalment.amount.centavos(), "company": new.company,
        });
        events::done_by(tx, ctx, actor, Some(new.client), "charge_created", id.0, data).await?;
    }
    Ok(())
}
