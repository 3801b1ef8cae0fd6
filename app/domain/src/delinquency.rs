//! The list of delinquent clients: what it is asked, what it answers, how both stand in the address.

use crate::{
    FieldError, Money,
    contact::{LastContact, choices},
    id::{ClientId, CompanyId},
    period::Preset,
    query::read,
    session::CompanyRef,
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// Rows on one page of the list.
pub const PAGE_ROWS: u32 = 50;

choices! {
    /// Which parties the list shows.
    RoleFilter {
        /// Clients and suppliers.
        Any = "todos",
        /// Clients only.
        Client = "cliente",
        /// Suppliers only.
        Supplier = "fornecedor",
    }
}

choices! {
    /// The column that orders the list.
    Column {
        /// Client's name.
        Client = "cliente",
        /// CPF or CNPJ.
        TaxId = "documento",
        /// E-mail address.
        Email = "email",
        /// Telephone.
        Phone = "telefone",
        /// City.
        City = "cidade",
        /// Federative unit.
        Uf = "uf",
        /// Postcode.
        Cep = "cep",
        /// Number of charges in the period.
        Count = "quantidade",
        /// Their sum.
        Total = "total",
        /// Their sum with fine and interest.
        Updated = "atualizado",
        /// Days late of the oldest.
        DaysLate = "atraso",
        /// Last contact.
        LastContact = "contato",
        /// Next appointment.
        NextAppointment = "agenda",
    }
}

/// What the list is asked. Its whole state stands in the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelinquencyQuery {
    /// Quick search: any part of name, CPF/CNPJ, phone or e-mail.
    pub search: String,
    /// Client, in the advanced search: the same matching as the quick search.
    pub client: String,
    /// The company that the debt belongs to.
    pub company: Option<CompanyId>,
    /// Clients, suppliers or both.
    pub role: RoleFilter,
    /// Which due dates count.
    pub period: Preset,
    /// First day, as typed; used with [`Preset::Custom`].
    pub from: String,
    /// Last day, as typed; used with [`Preset::Custom`].
    pub until: String,
    /// Also clients who have only charges that are not yet due.
    pub show_all: bool,
    /// The ordering column.
    pub sort: Column,
    /// From the greatest to the least.
    pub descending: bool,
    /// Page, counted from 1.
    pub page: u32,
    /// Values of the address that cannot be read.
    pub unreadable: Vec<FieldError>,
}

impl Default for DelinquencyQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            client: String::new(),
            company: None,
            role: RoleFilter::Any,
            period: Preset::AllOverdue,
            from: String::new(),
            until: String::new(),
            show_all: false,
            sort: Column::Updated,
            descending: true,
            page: 1,
            unreadable: Vec::new(),
        }
    }
}

impl Column {
    /// The direction in which a first click on the column orders: figures from the greatest, texts from A.
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Count | Self::Total | Self::Updated | Self::DaysLate | Self::LastContact)
    }
}

impl DelinquencyQuery {
    /// Reads the query from the names and values of an address; an order that cannot be read is the usual one.
    pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name| get(name).unwrap_or_default().trim().to_owned();
        let (default, mut unreadable) = (Self::default(), Vec::new());
        let sort = get("ordem").and_then(|text| text.parse().ok()).unwrap_or(default.sort);
        Self {
            search: text("q"),
            client: text("cliente"),
            company: read(get("empresa"), "empresa", &mut unreadable),
            role: read(get("papel"), "papel", &mut unreadable).unwrap_or(default.role),
            period: read(get("periodo"), "periodo", &mut unreadable).unwrap_or(default.period),
            from: text("de"),
            until: text("ate"),
            show_all: get("todos").is_some_and(|value| !matches!(value, "" | "0")),
            sort,
            descending: match get("sentido") {
                Some("asc") => false,
                Some("desc") => true,
                _ => sort.starts_descending(),
            },
            page: get("pagina").and_then(|text| text.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
            unreadable,
        }
    }

    /// The names and values that say this query in an address; what is as usual is left out.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let default = Self::default();
        let mut pairs = Vec::new();
        let mut put = |name, value: String, usual: bool| {
            if !usual && !value.is_empty() {
                pairs.push((name, value));
            }
        };
        put("q", self.search.clone(), false);
        put("cliente", self.client.clone(), false);
        put("empresa", self.company.map(|id| id.to_string()).unwrap_or_default(), false);
        put("papel", self.role.as_str().to_owned(), self.role == default.role);
        put("periodo", self.period.as_str().to_owned(), self.period == default.period);
        put("de", self.from.clone(), self.period != Preset::Custom);
        put("ate", self.until.clone(), self.period != Preset::Custom);
        put("todos", "1".to_owned(), !self.show_all);
        put("ordem", self.sort.as_str().to_owned(), self.sort == default.sort);
        let direction = if self.descending { "desc" } else { "asc" };
        put("sentido", direction.to_owned(), self.descending == self.sort.starts_descending());
        put("pagina", self.page.to_string(), self.page == 1);
        pairs
    }
}

/// One client of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelinquentRow {
    /// Its identity.
    pub client: ClientId,
    /// Name.
    pub name: String,
    /// CPF or CNPJ with its mask.
    pub tax_id: String,
    /// E-mail address.
    pub email: String,
    /// Landline or else mobile, in E.164.
    pub phone: String,
    /// City.
    pub city: String,
    /// Federative unit.
    pub uf: String,
    /// Postcode, eight digits.
    pub cep: String,
    /// Open charges in the period.
    pub count: u32,
    /// Their sum.
    pub total: Money,
    /// Their sum with fine and interest, today.
    pub updated: Money,
    /// All open charges of the client, where they differ from those in the period: count and sum.
    pub everything: Option<(u32, Money)>,
    /// Days late of the oldest in the period; zero when none is late.
    pub days_late: i64,
    /// The last contact that counts.
    pub last_contact: Option<LastContact>,
    /// Whether the client was contacted today.
    pub contacted_today: bool,
    /// The next pending appointment.
    pub next_appointment: Option<(NaiveDate, Option<NaiveTime>)>,
}

/// One page of the list, with the totals of all pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelinquencyPage {
    /// The rows of this page.
    pub rows: Vec<DelinquentRow>,
    /// This page, counted from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// Clients on all pages.
    pub clients: u32,
    /// Charges on all pages.
    pub charges: u32,
    /// Sum of all pages.
    pub total: Money,
    /// Sum of all pages with fine and interest, today.
    pub updated: Money,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// What is wrong with the query; the list is then empty.
    pub errors: Vec<FieldError>,
}
