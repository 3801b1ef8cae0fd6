//! Files that come in, and the one that goes out: what forms of server functions cannot carry.
//!
//! A file takes as long as the network takes, so these routes have more time than pages, and room of their own.

use crate::{
    plain, posted,
    router::{App, LARGEST_FORM},
};
use app::{
    error::ApiError,
    imports,
    page::PostedForm,
    settings::{INDEX_FILE, INDEX_UPLOAD},
    ssr::RequestFacts,
};
use axum::{
    Extension,
    extract::{Multipart, Path, State, multipart::Field},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Actor,
    imports::{LARGEST_FILE, Refusal, Upload},
};
use domain::{permission::Permission, settings::ImportIndex};
use std::{sync::Arc, time::Duration};

/// How long a file may take to arrive.
pub const PATIENCE: Duration = Duration::from_mins(15);

/// What of a file that is too large is read before the connection is given up: the browser learns why only when
/// all it sends is taken.
const MOST_READ: usize = 4 * LARGEST_FILE;

/// Fields that a form has beside its file, and their bytes together.
const MOST_FIELDS: usize = 8;
const FIELD_BYTES: usize = 64 * 1024;

/// What a form with a file holds.
#[derive(Default)]
struct Sent {
    fields: Vec<(String, String)>,
    file_name: String,
    file: Vec<u8>,
    too_large: bool,
}

impl Sent {
    fn field(&self, name: &str) -> String {
        let field = self.fields.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// `POST /importar/arquivo`: keeps the file and leads to its page.
pub async fn receive(
    State(app): State<App>,
    Extension(facts): Extension<RequestFacts>,
    form: Multipart,
) -> Response {
    // Nobody's file is read who may not import.
    let actor = match allowed(&facts, Permission::Import, app::routes::IMPORTS) {
        Ok(actor) => actor,
        Err(refused) => return *refused,
    };
    let Some(sent) = read(form, imports::FILE, LARGEST_FILE).await else {
        return plain::page(StatusCode::BAD_REQUEST);
    };
    let (company, kind) = (sent.field(imports::COMPANY), sent.field(imports::KIND));
    let upload =
        Upload { company: company.clone(), kind: kind.clone(), file_name: sent.file_name, bytes: sent.file };
    let kept = if sent.too_large {
        Ok(Err(Refusal::TooLarge))
    } else {
        backend::imports::receive(&app.ctx, &actor, upload).await
    };
    match kept {
        Ok(Ok(import)) => Redirect::to(&imports::address(import)).into_response(),
        Ok(Err(refusal)) => Redirect::to(&imports::refused_address(refusal, company, kind)).into_response(),
        Err(error) => failed(&error),
    }
}

/// `POST /configuracoes/indices/arquivo`: takes an index table in, as a file or as text.
pub async fn index(
    State(app): State<App>,
    Extension(facts): Extension<RequestFacts>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let actor = match allowed(&facts, Permission::SettingsPolicy, app::routes::INDICES) {
        Ok(actor) => actor,
        Err(refused) => return *refused,
    };
    let Some(sent) = read(form, INDEX_FILE, LARGEST_FORM).await.filter(|sent| !sent.too_large) else {
        return plain::page(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let table = match sent.file.as_slice() {
        [] => sent.field("cmd[table]"),
        file => String::from_utf8_lossy(file).into_owned(),
    };
    let cmd = ImportIndex { index: sent.field("cmd[index]"), table };
    let values =
        vec![("cmd[index]".to_owned(), cmd.index.clone()), ("cmd[table]".to_owned(), cmd.table.clone())];
    match backend::settings::import_index(&app.ctx, &actor, cmd).await {
        Ok(_) => Redirect::to(&format!("{}?aviso=indice", app::routes::INDICES)).into_response(),
        Err(backend::Error::Invalid(errors)) => {
            let error = ApiError::Invalid(errors);
            let form = PostedForm { path: INDEX_UPLOAD.to_owned(), values, error };
            posted::refused(&app, &headers, Some(&actor), &form, app::routes::INDICES).await
        }
        Err(error) => failed(&error),
    }
}

/// `GET /importar/{id}/problemas.csv`: all that is to be said of lines of a file.
pub async fn problems(
    State(app): State<App>,
    Extension(facts): Extension<RequestFacts>,
    Path(import): Path<String>,
) -> Response {
    let actor = match allowed(&facts, Permission::Import, app::routes::IMPORTS) {
        Ok(actor) => actor,
        Err(refused) => return *refused,
    };
    match backend::imports::problems(&app.ctx, &actor, &import).await {
        Ok((_, remarks)) => {
            let file = imports::problems_file(facts.page.language, &remarks);
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
                (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"problemas.csv\"")),
            ];
            (headers, file).into_response()
        }
        Err(backend::Error::NotFound) => plain::page(StatusCode::NOT_FOUND),
        Err(error) => failed(&error),
    }
}

/// Who asks, if they may; whoever has no session any more signs in and comes back to `page`.
pub(crate) fn allowed(
    facts: &RequestFacts,
    permission: Permission,
    page: &str,
) -> Result<Arc<Actor>, Box<Response>> {
    match &facts.actor {
        Some(actor) if actor.require(permission).is_ok() => Ok(Arc::clone(actor)),
        Some(_) => Err(plain::page(StatusCode::FORBIDDEN).into()),
        None => {
            let sign_in = app::routes::address(app::routes::SIGN_IN, &[("voltar", page.to_owned())]);
            Err(Redirect::to(&sign_in).into_response().into())
        }
    }
}

pub(crate) fn failed(error: &backend::Error) -> Response {
    backend::error::report(error);
    plain::page(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Reads a form with one file of at most `most` bytes; nothing when it is none.
async fn read(mut form: Multipart, file: &str, most: usize) -> Option<Sent> {
    let (mut sent, mut files, mut left) = (Sent::default(), 0, FIELD_BYTES);
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == file && files == 0 {
            files += 1;
            sent.file_name = field.file_name().unwrap_or_default().to_owned();
            let read = whole(field, most).await?;
            sent.too_large = read.is_none();
            sent.file = read.unwrap_or_default();
        } else {
            if sent.fields.len() == MOST_FIELDS {
                return None;
            }
            let text = whole(field, left).await??;
            left = left.checked_sub(name.len() + text.len())?;
            sent.fields.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    Some(sent)
}

/// The bytes of a field; `Some(None)` when there are more than `most`, nothing when the connection broke.
async fn whole(mut field: Field<'_>, most: usize) -> Option<Option<Vec<u8>>> {
    let (mut bytes, mut read) = (Vec::new(), 0);
    while let Some(chunk) = field.chunk().await.ok()? {
        read += chunk.len();
        if read > MOST_READ {
            return None;
        }
        if read <= most {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Some((read <= most).then_some(bytes))
}
