//! Who has which client's page open.

use super::hub::LEASE;
use crate::{
    Actor, Ctx, Error,
    ctx::new_id,
    scope,
    store::{Tx, live},
};
use domain::id::ClientId;
use uuid::Uuid;

/// The names of the others who have the client's page open.
pub(crate) async fn others(
    tx: &mut Tx,
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
) -> Result<Vec<String>, Error> {
    live::others(tx, client, actor.user, ctx.clock.now()).await
}

/// Somebody is at a client's page until this is dropped.
pub(super) struct Here {
    ctx: Ctx,
    id: Uuid,
}

impl Here {
    /// The client must be in the actor's sight.
    pub(super) async fn arrive(ctx: &Ctx, actor: &Actor, client: ClientId) -> Result<Self, Error> {
        let mut tx = ctx.db.begin().await?;
        scope::client(&mut tx, actor, client).await?;
        let here = Self { ctx: ctx.clone(), id: new_id() };
        ctx.live.here().insert(here.id);
        let until = ctx.clock.now() + LEASE;
        live::arrive(&mut tx, here.id, client, actor.user, ctx.live.node, until).await?;
        tx.commit().await?;
        Ok(here)
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        let (ctx, id) = (self.ctx.clone(), self.id);
        // From here on it is not renewed: what follows may fail.
        ctx.live.here().remove(&id);
        // Without a runtime the program is ending; the lease ends by itself.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let left = async {
                let mut tx = ctx.db.begin().await?;
                live::leave(&mut tx, id).await?;
                tx.commit().await
            };
            if let Err(error) = left.await {
                tracing::debug!(%error, "a lease is left to end by itself");
            }
        });
    }
}
