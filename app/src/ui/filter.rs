//! Fields of a [`FilterForm`](super::FilterForm): they follow the address, so that a link, the browser's Back
//! button and the fields always agree.

use super::Choice;
use leptos::prelude::*;

/// One of a list.
#[component]
pub fn FilterSelect(
    /// The name in the address.
    name: &'static str,
    /// The id of the element; unique in the page.
    id: &'static str,
    /// What the field asks for.
    label: &'static str,
    /// What is offered.
    choices: Vec<Choice>,
    /// What the address says.
    #[prop(into)]
    value: Signal<String>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let options = super::option_list(choices, &value.get_untracked()).into_string();
    view! {
        <div class=format!("field {class}")>
            <label class="field__label" for=id>{label}</label>
            <select class="input" id=id name=name prop:value=value inner_html=options></select>
        </div>
    }
    .into_any()
}

/// A line of text or a day.
#[component]
pub fn FilterInput(
    /// The name in the address.
    name: &'static str,
    /// The id of the element; unique in the page.
    id: &'static str,
    /// What the field asks for.
    label: &'static str,
    /// What the address says.
    #[prop(into)]
    value: Signal<String>,
    /// The type of the HTML input: `text`, `search`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// An example, shown while blank.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let initial = value.get_untracked();
    let kind = move || if kind == "date" { date_kind(&value.get()) } else { kind };
    view! {
        <div class=format!("field {class}")>
            <label class="field__label" for=id>{label}</label>
            <input class="input" id=id name=name type=kind placeholder=placeholder autocomplete="off"
                value=initial prop:value=value/>
        </div>
    }
    .into_any()
}

/// The type of the HTML input of a day: what is no day comes back as text, because a browser would drop it.
pub fn date_kind(typed: &str) -> &'static str {
    let day = typed.is_empty() || typed.parse::<chrono::NaiveDate>().is_ok();
    if day { "date" } else { "text" }
}
