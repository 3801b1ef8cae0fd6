//! The list of charges (Lançamentos Financeiros): what it is asked, what it answers.

use super::{ChargeStatus, PaymentMethod};
use crate::{
    FieldError, Money,
    contact::choices,
    id::{ChargeId, ClientId, CompanyId},
    period::Preset,
    session::CompanyRef,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

choices! {
    /// The column that orders the list of charges.
    ChargeColumn {
        /// Code within the company.
        Code = "codigo",
        /// The document's number.
        Document = "documento",
        /// Client's name.
        Client = "cliente",
        /// Company's name.
        Company = "empresa",
        /// Issued.
        Issued = "emissao",
        /// Due.
        Due = "vencimento",
        /// What was charged.
        Original = "valor",
        /// What was received.
        Paid = "pago",
        /// The principal that is open.
        Balance = "saldo",
        /// Days late.
        DaysLate = "atraso",
        /// With fine and interest, today.
        Updated = "atualizado",
        /// Payment method.
        Method = "forma",
        /// Status.
        Status = "situacao",
    }
}

/// What the list of charges is asked. Its whole state stands in the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargesQuery {
    /// One client's charges; stands in the path.
    pub of: Option<ClientId>,
    /// Any part of the client's name, CPF/CNPJ, phone or e-mail.
    pub client: String,
    /// The creditor.
    pub company: Option<CompanyId>,
    /// Any part of the document's number, or the code.
    pub document: String,
    /// Only charges of this status; nothing means all.
    pub status: Option<ChargeStatus>,
    /// Due dates; nothing means all.
    pub due: Option<Preset>,
    /// First due date, as typed; used with [`Preset::Custom`].
    pub due_from: String,
    /// Last due date, as typed; used with [`Preset::Custom`].
    pub due_until: String,
    /// Days of payment; nothing means all charges, paid or not.
    pub paid: Option<Preset>,
    /// First day of payment, as typed; used with [`Preset::Custom`].
    pub paid_from: String,
    /// Last day of payment, as typed; used with [`Preset::Custom`].
    pub paid_until: String,
    /// Only charges to be paid, or paid, in this way.
    pub method: Option<PaymentMethod>,
    /// Only what is open and was due before today.
    pub overdue: bool,
    /// The ordering column.
    pub sort: ChargeColumn,
    /// From the greatest to the least.
    pub descending: bool,
    /// Page, counted from 1.
    pub page: u32,
}

impl Default for ChargesQuery {
    fn default() -> Self {
        Self {
            of: None,
            client: String::new(),
            company: None,
            document: String::new(),
            status: None,
            due: None,
            due_from: String::new(),
            due_until: String::new(),
            paid: None,
            paid_from: String::new(),
            paid_until: String::new(),
            method: None,
            overdue: false,
            sort: ChargeColumn::Due,
            descending: true,
            page: 1,
        }
    }
}

impl ChargeColumn {
    /// The direction in which a first click on the column orders: figures and days from the greatest, texts
    /// from A.
    pub const fn starts_descending(self) -> bool {
        !matches!(self, Self::Document | Self::Client | Self::Company | Self::Method | Self::Status)
    }
}

impl ChargesQuery {
    /// Reads the query from the names and values of an address; what cannot be read counts as not given.
    pub fn from_pairs<'a>(of: Option<ClientId>, get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
        // Whoever types a date means it, also where no period is chosen.
        let period = |name: &str, [from, until]: [&str; 2]| match get(name).unwrap_or_default() {
            "" if !text(from).is_empty() || !text(until).is_empty() => Some(Preset::Custom),
            name => name.parse().ok(),
        };
        let default = Self::default();
        let sort = get("ordem").and_then(|text| text.parse().ok()).unwrap_or(default.sort);
        Self {
            of,
            client: text("cliente"),
            company: get("empresa").and_then(|id| id.parse().ok()),
            document: text("documento"),
            status: get("situacao").and_then(|text| text.parse().ok()),
            due: period("vencimento", ["venc_de", "venc_ate"]),
            due_from: text("venc_de"),
            due_until: text("venc_ate"),
            paid: period("pagamento", ["pago_de", "pago_ate"]),
            paid_from: text("pago_de"),
            paid_until: text("pago_ate"),
            method: get("forma").and_then(|text| text.parse().ok()),
            overdue: get("vencidos").is_some_and(|value| !matches!(value, "" | "0")),
            sort,
            descending: match get("sentido") {
                Some("asc") => false,
                Some("desc") => true,
                _ => sort.starts_descending(),
            },
            page: get("pagina").and_then(|text| text.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
        }
    }

    /// The names and values that say this query in an address; what is as usual is left out, and so is the
    /// client, who stands in the path.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: String, usual: bool| {
            if !usual && !value.is_empty() {
                pairs.push((name, value));
            }
        };
        let preset = |period: Option<Preset>| period.map_or("", Preset::as_str).to_owned();
        put("cliente", self.client.clone(), false);
        put("empresa", self.company.map(|id| id.to_string()).unwrap_or_default(), false);
        put("documento", self.document.clone(), false);
        put("situacao", self.status.map_or("", ChargeStatus::as_str).to_owned(), false);
        put("vencimento", preset(self.due), false);
        put("venc_de", self.due_from.clone(), self.due != Some(Preset::Custom));
        put("venc_ate", self.due_until.clone(), self.due != Some(Preset::Custom));
        put("pagamento", preset(self.paid), false);
        put("pago_de", self.paid_from.clone(), self.paid != Some(Preset::Custom));
        put("pago_ate", self.paid_until.clone(), self.paid != Some(Preset::Custom));
        put("forma", self.method.map_or("", PaymentMethod::as_str).to_owned(), false);
        put("vencidos", "1".to_owned(), !self.overdue);
        put("ordem", self.sort.as_str().to_owned(), self.sort == ChargeColumn::Due);
        let direction = if self.descending { "desc" } else { "asc" };
        put("sentido", direction.to_owned(), self.descending == self.sort.starts_descending());
        put("pagina", self.page.to_string(), self.page == 1);
        pairs
    }
}

/// One charge of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeRow {
    /// Its identity.
    pub id: ChargeId,
    /// Its number within the company.
    pub code: i64,
    /// The document's number.
    pub document: String,
    /// Who owes.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// The creditor's name.
    pub company: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// What was charged.
    pub original: Money,
    /// What was received, late charges included.
    pub paid: Money,
    /// The principal that is open.
    pub balance: Money,
    /// Days late by the calendar; zero when it is not late or not open.
    pub days_late: i64,
    /// With fine and interest, today; nothing when a missing index keeps it from being computed.
    pub updated: Option<Money>,
    /// How it is to be paid, if it was agreed.
    pub method: Option<PaymentMethod>,
    /// What became of it.
    pub status: ChargeStatus,
}

/// The totals of the whole result, on all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeTotals {
    /// How many charges.
    pub count: u32,
    /// What was charged.
    pub original: Money,
    /// What was received.
    pub paid: Money,
    /// The principal that is open.
    pub balance: Money,
    /// With fine and interest, today.
    pub updated: Money,
}

/// One page of the list of charges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargesPage {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// The client whose charges these are, where the list is of one: identity and name.
    pub of: Option<(ClientId, String)>,
    /// The rows of this page.
    pub rows: Vec<ChargeRow>,
    /// This page, counted from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// The totals of all pages.
    pub totals: ChargeTotals,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// What is wrong with the query; the list is then empty.
    pub errors: Vec<FieldError>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> ChargesQuery {
        ChargesQuery::from_pairs(None, |name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
        })
    }

    #[test]
    fn whoever_types_a_day_means_it() {
        let typed = read(&[("vencimento", ""), ("venc_de", "2026-11-01"), ("pago_ate", "30/11/2026")]);
        assert_eq!((typed.due, typed.paid), (Some(Preset::Custom), Some(Preset::Custom)));
        let named = read(&[("vencimento", "hoje"), ("venc_de", "2026-11-01")]);
        assert_eq!((named.due, named.paid), (Some(Preset::Today), None));
    }

    #[test]
    fn what_an_address_says_is_said_by_the_same_address() {
        let query = read(&[
            ("situacao", "open"),
            ("vencidos", "1"),
            ("ordem", "valor"),
            ("sentido", "asc"),
            ("pagina", "3"),
        ]);
        let pairs = query.to_pairs();
        let again = ChargesQuery::from_pairs(None, |name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
        });
        assert_eq!(again, query);
    }
}
