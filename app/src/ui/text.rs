//! Amounts as people read them, with the exact value in the markup.

use domain::Money;
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
