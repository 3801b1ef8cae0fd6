//! Lists and documents to take along: spreadsheets and PDFs. What makes them asks for the same permission and sees
//! the same as the page they are taken from.
//!
//! A file is complete before its first byte is sent: what fails is answered with a page. Two are made at a time.

use crate::{plain, router::App};
use app::{exports::Exports, papers, ssr::RequestFacts};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{FromRequestParts, Path, State},
    http::{
        StatusCode, Uri,
        header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, REFERER},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use backend::{
    Actor, Error, agenda, agreements, charges, clients, delinquency, documents, grid, messages,
    sheet::{Format, Sheet},
};
use domain::{
    agenda::AgendaQuery,
    agreement::AgreementsQuery,
    charge::ChargesQuery,
    delinquency::DelinquencyQuery,
    grid::GridQuery,
    id::{AgreementId, AppointmentId, BulkId, ChargeId, ClientId, ContactId},
};
use futures_util::stream;
use std::{fs::File, future::Future, io::Read as _, sync::Arc};

/// How many files are made at a time; who asks for more waits.
pub const AT_ONCE: usize = 2;

/// How much of a file is sent at a time.
const PIECE: usize = 64 * 1024;

/// The routes of all files.
pub fn routes() -> Router<App> {
    use Format::{Csv, Xlsx};
    Router::new()
        .route("/lancamentos.csv", get(|asked| charges_sheet(asked, None, Csv)))
        .route("/lancamentos.xlsx", get(|asked| charges_sheet(asked, None, Xlsx)))
        .route("/clientes/{id}/lancamentos.csv", get(|id, asked| charges_sheet(asked, Some(id), Csv)))
        .route("/clientes/{id}/lancamentos.xlsx", get(|id, asked| charges_sheet(asked, Some(id), Xlsx)))
        .route("/inadimplencia.csv", get(|asked| delinquency_sheet(asked, Csv)))
        .route("/inadimplencia.xlsx", get(|asked| delinquency_sheet(asked, Xlsx)))
        .route("/acordos.csv", get(|asked| agreements_sheet(asked, Csv)))
        .route("/acordos.xlsx", get(|asked| agreements_sheet(asked, Xlsx)))
        .route("/mensagens.csv", get(|asked| messages_sheet(asked, Csv)))
        .route("/mensagens.xlsx", get(|asked| messages_sheet(asked, Xlsx)))
        .route("/clientes.csv", get(|asked| clients_sheet(asked, Csv)))
        .route("/clientes.xlsx", get(|asked| clients_sheet(asked, Xlsx)))
        .route("/agenda.csv", get(|asked| agenda_sheet(asked, Csv)))
        .route("/agenda.xlsx", get(|asked| agenda_sheet(asked, Xlsx)))
        .route("/agenda/{id}/compromisso.ics", get(appointment))
        .route("/cobrancas.csv", get(|asked| grid_sheet(asked, Csv)))
        .route("/cobrancas.xlsx", get(|asked| grid_sheet(asked, Xlsx)))
        .route("/cobrancas.pdf", get(grid_report))
        .route("/cobrancas/envio/{id}/cartas.pdf", get(letters))
        .route("/clientes/{id}/contatar/{contato}/carta.pdf", get(letter))
        .route("/inadimplencia.pdf", get(report))
        .route("/clientes/{id}/demonstrativo.pdf", get(statement))
        .route("/acordos/{id}/termo.pdf", get(term))
}

/// Who asks for which file, and how.
pub struct Asked {
    app: App,
    actor: Arc<Actor>,
    texts: Exports,
    pairs: Vec<(String, String)>,
    /// The page that one came from.
    back: String,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let facts = parts.extensions.get::<RequestFacts>();
        // Pages of who is signed out were led to the sign-in page already.
        let signed_in = facts.and_then(|facts| Some((facts.actor.clone()?, facts.page.language)));
        let Some((actor, language)) = signed_in else { return Err(plain::page(StatusCode::FORBIDDEN)) };
        let query = parts.uri.query().unwrap_or_default();
        let referer = parts.headers.get(REFERER).and_then(|value| value.to_str().ok());
        let referer: Uri = referer.and_then(|value| value.parse().ok()).unwrap_or_default();
        Ok(Self {
            app: app.clone(),
            actor,
            texts: Exports::in_language(language),
            pairs: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            back: referer.path_and_query().map(ToString::to_string).unwrap_or_default(),
        })
    }
}

impl Asked {
    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The charges that are named.
    fn charges(&self) -> Vec<ChargeId> {
        let named = self.pairs.iter().filter(|(name, _)| name == "cobranca");
        named.filter_map(|(_, id)| id.parse().ok()).collect()
    }

    /// Makes a file when it is its turn, and answers with it or with why there is none.
    async fn answer(&self, making: impl Future<Output = Result<Response, Error>> + Send) -> Response {
        let _turn = self.app.turns.acquire().await;
        match making.await {
            Ok(response) => response,
            Err(Error::Invalid(errors)) => {
                let names: Vec<String> = errors.iter().map(papers::name_of).collect();
                Redirect::to(&papers::refused_address(&names, &self.back)).into_response()
            }
            Err(Error::NotFound) => plain::page(StatusCode::NOT_FOUND),
            Err(Error::Forbidden) => plain::page(StatusCode::FORBIDDEN),
            Err(error) => {
                backend::error::report(&error);
                plain::page(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// A finished list, named after it and the day.
    fn sheet(&self, sheet: Sheet, name: &str, format: Format) -> Result<Response, Error> {
        let (file, length) = sheet.finish()?;
        let (ending, kind) = match format {
            Format::Csv => ("csv", "text/csv; charset=utf-8"),
            Format::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        let name = format!("{name}-{}.{ending}", self.app.ctx.clock.today());
        let headers = [
            (CONTENT_TYPE, kind.to_owned()),
            (CONTENT_LENGTH, length.to_string()),
            (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        Ok((headers, pieces(file)).into_response())
    }
}

/// A file, sent piece by piece.
fn pieces(file: File) -> Body {
    Body::from_stream(stream::try_unfold(file, async |mut file| {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    }))
}

/// A PDF, shown by the browser itself; saved under this name.
fn pdf(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")),
    ];
    (headers, bytes).into_response()
}

async fn charges_sheet(asked: Asked, client: Option<Path<String>>, format: Format) -> Response {
    let making = async {
        let of = client.map(|Path(id)| id.parse::<ClientId>().map_err(|_| Error::NotFound)).transpose()?;
        let query = ChargesQuery { of, ..ChargesQuery::from_pairs(None, |name| asked.get(name)) };
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.charges_title(), &texts.charges_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.charge(row)));
        let list = charges::each(&asked.app.ctx, &asked.actor, query, &mut put).await?;
        sheet.sum(&texts.charges_sum(&list))?;
        asked.sheet(sheet, "lancamentos", format)
    };
    asked.answer(making).await
}

async fn delinquency_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let query = DelinquencyQuery::from_pairs(|name| asked.get(name));
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.delinquency_title(), &texts.delinquency_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.delinquent(row)));
        let list = delinquency::each(&asked.app.ctx, &asked.actor, query, &mut put).await?;
        sheet.sum(&texts.delinquency_sum(&list))?;
        asked.sheet(sheet, "inadimplencia", format)
    };
    asked.answer(making).await
}

async fn agreements_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let query = AgreementsQuery::from_pairs(|name| asked.get(name));
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.agreements_title(), &texts.agreements_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.agreement(row)));
        let list = agreements::each(&asked.app.ctx, &asked.actor, query, &mut put).await?;
        sheet.sum(&texts.agreements_sum(&list))?;
        asked.sheet(sheet, "acordos", format)
    };
    asked.answer(making).await
}

async fn messages_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let state = asked.get("situacao").and_then(|text| text.parse().ok());
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.messages_title(), &texts.messages_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.message(row)));
        let count = messages::each(&asked.app.ctx, &asked.actor, state, &mut put).await?;
        sheet.sum(&texts.messages_sum(count))?;
        asked.sheet(sheet, "e-mails", format)
    };
    asked.answer(making).await
}

/// All clients that the search finds; the page shows the first of them.
async fn clients_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let texts = asked.texts;
        let sought = asked.get("q").unwrap_or_default();
        let found = clients::search_all(&asked.app.ctx, &asked.actor, sought).await?;
        let mut sheet = Sheet::begin(format, texts.clients_title(), &texts.clients_columns())?;
        found.iter().try_for_each(|client| sheet.row(&texts.client(client)))?;
        sheet.sum(&texts.clients_sum(found.len()))?;
        asked.sheet(sheet, "clientes", format)
    };
    asked.answer(making).await
}

async fn agenda_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let query = AgendaQuery::from_pairs(|name| asked.get(name));
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.agenda_title(), &texts.agenda_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.appointment(row)));
        let count = agenda::each(&asked.app.ctx, &asked.actor, query, &mut put).await?;
        sheet.sum(&texts.agenda_sum(count))?;
        asked.sheet(sheet, "agenda", format)
    };
    asked.answer(making).await
}

async fn grid_sheet(asked: Asked, format: Format) -> Response {
    let making = async {
        let query = GridQuery::from_pairs(|name| asked.get(name));
        let texts = asked.texts;
        let mut sheet = Sheet::begin(format, texts.grid_title(), &texts.grid_columns())?;
        let mut put = |rows: Vec<_>| rows.iter().try_for_each(|row| sheet.row(&texts.grid(row)));
        let totals = grid::each(&asked.app.ctx, &asked.actor, query, &mut put).await?;
        sheet.sum(&texts.grid_sum(&totals))?;
        asked.sheet(sheet, "cobrancas", format)
    };
    asked.answer(making).await
}

/// The report of what the grid shows.
async fn grid_report(asked: Asked) -> Response {
    let making = async {
        let query = GridQuery::from_pairs(|name| asked.get(name));
        let bytes = documents::of_grid(&asked.app.ctx, &asked.actor, &query, "").await?;
        Ok(pdf(bytes, "relatorio-de-cobrancas"))
    };
    asked.answer(making).await
}

/// The letters of a run, in one file.
async fn letters(Path(id): Path<String>, asked: Asked) -> Response {
    let making = async {
        let run: BulkId = id.parse().map_err(|_| Error::NotFound)?;
        Ok(pdf(documents::letters_of_run(&asked.app.ctx, &asked.actor, run).await?, "cartas"))
    };
    asked.answer(making).await
}

/// A letter that was recorded.
async fn letter(Path((_, contact)): Path<(String, String)>, asked: Asked) -> Response {
    let making = async {
        let contact: ContactId = contact.parse().map_err(|_| Error::NotFound)?;
        Ok(pdf(documents::letter(&asked.app.ctx, &asked.actor, contact).await?, "carta"))
    };
    asked.answer(making).await
}

/// The report of what the list of delinquent clients shows.
async fn report(asked: Asked) -> Response {
    let making = async {
        let query = DelinquencyQuery::from_pairs(|name| asked.get(name));
        let says = papers::filtered(&query, &asked.actor.companies);
        let bytes = documents::of_delinquency(&asked.app.ctx, &asked.actor, query, &says).await?;
        Ok(pdf(bytes, "relatorio-de-cobrancas"))
    };
    asked.answer(making).await
}

/// What a client owes: the charges named, or all that are open.
async fn statement(Path(id): Path<String>, asked: Asked) -> Response {
    let making = async {
        let client: ClientId = id.parse().map_err(|_| Error::NotFound)?;
        let bytes = documents::statements(&asked.app.ctx, &asked.actor, client, &asked.charges()).await?;
        Ok(pdf(bytes, "demonstrativo"))
    };
    asked.answer(making).await
}

/// One appointment, for a calendar.
async fn appointment(Path(id): Path<String>, asked: Asked) -> Response {
    let making = async {
        let id: AppointmentId = id.parse().map_err(|_| Error::NotFound)?;
        let site = asked.app.base_url.as_deref();
        let text = backend::feeds::one(&asked.app.ctx, &asked.actor, id, site).await?;
        Ok(calendar(text, "attachment; filename=\"compromisso.ics\""))
    };
    asked.answer(making).await
}

/// `GET /calendario/{token}/agenda.ics`: all of a user's appointments, for whoever has the token. Calendars have no
/// session.
pub async fn feed(State(app): State<App>, Path(token): Path<String>) -> Response {
    match backend::feeds::at(&app.ctx, &token, app.base_url.as_deref()).await {
        Ok(text) => calendar(text, "inline; filename=\"agenda.ics\""),
        Err(Error::NotFound) => plain::page(StatusCode::NOT_FOUND),
        Err(error) => {
            backend::error::report(&error);
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn calendar(text: String, disposition: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, disposition)];
    (headers, text).into_response()
}

async fn term(Path(id): Path<String>, asked: Asked) -> Response {
    let making = async {
        let agreement: AgreementId = id.parse().map_err(|_| Error::NotFound)?;
        Ok(pdf(documents::term(&asked.app.ctx, &asked.actor, agreement).await?, "termo-de-acordo"))
    };
    asked.answer(making).await
}
