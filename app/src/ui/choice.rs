//! Fields that offer choices.

use super::{
    Field,
    field::{described_by, error_line, hint_line, invalid},
    ticked, use_form,
};
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
    /// The element, for scripts that fill it.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Select>,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    let selected = form.initial(&name, &value);
    let described = described_by(&id, &hint);
    view! {
        <Field name=name.clone() label=label hint=hint optional=optional class=class>
            <select
                class="input"
                id=id
                name=form.name(&name)
                aria-describedby=described
                aria-invalid=invalid(name)
                node_ref=node_ref
                inner_html=option_list(choices, &selected).into_string()
            ></select>
        </Field>
    }
    .into_any()
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
    let id = form.field_id(&name);
    form.register(&name, &label);
    let chosen = form.initial(&name, &value);
    let described = described_by(&id, &hint);
    let wrong = invalid(name.clone());
    let mut first = Some(id.clone());
    let cards = choices
        .into_iter()
        .map(|choice| {
            // The summary of errors leads to the first card.
            let card = first.take().unwrap_or_else(|| format!("{id}-{}", choice.value));
            let checked = choice.value == chosen;
            let value = choice.value.clone();
            let pick = move |_| {
                if let Some(on_pick) = on_pick {
                    on_pick.run(value.clone());
                }
            };
            let note = (!choice.note.is_empty())
                .then(|| view! { <span class="choice__note">{choice.note.clone()}</span> });
            let key = (!choice.key.is_empty())
                .then(|| view! { <kbd class="choice__key" aria-hidden="true">{choice.key}</kbd> });
            view! {
                <label class="choice" data-value=choice.value.clone()>
                    <input
                        class="choice__input"
                        type="radio"
                        id=card
                        name=form.name(&name)
                        value=choice.value.clone()
                        checked=checked
                        data-key=choice.key
                        on:change=pick
                    />
                    <span class="choice__label">{choice.label}</span>
                    {note}
                    {key}
                </label>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <fieldset class=format!("field choices {class}") class:choices--compact=compact
            role="radiogroup" aria-describedby=described aria-invalid=wrong>
            <legend class="field__label">{label}</legend>
            <div class="choices__list">{cards}</div>
            {hint_line(&id, hint)}
            {error_line(name)}
        </fieldset>
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
    let id = form.field_id(&name);
    form.register(&name, &label);
    let checked = if form.was_refused() { !form.initial(&name, "").is_empty() } else { checked };
    view! {
        <div class=format!("field field--check {class}")>
            <label class="check" for=id.clone()>
                <input
                    type="checkbox"
                    id=id.clone()
                    name=form.name(&name)
                    value="on"
                    checked=checked
                    aria-describedby=format!("{id}-error")
                    aria-invalid=invalid(name.clone())
                />
                <span>{label}</span>
            </label>
            {error_line(name)}
        </div>
    }
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
    let id = form.field_id(&name);
    form.register(&name, &label);
    let field = format!("{}[]", form.name(&name));
    let checked = if kept && cfg!(feature = "hydrate") {
        ticked(&field)
    } else {
        form.posted_list(&name).unwrap_or(checked)
    };
    let boxes = html! {
        @for choice in choices {
            label.check {
                input type="checkbox" name=(field) value=(choice.value) checked[checked.contains(&choice.value)];
                span { (choice.label) }
                span.check__note { (choice.note) }
            }
        }
    };
    view! {
        <fieldset class=format!("field checklist {class}") id=id.clone() tabindex="-1">
            <legend class="field__label">{label}</legend>
            <div class="checklist__list" inner_html=boxes.into_string()></div>
            {error_line(name)}
        </fieldset>
    }
    .into_any()
}
