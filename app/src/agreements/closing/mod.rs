//! `/clientes/{id}/acordo`: choosing charges, what is added or taken off, the instalments, and the difference
//! between both, which is always in view.

mod asked;
mod charges;
mod fields;
mod instalments;
mod summary;
mod terms;

use super::api::Confirm;
use crate::{
    error::ApiError,
    page::{BACK_FIELD, posted_form},
    routes,
    texts::texts,
    ui::{EmptyState, Notice, PageTitle, PlainForm, Tone, served, use_form},
};
use asked::{Asked, Step};
use domain::{
    agreement::{AgreementSeed, Change},
    id::ClientId,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use maud::{Markup, html};

/// The id of the form, and what the ids of its fields begin with.
const FORM: &str = "acordo";

/// The page on which an agreement is made.
#[component]
pub fn ClosingPage() -> impl IntoView {
    let client = use_params_map().get_untracked().get("id").unwrap_or_default();
    let (request, asked) = (crate::ssr::request(), Asked::read(client));
    let step = asked.step;
    served(
        async move {
            let (ctx, actor) = request?;
            Ok(asked.seed(&ctx, &actor).await?)
        },
        move |seed| screen(&seed, step),
    )
}

fn screen(seed: &AgreementSeed, step: Step) -> AnyView {
    let t = &texts().agreement.closing;
    let (client, name) = (seed.client.0, &seed.client.1);
    let content = if seed.lines.is_empty() {
        view! { <EmptyState title=t.nothing_open hint=t.nothing_open_hint/> }.into_any()
    } else {
        form(seed, step)
    };
    view! {
        <PageTitle text=format!("{} - {name}", t.title)/>
        <div class="page agreement-page">
            <header class="page__head">
                <div>
                    <a class="page__back" href=routes::client(client)>{(t.back)(name)}</a>
                    <h1>{t.title}</h1>
                </div>
                <p class="agreement-page__whose">
                    <strong>{name.clone()}</strong>
                    <span>{seed.company.as_ref().map(|company| company.name.clone())}</span>
                </p>
            </header>
            {content}
        </div>
    }
    .into_any()
}

/// Where the page of a client's agreement is.
fn address(client: ClientId) -> String {
    format!("{}/acordo", routes::client(client))
}

fn form(seed: &AgreementSeed, step: Step) -> AnyView {
    let changes = posted_form(Confirm::PATH, None).map(|posted| match &posted.error {
        ApiError::Overtaken { changes, .. } => changes.clone(),
        _ => Vec::new(),
    });
    let page = address(seed.client.0);
    let (inside, labels) = (body(seed, step, &page).into_string(), labels(seed));
    view! {
        {changed(changes.unwrap_or_default())}
        <PlainForm path=Confirm::PATH id=FORM attr:data-live=page>
            {for (field, label) in labels { use_form().register(&field, &label); }}
            <div class="agreement" inner_html=inside></div>
        </PlainForm>
    }
    .into_any()
}

/// What is different from what the page showed when it was sent.
fn changed(changes: Vec<Change>) -> Option<AnyView> {
    let t = &texts().agreement.closing;
    let gone = |change: &Change| match change {
        Change::Gone { charge } => Some(routes::charge(*charge)),
        _ => None,
    };
    let lines = changes.iter().map(|change| {
        let link =
            gone(change).map(|href| view! { " " <a href=href>{texts().agreement.closing.see_charge}</a> });
        view! { <li>{(t.change)(change)}{link}</li> }
    });
    let lines = lines.collect_view();
    (!changes.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning><p><strong>{t.changed}</strong></p><ul class="bullets">{lines}</ul></Notice> }
            .into_any()
    })
}

/// The fields by which a refused form is explained, and what they are called.
fn labels(seed: &AgreementSeed) -> Vec<(String, String)> {
    let t = &texts().agreement;
    let plain = [
        ("charges", t.closing.charges),
        ("discount", t.discount),
        ("surcharge", t.surcharge),
        ("reason", t.closing.reason),
        ("instalments", t.closing.instalments),
        ("notes", t.closing.notes),
    ];
    let plain = plain.map(|(field, label)| (field.to_owned(), label.to_owned()));
    let parts = [("methods", t.pay_by), ("dues", t.due), ("amounts", t.amount)];
    let rows = (0..seed.form.rows()).flat_map(|row| {
        parts.map(|(part, label)| (format!("{part}[{row}]"), (t.closing.row_field)(label, row + 1)))
    });
    plain.into_iter().chain(rows).collect()
}

/// Everything inside the form.
fn body(seed: &AgreementSeed, step: Step, page: &str) -> Markup {
    let (t, form) = (&texts().agreement.closing, &seed.form);
    html! {
        input type="hidden" name="cmd[client]" value=(seed.client.0);
        input type="hidden" name="cmd[key]" value=(form.key);
        input type="hidden" name="cmd[on]" value=(form.on);
        input type="hidden" name="cmd[contact]" value=(form.contact);
        input type="hidden" name=(BACK_FIELD) value=(page);
        // The first button is the one that Enter presses in a field.
        button.visually-hidden type="submit" formmethod="get" formaction=(page) name="recalcular" value="1"
            tabindex="-1" { (t.recalculate) }
        div.agreement__main {
            @if !form.contact.is_empty() { p.notice.notice--info { (t.of_contact) } }
            (charges::section(seed, page))
            (terms::section(seed))
            (instalments::section(seed, step, page))
            (terms::notes(seed))
        }
        (summary::aside(seed, step, page))
    }
}

/// A button that computes the page anew with everything that was typed, and does something on the way.
fn step_button(
    page: &str,
    (name, value): (&str, &str),
    class: &str,
    autofocus: bool,
    content: &Markup,
) -> Markup {
    html! {
        button type="submit" formmethod="get" formaction=(page) name=(name) value=(value)
            class={ "button " (class) } autofocus[autofocus] { (content) }
    }
}
