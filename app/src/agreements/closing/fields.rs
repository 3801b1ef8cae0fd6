//! The fields of the form, as text: they are many, and their errors stand apart, where they can change while
//! somebody types.

use super::FORM;
use crate::{
    texts::{errors, texts},
    ui::date_kind,
};
use domain::{FieldError, charge::PaymentMethod};
use maud::{Markup, html};

/// One line of text, a day or a number.
pub struct Input<'a> {
    /// Its name in errors.
    pub field: &'a str,
    /// Its name when it is sent.
    pub name: String,
    /// What it asks for.
    pub label: &'a str,
    /// What it shows.
    pub value: &'a str,
    /// What is typed into it.
    pub kind: Kind,
    /// How it is to be filled; blank says nothing.
    pub hint: &'a str,
    /// Further classes.
    pub class: &'a str,
}

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An amount of money.
    Money,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Words.
    Text,
}

impl Input<'_> {
    /// The field with its label above and hint and error below.
    pub fn labelled(&self, errors: &[FieldError]) -> Markup {
        let id = id(self.field);
        html! {
            div class={ "field " (self.class) } {
                label.field__label for=(id) { (self.label) }
                (self.control(errors, false))
                @if !self.hint.is_empty() {
                    p.field__hint id={ (id) "-hint" } data-live-part={ "dica-" (self.field) } { (self.hint) }
                }
                (error_line(self.field, errors))
            }
        }
    }

    /// The control alone, named by its label all the same; for cells of a table.
    pub fn control(&self, errors: &[FieldError], autofocus: bool) -> Markup {
        let id = id(self.field);
        let kind = if self.kind == Kind::Date { date_kind(self.value) } else { "text" };
        let keyboard = match self.kind {
            Kind::Money => Some("decimal"),
            Kind::Number => Some("numeric"),
            Kind::Date | Kind::Text => None,
        };
        let described =
            if self.hint.is_empty() { format!("{id}-error") } else { format!("{id}-hint {id}-error") };
        let numeric = matches!(self.kind, Kind::Money | Kind::Number);
        html! {
            input.input.input--number[numeric] id=(id) name=(self.name) type=(kind) value=(self.value)
                autocomplete="off" inputmode=[keyboard] aria-label=(self.label) aria-describedby=(described)
                aria-invalid=[invalid(self.field, errors)] autofocus[autofocus];
        }
    }
}

/// How something is to be paid.
pub fn method(field: &str, name: &str, label: &str, value: &str, errors: &[FieldError]) -> Markup {
    let id = id(field);
    html! {
        select.input id=(id) name=(name) aria-label=(label) aria-describedby={ (id) "-error" }
            aria-invalid=[invalid(field, errors)] {
            @for method in PaymentMethod::ALL {
                option value=(method.as_str()) selected[method.as_str() == value] { ((texts().ledger.method)(*method)) }
            }
        }
    }
}

/// The place of a field's error; empty when there is none.
pub fn error_line(field: &str, errors: &[FieldError]) -> Markup {
    html! {
        p.field__error id={ (id(field)) "-error" } data-live-part={ "erro-" (field) } {
            @if let Some(error) = of(field, errors) { (errors::sentence(&error.error, texts())) }
        }
    }
}

/// The id of a field.
pub fn id(field: &str) -> String {
    format!("{FORM}-{field}")
}

fn invalid(field: &str, errors: &[FieldError]) -> Option<&'static str> {
    of(field, errors).map(|_| "true")
}

fn of<'a>(field: &str, errors: &'a [FieldError]) -> Option<&'a FieldError> {
    errors.iter().find(|error| error.field == field)
}
