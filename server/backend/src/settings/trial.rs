//! Trying a policy: what it would ask for, by the computation that all pages use.

use crate::{Actor, Ctx, Error};
use domain::{
    FieldError,
    accrual::Terms,
    derivation::Derivation,
    id::CompanyId,
    ledger::Ledger,
    permission::Permission,
    policy::Policy,
    settings::{Basis, PolicyTried, SavePolicy, TryPolicy},
};

/// What the policy of the form, or the recorded one of the day, asks for in the example.
pub async fn try_policy(
    ctx: &Ctx,
    actor: &Actor,
    form: &SavePolicy,
    example: &TryPolicy,
) -> Result<PolicyTried, Error> {
    actor.require(Permission::SettingsPolicy)?;
    let company: CompanyId = form.company.parse().map_err(|_| Error::NotFound)?;
    if !actor.sees(company) {
        return Err(Error::NotFound);
    }
    let policy = form.policy(ctx.clock.today());
    let warnings = policy.as_ref().map(Policy::warnings).unwrap_or_default();
    let mut tx = ctx.db.read().await?;
    let rules = ctx.rules.of(&mut tx).await?;
    let derived = || -> Result<Derivation, Vec<FieldError>> {
        let (amount, due, on, by) = example.check()?;
        let terms = match by {
            Basis::Recorded => rules.terms(company, on),
            Basis::Form => {
                let policy = policy?;
                Terms {
                    policy,
                    index: policy.correction.and_then(|index| rules.index(index)),
                    ..rules.terms(company, on)
                }
            }
        };
        let ledger = Ledger::of_principal(amount, due).map_err(|error| vec![error.on("amount")])?;
        ledger.derivation(&terms, on).map_err(|error| vec![error.on("on")])
    };
    Ok(PolicyTried { warnings, derivation: derived() })
}
