//! The page on which an agreement is made, as far as its form is filled.

use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    rules::Rules,
    scope,
    store::{charges, charges::Head, ledger},
};
use chrono::NaiveDate;
use domain::{
    Error as Rule, FieldError, Money,
    agreement::{
        Adjustment, AgreementSeed, ConfirmAgreement, DivideAgreement, Limits, Proposal, SeedLine, SourceLine,
    },
    charge::{PaymentMethod, one_company},
    id::{ChargeId, ClientId},
    instalments::Instalment,
    ledger::{Ledger, Owed},
    period::parse_date,
    permission::Permission,
    session::CompanyRef,
};

/// The page for a form and, where its count is filled, the instalments that the division makes. A form without a
/// key is new: it begins with what is overdue at the company of the oldest charge.
pub async fn seed(
    ctx: &Ctx,
    actor: &Actor,
    form: ConfirmAgreement,
    division: DivideAgreement,
) -> Result<AgreementSeed, Error> {
    actor.require(Permission::AgreementCreate)?;
    let client: ClientId = form.client.parse().map_err(|_| Error::NotFound)?;
    let today = ctx.clock.today();
    let mut tx = ctx.db.read().await?;
    let name = scope::client(&mut tx, actor, client).await?.name;
    let heads = charges::open_heads(&mut tx, client, actor.user).await?;
    let ledgers = ledger::ledgers(&mut tx, &heads).await?;
    let rules = ctx.rules.of(&mut tx).await?;

    let mut errors = Vec::new();
    let wanted = wanted(&form, &heads, today, &mut errors);
    let line =
        |(head, ledger): (&Head, &Ledger)| line(head, ledger, &rules, today, wanted.contains(&head.id));
    let lines: Vec<SeedLine> = heads.iter().zip(&ledgers).map(line).collect();
    for line in lines.iter().filter(|line| line.chosen) {
        if let Err(error) = &line.derivation {
            errors.push(error.clone().on("charges"));
        }
    }
    let chosen = || heads.iter().zip(&ledgers).filter(|(head, _)| wanted.contains(&head.id));
    let company = match one_company(chosen().map(|(head, _)| head.company)) {
        Ok(id) => chosen().next().map(|(head, _)| CompanyRef { id, name: head.company_name.clone() }),
        Err(Rule::Required) => None,
        Err(error) => {
            errors.push(error.on("charges"));
            None
        }
    };
    let sources = match &company {
        Some(company) => {
            let picked: Vec<Ledger> = chosen().map(|(_, ledger)| ledger.clone()).collect();
            let terms = rules.terms(company.id, today);
            Proposal::of(&terms, &picked, today).map(|proposal| proposal.sources).unwrap_or_default()
        }
        None => Vec::new(),
    };
    let adjustment = adjustment(&form, &mut errors);
    let mut proposal = Proposal { on: today, sources, adjustment, instalments: Vec::new() };
    let mut form = shown(form, &proposal, &lines);
    if !division.count.trim().is_empty() {
        form = divided(form, &division, proposal.agreed(), today, &mut errors);
    }
    proposal.instalments = instalments(&form, &mut errors);
    let may_exceed = actor.role.allows(Permission::AgreementExceedDiscount);
    let limits = Limits { exceed_discount: may_exceed };
    if let Err(found) = proposal.check(today, limits, &form.reason) {
        // What is still to be distributed is told by the difference, and a blank page is no mistake.
        let told = |error: &Rule| matches!(error, Rule::NotBalanced { .. } | Rule::Required);
        let found = form.at_rows(found).into_iter();
        errors.extend(found.filter(|field| field.field == "reason" || !told(&field.error)));
    }
    Ok(AgreementSeed {
        today,
        client: (client, name),
        company,
        lines,
        discount_cap: proposal.discount_cap(),
        difference: proposal.difference(),
        proposal,
        may_exceed,
        form,
        division,
        errors,
    })
}

fn line(head: &Head, ledger: &Ledger, rules: &Rules, today: NaiveDate, chosen: bool) -> SeedLine {
    let derivation = ledger.derivation(&rules.terms(head.company, today), today);
    let alone = || Owed::new(ledger.open(), Money::ZERO, Money::ZERO, Money::ZERO);
    let owed = derivation.as_ref().map_or_else(|_| alone(), |derivation| derivation.owed);
    SeedLine {
        source: SourceLine { charge: head.id, document: head.document.clone(), due: head.due, owed },
        company: CompanyRef { id: head.company, name: head.company_name.clone() },
        chosen,
        derivation,
    }
}

/// The chosen charges: those of the form that are still open, or at first what is overdue.
fn wanted(
    form: &ConfirmAgreement,
    heads: &[Head],
    today: NaiveDate,
    errors: &mut Vec<FieldError>,
) -> Vec<ChargeId> {
    if form.key.trim().is_empty() && form.charges.is_empty() {
        let Some(company) = heads.first().map(|head| head.company) else { return Vec::new() };
        let overdue = heads.iter().filter(|head| head.due < today && head.company == company);
        return overdue.map(|head| head.id).collect();
    }
    let named: Vec<ChargeId> = form.charges.iter().filter_map(|text| text.parse().ok()).collect();
    let open: Vec<ChargeId> = heads.iter().map(|head| head.id).filter(|id| named.contains(id)).collect();
    if open.len() < named.len() {
        errors.push(Rule::NotOpen.on("charges"));
    }
    open
}

fn adjustment(form: &ConfirmAgreement, errors: &mut Vec<FieldError>) -> Adjustment {
    let mut amount = |field: &str, text: &str| match text.trim() {
        "" => Money::ZERO,
        text => text.parse().unwrap_or_else(|error: Rule| {
            errors.push(error.on(field));
            Money::ZERO
        }),
    };
    let (discount, surcharge) = (amount("discount", &form.discount), amount("surcharge", &form.surcharge));
    Adjustment::typed(discount, surcharge).unwrap_or_else(|error| {
        errors.push(error.on("surcharge"));
        Adjustment::default()
    })
}

/// The form with the figures that the page shows.
fn shown(form: ConfirmAgreement, proposal: &Proposal, lines: &[SeedLine]) -> ConfirmAgreement {
    let seen = |line: &SeedLine| format!("{} {}", line.source.charge, line.source.owed.total.plain());
    ConfirmAgreement {
        key: if form.key.trim().is_empty() { new_id().to_string() } else { form.key },
        on: proposal.on.to_string(),
        charges: proposal.sources.iter().map(|source| source.charge.to_string()).collect(),
        seen: lines.iter().map(seen).collect(),
        ..form
    }
}

/// The form with the instalments that the division makes.
fn divided(
    form: ConfirmAgreement,
    division: &DivideAgreement,
    total: Money,
    today: NaiveDate,
    errors: &mut Vec<FieldError>,
) -> ConfirmAgreement {
    let made = division
        .check(total, today)
        .and_then(|division| division.instalments().map_err(|error| vec![error.on("count")]));
    match made {
        Ok(made) => form.with_instalments(&made),
        Err(found) => {
            errors.extend(found);
            form
        }
    }
}

/// The rows of the form that can be read; what is wrong with the others is noted.
fn instalments(form: &ConfirmAgreement, errors: &mut Vec<FieldError>) -> Vec<Instalment> {
    let mut read = Vec::new();
    for row in form.filled() {
        let [method, due, amount] = form.row(row);
        let mut take = |field: &str, error: Rule| errors.push(error.on(&format!("{field}[{row}]")));
        let method = method.parse().map_err(|error| take("methods", error)).unwrap_or(PaymentMethod::Other);
        let due = parse_date(due).map_err(|error| take("dues", error)).unwrap_or(NaiveDate::MAX);
        // A row that cannot be read counts as nothing, so that those after it keep their places.
        let amount = amount.parse().map_err(|error| take("amounts", error)).unwrap_or(Money::ZERO);
        read.push(Instalment { method, due, amount });
    }
    read
}
