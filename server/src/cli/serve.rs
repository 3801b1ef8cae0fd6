//! `emdia serve`: checks the database, prints what the operator must know, and serves until told to stop.

use super::{Failure, clock, demo, migrate, open};
use crate::{
    assets::Files,
    config::{Config, Environment, ServeConfig},
    files,
    router::{self, App},
    security::readable_code,
    serve,
};
use app::{
    page::Demo,
    ssr::{SessionCookie, Site},
};
use backend::{Ctx, demo::Logins, mail::Worker};
use leptos::config::LeptosOptions;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore};

/// How long a message under way may take after the last request.
const FOR_MESSAGES: Duration = Duration::from_secs(10);
/// After the open charges could not be read.
const BEFORE_READING_AGAIN: Duration = Duration::from_secs(2);

pub async fn run(config: Config, serve: ServeConfig) -> Result<(), Failure> {
    let files = site(serve.site.as_deref())?;
    let db = open(&config).await?;
    migrate(&db, &config, serve.migrate).await?;
    let ctx = Ctx::new(db.clone(), clock(&config)).with_mail(super::mail::means(&config)?);
    let demo = match config.env {
        Environment::Demo => demo::load_if_empty(&ctx).await?.map(shown),
        Environment::Production | Environment::Development => None,
    };
    let needs_set_up = backend::session::needs_set_up(&ctx).await?;
    let app = App { demo, ..app(ctx.clone(), files, &serve, needs_set_up) };
    let pages = router::pages();
    let listener = TcpListener::bind(serve.listen)
        .await
        .map_err(|error| Failure::new(format!("EMDIA_LISTEN: cannot listen on {}: {error}", serve.listen)))?;
    backend::imports::recover(&ctx).await?;
    backend::mail::recover(&ctx).await?;
    announce(&listener, &app, needs_set_up);
    let live = Arc::clone(&ctx.live);
    warm(ctx.clone());
    let bulk = tokio::spawn(backend::bulk::serve(ctx.clone()));
    let worker = Worker::start(ctx);
    let farewell = worker.farewell();
    let tell = move || {
        // Pages that listen would never be finished.
        live.stop();
        farewell();
    };
    let served = serve::until_stopped(listener, router::router(app, pages), tell).await;
    bulk.abort();
    worker.stop(FOR_MESSAGES).await;
    db.close().await;
    served.map_err(|error| Failure::new(error.to_string()))
}

fn app(ctx: Ctx, files: Files, serve: &ServeConfig, needs_set_up: bool) -> App {
    let secure = serve.base_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    let site = Site {
        assets: Arc::new(files.manifest.clone()),
        cookie: SessionCookie { secure },
        set_up_code: readable_code().into(),
    };
    App {
        ctx,
        site,
        base_url: serve.base_url.as_deref().map(Into::into),
        behind_proxy: serve.behind_proxy,
        demo: None,
        files: Arc::new(files),
        needs_set_up: Arc::new(AtomicBool::new(needs_set_up)),
        turns: Arc::new(Semaphore::new(files::AT_ONCE)),
        leptos: LeptosOptions::builder().output_name("emdia").build(),
    }
}

/// The logins as the sign-in page shows them.
fn shown(logins: Logins) -> Arc<Demo> {
    let emails = logins.users.iter().map(|login| login.email.to_owned()).collect();
    Arc::new(Demo { emails, password: logins.password.to_owned() })
}

fn site(folder: Option<&Path>) -> Result<Files, Failure> {
    #[cfg(feature = "embed")]
    if folder.is_none() {
        return Files::embedded().map_err(Failure::new);
    }
    let folder = folder.map_or_else(|| PathBuf::from("target/site"), Path::to_path_buf);
    Files::read(&folder).map_err(|problem| Failure::usage(format!("EMDIA_SITE: {problem}")))
}

fn announce(listener: &TcpListener, app: &App, needs_set_up: bool) {
    if needs_set_up {
        eprintln!("The database is empty; the code to set it up is {}", app.site.set_up_code);
    }
    if let Ok(address) = listener.local_addr() {
        eprintln!("Em Dia listens on http://{address}/");
    }
}

/// Reads the open charges before somebody waits for them; the server is ready once they are read.
fn warm(ctx: Ctx) {
    tokio::spawn(async move {
        while let Err(error) = ctx.book.snapshot(&ctx.db).await {
            tracing::warn!(%error, "the open charges could not be read in advance");
            tokio::time::sleep(BEFORE_READING_AGAIN).await;
        }
    });
}
