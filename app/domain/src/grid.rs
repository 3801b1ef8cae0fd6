//! The working grid: charges one by one, by a filter, with what was said of the chosen one.

use crate::{
    FieldError, Money,
    contact::{Channel, HistoryEntry, LastContact, TodayContact},
    id::{ChargeId, ClientId, CompanyId, ContactId, FilterId, UserId},
    reach::Unconfirmed,
    saved_filter::{FilterFields, FilterSummary, GridColumn, SavedFilter},
    session::CompanyRef,
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// What the grid is asked. Its whole state stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridQuery {
    /// The chosen filter.
    pub filter: Option<FilterId>,
    /// The fields count instead of what the filter says.
    pub adjusted: bool,
    /// The fields. Without [`Self::adjusted`] only its order counts.
    pub fields: FilterFields,
    /// Page, counted from 1.
    pub page: u32,
    /// The chosen charge.
    pub charge: Option<ChargeId>,
}

/// What is shown where neither a filter nor fields were asked for: everything that is late.
fn overdue() -> FilterFields {
    FilterFields { days_from: "1".to_owned(), ..FilterFields::default() }
}

impl GridQuery {
    /// Reads the query from the names and values of an address; what cannot be read counts as not given.
    pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            filter: get("filtro").and_then(|id| id.parse().ok()),
            adjusted: get("ajuste").is_some_and(|value| !matches!(value, "" | "0")),
            page: get("pagina").and_then(|text| text.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
            charge: get("titulo").and_then(|id| id.parse().ok()),
            fields: FilterFields::from_pairs(get),
        }
    }

    /// The names and values that say this query in an address; what is as usual is left out.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(filter) = self.filter {
            pairs.push(("filtro", filter.to_string()));
        }
        if self.adjusted {
            pairs.push(("ajuste", "1".to_owned()));
        }
        let order = |name: &str| matches!(name, "ordem" | "sentido");
        pairs.extend(self.fields.to_pairs().into_iter().filter(|(name, _)| self.adjusted || order(name)));
        if self.page > 1 {
            pairs.push(("pagina", self.page.to_string()));
        }
        if let Some(charge) = self.charge {
            pairs.push(("titulo", charge.to_string()));
        }
        pairs
    }

    /// The fields that count: those of the address, or of the filter, or the usual ones; in the order of the address.
    pub fn effective(&self, saved: Option<&SavedFilter>) -> FilterFields {
        if self.adjusted {
            return self.fields.clone();
        }
        let fields = saved.map_or_else(overdue, |saved| FilterFields::of(&saved.criteria));
        if self.fields.sort.is_empty() && self.fields.direction.is_empty() {
            return fields;
        }
        FilterFields { sort: self.fields.sort.clone(), direction: self.fields.direction.clone(), ..fields }
    }

    /// The same grid in another order, from its first page.
    #[must_use]
    pub fn ordered_by(&self, column: GridColumn, descending: bool) -> Self {
        let direction = if descending == column.starts_descending() {
            ""
        } else if descending {
            "desc"
        } else {
            "asc"
        };
        let fields = FilterFields {
            sort: column.as_str().to_owned(),
            direction: direction.to_owned(),
            ..self.fields.clone()
        };
        Self { fields, page: 1, charge: None, ..self.clone() }
    }
}

/// One charge of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRow {
    /// Its identity.
    pub id: ChargeId,
    /// Who owes.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// The document's number.
    pub document: String,
    /// The creditor's name.
    pub company: String,
    /// When it is due.
    pub due: NaiveDate,
    /// Days late; negative: so many days until it is due.
    pub days_late: i64,
    /// The principal that is open.
    pub balance: Money,
    /// With fine and interest, today.
    pub updated: Money,
    /// The last contact with the client for a company in sight.
    pub last_contact: Option<LastContact>,
    /// Whether anybody contacted the client today.
    pub contacted_today: bool,
    /// The next appointment with the client.
    pub next_appointment: Option<(NaiveDate, Option<NaiveTime>)>,
    /// Whether an open promise is about it.
    pub promised: bool,
    /// Whether it is an instalment of an agreement.
    pub instalment: bool,
}

/// The totals of the whole result, on all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridTotals {
    /// How many charges.
    pub charges: u32,
    /// Of how many clients.
    pub clients: u32,
    /// The principal that is open.
    pub balance: Money,
    /// With fine and interest, today.
    pub updated: Money,
}

/// The lower pane: the chosen charge, and what was said with its client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridPane {
    /// The charge.
    pub charge: ChargeId,
    /// Its number.
    pub document: String,
    /// When it is due.
    pub due: NaiveDate,
    /// With fine and interest, today; nothing when it is no longer open.
    pub updated: Option<Money>,
    /// Who owes.
    pub client: ClientId,
    /// Their name.
    pub name: String,
    /// CPF or CNPJ, with its punctuation.
    pub tax_id: String,
    /// Landline.
    pub phone: String,
    /// Mobile.
    pub mobile: String,
    /// E-mail address.
    pub email: String,
    /// The creditor.
    pub company: CompanyId,
    /// Somebody contacted the client today.
    pub today: Option<TodayContact>,
    /// The newest lines of the history.
    pub history: Vec<HistoryEntry>,
    /// How many lines it has.
    pub history_total: u32,
    /// The contact that may be cancelled: the last one.
    pub may_void: Option<ContactId>,
    /// The idempotency key of the form of a comment.
    pub comment_key: String,
}

/// One page of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridPage {
    /// Today, in the company's local time.
    pub today: NaiveDate,
    /// The saved filters, with how much each finds.
    pub filters: Vec<FilterSummary>,
    /// How much is late, in all: what is shown without a filter.
    pub overdue: u32,
    /// The chosen filter.
    pub chosen: Option<SavedFilter>,
    /// The fields that count.
    pub fields: FilterFields,
    /// The channel that the filter proposes.
    pub channel: Option<Channel>,
    /// The rows of this page.
    pub rows: Vec<GridRow>,
    /// This page, counted from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// The totals of all pages.
    pub totals: GridTotals,
    /// The chosen charge; the first row where none is named.
    pub pane: Option<GridPane>,
    /// Messages that the viewer opened and has said nothing of yet.
    pub unconfirmed: Vec<Unconfirmed>,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// Who may be chosen: identity and name.
    pub people: Vec<(UserId, String)>,
    /// What is wrong with the fields; the list is then empty.
    pub errors: Vec<FieldError>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> GridQuery {
        GridQuery::from_pairs(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value))
    }

    #[test]
    fn without_anything_the_grid_shows_what_is_late() {
        assert_eq!(read(&[]).effective(None), overdue());
        assert_eq!(
            read(&[("ajuste", "1")]).effective(None),
            FilterFields::default(),
            "blank fields ask for all"
        );
        let ordered = read(&[("ordem", "saldo"), ("sentido", "asc")]).effective(None);
        assert_eq!(
            (ordered.days_from.as_str(), ordered.sort.as_str(), ordered.direction.as_str()),
            ("1", "saldo", "asc")
        );
    }

    #[test]
    fn what_an_address_says_is_said_by_the_same_address() {
        let query = read(&[
            ("filtro", "018f3e1a-0000-7000-8000-000000000001"),
            ("ajuste", "1"),
            ("atraso_de", "-3"),
            ("ordem", "cliente"),
            ("pagina", "3"),
            ("titulo", "018f3e1a-0000-7000-8000-000000000002"),
        ]);
        let pairs = query.to_pairs();
        let again = GridQuery::from_pairs(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
        });
        assert_eq!(again, query);
        let other = query.ordered_by(GridColumn::Balance, false);
        assert_eq!((other.fields.direction.as_str(), other.page, other.charge), ("asc", 1, None));
    }
}
