//! What an actor may see of a client, and for which company they act.

use crate::{
    Actor, Error,
    store::{Tx, clients, companies, users},
};
use chrono::NaiveDate;
use domain::{
    client::ClientData,
    id::{ClientId, CompanyId, UserId},
};

/// The client, if it has to do with one of the actor's companies. To everybody else there is no such client.
pub(crate) async fn client(tx: &mut Tx, actor: &Actor, client: ClientId) -> Result<ClientData, Error> {
    clients::data(tx, client, actor.user).await?.ok_or(Error::NotFound)
}

/// The companies through which the actor sees the client. That of the oldest overdue charge comes first,
/// because it is the one that a contact is most likely about.
pub(crate) async fn companies(
    tx: &mut Tx,
    actor: &Actor,
    client: ClientId,
    today: NaiveDate,
) -> Result<Vec<CompanyId>, Error> {
    let seen = clients::companies_by_debt(tx, client, actor.user, today).await?;
    if seen.is_empty() { Err(Error::NotFound) } else { Ok(seen) }
}

/// Refuses unless the actor sees every company: for what all of them share (templates, holidays, hours, indices, the
/// common mail server).
pub(crate) async fn whole_organisation(tx: &mut Tx, actor: &Actor) -> Result<(), Error> {
    let all = companies::all(tx).await?;
    if all.iter().all(|company| actor.sees(company.id)) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Moves `company` to the front, where it is one of them.
pub(crate) fn prefer(companies: &mut [CompanyId], company: CompanyId) {
    if let Some(place) = companies.iter().position(|other| *other == company) {
        companies[..=place].rotate_right(1);
    }
}

/// The first of the companies for which `assignee` may be given work.
pub(crate) async fn company_of_assignee(
    tx: &mut Tx,
    companies: &[CompanyId],
    assignee: UserId,
) -> Result<Option<CompanyId>, Error> {
    for company in companies {
        if users::is_assignable(tx, assignee, *company).await? {
            return Ok(Some(*company));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_company_comes_first_and_the_others_keep_their_order() {
        let [a, b, c] = [1, 2, 3].map(|number| CompanyId(uuid::Uuid::from_u128(number)));
        let mut companies = [a, b, c];
        prefer(&mut companies, c);
        assert_eq!(companies, [c, a, b]);
    }
}
