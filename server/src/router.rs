//! Which path leads where, and through what.

use crate::{
    assets::Files, files, guard, health, live, messages, plain, posted, preferences, security, session,
    telemetry, uploads,
};
use app::{page::Demo, ssr::Site};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, State},
    http::{HeaderMap, Uri, request::Parts},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use backend::Ctx;
use leptos::{
    config::LeptosOptions,
    nonce::Nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{AxumRouteListing, ErrorHandler, LeptosRoutes};
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::Semaphore;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate, SizeAbove},
    },
};

/// How long a request may take. Pages take milliseconds; whatever takes this long would not come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest form, in bytes. The longest field is a note of some thousand characters.
pub const LARGEST_FORM: usize = 256 * 1024;

/// The smallest page that is worth compressing, in bytes.
const WORTH_COMPRESSING: u16 = 4096;

/// What every handler and middleware can reach.
#[derive(Clone)]
pub struct App {
    /// The use cases' world.
    pub ctx: Ctx,
    /// What pages and server functions know about this server.
    pub site: Site,
    /// The address users type, if it was said.
    pub base_url: Option<Arc<str>>,
    /// Whether a reverse proxy hands on the user's address.
    pub behind_proxy: bool,
    /// The logins that the sign-in page of a demonstration shows.
    pub demo: Option<Arc<Demo>>,
    /// The browser's files.
    pub files: Arc<Files>,
    /// Whether the database may still have no user; once it has one it stays `false`.
    pub needs_set_up: Arc<AtomicBool>,
    /// Turns to make a file to take along.
    pub turns: Arc<Semaphore>,
    /// What `leptos_axum` insists on.
    pub leptos: LeptosOptions,
}

impl FromRef<App> for LeptosOptions {
    fn from_ref(app: &App) -> Self {
        app.leptos.clone()
    }
}

/// The list of the pages' routes. To be called once, before serving: it renders the application.
pub fn pages() -> Vec<AxumRouteListing> {
    leptos_axum::generate_route_list(app::App)
}

/// The whole server.
pub fn router(app: App, pages: Vec<AxumRouteListing>) -> Router {
    let context = {
        let app = app.clone();
        move || provide(&app)
    };
    let shell = {
        let assets = app.site.assets.clone();
        move || app::shell(&assets)
    };
    let not_found = {
        let shell = shell.clone();
        ErrorHandler::new_with_context(context.clone(), move |_| shell(), app.leptos.clone())
    };
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING)));
    let pages = Router::new()
        .leptos_routes_with_context(&app, pages, context, shell)
        .route("/preferencias", post(preferences::save))
        .fallback_service(not_found)
        .layer(from_fn_with_state(app.clone(), posted::keep))
        .layer(from_fn_with_state(app.clone(), session::attach))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(guard::whole))
        .layer(from_fn(guard::alone))
        .layer(compression);
    let assets = app
        .files
        .others()
        .fold(Router::new().route("/pkg/{*path}", get(file)), |router, path| router.route(path, get(file)));
    assets
        .route("/saude", get(health::alive))
        .route("/pronto", get(health::ready))
        .route("/calendario/{token}/agenda.ics", get(files::feed))
        .merge(pages)
        .layer(from_fn_with_state(app.clone(), security::refuse_foreign))
        .layer(from_fn(|request, next| guard::in_time(PATIENCE, request, next)))
        .merge(with_files(&app))
        .merge(live::routes().layer(from_fn_with_state(app.clone(), session::attach)))
        .layer(CatchPanicLayer::custom(plain::panicked))
        .layer(from_fn_with_state(app.clone(), security::protect))
        .layer(from_fn(telemetry::log_requests))
        .with_state(app)
}

/// What carries files: it has more time, and each handler its own limit.
fn with_files(app: &App) -> Router<App> {
    Router::new()
        .route(app::imports::UPLOAD, post(uploads::receive))
        .route(app::settings::INDEX_UPLOAD, post(uploads::index))
        .route("/importar/{id}/problemas.csv", get(uploads::problems))
        .merge(files::routes())
        .route("/mensagens/{id}/html", get(messages::html))
        .route("/mensagens/{id}/anexos/{position}", get(messages::attachment))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), session::attach))
        .layer(from_fn_with_state(app.clone(), security::refuse_foreign))
        .layer(from_fn(|request, next| guard::in_time(uploads::PATIENCE, request, next)))
}

/// The context of pages and server functions.
fn provide(app: &App) {
    provide_context(app.ctx.clone());
    provide_context(app.site.clone());
    let nonce = use_context::<Parts>().and_then(|parts| parts.extensions.get::<security::Nonce>().cloned());
    if let Some(security::Nonce(nonce)) = nonce {
        provide_context(Nonce::from_value(nonce));
    }
}

async fn file(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    app.files.respond(uri.path(), &headers)
}
