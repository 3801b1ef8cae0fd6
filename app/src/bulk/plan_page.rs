//! `/cobrancas/envio`: whom a message would reach, by which template, and the way to work them one by one.

use super::api::Start;
use crate::{
    page::BACK_FIELD,
    routes,
    texts::texts,
    ui::{
        EmptyState, Hidden, MoneyText, PageTitle, PlainForm, Tone,
        markup::{badge, money},
        served, use_form,
    },
};
use axum::http::request::Parts;
use domain::{
    bulk::{BulkAsk, BulkPlan, BulkRun, CLIENTS_MAX, PlannedClient},
    grid::GridQuery,
    id::ChargeId,
    message::MessageChannel,
    period::show_date_time,
};
use form_urlencoded::{Serializer, parse};
use leptos::{prelude::*, server_fn::ServerFn};
use maud::{Markup, html};

/// The parameter of each chosen row.
const ROW: &str = "linha";
/// The parameter that takes all of the filter, whatever is chosen.
const ALL: &str = "todos";

/// The plan.
#[component]
pub fn PlanPage() -> impl IntoView {
    let query =
        use_context::<Parts>().and_then(|parts| parts.uri.query().map(ToOwned::to_owned)).unwrap_or_default();
    let (grid, rows) = split(&query);
    let ask = asked(&grid, &rows);
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            Ok(backend::bulk::plan(&ctx, &actor, &ask).await?)
        },
        move |plan| screen(plan, grid, rows),
    )
}

/// The query of the grid, and the chosen rows.
fn split(query: &str) -> (String, String) {
    let pairs: Vec<_> = parse(query.as_bytes()).collect();
    let all = pairs.iter().any(|(name, _)| name == ALL);
    let rows: Vec<&str> =
        pairs.iter().filter(|(name, _)| name == ROW && !all).map(|(_, value)| &**value).collect();
    let mut grid = Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(name, _)| !matches!(&**name, ROW | ALL | "aviso" | "retorno"))
    {
        grid.append_pair(name, value);
    }
    (grid.finish(), rows.join(","))
}

/// What is asked for by the query of the grid and the chosen rows.
pub(super) fn asked(grid: &str, rows: &str) -> BulkAsk {
    let pairs: Vec<_> = parse(grid.as_bytes()).collect();
    let query =
        GridQuery::from_pairs(|name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| &**value));
    BulkAsk { query, rows: rows.split(',').filter_map(|id| id.parse::<ChargeId>().ok()).collect() }
}

/// The address of this page.
fn here(grid: &str, rows: &str) -> String {
    let mut query = Serializer::new(grid.to_owned());
    for row in rows.split(',').filter(|row| !row.is_empty()) {
        query.append_pair(ROW, row);
    }
    format!("{}?{}", routes::BULK, query.finish())
}

fn screen(plan: BulkPlan, grid: String, rows: String) -> AnyView {
    let t = &texts().bulk;
    let back = format!("{}?{grid}", routes::GRID);
    let body = if plan.clients == 0 {
        view! { <EmptyState title=t.nobody/> }.into_any()
    } else {
        body(&plan, &grid, &rows)
    };
    view! {
        <PageTitle text=t.title/>
        <div class="page bulk-page">
            <header class="page__head">
                <h1>{t.title}</h1>
                <div class="page__actions"><a class="button" href=back>{t.to_grid}</a></div>
            </header>
            <p class="lead">{t.lead}</p>
            {body}
        </div>
    }
    .into_any()
}

fn body(plan: &BulkPlan, grid: &str, rows: &str) -> AnyView {
    let t = &texts().bulk;
    let contacted = (plan.contacted > 0).then(|| view! { <span>{(t.contacted)(plan.contacted)}</span> });
    let updated = plan.updated;
    let summary = (t.clients)(plan.clients, plan.charges);
    let table = clients(&plan.first).into_string();
    let title = (t.first)(plan.first.len());
    let left_out =
        (plan.left_out > 0).then(|| view! { <p class="field__hint">{(t.left_out)(plan.left_out)}</p> });
    let runs = runs(&plan.runs);
    view! {
        <p class="list-summary">
            <strong>{summary}</strong>
            <span>{t.total} " " <MoneyText amount=updated/></span>
            {contacted}
        </p>
        {left_out}
        <div class="bulk__columns">
            {simulate(plan, grid, rows)}
            {one_by_one(plan, grid, rows)}
        </div>
        <section class="card" aria-labelledby="envio-quem">
            <h2 id="envio-quem">{title}</h2>
            <div inner_html=table></div>
        </section>
        {runs}
    }
    .into_any()
}

/// Earlier runs: how far they are stands on their pages.
fn runs(runs: &[BulkRun]) -> Option<AnyView> {
    let t = &texts().bulk;
    let lines = html! {
        ul.bulk__list {
            @for run in runs {
                li {
                    a href={ (routes::BULK) "/" (run.id) } { (run.template_name) }
                    span.muted { ((t.by)(&run.user, &show_date_time(run.created_at))) }
                    span { ((t.state)(run.shown_state())) }
                }
            }
        }
    };
    (!runs.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="envio-anteriores">
                <h2 id="envio-anteriores">{t.runs}</h2>
                <div inner_html=lines.into_string()></div>
            </section>
        }
        .into_any()
    })
}

fn simulate(plan: &BulkPlan, grid: &str, rows: &str) -> AnyView {
    let t = &texts().bulk;
    let sent = |channel: MessageChannel| matches!(channel, MessageChannel::Email | MessageChannel::Letter);
    let templates: Vec<_> = plan.templates.iter().filter(|(.., channel)| sent(*channel)).cloned().collect();
    let many = (plan.clients > CLIENTS_MAX).then(|| (t.too_many)(CLIENTS_MAX));
    let proposed = plan.proposed.map_or(String::new(), |id| id.to_string());
    let (key, here) = (plan.key.clone(), here(grid, rows));
    let (grid, rows) = (grid.to_owned(), rows.to_owned());
    view! {
        <section class="card" aria-labelledby="envio-simular">
            <h2 id="envio-simular">{t.simulate}</h2>
            <PlainForm path=Start::PATH id="envio">
                <input type="hidden" name=BACK_FIELD value=here/>
                <Hidden name="query" value=grid/>
                <Hidden name="rows" value=rows/>
                <Hidden name="key" value=key/>
                <Templates templates proposed/>
                {many.clone().map(|many| view! { <p class="field__error">{many}</p> })}
                <div class="form__actions">
                    <button class="button button--primary" type="submit" disabled=many.is_some()>{t.simulate}</button>
                    <span class="field__hint">{t.simulate_hint}</span>
                </div>
            </PlainForm>
        </section>
    }
    .into_any()
}

/// The templates that can be sent, by channel.
#[component]
fn Templates(
    templates: Vec<(domain::id::TemplateId, String, MessageChannel)>,
    /// The one to begin with.
    proposed: String,
) -> impl IntoView {
    let t = &texts().bulk;
    let form = use_form();
    let (id, name) = (form.field_id("template"), form.name("template"));
    form.register("template", t.template);
    let chosen = form.initial("template", &proposed);
    let options = html! {
        @for channel in [MessageChannel::Email, MessageChannel::Letter] {
            optgroup label=((t.channel)(channel)) {
                @for (id, name, _) in templates.iter().filter(|(.., of)| *of == channel) {
                    option value=(id) selected[id.to_string() == chosen] { (name) }
                }
            }
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t.template}</label>
            <select class="input" id=id name=name inner_html=options.into_string()></select>
        </div>
    }
}

/// WhatsApp and SMS: only a person sends them.
fn one_by_one(plan: &BulkPlan, grid: &str, rows: &str) -> AnyView {
    let t = &texts().bulk;
    let here = here(grid, rows);
    let link = |next: &PlannedClient, channel: MessageChannel| {
        let ids: Vec<String> = next.charges.iter().map(ToString::to_string).collect();
        let pairs = [
            ("titulos", ids.join(",")),
            ("canal", channel.contact().as_str().to_owned()),
            ("voltar", here.clone()),
        ];
        routes::address(&routes::contact_with(next.client), &pairs)
    };
    let links = html! {
        @match &plan.next {
            Some(next) => div.form__actions {
                @for channel in [MessageChannel::Whatsapp, MessageChannel::Sms] {
                    a.button href=(link(next, channel)) { ((t.one_by_one_next)(&next.name, (t.channel)(channel))) }
                }
            },
            None => p.muted { (t.one_by_one_done) },
        }
    };
    view! {
        <section class="card" aria-labelledby="envio-um">
            <h2 id="envio-um">{t.one_by_one}</h2>
            <p>{t.one_by_one_lead}</p>
            <div inner_html=links.into_string()></div>
        </section>
    }
    .into_any()
}

fn clients(clients: &[PlannedClient]) -> Markup {
    let t = texts();
    let b = &t.bulk;
    html! {
        table.table.table--cards.table--plain {
            thead { tr { th scope="col" { (b.client) } th.number scope="col" { (b.charges) } th.number scope="col" { (b.updated) } } }
            tbody {
                @for one in clients {
                    tr {
                        th scope="row" {
                            a href=(routes::client(one.client)) { (one.name) } " "
                            @if one.contacted_today { (badge(t.delinquency.contacted_today, Tone::Good)) }
                        }
                        td.number data-label=(b.charges) {
                            (one.charges.len())
                            @if one.left_out > 0 { span.cell__note { "+ " (one.left_out) " (" (b.other_company) ")" } }
                        }
                        td.number data-label=(b.updated) {
                            a.why__open href=(routes::owed(one.client)) { (money(one.updated)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_rows_and_the_filter_are_told_apart() {
        let one = "018f3e1a-0000-7000-8000-000000000001";
        let (grid, rows) = split(&format!("ajuste=1&atraso_de=1&linha={one}&linha=x"));
        assert_eq!((grid.as_str(), rows.as_str()), ("ajuste=1&atraso_de=1", format!("{one},x").as_str()));
        let ask = asked(&grid, &rows);
        assert_eq!((ask.query.fields.days_from.as_str(), ask.rows.len()), ("1", 1));
        assert_eq!(split(&format!("linha={one}&todos=1")).1, "", "all of the filter");
        assert_eq!(here(&grid, one), format!("/cobrancas/envio?ajuste=1&atraso_de=1&linha={one}"));
    }
}
