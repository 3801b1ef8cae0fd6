//! Values as people read them, with the exact value in the markup.

use super::markup::phone_parts;
use chrono::{NaiveDate, NaiveDateTime};
use domain::{Money, period};
use leptos::prelude::*;

/// An amount of money.
#[component]
pub fn MoneyText(
    /// The amount.
    amount: Money,
    /// Large, for the figure that a part is about.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <data class="money" class:money--large=large value=amount.centavos().to_string()>{amount.to_string()}</data>
    }
}

/// A day, `31/12/2026`.
#[component]
pub fn DateText(
    /// The day.
    date: NaiveDate,
) -> impl IntoView {
    view! { <time datetime=date.to_string()>{period::show_date(date)}</time> }
}

/// A day and time, `31/12/2026 14:05`.
#[component]
pub fn DateTimeText(
    /// The moment, in the company's local time.
    at: NaiveDateTime,
) -> impl IntoView {
    view! { <time datetime=format!("{}T{}", at.date(), period::show_time(at.time()))>{period::show_date_time(at)}</time> }
}

/// A telephone number that can be called, and written to where it is a mobile.
#[component]
pub fn PhoneLinks(
    /// The number in E.164; blank shows nothing.
    #[prop(into)]
    number: String,
    /// What a message starts with.
    #[prop(optional, into)]
    message: String,
    /// Whom the number belongs to, for assistive technology; blank says only the number.
    #[prop(optional, into)]
    of: String,
) -> impl IntoView {
    (!number.is_empty()).then(|| {
        view! { <span class="phone" inner_html=phone_parts(&number, &message, &of).into_string()></span> }
    })
}
