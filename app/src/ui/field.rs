//! One labelled field of a [`Form`](super::Form): label, control, hint and error belong together.

use super::use_form;
use crate::texts::{errors, texts};
use leptos::prelude::*;

/// The frame of a field: label above, hint and error below, tied to the control for assistive technology.
///
/// The control inside must carry the id [`Form::field_id`](super::Form::field_id) and describe itself by
/// [`described_by`].
#[component]
pub fn Field(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// How it is to be filled; blank says nothing.
    #[prop(optional, into)]
    hint: String,
    /// Marked as not needed.
    #[prop(optional)]
    optional: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    form.register(&name, &label);
    let t = texts();
    let control = children();
    view! {
        <div class=format!("field {class}")>
            <label class="field__label" for=id.clone()>
                {label}
                {optional.then(|| view! { <span class="field__optional">{t.common.optional}</span> })}
            </label>
            {control}
            {hint_line(&id, hint)}
            {error_line(name)}
        </div>
    }
    .into_any()
}

pub(super) fn hint_line(id: &str, hint: String) -> Option<AnyView> {
    let id = format!("{id}-hint");
    (!hint.is_empty()).then(|| view! { <p class="field__hint" id=id>{hint}</p> }.into_any())
}

/// The place of a field's error; empty when there is none.
pub(super) fn error_line(name: String) -> AnyView {
    let form = use_form();
    let id = format!("{}-error", form.field_id(&name));
    let t = texts();
    let error = move || form.error(&name).map(|error| errors::sentence(&error, t));
    view! { <p class="field__error" id=id>{error}</p> }.into_any()
}

/// The ids of hint and error of a field.
pub(super) fn described_by(id: &str, hint: &str) -> String {
    if hint.is_empty() { format!("{id}-error") } else { format!("{id}-hint {id}-error") }
}

/// Whether a field is marked as wrong, for `aria-invalid`.
pub(super) fn invalid(name: String) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync {
    let form = use_form();
    move || form.error(&name).map(|_| "true")
}

/// One line of text. `kind` is the type of the HTML input.
#[component]
pub fn TextField(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What it shows first.
    #[prop(optional, into)]
    value: String,
    /// How it is to be filled.
    #[prop(optional, into)]
    hint: String,
    /// The type of the HTML input: `text`, `email`, `tel`, `password`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The greatest number of characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An example, shown while blank.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Marked as not needed.
    #[prop(optional)]
    optional: bool,
    /// Has the focus when the page is opened.
    #[prop(optional)]
    autofocus: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    let secret = kind == "password";
    let initial = if secret { String::new() } else { form.initial(&name, &value) };
    let described = described_by(&id, &hint);
    view! {
        <Field name=name.clone() label=label hint=hint optional=optional class=class>
            <input
                class="input"
                id=id
                type=kind
                name=form.name(&name)
                value=initial
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength
                placeholder=placeholder
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=invalid(name)
            />
        </Field>
    }
    .into_any()
}

/// A day, as `<input type="date">`: `value` is `yyyy-mm-dd` or blank.
#[component]
pub fn DateField(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// The first day that makes sense, `yyyy-mm-dd`.
    #[prop(optional, into)]
    min: Option<String>,
    /// The last day that makes sense, `yyyy-mm-dd`.
    #[prop(optional, into)]
    max: Option<String>,
    /// What it shows first.
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
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    let initial = form.initial(&name, &value);
    let described = described_by(&id, &hint);
    view! {
        <Field name=name.clone() label=label hint=hint optional=optional class=format!("field--date {class}")>
            <input
                class="input"
                id=id
                type="date"
                name=form.name(&name)
                value=initial
                min=min
                max=max
                aria-describedby=described
                aria-invalid=invalid(name)
                node_ref=node_ref
            />
        </Field>
    }
    .into_any()
}

/// A time of day, as `<input type="time">`: `value` is `hh:mm` or blank.
#[component]
pub fn TimeField(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What it shows first.
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
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    let initial = form.initial(&name, &value);
    let described = described_by(&id, &hint);
    view! {
        <Field name=name.clone() label=label hint=hint optional=optional class=format!("field--time {class}")>
            <input
                class="input"
                id=id
                type="time"
                name=form.name(&name)
                value=initial
                aria-describedby=described
                aria-invalid=invalid(name)
                node_ref=node_ref
            />
        </Field>
    }
    .into_any()
}

/// Text of several lines.
#[component]
pub fn TextArea(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// What it shows first.
    #[prop(optional, into)]
    value: String,
    /// How it is to be filled.
    #[prop(optional, into)]
    hint: String,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u32,
    /// The greatest number of characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Marked as not needed.
    #[prop(optional)]
    optional: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let form = use_form();
    let id = form.field_id(&name);
    let initial = escaped(&form.initial(&name, &value));
    let described = described_by(&id, &hint);
    view! {
        <Field name=name.clone() label=label hint=hint optional=optional class=class>
            <textarea
                class="input"
                id=id
                name=form.name(&name)
                rows=rows
                maxlength=maxlength
                aria-describedby=described
                aria-invalid=invalid(name)
                inner_html=initial
            ></textarea>
        </Field>
    }
    .into_any()
}

/// A field that nobody sees. A refused form brings its value back.
#[component]
pub fn Hidden(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What it carries.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let form = use_form();
    view! { <input type="hidden" name=form.name(&name) value=form.initial(&name, &value)/> }
}

/// Text for inside a `<textarea>`. A leading line break would be swallowed by the HTML parser.
fn escaped(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}
