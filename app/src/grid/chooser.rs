//! The saved filters to choose from, with how much each finds, and the fields to adjust the chosen one for once.

use super::fields::Fields;
use crate::{
    routes,
    texts::texts,
    ui::{Glyph, markup::icon},
};
use domain::{
    grid::{GridPage, GridQuery},
    id::FilterId,
};
use maud::{Markup, html};

/// The chooser.
pub fn chooser(page: &GridPage, query: &GridQuery) -> Markup {
    let t = &texts().grid;
    let all = query.filter.is_none() && !query.adjusted;
    html! {
        nav.filter-choice aria-label=(t.filters) {
            ul.filter-choice__list {
                li { (choice(routes::GRID.to_owned(), t.all_overdue, false, page.overdue, all)) }
                @for filter in &page.filters {
                    li {
                        (choice(of(filter.id), &filter.name, filter.shared, filter.count,
                            query.filter == Some(filter.id)))
                    }
                }
                li { a.filter-choice__new href=(routes::FILTER) { (icon(Glyph::Plus)) span { (t.new_filter) } } }
            }
            @if page.filters.is_empty() { p.field__hint { (t.no_filters) } }
        }
        (adjusting(page, query))
    }
}

/// The grid of a saved filter.
fn of(filter: FilterId) -> String {
    routes::address(routes::GRID, &[("filtro", filter.to_string())])
}

fn choice(href: String, name: &str, shared: bool, count: u32, here: bool) -> Markup {
    html! {
        a.filter-choice__one href=(href) aria-current=[here.then_some("page")] {
            span.filter-choice__name { (name) }
            @if shared { span.visually-hidden { " (" (texts().grid.shared) ") " } }
            " " span.filter-choice__count { ((texts().grid.count)(count)) }
        }
    }
}

/// The fields of the chosen filter: applied they count for this once, saved they are the filter.
fn adjusting(page: &GridPage, query: &GridQuery) -> Markup {
    let t = &texts().grid;
    let fields = Fields {
        id: "ajuste",
        in_command: false,
        typed: &page.fields,
        companies: &page.companies,
        people: &page.people,
        errors: &page.errors,
    };
    let change = query.filter.map(|id| routes::address(routes::FILTER, &[("filtro", id.to_string())]));
    let undo = query.filter.map_or_else(|| routes::GRID.to_owned(), of);
    html! {
        div.filter-adjust {
            details.disclosure open[query.adjusted || !page.errors.is_empty()] {
                summary.disclosure__summary {
                    (icon(Glyph::Filter)) " " (t.adjust)
                    @if query.adjusted { span.filter-adjust__state { (t.adjusted) } }
                }
                form.form.disclosure__body.filter-adjust__form method="get" action=(routes::GRID) {
                    @if let Some(filter) = query.filter { input type="hidden" name="filtro" value=(filter); }
                    input type="hidden" name="ajuste" value="1";
                    (fields.markup())
                    div.filters__actions {
                        button.button.button--primary type="submit" { (t.apply) }
                        button.button type="submit" formaction=(routes::FILTER) { (t.save_as_filter) }
                        @if query.adjusted { a.button.button--quiet href=(undo) { (t.clear) } }
                    }
                }
            }
            @if let Some(change) = change {
                a.button.button--small href=(change) { (icon(Glyph::Pencil)) (t.change_filter) }
            }
        }
    }
}
