//! Sends the commands of forms. One type for all commands: the browser's program carries this once, not once for
//! each server function.

use crate::error::ApiError;
use leptos::{prelude::*, server_fn::ServerFn};

/// A server function that a form posts its command to, and how the last sending went.
#[derive(Clone, Copy)]
pub struct Command {
    path: &'static str,
    pending: RwSignal<bool>,
    answer: RwSignal<Option<Result<(), ApiError>>>,
    version: RwSignal<usize>,
}

impl Command {
    /// The command of this server function.
    pub fn of<S: ServerFn>() -> Self {
        Self {
            path: S::PATH,
            pending: RwSignal::new(false),
            answer: RwSignal::new(None),
            version: RwSignal::new(0),
        }
    }

    /// Where it is sent.
    pub const fn path(self) -> &'static str {
        self.path
    }

    /// Whether it is being sent.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// The last answer.
    pub fn answer(self) -> Signal<Option<Result<(), ApiError>>> {
        self.answer.into()
    }

    /// Grows with every answer.
    pub fn version(self) -> usize {
        self.version.get()
    }

    /// Whether the last answer was a success; does not follow it.
    pub fn succeeded(self) -> bool {
        self.answer.with_untracked(|answer| matches!(answer, Some(Ok(()))))
    }

    /// Sends the fields of a form, encoded as the browser would send them by itself.
    pub(super) fn send(self, fields: String) {
        self.pending.set(true);
        leptos::task::spawn_local(async move {
            let answer = post(self.path, fields).await;
            // The page may be gone by now.
            self.answer.try_set(Some(answer));
            self.pending.try_set(false);
            self.version.try_update(|version| *version += 1);
        });
    }
}

/// Only browsers send forms.
#[cfg(not(feature = "hydrate"))]
fn post(_: &str, _: String) -> std::future::Ready<Result<(), ApiError>> {
    std::future::ready(Err(ApiError::Transport))
}

#[cfg(feature = "hydrate")]
use browser::post;

#[cfg(feature = "hydrate")]
mod browser {
    use crate::error::ApiError;
    use leptos::{
        prelude::FromServerFnError,
        server_fn::{
            client::{Client, browser::BrowserClient},
            redirect::call_redirect_hook,
            request::{ClientReq, browser::BrowserRequest},
            response::ClientRes,
        },
    };

    type Response = <BrowserClient as Client<ApiError>>::Response;

    /// Posts a form and follows where the answer leads, as `server_fn` does for its own actions.
    pub(super) async fn post(path: &str, fields: String) -> Result<(), ApiError> {
        let request = <BrowserRequest as ClientReq<ApiError>>::try_new_post(
            path,
            "application/x-www-form-urlencoded",
            "application/json",
            fields,
        )?;
        let response: Response = <BrowserClient as Client<ApiError>>::send(request).await?;
        if (400..=599).contains(&ClientRes::<ApiError>::status(&response)) {
            return Err(ApiError::de(ClientRes::<ApiError>::try_into_bytes(response).await?));
        }
        if ClientRes::<ApiError>::has_redirect(&response) {
            call_redirect_hook(&ClientRes::<ApiError>::location(&response));
        }
        Ok(())
    }
}
