//! The first start on an empty database: company and administrator from one form.

use super::{NewSession, attempts::Attempt, begin};
use crate::{
    Ctx, Error,
    companies::{self, NewCompany},
    events::Origin,
    password::new_password,
    store::{sessions, users},
    users::{NewUser, add_within},
};
use domain::{
    Error as Rule,
    address::{Email, Uf},
    error::Check,
    permission::Role,
    session::SetUp,
    tax_id::TaxId,
};

/// Whether nobody can sign in yet because there is no user.
pub async fn needs_set_up(ctx: &Ctx) -> Result<bool, Error> {
    Ok(!users::any(&mut ctx.db.read().await?).await?)
}

/// Makes the first company and its administrator, who is signed in at once.
/// Whoever sends the form must have read `expected_code` on the console.
pub async fn set_up(ctx: &Ctx, cmd: SetUp, expected_code: &str, address: &str) -> Result<NewSession, Error> {
    if !needs_set_up(ctx).await? {
        return Err(Error::NotFound);
    }
    // Counted by address: nobody keeps the operator out by guessing from elsewhere, and the code is far too long for
    // many addresses to find it.
    let attempt = Attempt::begin(ctx, &format!("the set-up page from {address}"), address).await?;
    if !same(&cmd.code.trim().to_lowercase(), &expected_code.to_lowercase()) {
        return Err(Rule::WrongCode.on("code").into());
    }
    let checked = check(&cmd);
    if checked.is_err() {
        // The code was right: mistakes in the other fields are no guesses.
        let mut tx = ctx.db.begin().await?;
        attempt.succeeded(&mut tx).await?;
        tx.commit().await?;
        return Err(checked.err().unwrap_or(Error::NotFound));
    }
    let hash = ctx.passwords.hash(&cmd.password).await?;

    let mut tx = ctx.db.begin().await?;
    // Of two forms sent at once the second must see the user that the first one made.
    sessions::lock_attempts(&mut tx).await?;
    if users::any(&mut tx).await? {
        return Err(Error::NotFound);
    }
    attempt.succeeded(&mut tx).await?;
    let company = NewCompany { name: cmd.company, tax_id: cmd.tax_id, uf: cmd.uf };
    let company = companies::add_within(&mut tx, ctx, &company, Origin::Web).await?;
    let administrator = NewUser {
        name: cmd.name,
        email: cmd.email,
        role: Role::Administrator,
        companies: vec![company],
        password: cmd.password,
    };
    let user = add_within(&mut tx, ctx, &administrator, &hash, Origin::Web).await?;
    let session = begin(&mut tx, ctx, user, "").await?;
    tx.commit().await?;
    Ok(session)
}

fn check(cmd: &SetUp) -> Result<(), Error> {
    let mut check = Check::default();
    check.required("company", &cmd.company, 120);
    check.optional("tax_id", &cmd.tax_id, TaxId::parse);
    check.optional("uf", &cmd.uf, str::parse::<Uf>);
    check.required("name", &cmd.name, 120);
    if cmd.email.trim().is_empty() {
        check.note("email", Rule::Required);
    } else {
        check.take("email", Email::parse(cmd.email.trim()));
    }
    new_password(&mut check, "password", &cmd.password, ("again", &cmd.again));
    Ok(check.done()?)
}

/// Compares without telling by the time taken how much was right.
fn same(given: &str, expected: &str) -> bool {
    let differences = given.bytes().zip(expected.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    !expected.is_empty() && given.len() == expected.len() && differences == 0
}
