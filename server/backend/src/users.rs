//! The people who sign in, as the command line manages them.

use crate::{
    Ctx, Error,
    ctx::new_id,
    events::{self, Event, Origin},
    password::new_password,
    store::{Tx, sessions, users},
};
use domain::{
    Error as Rule,
    address::Email,
    error::Check,
    id::{CompanyId, UserId},
    permission::Role,
};
use serde_json::json;

/// A user to add, as typed.
#[derive(Clone)]
pub struct NewUser {
    /// Name.
    pub name: String,
    /// The e-mail address to sign in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The companies the user may see; none means all that there are.
    pub companies: Vec<CompanyId>,
    /// The first password.
    pub password: String,
}

/// A user in a listing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UserLine {
    /// Their identity.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// The e-mail address to sign in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// May sign in.
    pub active: bool,
    /// The names of the companies the user may see.
    pub companies: Vec<String>,
}

/// Adds a user. For the operator: asks for no actor.
pub async fn add(ctx: &Ctx, new: NewUser) -> Result<UserId, Error> {
    let hash = checked_hash(ctx, &new).await?;
    let mut tx = ctx.db.begin().await?;
    let id = add_within(&mut tx, ctx, &new, &hash, Origin::Command).await?;
    tx.commit().await?;
    Ok(id)
}

/// All users by name. For the operator: asks for no actor.
pub async fn list(ctx: &Ctx) -> Result<Vec<UserLine>, Error> {
    users::all(&mut ctx.db.read().await?).await
}

/// Gives the user of this e-mail address a new password and ends their sessions.
/// For the operator: asks for no actor.
pub async fn reset_password(ctx: &Ctx, email: &str, password: &str) -> Result<UserId, Error> {
    let mut check = Check::default();
    new_password(&mut check, "password", password, ("password", password));
    check.done()?;
    let hash = ctx.passwords.hash(password).await?;
    let mut tx = ctx.db.begin().await?;
    let user = users::by_email(&mut tx, &sign_in_name(email)).await?.ok_or(Error::NotFound)?;
    users::set_password(&mut tx, user.id, &hash).await?;
    sessions::end_all_but(&mut tx, user.id, &[]).await?;
    let event = Event {
        origin: Origin::Command,
        user: None,
        client: None,
        kind: "password_reset",
        subject: user.id.0,
        data: json!({}),
    };
    events::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(user.id)
}

/// The form in which an e-mail address is stored and looked up: addresses differ by more than case.
pub(crate) fn sign_in_name(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Checks everything about a new user that needs no database, and hashes the password outside any transaction.
pub(crate) async fn checked_hash(ctx: &Ctx, new: &NewUser) -> Result<String, Error> {
    let mut check = Check::default();
    check.required("name", &new.name, 120);
    if new.email.trim().is_empty() {
        check.note("email", Rule::Required);
    } else {
        check.take("email", Email::parse(new.email.trim()));
    }
    new_password(&mut check, "password", &new.password, ("password", &new.password));
    check.done()?;
    ctx.passwords.hash(&new.password).await
}

pub(crate) async fn add_within(
    tx: &mut Tx,
    ctx: &Ctx,
    new: &NewUser,
    hash: &str,
    origin: Origin,
) -> Result<UserId, Error> {
    let id = UserId(new_id());
    let (name, email) = (new.name.trim(), sign_in_name(&new.email));
    users::insert(tx, id, name, &email, hash, new.role, ctx.clock.now()).await?;
    if new.companies.is_empty() {
        users::give_all_companies(tx, id).await?;
    }
    for company in &new.companies {
        users::give_company(tx, id, *company).await?;
    }
    let data = json!({ "name": name, "email": email, "role": new.role.as_str() });
    let event = Event { origin, user: None, client: None, kind: "user_added", subject: id.0, data };
    events::record(tx, ctx, event).await?;
    Ok(id)
}
