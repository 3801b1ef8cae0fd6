//! Fields that offer choices.

use super::{field::Frame, ticked, use_form};
use leptos::prelude::*;
use maud::{Markup, html};

/// One choice: the value that is sent, what is read, and a key that picks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The value that is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line on big choices; blank shows none.
    pub note: String,
    /// The key that picks it (`1`), where the page listens for it; blank when there is none.
    pub key: &'static str,
}

impl Choice {
    /// A choice with value and label only.
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into(), ..Self::default() }
    }
}

/// The options of a `<select>`, with `selected` chosen: for its `inner_html`.
pub fn option_list(choices: impl IntoIterator<Item = Choice>, selected: &str) -> Markup {
    html! {
        @for choice in choices {
            option value=(choice.value) selected[choice.value == selected] { (choice.label) }
        }
    }
}

/// One of a list, as a `<select>`.
#[component]
pub fn SelectField(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What is offered. A first choice with a blank value stands for none.
    choices: Vec<Choice>,
    /// What is chosen first.
    #[prop(optional, into)]
    value: String,
    /// How it is to be filled.
    #[prop(optional, into)]
    hint: String,
    /// Marked as not needed.
    #[prop(optional)]
    optional: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let frame = Frame { name, label, hint, optional };
    frame.field(&class, |form, control| {
        html! {
            select.input id=(control.id) name=(control.name) aria-describedby=(control.described)
                aria-invalid=[control.invalid] {
                (option_list(choices, &form.initial(&frame.name, &value)))
            }
        }
    })
}

/// One of a few, as cards that are big enough to hit and readable at a glance.
#[component]
pub fn RadioCards(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What is offered.
    choices: Vec<Choice>,
    /// What is chosen first; blank chooses none.
    #[prop(optional, into)]
    value: String,
    /// How it is to be filled.
    #[prop(optional, into)]
    hint: String,
    /// Smaller cards in a row that wraps, for longer lists.
    #[prop(optional)]
    compact: bool,
    /// Told when another choice is made.
    #[prop(optional, into)]
    on_pick: Option<Callback<String>>,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let form = use_form();
    let frame = Frame { name, label, hint, optional: false };
    let control = frame.control(&form);
    let chosen = form.initial(&frame.name, &value);
    let inner = html! {
        legend.field__label { (frame.label) }
        div.choices__list {
            @for (place, choice) in choices.iter().enumerate() {
                // The summary of errors leads to the first card.
                @let id = if place == 0 { control.id.clone() } else { format!("{}-{}", control.id, choice.value) };
                label.choice data-value=(choice.value) {
                    input.choice__input type="radio" id=(id) name=(control.name) value=(choice.value)
                        checked[choice.value == chosen] data-key=(choice.key);
                    span.choice__label { (choice.label) }
                    @if !choice.note.is_empty() { span.choice__note { (choice.note) } }
                    @if !choice.key.is_empty() { kbd.choice__key aria-hidden="true" { (choice.key) } }
                }
            }
        }
        (frame.below(&control))
    };
    let class = if compact { format!("{class} choices--compact") } else { class };
    let pick = move |event| {
        if let Some(on_pick) = on_pick {
            on_pick.run(event_target_value(&event));
        }
    };
    view! {
        <fieldset class=format!("field choices {class}") role="radiogroup" aria-describedby=control.described
            aria-invalid=control.invalid on:change=pick inner_html=inner.into_string()></fieldset>
    }
    .into_any()
}

/// Yes or no: sends `on` when checked.
#[component]
pub fn CheckField(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What is confirmed.
    #[prop(into)]
    label: String,
    /// Whether it is checked first.
    #[prop(optional)]
    checked: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let form = use_form();
    let frame = Frame { name, label, hint: String::new(), optional: false };
    let control = frame.control(&form);
    let checked = if form.was_refused() { !form.initial(&frame.name, "").is_empty() } else { checked };
    let inner = html! {
        label.check for=(control.id) {
            input type="checkbox" id=(control.id) name=(control.name) value="on" checked[checked]
                aria-describedby=(control.described) aria-invalid=[control.invalid];
            span { (frame.label) }
        }
        (frame.below(&control))
    };
    view! { <div class=format!("field field--check {class}") inner_html=inner.into_string()></div> }
        .into_any()
}

/// Any number of a list: sends `cmd[name][]` once per checked choice.
#[component]
pub fn CheckList(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What is offered.
    choices: Vec<Choice>,
    /// What is checked first.
    #[prop(optional)]
    checked: Vec<String>,
    /// Drawn again when the choices change: what is checked in the page stays.
    #[prop(optional)]
    kept: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let form = use_form();
    let frame = Frame { name, label, hint: String::new(), optional: false };
    let control = frame.control(&form);
    let field = format!("{}[]", control.name);
    let checked = if kept && cfg!(feature = "hydrate") {
        ticked(&field)
    } else {
        form.posted_list(&frame.name).unwrap_or(checked)
    };
    let inner = html! {
        legend.field__label { (frame.label) }
        div.checklist__list {
            @for choice in choices {
                label.check {
                    input type="checkbox" name=(field) value=(choice.value) checked[checked.contains(&choice.value)];
                    span { (choice.label) }
                    span.check__note { (choice.note) }
                }
            }
        }
        (frame.below(&control))
    };
    view! {
        <fieldset class=format!("field checklist {class}") id=control.id tabindex="-1" inner_html=inner.into_string()>
        </fieldset>
    }
    .into_any()
}
