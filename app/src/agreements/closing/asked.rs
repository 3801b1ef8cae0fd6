//! What the page is asked: a form that was typed or refused, and the button that was pressed.

use super::super::api::Confirm;
use crate::ui::{draft, typed};
use axum::http::request::Parts;
use backend::{Actor, Ctx, Error};
use domain::{
    Error as Rule,
    agreement::{AgreementSeed, Closing, ConfirmAgreement, DivideAgreement},
    charge::PaymentMethod,
    instalments::{Rhythm, due_dates},
};
use leptos::prelude::use_context;

/// What a button does before the page is computed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The page was opened, or a form was refused.
    Open,
    /// Nothing else.
    Recalculate,
    /// The instalments are made by the division.
    Divide,
    /// One more instalment.
    Add,
    /// Without this row.
    Remove(usize),
    /// The difference goes somewhere.
    Close(Closing),
    /// All overdue charges are chosen, and no others.
    Overdue,
}

/// The form as typed and what is to be done with it.
pub struct Asked {
    form: ConfirmAgreement,
    division: Option<DivideAgreement>,
    /// What to do.
    pub step: Step,
}

impl Asked {
    /// Reads the address, or the form that was refused.
    pub fn read(client: String) -> Self {
        let query = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
        let query = query.unwrap_or_default();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let all = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name);
        let typed_before = draft::<Confirm, ConfirmAgreement>();
        let form = typed_before.unwrap_or_else(|| ConfirmAgreement {
            charges: all("cobranca").map(|(_, charge)| charge.to_string()).collect(),
            contact: all("contato").next().map(|(_, contact)| contact.to_string()).unwrap_or_default(),
            ..ConfirmAgreement::default()
        });
        let step = pairs.iter().rev().find_map(|(name, value)| Step::read(name, value)).unwrap_or(Step::Open);
        let division = typed::<Confirm, DivideAgreement>("dividir");
        let begins =
            form.filled().is_empty() && division.as_ref().is_some_and(|division| !division.count.is_empty());
        let step = if step == Step::Recalculate && begins { Step::Divide } else { step };
        Self { form: ConfirmAgreement { client, ..form }, division, step }
    }

    /// The page.
    pub async fn seed(self, ctx: &Ctx, actor: &Actor) -> Result<AgreementSeed, Error> {
        let typed_division = self.division.clone();
        let mut seed = self.computed(ctx, actor).await?;
        seed.division = typed_division.unwrap_or_else(|| usual(&seed));
        Ok(seed)
    }

    async fn computed(self, ctx: &Ctx, actor: &Actor) -> Result<AgreementSeed, Error> {
        let none = DivideAgreement::default;
        let again = async |form| backend::agreements::seed(ctx, actor, form, none()).await;
        match self.step {
            Step::Divide => {
                let division = self.division.unwrap_or_default();
                let blank = division.count.trim().is_empty();
                let mut seed = backend::agreements::seed(ctx, actor, self.form, division).await?;
                // Without a count nothing was made: say why.
                seed.errors.extend(blank.then(|| Rule::Required.on("count")));
                Ok(seed)
            }
            Step::Open | Step::Recalculate => again(self.form).await,
            Step::Remove(row) => again(self.form.without_row(row)).await,
            Step::Overdue => {
                again(ConfirmAgreement { charges: Vec::new(), key: String::new(), ..self.form }).await
            }
            Step::Add => {
                let seed = again(self.form).await?;
                again(seed.form.with_row(&seed.proposal, seed.today)).await
            }
            Step::Close(closing) => {
                let seed = again(self.form).await?;
                // A row that cannot be read is not in the proposal: it is to be put right first.
                let closed = seed.proposal.closed(closing).filter(|_| seed.errors.is_empty());
                match closed {
                    Some(closed) => again(seed.form.with_closed(&closed)).await,
                    None => Ok(seed),
                }
            }
        }
    }
}

impl Step {
    fn read(name: &str, value: &str) -> Option<Self> {
        match name {
            "recalcular" => Some(Self::Recalculate),
            "gerar" => Some(Self::Divide),
            "adicionar" => Some(Self::Add),
            "remover" => value.parse().ok().map(Self::Remove),
            "fechar" => value.parse().ok().map(Self::Close),
            "escolher" => Some(Self::Overdue),
            _ => None,
        }
    }
}

/// The division before anything is typed: by Pix, the first in a month.
fn usual(seed: &AgreementSeed) -> DivideAgreement {
    let first = due_dates(seed.today, Rhythm::Monthly, 2).ok().and_then(|days| days.last().copied());
    DivideAgreement {
        first: first.map(|day| day.to_string()).unwrap_or_default(),
        method: PaymentMethod::Pix.as_str().to_owned(),
        ..DivideAgreement::default()
    }
}
