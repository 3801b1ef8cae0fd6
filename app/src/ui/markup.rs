//! Markup as text, for rows of data that nothing changes in place: a table of them is written in one go, on the
//! server and in the browser, instead of being built and taken over node by node.

use super::{Glyph, Tone};
use crate::texts::texts;
use chrono::{NaiveDate, NaiveDateTime};
use domain::{Money, period, phone};
use maud::html;
pub use maud::{Markup, Render};
use std::fmt::Write as _;

/// An amount of money, as [`MoneyText`](super::MoneyText) shows it.
pub const fn money(amount: Money) -> impl Render {
    Amount(amount)
}

/// A day, `31/12/2026`.
pub const fn date(date: NaiveDate) -> impl Render {
    Day(date)
}

/// A day and time in the company's local time, `31/12/2026 14:05`.
pub const fn date_time(at: NaiveDateTime) -> impl Render {
    Moment(at)
}

/// A text that people typed, of more than a few words: mostly nothing in it needs to be escaped, which is seen faster
/// than done letter by letter.
pub const fn text(text: &str) -> impl Render {
    Typed(text)
}

// A page has hundreds of these: they are written where they stand, without a text of their own. Figures have nothing
// to escape.
struct Amount(Money);
struct Day(NaiveDate);
struct Moment(NaiveDateTime);
struct Typed<'a>(&'a str);

impl Render for Amount {
    fn render_to(&self, to: &mut String) {
        to.push_str("<data class=\"money\" value=\"");
        self.0.centavos().render_to(to);
        let _ = write!(to, "\">{}</data>", self.0);
    }
}

impl Render for Day {
    fn render_to(&self, to: &mut String) {
        to.push_str("<time datetime=\"");
        period::push_iso_date(to, self.0);
        to.push_str("\">");
        period::push_date(to, self.0);
        to.push_str("</time>");
    }
}

impl Render for Moment {
    fn render_to(&self, to: &mut String) {
        let (day, time) = (self.0.date(), self.0.time());
        to.push_str("<time datetime=\"");
        period::push_iso_date(to, day);
        to.push('T');
        period::push_time(to, time);
        to.push_str("\">");
        period::push_date(to, day);
        to.push(' ');
        period::push_time(to, time);
        to.push_str("</time>");
    }
}

impl Render for Typed<'_> {
    fn render_to(&self, to: &mut String) {
        // All bytes, without stopping at the first: so a processor looks at many at once.
        let special = |found, byte| found | matches!(byte, b'&' | b'<' | b'>' | b'"');
        if self.0.bytes().fold(false, special) { self.0.render_to(to) } else { to.push_str(self.0) }
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
    fn long_texts_are_escaped_too() {
        let shown = |typed: &str| text(typed).render().into_string();
        assert_eq!(shown("Pagou: ação, 50 %"), "Pagou: ação, 50 %");
        for (typed, escaped) in [("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;")] {
            assert_eq!(shown(&format!("João {typed} Ana")), format!("João {escaped} Ana"));
        }
    }

    #[test]
    fn a_moment_is_there_for_people_and_for_machines() {
        let day = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
        let at = day.and_hms_opt(9, 5, 59).unwrap();
        assert_eq!(date(day).render().0, "<time datetime=\"2028-02-29\">29/02/2028</time>");
        assert_eq!(date_time(at).render().0, "<time datetime=\"2028-02-29T09:05\">29/02/2028 09:05</time>");
    }

    #[test]
    fn an_amount_carries_its_centavos() {
        let shown = money(Money::from_centavos(123_456)).render().into_string().replace('\u{a0}', " ");
        assert_eq!(shown, "<data class=\"money\" value=\"123456\">R$ 1.234,56</data>");
    }
}
