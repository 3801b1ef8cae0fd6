//! `/cobrancas/filtro`: a filter is made, changed, saved beside the one that was opened, or deleted.

use super::{
    api::{Delete, Save},
    fields::Fields,
};
use crate::{
    error::ApiError,
    page::{BACK_FIELD, posted_form},
    routes,
    texts::texts,
    ui::{CheckField, Choice, Hidden, PageTitle, PlainForm, SelectField, TextField, draft, served},
};
use domain::{
    FieldError,
    contact::Channel,
    id::FilterId,
    period::show_date_time,
    saved_filter::{FilterFields, FilterView, SaveFilter},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use maud::html;

/// The page of one filter.
#[component]
pub fn FilterPage() -> impl IntoView {
    let typed = draft::<Save, SaveFilter>();
    let (id, fields) = use_query_map().with_untracked(|map| {
        let id = map.get_str("filtro").and_then(|id| id.parse::<FilterId>().ok());
        // Adjusted on the grid, and now to be saved.
        let adjusted = map.get_str("ajuste").is_some();
        (id, adjusted.then(|| FilterFields::from_pairs(|name| map.get_str(name))))
    });
    let id = typed.as_ref().and_then(|form| form.filter.parse().ok()).or(id);
    served(load(id, typed, fields), |(form, view)| screen(&form, &view))
}

async fn load(
    id: Option<FilterId>,
    typed: Option<SaveFilter>,
    fields: Option<FilterFields>,
) -> Result<(SaveFilter, FilterView), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let stored = backend::grid::filter(&ctx, &actor, id, None).await?;
    let form = typed.unwrap_or_else(|| {
        let form = stored.saved.as_ref().map(SaveFilter::of).unwrap_or_default();
        match &fields {
            Some(fields) => SaveFilter { fields: fields.clone(), ..form },
            None => form,
        }
    });
    let view = backend::grid::filter(&ctx, &actor, id, Some(&form)).await?;
    Ok((form, view))
}

fn screen(form: &SaveFilter, view: &FilterView) -> AnyView {
    let t = &texts().grid;
    let title = if view.saved.is_some() { t.filter_title } else { t.filter_new_title };
    let owner = view
        .saved
        .as_ref()
        .map(|saved| (t.owner)(&saved.owner.1, &saved.changed_by, &show_date_time(saved.changed_at)));
    view! {
        <PageTitle text=title/>
        <div class="page filter-page">
            <header class="page__head">
                <h1>{title}</h1>
                <div class="page__actions"><a class="button" href=back(view)>{texts().bulk.to_grid}</a></div>
            </header>
            <p class="lead">{t.filter_lead}</p>
            {owner.map(|owner| view! { <p class="muted">{owner}</p> })}
            {edit(form, view)}
            {view.saved.as_ref().filter(|_| view.may_change).map(|_| delete(form))}
        </div>
    }
    .into_any()
}

/// The grid, with the filter where there is one.
fn back(view: &FilterView) -> String {
    let pairs: Vec<_> = view.saved.iter().map(|saved| ("filtro", saved.id.to_string())).collect();
    routes::address(routes::GRID, &pairs)
}

fn edit(form: &SaveFilter, view: &FilterView) -> AnyView {
    let t = texts();
    let g = &t.grid;
    let channels = std::iter::once(Choice::new("", g.no_channel)).chain(
        Channel::ALL.iter().map(|channel| Choice::new(channel.as_str(), (t.contact.channel_name)(*channel))),
    );
    // A form that was refused says at its fields why.
    let refused: Vec<FieldError> = match posted_form(Save::PATH, None).map(|posted| posted.error.clone()) {
        Some(ApiError::Invalid(errors)) => errors,
        _ => view.errors.clone(),
    };
    let typed = form.fields.clone();
    let fields = Fields {
        id: "filtro",
        in_command: true,
        typed: &typed,
        companies: &view.companies,
        people: &view.people,
        errors: &refused,
    };
    let fields = fields.markup().into_string();
    let is_new = view.saved.is_none();
    let others = view.saved.as_ref().filter(|_| !view.is_owner);
    let share_hint = others.map_or_else(|| g.share_hint.to_owned(), |saved| (g.share_owner)(&saved.owner.1));
    let may_change = view.may_change;
    let found = found(form, view);
    let form = form.clone();
    view! {
        <PlainForm path=Save::PATH id="filtro" class="filter-form" live=routes::FILTER>
            // Enter in any field counts: it uses the first button.
            <button type="submit" formmethod="get" formaction=routes::FILTER hidden tabindex="-1"></button>
            <input type="hidden" name=BACK_FIELD value=routes::FILTER/>
            <Hidden name="filter" value=form.filter.clone()/>
            <Hidden name="version" value=form.version.clone()/>
            <section class="card filter-form__what">
                <TextField name="name" label=g.name hint=g.name_hint value=form.name.clone() maxlength=60 autofocus=is_new/>
                <SelectField name="channel" label=g.channel hint=g.channel_hint choices=channels.collect() value=form.channel.clone()/>
                <div>
                    <CheckField name="shared" label=g.share checked={form.shared == "on"}/>
                    <p class="field__hint">{share_hint}</p>
                </div>
            </section>
            <section class="card" aria-labelledby="filtro-quais">
                <h2 id="filtro-quais">{g.which}</h2>
                <div inner_html=fields></div>
            </section>
            <div class="filter-form__end">
                <div class="filter-form__found" data-live-part="contagem" inner_html=found></div>
                <div class="form__actions">
                    {(may_change).then(|| view! { <button class="button button--primary" type="submit">{g.save}</button> })}
                    {(!is_new).then(|| view! { <button class="button" type="submit" name="cmd[then]" value="new">{g.save_as}</button> })}
                    <button class="button button--quiet" type="submit" formmethod="get" formaction=routes::FILTER>{g.recalculate}</button>
                </div>
            </div>
        </PlainForm>
    }
    .into_any()
}

/// How much the filter finds as it is typed, and where that can be seen.
fn found(form: &SaveFilter, view: &FilterView) -> String {
    let t = &texts().grid;
    let mut pairs = vec![("ajuste", "1".to_owned())];
    pairs.extend(form.fields.to_pairs());
    html! {
        p role="status" {
            @match view.found {
                Some((charges, clients)) => {
                    (t.result) " " strong { ((t.summary)(charges, clients)) } ". "
                    a href=(routes::address(routes::GRID, &pairs)) { (t.see) }
                }
                None => span.field__error { (t.correct) },
            }
        }
    }
    .into_string()
}

fn delete(form: &SaveFilter) -> AnyView {
    let t = &texts().grid;
    let (filter, version) = (form.filter.clone(), form.version.clone());
    view! {
        <details class="disclosure">
            <summary class="disclosure__summary">{t.delete}</summary>
            <div class="disclosure__body">
                <p>{t.delete_sure}</p>
                <PlainForm path=Delete::PATH id="excluir-filtro" class="form--bare">
                    <Hidden name="filter" value=filter/>
                    <Hidden name="version" value=version/>
                    <button class="button button--danger" type="submit">{t.delete_confirm}</button>
                </PlainForm>
            </div>
        </details>
    }
    .into_any()
}
