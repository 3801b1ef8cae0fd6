//! One row of the file as values, or what is wrong with it.

use super::{
    Reason, Remark,
    fields::{Field, Layout},
    source::{Row, Style},
    values,
};
use chrono::NaiveDate;
use domain::{
    Money,
    address::{Cep, Email, Uf},
    charge::DOCUMENT_MAX,
    client::{NAME_MAX, NUMBER_MAX, PLACE_MAX},
    contact::NOTES_MAX,
    phone::Phone,
    tax_id::TaxId,
};

/// A receivable.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "the line of the file is called that")]
pub(super) struct Line {
    pub(super) line: u64,
    /// The client's identifier in the file; blank when it has none.
    pub(super) reference: String,
    /// CPF or CNPJ; blank when the file has none.
    pub(super) tax_id: String,
    /// The client's name as it stands in the file; blank when it has none.
    pub(super) name: String,
    pub(super) contact: ContactData,
    pub(super) document: String,
    pub(super) issued: Option<NaiveDate>,
    pub(super) due: NaiveDate,
    pub(super) amount: Money,
    pub(super) paid: Option<Paid>,
    pub(super) notes: String,
}

/// How to reach a client.
#[derive(Clone, Debug, Default)]
pub(super) struct ContactData {
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) mobile: String,
    pub(super) street: String,
    pub(super) number: String,
    pub(super) district: String,
    pub(super) city: String,
    pub(super) uf: String,
    pub(super) cep: String,
}

/// What was paid; without an amount, everything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paid {
    pub(super) on: NaiveDate,
    pub(super) amount: Option<Money>,
}

/// What a row says: a receivable, or a payment, unless something is bad, and warnings.
pub(super) struct Read<T> {
    pub(super) line: Option<T>,
    pub(super) bad: Vec<Remark>,
    pub(super) warnings: Vec<Remark>,
}

/// A payment: of which document, and how much on which day.
#[derive(Clone, Debug)]
pub(super) struct PaymentRow {
    pub(super) line: u64,
    pub(super) document: String,
    pub(super) on: NaiveDate,
    pub(super) amount: Money,
}

/// What a row of a file of payments says: a payment unless something is bad, and warnings.
pub(super) fn read_payment(
    row: &Row<'_>,
    layout: &Layout,
    style: Style,
    today: NaiveDate,
) -> Read<PaymentRow> {
    let mut reading = Reading { row, layout, style, bad: Vec::new(), warnings: Vec::new() };
    reading.check_width();
    let document = reading.short(Field::Document, DOCUMENT_MAX);
    let on = reading.date(Field::PaidOn);
    let field = layout.paid_field();
    let amount = reading.amount(field);
    if document.is_empty() {
        reading.missing(Field::Document);
    }
    match on {
        Some(None) => reading.missing(Field::PaidOn),
        Some(Some(on)) if on > today => reading.note_bad(Field::PaidOn, Reason::PaidInFuture),
        _ => {}
    }
    match amount {
        Some(None) => reading.missing(field),
        Some(Some(amount)) if !amount.is_positive() => reading.note_bad(field, Reason::NotPositive),
        _ => {}
    }
    let payment = on.flatten().zip(amount.flatten());
    let payment = payment.map(|(on, amount)| PaymentRow { line: row.line, document, on, amount });
    reading.done(payment)
}

/// Reads a row. Wrong amounts, dates and CPF/CNPJ make it bad; a wrong phone or the like is left out with a
/// warning, because it must not keep the charge from being collected.
pub(super) fn read(row: &Row<'_>, layout: &Layout, style: Style, today: NaiveDate) -> Read<Line> {
    let mut reading = Reading { row, layout, style, bad: Vec::new(), warnings: Vec::new() };
    reading.check_width();
    let line = reading.line(today);
    reading.done(line)
}

struct Reading<'a> {
    row: &'a Row<'a>,
    layout: &'a Layout,
    style: Style,
    bad: Vec<Remark>,
    warnings: Vec<Remark>,
}

impl Reading<'_> {
    fn done<T>(self, line: Option<T>) -> Read<T> {
        Read { line: line.filter(|_| self.bad.is_empty()), bad: self.bad, warnings: self.warnings }
    }

    fn line(&mut self, today: NaiveDate) -> Option<Line> {
        let reference = self.short(Field::ClientId, DOCUMENT_MAX);
        let name = self.cut(Field::ClientName, NAME_MAX);
        let tax_id = self.parsed(Field::TaxId, TaxId::parse_imported).flatten();
        let tax_id = tax_id.map(String::from).unwrap_or_default();
        let contact = self.contact();
        let document = self.short(Field::Document, DOCUMENT_MAX);
        let due = self.date(Field::Due);
        let issued = self.date(Field::Issued).flatten();
        let amount = self.amount(Field::Amount);
        let paid = self.paid(today);
        let notes = self.cut(Field::Notes, NOTES_MAX);

        if reference.is_empty() && name.is_empty() && tax_id.is_empty() {
            let by = [Field::ClientId, Field::ClientName, Field::TaxId];
            let field = by.into_iter().find(|field| self.layout.column(*field).is_some());
            self.missing(field.unwrap_or(Field::ClientName));
        }
        if document.is_empty() {
            self.missing(Field::Document);
        }
        if due == Some(None) {
            self.missing(Field::Due);
        }
        match amount {
            Some(None) => self.missing(Field::Amount),
            Some(Some(amount)) if !amount.is_positive() => {
                self.note_bad(Field::Amount, Reason::NotPositive);
            }
            _ => {}
        }
        let (due, amount) = (due.flatten()?, amount.flatten()?);
        let line = self.row.line;
        Some(Line { line, reference, tax_id, name, contact, document, issued, due, amount, paid, notes })
    }

    fn contact(&mut self) -> ContactData {
        let email = self.or_warn(Field::Email, |text| Email::parse(text).map(String::from));
        let mut phone = self.or_warn(Field::Phone, |text| Phone::parse(text).map(String::from));
        let mut mobile = self.or_warn(Field::Mobile, |text| Phone::parse(text).map(String::from));
        let is_mobile = Phone::parse(&phone).is_ok_and(|phone| phone.is_mobile());
        if is_mobile && mobile.is_empty() {
            mobile = std::mem::take(&mut phone);
        }
        ContactData {
            email,
            phone,
            mobile,
            street: self.cut(Field::Street, NAME_MAX),
            number: self.cut(Field::Number, NUMBER_MAX),
            district: self.cut(Field::District, PLACE_MAX),
            city: self.cut(Field::City, PLACE_MAX),
            uf: self.or_warn(Field::Uf, |text| Uf::parse(text).map(|uf| uf.as_str().to_owned())),
            cep: self.or_warn(Field::Cep, |text| Cep::parse_imported(text).map(String::from)),
        }
    }

    fn paid(&mut self, today: NaiveDate) -> Option<Paid> {
        let on = self.date(Field::PaidOn)?;
        let amount = self.amount(Field::PaidAmount)?;
        match (on, amount) {
            (Some(on), _) if on > today => {
                self.note_bad(Field::PaidOn, Reason::PaidInFuture);
                None
            }
            (Some(_), Some(amount)) if !amount.is_positive() => {
                self.note_bad(Field::PaidAmount, Reason::NothingPaid);
                None
            }
            (Some(on), amount) => Some(Paid { on, amount }),
            (None, Some(amount)) if !amount.is_zero() => {
                self.note_bad(Field::PaidAmount, Reason::NoDatePaid);
                None
            }
            (None, _) => None,
        }
    }

    /// The trimmed text of a field; blank when the file does not have it.
    fn text(&self, field: Field) -> &str {
        let cell = self.layout.column(field).and_then(|column| self.row.cells.get(column));
        cell.unwrap_or_default().trim()
    }

    /// `None` when the value is bad, `Some(None)` when it is blank.
    fn parsed<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, domain::Error>,
    ) -> Option<Option<T>> {
        let text = self.text(field);
        if text.is_empty() {
            return Some(None);
        }
        match parse(text) {
            Ok(value) => Some(Some(value)),
            Err(error) => {
                self.note_bad(field, Reason::Wrong(error));
                None
            }
        }
    }

    fn date(&mut self, field: Field) -> Option<Option<NaiveDate>> {
        let style = self.style;
        self.parsed(field, |text| values::date(text, style.dates, style.sheet))
    }

    fn amount(&mut self, field: Field) -> Option<Option<Money>> {
        let decimals = self.style.decimals;
        if !self.layout.column(field).is_some_and(|column| self.row.computed.contains(&column)) {
            return self.parsed(field, |text| values::amount(text, decimals));
        }
        let amount = self.parsed(field, values::computed)?;
        if let Some(amount) = amount {
            let remark = self.remark(field, Reason::Rounded(amount));
            self.warnings.push(remark);
        }
        Some(amount)
    }

    fn or_warn(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<String, domain::Error>) -> String {
        let text = self.text(field);
        if text.is_empty() {
            return String::new();
        }
        parse(text).unwrap_or_else(|error| {
            let remark = self.remark(field, Reason::LeftBlank(error));
            self.warnings.push(remark);
            String::new()
        })
    }

    /// A text of which no part may get lost.
    fn short(&mut self, field: Field, max: u32) -> String {
        let text = self.text(field);
        if text.chars().count() > max as usize {
            self.note_bad(field, Reason::TooLong(max));
            return String::new();
        }
        text.to_owned()
    }

    fn cut(&mut self, field: Field, max: u32) -> String {
        let lines = self.text(field);
        // Only notes keep their line breaks; a name is one line, whatever the file made of it.
        let text = match field {
            Field::Notes => lines.to_owned(),
            _ => lines.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        match text.char_indices().nth(max as usize) {
            None => text,
            Some((end, _)) => {
                let cut = text[..end].to_owned();
                let remark = self.remark(field, Reason::Cut(max));
                self.warnings.push(remark);
                cut
            }
        }
    }

    /// More cells than headings: a separator stands within a value, and the values are in the wrong columns.
    fn check_width(&mut self) {
        let width = self.layout.headings().len();
        if let Some(extra) = self.row.cells.iter().skip(width).find(|cell| !cell.trim().is_empty()) {
            self.bad.push(Remark {
                line: self.row.line,
                column: String::new(),
                value: extra.trim().to_owned(),
                reason: Reason::MoreValues(width),
            });
        }
    }

    fn missing(&mut self, field: Field) {
        // A value that is there but bad has been noted already.
        if self.text(field).is_empty() {
            self.note_bad(field, Reason::Missing);
        }
    }

    fn note_bad(&mut self, field: Field, reason: Reason) {
        let remark = self.remark(field, reason);
        self.bad.push(remark);
    }

    fn remark(&self, field: Field, reason: Reason) -> Remark {
        Remark {
            line: self.row.line,
            column: self.layout.heading(field).to_owned(),
            value: self.text(field).to_owned(),
            reason,
        }
    }
}
