//! Markup as text, for rows of data that nothing changes in place: a table of them is written in one go, on the
//! server and in the browser, instead of being built and taken over node by node.

use super::{Glyph, Tone};
use crate::texts::texts;
use chrono::{NaiveDate, NaiveDateTime};
use domain::{Money, period, phone};
pub use maud::Markup;
use maud::html;

/// An amount of money, as [`MoneyText`](super::MoneyText) shows it.
pub fn money(amount: Money) -> Markup {
    html! { data.money value=(amount.centavos()) { (amount) } }
}

/// A day, `31/12/2026`.
pub fn date(date: NaiveDate) -> Markup {
    html! { time datetime=(date) { (period::show_date(date)) } }
}

/// A day and time in the company's local time, `31/12/2026 14:05`.
pub fn date_time(at: NaiveDateTime) -> Markup {
    html! {
        time datetime={ (at.date()) "T" (period::show_time(at.time())) } { (period::show_date_time(at)) }
    }
}

/// A state in one or two words, as [`Badge`](super::Badge) shows it.
pub fn badge(text: &str, tone: Tone) -> Markup {
    html! { span class={ "badge badge--" (tone.as_str()) } { (text) } }
}

/// A symbol beside words, as [`Icon`](super::Icon) shows it.
pub fn icon(glyph: Glyph) -> Markup {
    html! { span class=(glyph.class()) aria-hidden="true" {} }
}

/// A column heading whose link orders the list by it, as [`SortHeader`](super::SortHeader) shows it. `descending`
/// tells how the list is ordered by it now; nothing when by another column.
pub fn sort_header(label: &str, href: &str, descending: Option<bool>, numeric: bool) -> Markup {
    let (sort, glyph) = match descending {
        None => (None, None),
        Some(true) => (Some("descending"), Some(Glyph::ArrowDown)),
        Some(false) => (Some("ascending"), Some(Glyph::ArrowUp)),
    };
    html! {
        th.number[numeric] scope="col" aria-sort=[sort] {
            a.sort href=(href) { (label) @if let Some(glyph) = glyph { (icon(glyph)) } }
        }
    }
}

/// A telephone number with the links that call it and, where it is a mobile, write to it; nothing when blank. `message` is
/// what a message starts with, `of` whom the number belongs to, for assistive technology; blank says only the number.
pub fn phone_links(number: &str, message: &str, of: &str) -> Markup {
    let t = &texts().common;
    let shown = phone::shown(number);
    let mobile = phone::Phone::parse(number).is_ok_and(|phone| phone.is_mobile());
    let label = format!("{} {shown} {of}", t.whatsapp);
    html! {
        @if !number.is_empty() {
            span.phone {
                a.phone__call href=(phone::tel_link(number)) title=(t.call) { (shown) }
                @if mobile {
                    a.phone__whatsapp href=(phone::whatsapp_link(number, message)) target="_blank"
                        rel="noopener noreferrer" title=(t.whatsapp) aria-label=(label.trim_end()) {
                        (icon(Glyph::WhatsApp))
                    }
                }
            }
        }
    }
}

/// A table for a `table-frame` whose rows become cards where there is little room; its cells carry their headings as
/// `data-label`. `class` is its own, or blank.
pub fn table(
    class: &str,
    caption: &str,
    headings: &[&str],
    rows: impl IntoIterator<Item = Markup>,
) -> Markup {
    html! {
        table class={ "table table--cards " (class) } {
            caption.visually-hidden { (caption) }
            thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
            tbody { @for row in rows { (row) } }
        }
    }
}

/// What a list can be taken along as: its report, and files for spreadsheets at the same address with another
/// ending. `query` is the list's, without `?`.
pub fn take_away(report: Option<&str>, file: &str, query: &str) -> Markup {
    let t = &texts().common;
    let link = |path: &str, ending: &str, label: &str| {
        html! {
            a.button.button--small href={ (path) (ending) "?" (query) } rel="external" target="_blank" { (label) }
        }
    };
    html! {
        nav.take-away aria-label=(t.take_away) {
            @if let Some(report) = report { (link(report, ".pdf", t.print)) }
            (link(file, ".csv", "CSV"))
            (link(file, ".xlsx", "Excel"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_stays_text() {
        let shown = badge("<script>\"&'", Tone::Good).into_string();
        assert_eq!(shown, "<span class=\"badge badge--good\">&lt;script&gt;&quot;&amp;'</span>");
    }

    #[test]
    fn an_amount_carries_its_centavos() {
        let shown = money(Money::from_centavos(123_456)).into_string().replace('\u{a0}', " ");
        assert_eq!(shown, "<data class=\"money\" value=\"123456\">R$ 1.234,56</data>");
    }
}
