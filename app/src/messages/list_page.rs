//! `/mensagens`: all e-mails in sight, by state.

use super::shown::state;
use crate::{
    error::ApiError,
    routes,
    texts::texts,
    ui::{
        Choice, EmptyState, PageTitle,
        markup::{Markup, date_time, table, take_away},
        option_list, served,
    },
};
use domain::message::{MessageLine, MessageList, MessageState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::html;

/// The list.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let (wanted, page) = use_query_map().with_untracked(|query| {
        let wanted = query.get("situacao").and_then(|text| text.parse::<MessageState>().ok());
        let page = query.get("pagina").and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).max(1);
        (wanted, page)
    });
    served(load(wanted, page), move |list| screen(&list, wanted, page))
}

async fn load(wanted: Option<MessageState>, page: u32) -> Result<MessageList, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::messages::list(&ctx, &actor, wanted, page).await?)
}

fn screen(list: &MessageList, wanted: Option<MessageState>, page: u32) -> AnyView {
    let t = &texts().message;
    let count = |state: MessageState| {
        list.counts.iter().find(|(other, _)| *other == state).map_or(0, |(_, count)| *count)
    };
    let choices =
        std::iter::once(Choice::new("", t.all_states)).chain(MessageState::ALL.iter().map(|state| {
            Choice::new(state.as_str(), format!("{} ({})", (texts().mail.state)(*state), count(*state)))
        }));
    let options = option_list(choices, wanted.map_or("", MessageState::as_str)).into_string();
    let to = |page: u32| {
        let mut pairs = vec![("pagina", page.to_string())];
        pairs.extend(wanted.map(|state| ("situacao", state.as_str().to_owned())));
        routes::address(routes::MESSAGES, &pairs)
    };
    let newer = (page > 1).then(|| view! { <a class="button" href=to(page - 1)>{t.newer}</a> });
    let older = list.more.then(|| view! { <a class="button" href=to(page + 1)>{t.older}</a> });
    let lines = if list.lines.is_empty() {
        view! { <EmptyState title=t.nothing/> }.into_any()
    } else {
        let state: Vec<_> = wanted.map(|state| ("situacao", state.as_str().to_owned())).into_iter().collect();
        let shown = wanted.map_or_else(|| list.counts.iter().map(|(_, count)| count).sum(), count);
        let take = take_away(None, routes::MESSAGES, &routes::query(&state)).into_string();
        view! {
            <p class="list-summary"><strong>{(t.count)(shown)}</strong></p>
            <div inner_html=take></div>
            {rows(&list.lines)}
        }
        .into_any()
    };
    view! {
        <PageTitle text=t.list/>
        <div class="page messages-page">
            <header class="page__head"><h1>{t.list}</h1></header>
            <p class="lead">{t.list_lead}</p>
            <form method="get" action=routes::MESSAGES class="form filters">
                <div class="field">
                    <label class="field__label" for="situacao">{t.state}</label>
                    <select class="input" id="situacao" name="situacao" inner_html=options></select>
                </div>
                <button class="button" type="submit">{t.filter}</button>
            </form>
            {lines}
            <div class="form__actions">{newer}{older}</div>
        </div>
    }
    .into_any()
}

fn rows(lines: &[MessageLine]) -> AnyView {
    let t = &texts().message;
    let headings = [t.subject, t.client, t.recipients, t.when, t.by, t.state];
    let table = table("", t.list, &headings, lines.iter().map(row));
    view! {
        <div class="table-frame" inner_html=table.into_string()></div>
    }
    .into_any()
}

fn row(line: &MessageLine) -> Markup {
    let t = &texts().message;
    html! {
        tr data-row="" {
            th scope="row" data-label=(t.subject) { a href=(routes::message(line.id)) data-open="" { (line.subject) } }
            td data-label=(t.client) { a href=(routes::client(line.client)) { (line.client_name) } }
            td data-label=(t.recipients) { (line.recipients.join(", ")) }
            td.nowrap data-label=(t.when) { (date_time(line.at)) }
            td data-label=(t.by) { (line.user) }
            td data-label=(t.state) { (state(line.state)) }
        }
    }
}
