//! `/lancamentos/novo`: making a charge by hand, several monthly ones, or a copy.

use super::{
    api::Save,
    form::{how, what},
};
use crate::{
    error::ApiError,
    page::{BACK_FIELD, use_viewer},
    routes,
    texts::texts,
    ui::{
        Choice, DateField, Hidden, PageTitle, PlainForm, SelectField, SubmitButton, TextField, draft,
        markup::{date, money},
        served,
    },
};
use domain::{
    charge::{ChargeColumn, SaveCharge},
    client::{ClientData, ClientFound},
    id::{ChargeId, ClientId},
    permission::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

/// What the page shows: the form with whose charge it is, or the search for a client.
enum New {
    Form(Box<(SaveCharge, ClientData, bool)>),
    Whose(String, Vec<ClientFound>, Box<SaveCharge>),
}

/// The button that asks whose charge it will be, without losing what was typed.
const ANOTHER: &str = "outro";

/// The form, filled as far as the address or a refused form says.
#[component]
pub fn NewChargePage() -> impl IntoView {
    let typed = draft::<Save, SaveCharge>();
    let query = use_query_map().get_untracked();
    let copy = query.get("copia").and_then(|id| id.parse::<ChargeId>().ok());
    let client = query.get("cliente").and_then(|id| id.parse::<ClientId>().ok());
    let sought = query.get("q").filter(|_| query.get("cmd[client]").is_none()).unwrap_or_default();
    let another = query.get(ANOTHER).is_some();
    served(load(typed, copy, client, sought, another), |new| match new {
        New::Form(form) => {
            let (form, client, copied) = *form;
            screen(form, &client, copied)
        }
        New::Whose(sought, found, form) => whose(&sought, &found, &form),
    })
}

async fn load(
    typed: Option<SaveCharge>,
    copy: Option<ChargeId>,
    client: Option<ClientId>,
    sought: String,
    another: bool,
) -> Result<New, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    actor.require(Permission::ChargeEdit)?;
    let mut form = match typed {
        Some(form) => form,
        None => backend::charges::seed(&ctx, &actor, client, copy).await?,
    };
    if another {
        form.client = String::new();
    }
    let Ok(client) = form.client.parse::<ClientId>() else {
        let found = backend::clients::search(&ctx, &actor, &sought).await?;
        return Ok(New::Whose(sought, found, Box::new(form)));
    };
    let client = backend::clients::data(&ctx, &actor, client).await?;
    Ok(New::Form(Box::new((form, client, copy.is_some()))))
}

fn screen(form: SaveCharge, client: &ClientData, copied: bool) -> AnyView {
    let t = &texts().charges;
    let title = if copied { t.copy_title } else { t.new_title };
    let companies = use_viewer().map(|viewer| viewer.companies).unwrap_or_default();
    let companies = companies.into_iter().map(|one| Choice::new(one.id, one.name)).collect();
    view! {
        <PageTitle text=title/>
        <div class="page page--narrow">
            <h1>{title}</h1>
            <p class="lead">
                {t.for_client} " " <a href=routes::client(client.id)>{client.name.clone()}</a> " "
                <button class="button button--small" type="submit" form="lancamento" name=ANOTHER value="1"
                    formmethod="get" formaction=routes::NEW_CHARGE formnovalidate>
                    {t.choose_client}
                </button>
            </p>
            <section class="card">
                <PlainForm path=Save::PATH id="lancamento" class="form--grid" attr:data-live=routes::NEW_CHARGE>
                    <input type="hidden" name=BACK_FIELD value=routes::NEW_CHARGE/>
                    <Hidden name="key" value=form.key.clone()/>
                    <Hidden name="client" value=form.client.clone()/>
                    <SelectField name="company" label=t.company choices=companies value=form.company.clone()
                        class="field--wide"/>
                    {what(&form)}
                    <DateField name="due" label=t.first_due value=form.due.clone()/>
                    <TextField name="amount" label=t.total_amount value=form.amount.clone() inputmode="decimal"
                        hint=t.total_hint/>
                    <TextField name="count" label=t.count value=form.count.clone() inputmode="numeric"
                        hint=t.count_hint optional=true/>
                    {how(&form)}
                    <div class="field--wide" data-live-part="parcelas" inner_html=plan(&form).into_string()></div>
                    <div class="form__actions field--wide">
                        <SubmitButton label=t.create/>
                        <button class="button" type="submit" formmethod="get" formaction=routes::NEW_CHARGE>
                            {t.recalculate}
                        </button>
                    </div>
                </PlainForm>
            </section>
        </div>
    }
    .into_any()
}

/// The charges that would be made, where there are several.
fn plan(form: &SaveCharge) -> Markup {
    let t = &texts().charges;
    if form.count.trim().parse::<u32>().unwrap_or(1) < 2 {
        return html! {};
    }
    let charges = form.check().map(|checked| checked.charges).unwrap_or_default();
    html! {
        h2.form__section { (t.plan) }
        @if charges.is_empty() { p.muted { (t.plan_hint) } } @else {
            table.table.table--plain {
                caption.visually-hidden { (t.plan) }
                thead {
                    tr {
                        th scope="col" { ((t.column)(ChargeColumn::Document)) }
                        th scope="col" { (t.due_date) }
                        th.number scope="col" { (t.amount) }
                    }
                }
                tbody {
                    @for charge in &charges {
                        tr {
                            th scope="row" { (charge.document) }
                            td { (date(charge.due)) }
                            td.number { (money(charge.amount)) }
                        }
                    }
                }
            }
        }
    }
}

/// What was typed so far, carried along while the client is sought.
fn carried(form: &SaveCharge) -> Markup {
    let fields = [
        ("key", &form.key),
        ("company", &form.company),
        ("document", &form.document),
        ("description", &form.description),
        ("category", &form.category),
        ("issued", &form.issued),
        ("due", &form.due),
        ("amount", &form.amount),
        ("method", &form.method),
        ("count", &form.count),
        ("notes", &form.notes),
    ];
    html! { @for (name, value) in fields { input type="hidden" name={ "cmd[" (name) "]" } value=(value); } }
}

/// The search for the client whose charge it will be.
fn whose(sought: &str, found: &[ClientFound], form: &SaveCharge) -> AnyView {
    let t = &texts().charges;
    let results = html! {
        @if found.is_empty() && !sought.is_empty() { p.muted { ((t.no_client)(sought)) } }
        ul.found-clients {
            @for client in found {
                li {
                    button.button.button--quiet name="cmd[client]" value=(client.id) { (client.name) }
                    " " span.muted { (client.tax_id) " " (client.city) }
                }
            }
        }
    };
    let sought = sought.to_owned();
    let carried = carried(form).into_string();
    view! {
        <PageTitle text=t.new_title/>
        <div class="page page--narrow">
            <h1>{t.new_title}</h1>
            <form class="form card" method="get" action=routes::NEW_CHARGE role="search" aria-label=t.which_client>
                <div class="field">
                    <label class="field__label" for="para-quem">{t.which_client}</label>
                    <input class="input" id="para-quem" type="search" name="q" value=sought autocomplete="off"
                        aria-describedby="para-quem-dica"/>
                    <p class="field__hint" id="para-quem-dica">{t.which_client_hint}</p>
                </div>
                <button class="button button--primary" type="submit">{t.search}</button>
                <div inner_html=results.into_string()></div>
                <div hidden inner_html=carried></div>
            </form>
        </div>
    }
    .into_any()
}
