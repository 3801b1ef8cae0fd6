//! One labelled field of a [`Form`](super::Form): label, control, hint and error belong together.
//!
//! Fields are written as text, each in one go, on the server and in the browser: a form has dozens of them, and nothing
//! in them changes but what is wrong, which the form says by itself ([`Form::follow`](super::Form)).

use super::{Form, use_form};
use crate::texts::texts;
use leptos::prelude::*;
use maud::{Markup, html};

/// What stands around a control.
pub(super) struct Frame {
    /// The field's name in the command.
    pub name: String,
    /// What the field asks for.
    pub label: String,
    /// How it is to be filled; blank says nothing.
    pub hint: String,
    /// Marked as not needed.
    pub optional: bool,
}

/// What makes a control the one of its field.
pub(super) struct Control {
    /// The element's id.
    pub id: String,
    /// The name under which it is sent.
    pub name: String,
    /// The ids of hint and error, for `aria-describedby`.
    pub described: String,
    /// Whether it is wrong, for `aria-invalid`.
    pub invalid: Option<&'static str>,
    error: Option<String>,
}

impl Frame {
    /// Makes the field known to the form around it.
    pub fn control(&self, form: &Form) -> Control {
        form.register(&self.name, &self.label);
        let id = form.field_id(&self.name);
        let described =
            if self.hint.is_empty() { format!("{id}-error") } else { format!("{id}-hint {id}-error") };
        let error = form.sentence(&self.name);
        let invalid = error.as_ref().map(|_| "true");
        Control { name: form.name(&self.name), described, invalid, error, id }
    }

    fn label(&self) -> Markup {
        html! {
            (self.label)
            @if self.optional { span.field__optional { (texts().common.optional) } }
        }
    }

    /// How it is to be filled, and what is wrong with it: the place of the error is empty where nothing is.
    pub fn below(&self, control: &Control) -> Markup {
        html! {
            @if !self.hint.is_empty() { p.field__hint id={ (control.id) "-hint" } { (self.hint) } }
            p.field__error id={ (control.id) "-error" } { @if let Some(error) = &control.error { (error) } }
        }
    }

    /// The whole field.
    pub fn field(&self, class: &str, control: impl FnOnce(&Form, &Control) -> Markup) -> AnyView {
        let form = use_form();
        let made = self.control(&form);
        let inner = html! {
            label.field__label for=(made.id) { (self.label()) }
            (control(&form, &made))
            (self.below(&made))
        };
        view! { <div class=format!("field {class}") inner_html=inner.into_string()></div> }.into_any()
    }
}

/// The frame of a field whose control is not one of these: label above, hint and error below, tied to the control for
/// assistive technology.
///
/// The control inside must carry the id [`Form::field_id`](super::Form::field_id) and be described by that id with
/// `-error`.
#[component]
pub fn Field(
    /// The field's name in the command.
    #[prop(into)]
    name: String,
    /// What the field asks for.
    #[prop(into)]
    label: String,
    /// Marked as not needed.
    #[prop(optional)]
    optional: bool,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    let frame = Frame { name, label, hint: String::new(), optional };
    let made = frame.control(&use_form());
    let control = children();
    view! {
        <div class=format!("field {class}")>
            <label class="field__label" for=made.id.clone() inner_html=frame.label().into_string()></label>
            {control}
            <p class="field__error" id=format!("{}-error", made.id)>{made.error}</p>
        </div>
    }
    .into_any()
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
    /// The id of a `<datalist>` with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Further classes, for the place in the form's grid.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let frame = Frame { name, label, hint, optional };
    frame.field(&class, |form, control| {
        let secret = kind == "password";
        let initial = if secret { String::new() } else { form.initial(&frame.name, &value) };
        html! {
            input.input id=(control.id) type=(kind) name=(control.name) value=(initial) autocomplete=(autocomplete)
                inputmode=[inputmode] maxlength=[maxlength] placeholder=[placeholder] list=[list]
                autofocus[autofocus] aria-describedby=(control.described) aria-invalid=[control.invalid];
        }
    })
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
) -> impl IntoView {
    let frame = Frame { name, label, hint, optional };
    frame.field(&format!("field--date {class}"), |form, control| {
        html! {
            input.input id=(control.id) type="date" name=(control.name) value=(form.initial(&frame.name, &value)) min=[&min] max=[&max]
                aria-describedby=(control.described) aria-invalid=[control.invalid];
        }
    })
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
) -> impl IntoView {
    let frame = Frame { name, label, hint, optional };
    frame.field(&format!("field--time {class}"), |form, control| {
        html! {
            input.input id=(control.id) type="time" name=(control.name) value=(form.initial(&frame.name, &value))
                aria-describedby=(control.described) aria-invalid=[control.invalid];
        }
    })
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
    let frame = Frame { name, label, hint, optional };
    frame.field(&class, |form, control| {
        let initial = form.initial(&frame.name, &value);
        html! {
            textarea.input id=(control.id) name=(control.name) rows=(rows) maxlength=[maxlength]
                aria-describedby=(control.described) aria-invalid=[control.invalid] {
                // HTML drops a line break that comes first.
                @if initial.starts_with(['\r', '\n']) { "\n" }
                (initial)
            }
        }
    })
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
