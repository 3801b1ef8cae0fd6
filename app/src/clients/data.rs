//! The client's data: the ways to reach them at a glance, everything else and the form on demand.

use super::{Live, api};
use crate::{
    contacts::MAIN,
    texts::texts,
    ui::{
        CheckField, CheckList, Choice, Command, CommandForm, Hidden, OnDemand, SelectField, SubmitButton,
        TextField,
        markup::{Markup, phone_links},
        refused,
    },
};
use domain::{
    address::{Uf, cep_shown, mailto_link},
    client::{ClientData, NAME_MAX, NUMBER_MAX, OptOut, PLACE_MAX},
    phone,
};
use leptos::prelude::*;
use maud::html;
use std::sync::Arc;

/// Links that call and write, the address in one line, and the form that changes all of it in place.
#[component]
pub fn DataCard(
    /// The page.
    live: Live,
) -> impl IntoView {
    let t = &texts().client;
    let data = live.part(|view| &view.client);
    let action = Command::of::<api::Update>();
    let saved = live.follow_saved(action);
    // Made anew from what was saved.
    let form = move || {
        let made = move || {
            saved.get();
            view! { <DataForm client=live.now(|view| view.client.clone()) action/> }
        };
        made.into_any()
    };
    view! {
        <section class="card client-data" id="dados" aria-labelledby="dados-titulo">
            <h2 class="card__title" id="dados-titulo">{t.data}</h2>
            <div inner_html=move || data.with(|data| reach(data).into_string())></div>
            <OnDemand name="dados" label=t.edit main=MAIN class="disclosure--corner"
                open={refused::<api::Update>(None)} form=Arc::new(form)/>
        </section>
    }
    .into_any()
}

/// The ways to reach the client.
fn reach(client: &ClientData) -> Markup {
    let t = &texts().client;
    let message = (t.greeting)(&client.name);
    let address = address_line(client);
    let unwanted: Vec<_> = client.opt_outs.iter().map(|one| (t.opt_out)(*one)).collect();
    html! {
        div.reach {
            (phone_links(&client.mobile, &message, ""))
            (phone_links(&client.phone, &message, ""))
            @if !client.email.is_empty() {
                a.reach__mail href=(mailto_link(&client.email, "", "")) aria-label=((t.mail_to)(&client.email)) {
                    (client.email)
                }
            } @else if client.phone.is_empty() && client.mobile.is_empty() {
                p.muted { (t.none_known) }
            }
        }
        @if !address.is_empty() { p.reach__address { (address) } }
        @if !unwanted.is_empty() { p.notice.notice--warning { (t.opt_outs) ": " (unwanted.join(", ")) } }
    }
}

/// `Rua das Flores, 12, ap. 3 - Centro - Recife/PE - 50010-000`, without what is not known.
pub(crate) fn address_line(client: &ClientData) -> String {
    let joined = |parts: &[&str], glue: &str| {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(glue)
    };
    let street = joined(&[&client.street, &client.number, &client.complement], ", ");
    let city = joined(&[&client.city, &client.uf], "/");
    joined(&[&street, &client.district, &city, &cep_shown(&client.cep)], " - ")
}

/// The form, made from one version of the data.
#[component]
fn DataForm(
    /// The data as stored.
    client: ClientData,
    /// Saves them.
    action: Command,
) -> impl IntoView {
    let t = &texts().client;
    let ufs = std::iter::once(Choice::new("", ""))
        .chain(Uf::ALL.into_iter().map(|uf| Choice::new(uf.as_str(), uf.as_str())))
        .collect();
    let opt_outs = OptOut::ALL.iter().map(|one| Choice::new(one.as_str(), (t.opt_out)(*one))).collect();
    view! {
            <CommandForm action=action id="dados-form" class="form--grid" done=t.data_saved>
                <Hidden name="client" value=client.id.to_string()/>
                <Hidden name="version" value=client.version.to_string()/>
                <TextField name="name" label=t.name value=client.name maxlength=NAME_MAX class="field--wide"/>
                <TextField name="tax_id" label=t.tax_id value=client.tax_id optional=true/>
                <TextField name="email" label=t.email value=client.email kind="email" optional=true/>
                <TextField name="phone" label=t.phone value=phone::shown(&client.phone) kind="tel" optional=true/>
                <TextField name="mobile" label=t.mobile value=phone::shown(&client.mobile) kind="tel" optional=true/>
                <TextField name="cep" label=t.cep value=cep_shown(&client.cep) inputmode="numeric" optional=true/>
                <TextField name="number" label=t.number value=client.number maxlength=NUMBER_MAX optional=true/>
                <TextField name="street" label=t.street value=client.street maxlength=NAME_MAX optional=true class="field--wide"/>
                <TextField name="complement" label=t.complement value=client.complement maxlength=PLACE_MAX optional=true/>
                <TextField name="district" label=t.district value=client.district maxlength=PLACE_MAX optional=true/>
                <TextField name="city" label=t.city value=client.city maxlength=PLACE_MAX optional=true/>
                <SelectField name="uf" label=t.uf choices=ufs value=client.uf optional=true/>
                <CheckField name="is_client" label=t.is_client checked=client.is_client/>
                <CheckField name="is_supplier" label=t.is_supplier checked=client.is_supplier/>
                <CheckList name="opt_outs" label=t.opt_outs choices=opt_outs
                    checked=client.opt_outs.iter().map(|one| one.as_str().to_owned()).collect() class="field--wide"/>
                <SubmitButton label=t.save/>
            </CommandForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client() -> ClientData {
        let blank = String::new;
        ClientData {
            id: "018f3e1a-0000-7000-8000-000000000001".parse().expect("an id"),
            version: 1,
            name: "Maria".to_owned(),
            tax_id: blank(),
            email: blank(),
            phone: blank(),
            mobile: blank(),
            street: "Rua das Flores".to_owned(),
            number: "12".to_owned(),
            complement: blank(),
            district: "Centro".to_owned(),
            city: "Recife".to_owned(),
            uf: "PE".to_owned(),
            cep: "50010000".to_owned(),
            is_client: true,
            is_supplier: false,
            opt_outs: Vec::new(),
        }
    }

    #[test]
    fn an_address_is_one_line_without_gaps() {
        assert_eq!(address_line(&client()), "Rua das Flores, 12 - Centro - Recife/PE - 50010-000");
        let little =
            ClientData { street: String::new(), number: String::new(), district: String::new(), ..client() };
        assert_eq!(address_line(&little), "Recife/PE - 50010-000");
    }

    #[test]
    fn an_unknown_address_is_blank() {
        let blank = String::new;
        let unknown = ClientData {
            street: blank(),
            number: blank(),
            district: blank(),
            city: blank(),
            uf: blank(),
            cep: blank(),
            ..client()
        };
        assert_eq!(address_line(&unknown), "");
    }
}
