//! Clients: the page of one of them, changes to its data and contact persons, and the search.

pub(crate) mod fields;
mod people;
mod update;
mod view;

pub use people::{remove_person, save_person};
pub use update::update;
pub use view::{data, view};

use crate::{Actor, Ctx, Error, store::search as store};
use domain::{
    client::{ClientFound, FOUND_CLIENTS},
    permission::Permission,
    text::search_terms,
};

/// Clients by any part of name, CPF/CNPJ, telephone or e-mail address.
pub async fn search(ctx: &Ctx, actor: &Actor, query: &str) -> Result<Vec<ClientFound>, Error> {
    find(ctx, actor, query, store::Most::Shown(FOUND_CLIENTS)).await
}

/// All clients that a search finds, in its order.
pub async fn search_all(ctx: &Ctx, actor: &Actor, query: &str) -> Result<Vec<ClientFound>, Error> {
    find(ctx, actor, query, store::Most::All).await
}

async fn find(ctx: &Ctx, actor: &Actor, query: &str, most: store::Most) -> Result<Vec<ClientFound>, Error> {
    actor.require(Permission::CrmRead)?;
    let query: String = query.chars().take(200).collect();
    store::find(&mut ctx.db.read().await?, actor.user, &search_terms(&query), most).await
}
