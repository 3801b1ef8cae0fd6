//! `/clientes/{id}/contatar`: channel, number, text with the amounts of today. *Enviar* records the contact, and opens
//! the program: WhatsApp at once by `send.js`, everything else from the next page.

use super::{api::Record, own_path};
use crate::{
    error::ApiError,
    page::{BACK_FIELD, refill_posted},
    routes,
    texts::texts,
    ui::{
        Choice, Field, Hidden, Notice, PageTitle, PlainForm, RadioCards, SelectField, TextArea, TextField,
        Tone, draft, markup::money, served, use_form,
    },
};
use backend::reach::Asked;
use domain::{
    Money,
    contact::Channel,
    id::{ChargeId, ClientId},
    ledger::Owed,
    period::show_date,
    reach::{CHANNELS, NumberKind, ReachClient, ReachView, template_channel, text_max},
};
use leptos::{nonce::use_nonce, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use maud::{Markup, html};

/// The form.
#[component]
pub fn ReachPage() -> impl IntoView {
    let client = use_params_map().with_untracked(|params| params.get("id"));
    let client = client.and_then(|id| id.parse::<ClientId>().ok()).ok_or(ApiError::NotFound);
    let typed = draft::<Record, ReachClient>();
    let asked = use_query_map().with_untracked(|query| Asked {
        // From the grid as one text, from the page of the client one by one.
        charges: [
            query.get("titulos").unwrap_or_default().split(',').map(ToOwned::to_owned).collect(),
            query.get_all("cobranca").unwrap_or_default(),
        ]
        .concat()
        .iter()
        .filter_map(|id| id.parse::<ChargeId>().ok())
        .collect(),
        overdue: query.get("vencidos").is_some(),
        channel: query.get("canal").and_then(|channel| channel.parse().ok()),
        appointment: query.get("agendamento").and_then(|id| id.parse().ok()),
        next: query.get("voltar").unwrap_or_default(),
    });
    served(
        async move {
            let (ctx, actor) = crate::ssr::request()?;
            Ok(backend::reach::view(&ctx, &actor, client?, typed, asked).await?)
        },
        screen,
    )
}

fn screen(view: ReachView) -> AnyView {
    let t = &texts().reach;
    let (client, name, company) = (view.client, view.name.clone(), view.company.1.clone());
    let back = own_path(&view.form.next, &routes::client(client)).to_owned();
    view! {
        <PageTitle text=format!("{} · {name}", t.title)/>
        <div class="page reach-page">
            <header class="page__head">
                <div>
                    <h1>{t.title}</h1>
                    <p class="lead">
                        {t.of_client} " " <a href=routes::client(client)>{name}</a> " " {t.for_company} " " {company}
                    </p>
                </div>
                <div class="page__actions"><a class="button" href=back>{t.back}</a></div>
            </header>
            {body(view)}
        </div>
    }
    .into_any()
}

fn body(view: ReachView) -> AnyView {
    let t = texts();
    let r = &t.reach;
    let here = routes::contact_with(view.client);
    let form = view.form.clone();
    refill_posted(
        Record::PATH,
        &[
            ("to_for", &form.to_for),
            ("to", &form.to),
            ("template", &form.template),
            ("made_for", &form.made_for),
            ("made", &form.made),
            ("subject", &form.subject),
            ("body", &form.body),
        ],
    );
    let channel = form.channel.parse().unwrap_or(Channel::WhatsApp);
    let channels = CHANNELS.iter().map(|one| Choice::new(one.as_str(), (t.contact.channel_name)(*one)));
    let templates: Vec<Choice> = std::iter::once(Choice::new("", r.no_template))
        .chain(view.templates.iter().map(|(id, name)| Choice::new(id, name.clone())))
        .collect();
    let refused = view.refused.as_ref().map(t.message.refusal);
    let address = here.clone();
    let (label, kind, mode) = match channel {
        Channel::Email => (r.email, "email", "email"),
        _ => (r.phone, "tel", "tel"),
    };
    let hint = match (channel, &view.number) {
        (Channel::Email, _) => String::new(),
        (Channel::WhatsApp | Channel::Sms, NumberKind::Landline) => r.landline.to_owned(),
        (_, NumberKind::OfPerson(name)) => (r.number_of)(name),
        _ => r.phone_hint.to_owned(),
    };
    let text_label = if channel == Channel::Phone { r.script } else { r.body };
    let held = held(&view).into_string();
    let needs_reason = !view.held.is_empty();
    let charges = charges(&view).into_string();
    let own = own_server(&view, channel);
    let owed = view.owed.map(|owed| parts(&owed));
    let outdated = outdated(&view).into_string();
    let has_outdated = view.outdated.is_some();
    view! {
        <PlainForm path=Record::PATH id="contatar" class="reach" attr:data-live=address>
            // Enter in a line computes: it uses the first button.
            <button type="submit" formmethod="get" formaction=here.clone() hidden tabindex="-1"></button>
            <input type="hidden" name=BACK_FIELD value=here.clone()/>
            <Hidden name="client" value=form.client/>
            <Hidden name="key" value=form.key/>
            <Hidden name="appointment" value=form.appointment/>
            <Hidden name="next" value=form.next/>
            <div class="reach__columns">
                <section class="card reach__message">
                    <RadioCards name="channel" label=r.channel choices=channels.collect() value=form.channel compact=true/>
                    <div data-live-part="modelos" class="reach__part">
                        <SelectField name="template" label=r.template choices=templates value=form.template/>
                    </div>
                    <div data-live-part="fone" class="reach__part">
                        <Hidden name="to_for" value=form.to_for/>
                        {match channel {
                            // The envelope shows the address of the client's data.
                            Channel::Letter => view! { <p>{r.to} " " <strong>{form.to}</strong></p> }.into_any(),
                            _ => view! { <TextField name="to" label=label kind=kind inputmode=mode hint=hint value=form.to/> }.into_any(),
                        }}
                    </div>
                    <div data-live-part="texto" class="reach__part">
                        <Hidden name="made_for" value=form.made_for/>
                        <Hidden name="made" value=form.made/>
                        {subject(channel, form.subject)}
                        <TextArea name="body" label=text_label hint=r.body_hint rows=9 maxlength=text_max(channel) value=form.body/>
                    </div>
                    <div data-live-part="aviso" class="reach__part" inner_html=outdated></div>
                    {remade(has_outdated)}
                    <div data-live-part="motivo" class="reach__part">
                        <div inner_html=held></div>
                        {needs_reason.then(|| view! {
                            <TextField name="reason" label=r.reason hint=r.reason_hint value=form.reason maxlength=500 autofocus=true/>
                        })}
                        {refused.map(|why| view! {
                            <Notice tone=Tone::Bad><p><strong>{r.refused}</strong> " " {why}</p></Notice>
                        })}
                        {own}
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit" autofocus=!needs_reason data-send-now=""
                            aria-keyshortcuts="Control+Enter"><span data-live-part="enviar">{(r.send)(channel)}</span></button>
                        <button class="button button--quiet" type="submit" formmethod="get" formaction=here
                            name="cmd[fresh]" value="on">{r.refresh}</button>
                    </div>
                    <p class="field__hint">{r.send_hint}</p>
                </section>
                <section class="card" aria-labelledby="contatar-titulos">
                    <h2 id="contatar-titulos">{r.charges}</h2>
                    <p class="field__hint">{r.charges_hint}</p>
                    <Field name="charges" label=r.charges class="reach__charges">
                        <div inner_html=charges></div>
                    </Field>
                    <p class="reach__owed" data-live-part="soma">{owed}</p>
                </section>
            </div>
        </PlainForm>
        <script nonce=use_nonce() inner_html=include_str!("send.js")></script>
    }
    .into_any()
}

/// Kept where the channel has none: it comes back with e-mail.
fn subject(channel: Channel, subject: String) -> AnyView {
    if template_channel(channel).has_subject() {
        let label = texts().reach.subject;
        view! { <TextField name="subject" label=label value=subject maxlength=200/> }.into_any()
    } else {
        view! { <Hidden name="subject" value=subject/> }.into_any()
    }
}

/// A text that was changed by hand and says other amounts than those of now: it goes out if the person insists.
fn outdated(view: &ReachView) -> Markup {
    let t = &texts().reach;
    html! {
        @if let Some(now) = &view.outdated {
            div.guard role="status" {
                p { (t.outdated) }
                label.check {
                    input type="checkbox" name="cmd[keep]" value=(now) checked[view.form.keep == *now];
                    (t.keep)
                }
            }
        }
    }
}

/// Why a form came back although nothing in it is wrong.
fn remade(is_kept: bool) -> Option<AnyView> {
    let came_back = !is_kept && use_form().error("body") == Some(domain::Error::MessageRefused);
    came_back.then(|| view! { <Notice tone=Tone::Warning><p>{texts().reach.remade}</p></Notice> }.into_any())
}

/// What speaks against it.
fn held(view: &ReachView) -> Markup {
    let t = &texts().reach;
    html! {
        @if !view.held.is_empty() {
            div.guard role="status" {
                strong { (t.against) }
                ul { @for refusal in &view.held { li { ((texts().message.refusal)(refusal)) } } }
            }
        }
    }
}

fn own_server(view: &ReachView, channel: Channel) -> Option<AnyView> {
    let t = &texts().reach;
    (channel == Channel::Email && view.has_mail_server).then(|| {
        let pairs: Vec<_> = view.form.charges.iter().map(|id| ("cobranca", id.clone())).collect();
        let href = routes::address(&routes::message_to(view.client), &pairs);
        view! {
            <Notice tone=Tone::Info><p>{t.own_server} " " <a href=href>{t.compose}</a></p></Notice>
        }
        .into_any()
    })
}

fn charges(view: &ReachView) -> Markup {
    let t = &texts().reach;
    html! {
        ul.reach__list {
            @for charge in &view.charges {
                li {
                    label.check {
                        input type="checkbox" autocomplete="off" name="cmd[charges][]" value=(charge.id) checked[charge.chosen];
                        span.reach__charge {
                            span { (charge.document) }
                            span.muted { (show_date(charge.due)) ", " ((t.days)(charge.days_late)) }
                            (money(charge.updated))
                        }
                    }
                }
            }
        }
    }
}

/// The amounts, part by part, as the law wants them told.
fn parts(owed: &Owed) -> String {
    let correction = if owed.correction == Money::ZERO { String::new() } else { owed.correction.to_string() };
    (texts().reach.parts)(
        &owed.principal.to_string(),
        &correction,
        &owed.fine.to_string(),
        &owed.interest.to_string(),
        &owed.total.to_string(),
    )
}
