//! The month beside the list.

use super::state;
use crate::{
    texts::texts,
    ui::{Glyph, Icon},
};
use chrono::{Datelike, Months, NaiveDate};
use domain::{
    agenda::{AgendaQuery, AgendaView, MonthDay},
    calendar::national_holiday,
    period::{Preset, show_date},
};
use leptos::prelude::*;

/// A calendar of the month: how much there is on each day. Each day leads to its list.
#[component]
pub fn Month(agenda: Signal<AgendaView>, query: Memo<AgendaQuery>) -> impl IntoView {
    move || {
        let query = query.get();
        agenda.with(|agenda| calendar(agenda, &query))
    }
}

fn calendar(agenda: &AgendaView, query: &AgendaQuery) -> Option<AnyView> {
    let t = texts();
    let first = agenda.month.first()?.on.with_day(1)?;
    let name = (t.common.month)(first);
    let other = |month: NaiveDate| state::href(&AgendaQuery { month: Some(month), ..query.clone() });
    let heads = t.common.weekdays_short.map(|day| view! { <th scope="col">{day}</th> });
    let weeks = weeks(&agenda.month).into_iter().map(|week| {
        let days = week.into_iter().map(|day| day.map_or_else(blank, |day| cell(day, agenda, query)));
        view! { <tr>{days.collect_view()}</tr> }
    });
    Some(
        view! {
            <aside class="month card" aria-label=t.agenda.month>
                <div class="month__head">
                    <a class="icon-button" href=other(first - Months::new(1)) data-noscroll="" title=t.agenda.previous_month
                        aria-label=t.agenda.previous_month><Icon glyph=Glyph::ChevronLeft/></a>
                    <h2 class="month__title">{name.clone()}</h2>
                    <a class="icon-button" href=other(first + Months::new(1)) data-noscroll="" title=t.agenda.next_month
                        aria-label=t.agenda.next_month><Icon glyph=Glyph::ChevronRight/></a>
                </div>
                <table class="month__table">
                    <caption class="visually-hidden">{(t.agenda.month_caption)(&name)}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{weeks.collect_view()}</tbody>
                </table>
            </aside>
        }
        .into_any(),
    )
}

fn blank() -> AnyView {
    view! { <td class="month__day month__day--blank"></td> }.into_any()
}

fn cell(day: &MonthDay, agenda: &AgendaView, query: &AgendaQuery) -> AnyView {
    let t = texts();
    let on = day.on.to_string();
    let chosen = query.period == Some(Preset::Custom) && query.from == on && query.until == on;
    let holiday =
        day.holiday.then(|| national_holiday(day.on).map_or(t.agenda.local_holiday, t.common.holiday));
    let mut label = (t.agenda.day_count)(&show_date(day.on), day.count);
    if let Some(holiday) = holiday {
        label = format!("{label}, {holiday}");
    }
    let class = [
        ("month__day--today", day.on == agenda.today),
        ("month__day--late", day.on < agenda.today && day.count > 0),
        ("month__day--free", day.on.weekday().num_days_from_monday() > 4 || day.holiday),
        ("month__day--chosen", chosen),
    ]
    .into_iter()
    .filter(|(_, applies)| *applies)
    .fold("month__day".to_owned(), |class, (name, _)| format!("{class} {name}"));
    let href = state::href(&AgendaQuery {
        period: Some(Preset::Custom),
        from: on.clone(),
        until: on,
        ..query.clone()
    });
    let current = if chosen {
        Some("true")
    } else if day.on == agenda.today {
        Some("date")
    } else {
        None
    };
    let count = (day.count > 0).then(|| view! { <span class="month__count">{day.count}</span> });
    view! {
        <td class=class>
            <a href=href data-noscroll="" title=holiday aria-label=label aria-current=current>
                <span class="month__number">{day.on.day()}</span>
                {count}
                {holiday.map(|_| view! { <span class="month__holiday" aria-hidden="true"></span> })}
            </a>
        </td>
    }
    .into_any()
}

/// The days of a month in weeks from Monday to Sunday, with blanks where other months' days would stand.
fn weeks(days: &[MonthDay]) -> Vec<Vec<Option<&MonthDay>>> {
    let before = days.first().map_or(0, |day| day.on.weekday().num_days_from_monday() as usize);
    let cells: Vec<_> = std::iter::repeat_n(None, before).chain(days.iter().map(Some)).collect();
    cells
        .chunks(7)
        .map(|week| week.iter().copied().chain(std::iter::repeat(None)).take(7).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_starts_on_a_sunday_has_six_blank_days_before_it() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        let days: Vec<_> =
            first.iter_days().take(30).map(|on| MonthDay { on, count: 0, holiday: false }).collect();
        let weeks = weeks(&days);
        assert_eq!(weeks.len(), 6);
        assert!(weeks.iter().all(|week| week.len() == 7));
        assert_eq!(weeks[0].iter().filter(|day| day.is_none()).count(), 6);
        assert_eq!(weeks[5].iter().flatten().map(|day| day.on.day()).collect::<Vec<_>>(), [30]);
    }
}
