//! The fields of a filter: the same ones where it is adjusted for once and where it is saved.

use crate::{
    texts::{errors, texts},
    ui::{Choice, option_list},
};
use domain::{
    FieldError,
    address::Uf,
    delinquency::RoleFilter,
    id::UserId,
    saved_filter::{ContactedFilter, FilterFields, GridColumn, Presence},
    session::CompanyRef,
};
use maud::{Markup, html};

/// How the fields are named and what can be chosen in them.
pub struct Fields<'a> {
    /// The beginning of the fields' ids.
    pub id: &'static str,
    /// Whether they are a part of a command (`cmd[days_from]`) or of an address (`atraso_de`).
    pub in_command: bool,
    /// What stands in them.
    pub typed: &'a FilterFields,
    /// The companies that may be chosen.
    pub companies: &'a [CompanyRef],
    /// The people who may be chosen.
    pub people: &'a [(UserId, String)],
    /// What is wrong, under the names that the fields have here.
    pub errors: &'a [FieldError],
}

impl Fields<'_> {
    /// All fields.
    pub fn markup(&self) -> Markup {
        let t = texts();
        let g = &t.grid;
        let any = |label: &'static str| std::iter::once(Choice::new("", label));
        let companies = any(g.every_company)
            .chain(self.companies.iter().map(|one| Choice::new(one.id, one.name.clone())));
        let roles = RoleFilter::ALL.iter().map(|role| {
            let value = if *role == RoleFilter::Any { "" } else { role.as_str() };
            Choice::new(value, (t.delinquency.role_name)(*role))
        });
        let ufs = any(g.every_uf).chain(Uf::ALL.iter().map(|uf| Choice::new(uf.as_str(), uf.as_str())));
        let people = any(g.anybody).chain(self.people.iter().map(|(id, name)| Choice::new(id, name.clone())));
        let contacted = ContactedFilter::ALL.iter().map(|one| {
            let value = if *one == ContactedFilter::Any { "" } else { one.as_str() };
            Choice::new(value, (g.contacted_name)(*one))
        });
        let presence = |name: fn(Presence) -> &'static str| {
            Presence::ALL.iter().map(move |one| {
                Choice::new(if *one == Presence::Any { "" } else { one.as_str() }, name(*one))
            })
        };
        let columns = GridColumn::ALL.iter().map(|column| {
            let value = if *column == GridColumn::DaysLate { "" } else { column.as_str() };
            Choice::new(value, (g.column)(*column))
        });
        let directions = ["", "asc", "desc"].into_iter().map(|one| Choice::new(one, (g.direction_name)(one)));
        let typed = self.typed;
        html! {
            div.filter-fields {
                div.filter-fields__days {
                    (self.input("days_from", g.days_from, &typed.days_from, "numeric", ""))
                    (self.input("days_until", g.days_until, &typed.days_until, "numeric", ""))
                    label.check.filter-fields__today {
                        input type="checkbox" name=(self.name("due_today")) value="1"
                            checked[!matches!(typed.due_today.as_str(), "" | "0")];
                        span { (g.due_today) }
                    }
                    p.field__hint { (g.days_hint) }
                }
                (self.input("search", g.search, &typed.search, "", g.search_hint))
                @if self.companies.len() > 1 { (self.select("company", g.company, companies, &typed.company, "")) }
                (self.input("amount_from", g.amount_from, &typed.amount_from, "decimal", ""))
                (self.input("amount_until", g.amount_until, &typed.amount_until, "decimal", ""))
                (self.select("contacted", g.contacted, contacted, &typed.contacted, ""))
                (self.input("contacted_days", g.contacted_days, &typed.contacted_days, "numeric", g.contacted_hint))
                (self.select("promise", g.promise, presence(g.promise_name), &typed.promise, ""))
                (self.select("agreement", g.agreement, presence(g.agreement_name), &typed.agreement, ""))
                (self.select("uf", g.uf, ufs, &typed.uf, ""))
                (self.select("role", g.role, roles, &typed.role, ""))
                (self.select("assignee", g.assignee, people, &typed.assignee, g.assignee_hint))
                (self.select("sort", g.order, columns, &typed.sort, ""))
                (self.select("direction", g.direction, directions, &typed.direction, ""))
            }
        }
    }

    /// The name of a field here.
    fn name(&self, field: &str) -> String {
        if self.in_command { format!("cmd[{field}]") } else { FilterFields::name_of(field).to_owned() }
    }

    fn error(&self, field: &str) -> Option<String> {
        let here = |error: &&FieldError| error.field == field || error.field == FilterFields::name_of(field);
        let error = self.errors.iter().find(here)?;
        Some(errors::sentence(&error.error, texts()))
    }

    fn input(&self, field: &str, label: &str, value: &str, inputmode: &str, hint: &str) -> Markup {
        let inputmode = (!inputmode.is_empty()).then_some(inputmode);
        self.framed(field, label, hint, |id, described, wrong| {
            html! {
                input.input id=(id) name=(self.name(field)) type="text" value=(value) inputmode=[inputmode]
                    autocomplete="off" aria-describedby=(described) aria-invalid=[wrong];
            }
        })
    }

    fn select(
        &self,
        field: &str,
        label: &str,
        choices: impl Iterator<Item = Choice>,
        value: &str,
        hint: &str,
    ) -> Markup {
        let options = option_list(choices, value);
        self.framed(field, label, hint, |id, described, wrong| {
            html! {
                select.input id=(id) name=(self.name(field)) aria-describedby=(described) aria-invalid=[wrong] {
                    (options)
                }
            }
        })
    }

    fn framed(
        &self,
        field: &str,
        label: &str,
        hint: &str,
        control: impl FnOnce(&str, &str, Option<&'static str>) -> Markup,
    ) -> Markup {
        let id = format!("{}-{field}", self.id);
        let error = self.error(field);
        let described = if hint.is_empty() { format!("{id}-error") } else { format!("{id}-hint {id}-error") };
        let wrong = error.as_ref().map(|_| "true");
        html! {
            div.field {
                label.field__label for=(id) { (label) }
                (control(&id, &described, wrong))
                @if !hint.is_empty() { p.field__hint id={ (id) "-hint" } { (hint) } }
                p.field__error id={ (id) "-error" } { @if let Some(error) = error { (error) } }
            }
        }
    }
}
