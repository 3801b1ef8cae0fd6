//! Column headings that order a list.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A column heading whose link orders the list by it. The server orders: the state is in the address.
#[component]
pub fn SortHeader(
    /// What the column shows.
    #[prop(into)]
    label: String,
    /// The address of the list ordered by this column (again: in the other direction).
    #[prop(into)]
    href: String,
    /// How the list is ordered by this column now: `Some(true)` from the greatest, nothing when by another.
    descending: Option<bool>,
    /// Figures stand on the right.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let sort = descending.map(|descending| if descending { "descending" } else { "ascending" });
    let arrow = descending.map(|descending| {
        let glyph = if descending { Glyph::ArrowDown } else { Glyph::ArrowUp };
        view! { <Icon glyph=glyph/> }
    });
    view! {
        <th scope="col" aria-sort=sort class:number=numeric>
            <a class="sort" href=href data-noscroll="">{label}{arrow}</a>
        </th>
    }
    .into_any()
}
