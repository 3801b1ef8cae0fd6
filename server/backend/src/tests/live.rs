//! What open pages are told, on every database that there is, across nodes.

use super::support::{World, for_each_db, no_answer, world};
use crate::{
    Actor, Clock, Ctx, Error, clients, contacts,
    live::{News, listen},
    session,
};
use chrono::TimeDelta;
use domain::{client::ClientQuery, id::ClientId};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

/// Another node on the same database.
fn another_node(ctx: &Ctx) -> Ctx {
    Ctx::new(ctx.db.clone(), ctx.clock)
}

/// What is told within two seconds, signs of life left out; nothing when nothing is.
async fn told(listener: &mut crate::live::Listener) -> Option<News> {
    let news = async {
        loop {
            match listener.next().await {
                Some(News::Nothing) => {}
                news => return news,
            }
        }
    };
    timeout(Duration::from_secs(2), news).await.ok().flatten()
}

async fn here(ctx: &Ctx, actor: &Actor, client: ClientId) -> Result<Vec<String>, Error> {
    let query = ClientQuery { client, whole_history: false, appointment: None };
    Ok(clients::view(ctx, actor, query).await?.bar.here)
}

#[tokio::test]
async fn what_one_does_others_hear_on_every_node_within_two_seconds_if_they_may() -> Result<(), Error> {
    try_out(async |w: World| {
        let node = another_node(&w.ctx);
        let mut bruno = listen(&node, &w.bruno, None).await?;
        let mut sofia = listen(&node, &w.sofia, None).await?;
        // The counters are known before anything happens.
        sleep(Duration::from_millis(900)).await;
        contacts::record(&w.ctx, &w.ana, no_answer(w.client)).await?;
        assert_eq!(told(&mut bruno).await, Some(News::Clients(vec![w.client])));
        assert_eq!(told(&mut sofia).await, None, "a client of another company");
        contacts::record(&w.ctx, &w.ana, no_answer(w.shared)).await?;
        assert_eq!(told(&mut sofia).await, Some(News::Clients(vec![w.shared])));
        // Who comes a moment later is told as well.
        let mut marta = listen(&node, &w.marta, None).await?;
        assert!(matches!(told(&mut marta).await, Some(News::Clients(_))));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_is_at_a_client_is_shown_to_those_who_see_them_there_until_they_leave() -> Result<(), Error> {
    try_out(async |w: World| {
        let node = another_node(&w.ctx);
        let mut bruno = listen(&node, &w.bruno, Some(w.client)).await?;
        sleep(Duration::from_millis(900)).await;
        assert!(here(&w.ctx, &w.bruno, w.client).await?.is_empty(), "not oneself");
        let ana = listen(&w.ctx, &w.ana, Some(w.client)).await?;
        assert_eq!(told(&mut bruno).await, Some(News::Presence));
        assert_eq!(here(&node, &w.bruno, w.client).await?, ["Ana"]);
        assert_eq!(here(&node, &w.marta, w.client).await?, ["Ana", "Bruno"]);
        assert!(matches!(listen(&node, &w.sofia, Some(w.client)).await, Err(Error::NotFound)));
        drop(ana);
        assert_eq!(told(&mut bruno).await, Some(News::Presence));
        // It may have been told that she came, while she was leaving.
        let gone =
            async { while here(&node, &w.bruno, w.client).await.is_ok_and(|names| !names.is_empty()) {} };
        timeout(Duration::from_secs(2), gone).await.expect("she left");

        // At a client of both companies the south does not learn who of the north is there.
        let shared = listen(&w.ctx, &w.ana, Some(w.shared)).await?;
        assert!(here(&w.ctx, &w.sofia, w.shared).await?.is_empty());
        assert_eq!(here(&w.ctx, &w.marta, w.shared).await?, ["Ana"]);
        // A node that died says no more that anybody is there.
        let later = Ctx { clock: Clock::at(w.ctx.clock.now() + TimeDelta::minutes(1)), ..w.ctx.clone() };
        assert!(here(&later, &w.marta, w.shared).await?.is_empty());
        // Who is still there is so for longer; whose leaving could not be noted is not.
        let half = Ctx { clock: Clock::at(w.ctx.clock.now() + TimeDelta::seconds(30)), ..w.ctx.clone() };
        half.live.renew(&half).await?;
        assert_eq!(here(&later, &w.marta, w.shared).await?, ["Ana"]);
        half.live.here().clear();
        later.live.renew(&later).await?;
        let last = Ctx { clock: Clock::at(later.clock.now() + TimeDelta::seconds(30)), ..w.ctx.clone() };
        assert!(here(&last, &w.marta, w.shared).await?.is_empty());
        drop(shared);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_hears_nothing_once_its_session_or_the_server_ends() -> Result<(), Error> {
    try_out(async |w: World| {
        let node = another_node(&w.ctx);
        let mut ana = listen(&node, &w.ana, None).await?;
        let mut bruno = listen(&node, &w.bruno, None).await?;
        session::sign_out(&w.ctx, &w.ana).await?;
        let ended = async { while ana.next().await.is_some() {} };
        timeout(Duration::from_secs(8), ended).await.expect("signed out");
        node.live.stop();
        assert_eq!(timeout(Duration::from_secs(1), bruno.next()).await.expect("stopped"), None);
        Ok(())
    })
    .await
}
