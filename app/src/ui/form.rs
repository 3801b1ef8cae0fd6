//! Forms that work with and without JavaScript.
//!
//! A form posts the fields of one command (`cmd[notes]`) to a server function. Where it is refused, the
//! fields show why: with JavaScript from the action's value, without it from [`PageData::posted`], which
//! also brings back everything that was typed.
//!
//! [`PageData::posted`]: crate::page::PageData::posted

use super::{Command, close_disclosure, dom};
use crate::{
    error::ApiError,
    page::{PostedForm, posted_form},
    routes,
    texts::{errors, texts},
};
use domain::Error;
use leptos::{html, prelude::*, server_fn::ServerFn, tachys::reactive_graph::OwnedView};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::sync::{Arc, Mutex};

/// What the fields of one form share.
#[derive(Clone)]
pub struct Form(Arc<State>);

struct State {
    id: String,
    posted: Option<Arc<PostedForm>>,
    failure: Signal<Option<ApiError>>,
    pending: Signal<bool>,
    /// Field names and labels in the order of the page, for the summary of errors.
    labels: Mutex<Vec<(String, String)>>,
}

/// The form around the field being built.
pub fn use_form() -> Form {
    use_context::<Form>()
        .unwrap_or_else(|| Form::new("form", None, Signal::stored(None), Signal::stored(false)))
}

/// Whether the form of this server function (and of this thing, see [`CommandForm`]) was refused without
/// JavaScript: what hides it must be open.
pub fn refused<S: ServerFn>(of: Option<(&str, &str)>) -> bool {
    posted_form(S::PATH, of).is_some()
}

impl Form {
    fn new(
        id: &str,
        posted: Option<Arc<PostedForm>>,
        failure: Signal<Option<ApiError>>,
        pending: Signal<bool>,
    ) -> Self {
        Self(Arc::new(State { id: id.to_owned(), posted, failure, pending, labels: Mutex::default() }))
    }

    /// The id of a field's element: unique in the page when the form's id is.
    pub fn field_id(&self, field: &str) -> String {
        format!("{}-{field}", self.0.id)
    }

    /// The name under which a field is sent.
    pub fn name(&self, field: &str) -> String {
        format!("cmd[{field}]")
    }

    /// What the field shows first: what was typed before the form was refused, otherwise `value`.
    pub fn initial(&self, field: &str, value: &str) -> String {
        match &self.0.posted {
            Some(posted) => {
                let name = self.name(field);
                let typed = posted.values.iter().find(|(key, _)| *key == name);
                typed.map(|(_, typed)| typed.clone()).unwrap_or_default()
            }
            None => value.to_owned(),
        }
    }

    /// The values of a list field that the refused form carried; nothing when no form was refused.
    pub fn posted_list(&self, field: &str) -> Option<Vec<String>> {
        let posted = self.0.posted.as_ref()?;
        let name = format!("cmd[{field}][");
        let values = posted.values.iter().filter(|(key, _)| key.starts_with(&name));
        Some(values.map(|(_, value)| value.clone()).collect())
    }

    /// Whether a refused form came back with this page.
    pub fn was_refused(&self) -> bool {
        self.0.posted.is_some()
    }

    /// Why the form was refused the last time.
    pub fn failure(&self) -> Signal<Option<ApiError>> {
        self.0.failure
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<Error> {
        self.0.failure.with(|failure| match failure {
            Some(ApiError::Invalid(errors)) => {
                errors.iter().find(|error| error.field == field).map(|error| error.error.clone())
            }
            _ => None,
        })
    }

    /// What is wrong with a field, in words.
    pub(super) fn sentence(&self, field: &str) -> Option<String> {
        untrack(|| self.error(field)).map(|error| errors::sentence(&error, texts()))
    }

    /// Says at the fields what is wrong with them, whenever the form was refused again. What was wrong when they were
    /// drawn stands in them already.
    fn follow(&self) {
        let form = self.clone();
        Effect::new(move |drawn: Option<()>| {
            form.0.failure.track();
            if drawn.is_some()
                && let Ok(labels) = form.0.labels.lock()
            {
                for (field, _) in labels.iter() {
                    dom::mark(&form.field_id(field), form.sentence(field).as_deref());
                }
            }
        });
    }

    /// Whether the form is being sent.
    pub fn pending(&self) -> Signal<bool> {
        self.0.pending
    }

    /// Makes a field known to the summary of errors.
    pub fn register(&self, field: &str, label: &str) {
        if let Ok(mut labels) = self.0.labels.lock()
            && labels.iter().all(|(name, _)| name != field)
        {
            labels.push((field.to_owned(), label.to_owned()));
        }
    }

    fn label(&self, field: &str) -> Option<String> {
        let labels = self.0.labels.lock().ok()?;
        labels.iter().find(|(name, _)| name == field).map(|(_, label)| label.clone())
    }
}

/// A form that sends a command to a server function.
///
/// `of` names the thing that the form is about (`("appointment", id)`): it is sent as a hidden field and
/// tells several forms of the same command on one page apart. After success the form is emptied and the
/// [`Disclosure`](super::Disclosure) around it closes.
#[component]
pub fn CommandForm(
    /// Sends the command.
    action: Command,
    /// The id of the form's element; unique in the page.
    #[prop(into)]
    id: String,
    /// The field that identifies what the form is about, and its value.
    #[prop(optional, into)]
    of: Option<(&'static str, String)>,
    /// Further classes of the form's element.
    #[prop(optional)]
    class: &'static str,
    /// What is said when the command was carried out without a redirect; blank says nothing.
    #[prop(optional)]
    done: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let answer = action.answer();
    let posted = posted_form(action.path(), of.as_ref().map(|(field, value)| (*field, value.as_str())));
    let before = posted.as_ref().and_then(|posted| posted.failure());
    let failure = Signal::derive(move || {
        answer.with(|answer| match answer {
            Some(Err(error)) => Some(error.clone()),
            Some(Ok(())) => None,
            None => before.clone(),
        })
    });
    let pending = action.pending();
    let form = Form::new(&id, posted, failure, pending);
    form.follow();
    let node = NodeRef::<html::Form>::new();
    let flash = super::use_flash();
    Effect::new(move |seen: Option<usize>| {
        let version = action.version();
        if seen.is_some_and(|seen| seen != version) {
            if action.succeeded() {
                if let Some(form) = node.get_untracked() {
                    form.reset();
                    close_disclosure(&form);
                }
                flash.say(done);
            } else {
                dom::focus_errors(node);
            }
        }
        version
    });
    let body = form_body(&form, of, children);
    view! {
        <form
            method="post"
            action=action.path()
            node_ref=node
            id=id
            class=format!("form {class}")
            novalidate
            on:submit=move |event| {
                if let Some(fields) = dom::form_fields(&event) {
                    event.prevent_default();
                    if !pending.get_untracked() {
                        action.send(fields);
                    }
                }
            }
        >
            {body}
        </form>
    }
    .into_any()
}

/// A form that is sent with a full page load even with JavaScript: what it changes (session, language)
/// concerns the whole document.
#[component]
pub fn PlainForm(
    /// Where the form is sent: `ServerFn::PATH`.
    path: &'static str,
    /// The page whose parts follow what is typed (`data-live`); none do when left out.
    #[prop(optional)]
    live: Option<&'static str>,
    /// Carries files.
    #[prop(optional)]
    files: bool,
    /// The id of the form's element; unique in the page.
    #[prop(into)]
    id: String,
    /// Further classes of the form's element.
    #[prop(optional)]
    class: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let posted = posted_form(path, None);
    let failure = Signal::stored(posted.as_ref().map(|posted| posted.error.clone()));
    let form = Form::new(&id, posted, failure, Signal::stored(false));
    let body = form_body(&form, None, children);
    view! {
        <form method="post" action=path id=id class=format!("form {class}") novalidate data-live=live
            enctype=files.then_some("multipart/form-data")>
            {body}
        </form>
    }
}

/// A form whose fields become the query of an address: search and filters. `action` is a path.
#[component]
pub fn FilterForm(
    /// The path that receives the query.
    action: &'static str,
    /// The id of the form's element; unique in the page.
    #[prop(into)]
    id: String,
    /// What it searches or filters, for assistive technology: a page has several.
    label: &'static str,
    /// Further classes of the form's element.
    #[prop(optional)]
    class: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    view! {
        <form
            method="get"
            action=action
            id=id
            role="search"
            aria-label=label
            class=format!("form {class}")
            on:submit=move |event| {
                if let Some(address) = dom::filter_address(&event, action) {
                    event.prevent_default();
                    navigate(&address, NavigateOptions::default());
                }
            }
        >
            {children()}
        </form>
    }
}

fn form_body(form: &Form, of: Option<(&'static str, String)>, children: Children) -> AnyView {
    let owner = Owner::current().map_or_else(Owner::new, |owner| owner.child());
    let fields = owner.with(|| {
        provide_context(form.clone());
        children()
    });
    let hidden = of.map(|(field, value)| view! { <input type="hidden" name=form.name(field) value=value/> });
    (hidden, error_summary(form.clone()), OwnedView::new_with_owner(fields, owner)).into_any()
}

/// All that is wrong with the form, at its top; each line leads to its field.
fn error_summary(form: Form) -> impl IntoView {
    let t = texts();
    move || {
        let failure = form.0.failure.get()?;
        let lines = match &failure {
            ApiError::Invalid(errors) => errors
                .iter()
                .map(|error| {
                    let sentence = errors::sentence(&error.error, t);
                    match form.label(&error.field) {
                        Some(label) => {
                            let target = form.field_id(&error.field);
                            view! {
                                <li>
                                    <a href=format!("#{target}") on:click=move |event| dom::jump(&event, &target)>
                                        {format!("{label}: {sentence}")}
                                    </a>
                                </li>
                            }
                            .into_any()
                        }
                        None => view! { <li>{sentence}</li> }.into_any(),
                    }
                })
                .collect_view()
                .into_any(),
            ApiError::SignedOut => view! {
                <li>
                    {errors::failure(&failure, t)} " "
                    <a href=routes::SIGN_IN rel="external" target="_blank">{t.errors.sign_in_beside}</a>
                </li>
            }
            .into_any(),
            other => view! { <li>{errors::failure(other, t)}</li> }.into_any(),
        };
        let id = form.field_id("errors");
        Some(view! {
            <div class="form-errors" id=id role="alert" tabindex="-1" autofocus=form.was_refused()>
                <p class="form-errors__title">{t.errors.summary}</p>
                <ul>{lines}</ul>
            </div>
        })
    }
}
