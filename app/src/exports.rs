//! Lists as rows for spreadsheets: the columns of the screen, under the same headings.

use crate::texts::{Language, Texts};
use backend::sheet::{Cell, Column, Kind};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    address::cep_shown,
    agenda::AgendaRow,
    agreement::{AgreementRow, AgreementsPage},
    charge::{ChargeColumn, ChargeRow, ChargeStatus, ChargesPage},
    client::ClientFound,
    contact::LastContact,
    delinquency::{Column as DelinquencyColumn, DelinquencyPage, DelinquentRow},
    grid::{GridRow, GridTotals},
    message::MessageLine,
    period::{show_date, show_time},
    phone,
    saved_filter::GridColumn,
};

/// What a list is called, its columns, and how its rows become cells, in one language.
#[derive(Clone, Copy)]
pub struct Exports(&'static Texts);

impl Exports {
    /// The lists in a language.
    pub fn in_language(language: Language) -> Self {
        Self(language.texts())
    }

    /// What stands before the sums.
    fn total(self) -> Cell {
        Cell::text(self.0.papers.total)
    }

    /// What stands before the sums, and what they are the sums of, where one column has room for both.
    fn counted(self, count: String) -> Cell {
        Cell::text(format!("{}: {count}", self.0.papers.total))
    }

    /// The title of the list of charges.
    pub fn charges_title(self) -> &'static str {
        self.0.charges.title
    }

    /// The columns of the list of charges.
    pub fn charges_columns(self) -> Vec<Column> {
        let column = |one: &ChargeColumn| Column {
            heading: (self.0.charges.column)(*one).to_owned(),
            kind: match one {
                ChargeColumn::Client => Kind::Text(36),
                ChargeColumn::Company => Kind::Text(24),
                ChargeColumn::Document => Kind::Text(18),
                ChargeColumn::Method | ChargeColumn::Status => Kind::Text(14),
                ChargeColumn::Code | ChargeColumn::DaysLate => Kind::Number,
                ChargeColumn::Issued | ChargeColumn::Due => Kind::Date,
                ChargeColumn::Original
                | ChargeColumn::Paid
                | ChargeColumn::Balance
                | ChargeColumn::Updated => Kind::Money,
            },
        };
        ChargeColumn::ALL.iter().map(column).collect()
    }

    /// A row of the list of charges.
    pub fn charge(self, row: &ChargeRow) -> Vec<Cell> {
        let open = row.status == ChargeStatus::Open;
        let late = open && row.days_late > 0;
        let cell = |column: &ChargeColumn| match column {
            ChargeColumn::Code => Cell::Number(row.code),
            ChargeColumn::Document => Cell::text(&*row.document),
            ChargeColumn::Client => Cell::text(&*row.client_name),
            ChargeColumn::Company => Cell::text(&*row.company),
            ChargeColumn::Issued => row.issued.into(),
            ChargeColumn::Due => row.due.into(),
            ChargeColumn::Original => row.original.into(),
            ChargeColumn::Paid => row.paid.into(),
            ChargeColumn::Balance => row.balance.into(),
            ChargeColumn::DaysLate if late => Cell::Number(row.days_late),
            ChargeColumn::DaysLate => Cell::Blank,
            ChargeColumn::Updated => match row.updated {
                _ if !open => Cell::Blank,
                Some(amount) => amount.into(),
                None => Cell::text(self.0.charges.not_computed),
            },
            ChargeColumn::Method => {
                row.method.map_or(Cell::Blank, |one| Cell::text((self.0.ledger.method)(one)))
            }
            ChargeColumn::Status if late => Cell::text(self.0.charges.overdue),
            ChargeColumn::Status => Cell::text((self.0.ledger.status)(row.status)),
        };
        ChargeColumn::ALL.iter().map(cell).collect()
    }

    /// The sums of the list of charges.
    pub fn charges_sum(self, page: &ChargesPage) -> Vec<Cell> {
        let totals = page.totals;
        let cell = |column: &ChargeColumn| match column {
            ChargeColumn::Code => self.total(),
            ChargeColumn::Document => Cell::text((self.0.charges.summary)(totals.count)),
            ChargeColumn::Original => totals.original.into(),
            ChargeColumn::Paid => totals.paid.into(),
            ChargeColumn::Balance => totals.balance.into(),
            ChargeColumn::Updated => totals.updated.into(),
            _ => Cell::Blank,
        };
        ChargeColumn::ALL.iter().map(cell).collect()
    }

    /// The title of the list of delinquent clients.
    pub fn delinquency_title(self) -> &'static str {
        self.0.delinquency.title
    }

    /// The columns of the list of delinquent clients.
    pub fn delinquency_columns(self) -> Vec<Column> {
        use DelinquencyColumn as C;
        let column = |one: &C| Column {
            heading: (self.0.delinquency.column_name)(*one).to_owned(),
            kind: match one {
                C::Client => Kind::Text(36),
                C::TaxId => Kind::Text(20),
                C::Email => Kind::Text(30),
                C::Phone => Kind::Text(17),
                C::City => Kind::Text(22),
                C::Uf => Kind::Text(5),
                C::Cep => Kind::Text(11),
                C::Count | C::DaysLate => Kind::Number,
                C::Total | C::Updated => Kind::Money,
                C::LastContact | C::NextAppointment => Kind::Text(40),
            },
        };
        C::ALL.iter().map(column).collect()
    }

    /// A row of the list of delinquent clients.
    pub fn delinquent(self, row: &DelinquentRow) -> Vec<Cell> {
        use DelinquencyColumn as C;
        let cell = |column: &C| match column {
            C::Client => Cell::text(&*row.name),
            C::TaxId => Cell::text(&*row.tax_id),
            C::Email => Cell::text(&*row.email),
            C::Phone => Cell::text(phone::shown(&row.phone)),
            C::City => Cell::text(&*row.city),
            C::Uf => Cell::text(&*row.uf),
            C::Cep => Cell::text(cep_shown(&row.cep)),
            C::Count => Cell::Number(row.count.into()),
            C::Total => row.total.into(),
            C::Updated => row.updated.into(),
            C::DaysLate => Cell::Number(row.days_late),
            C::LastContact => self.contacted(row.last_contact.as_ref(), row.contacted_today),
            C::NextAppointment => planned(row.next_appointment),
        };
        C::ALL.iter().map(cell).collect()
    }

    /// The last contact in words, and whether it was today.
    fn contacted(self, last: Option<&LastContact>, today: bool) -> Cell {
        let contact = &self.0.contact;
        let said = last.map(|last| {
            let moment = domain::period::show_date_time(last.at);
            format!(
                "{moment}, {}, {}",
                (contact.channel_name)(last.channel),
                (contact.outcome_name)(last.outcome)
            )
        });
        let today = today.then(|| self.0.delinquency.contacted_today.to_owned());
        let parts: Vec<String> = said.into_iter().chain(today).collect();
        if parts.is_empty() { Cell::Blank } else { Cell::text(parts.join(" · ")) }
    }

    /// The sums of the list of delinquent clients.
    pub fn delinquency_sum(self, page: &DelinquencyPage) -> Vec<Cell> {
        use DelinquencyColumn as C;
        let cell = |column: &C| match column {
            C::Client => self.counted((self.0.delinquency.summary)(page.clients, page.charges)),
            C::Count => Cell::Number(page.charges.into()),
            C::Total => page.total.into(),
            C::Updated => page.updated.into(),
            _ => Cell::Blank,
        };
        C::ALL.iter().map(cell).collect()
    }

    /// The title of the list of agreements.
    pub fn agreements_title(self) -> &'static str {
        self.0.agreement.list.title
    }

    /// The columns of the list of agreements.
    pub fn agreements_columns(self) -> Vec<Column> {
        let (t, list) = (&self.0.agreement, &self.0.agreement.list);
        columns(&[
            (list.number, Kind::Number),
            (list.client, Kind::Text(36)),
            (t.company, Kind::Text(24)),
            (list.state, Kind::Text(24)),
            (list.closed_on, Kind::Date),
            (list.user, Kind::Text(20)),
            (list.agreed, Kind::Money),
            (list.received, Kind::Money),
            (list.paid_parts, Kind::Text(14)),
            (list.next_due, Kind::Date),
        ])
    }

    /// A row of the list of agreements.
    pub fn agreement(self, row: &AgreementRow) -> Vec<Cell> {
        let t = &self.0.agreement;
        let (paid, count) = row.instalments;
        vec![
            Cell::Number(row.number),
            Cell::text(&*row.client_name),
            Cell::text(&*row.company),
            Cell::text((t.health)(row.health)),
            row.on.into(),
            Cell::text(&*row.user),
            row.total.into(),
            row.received.into(),
            Cell::text((t.list.parts)(paid, count)),
            row.next_due.into(),
        ]
    }

    /// The sums of the list of agreements.
    pub fn agreements_sum(self, page: &AgreementsPage) -> Vec<Cell> {
        let mut cells = vec![self.total(), Cell::text((self.0.agreement.list.count)(page.count))];
        cells.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
        cells.extend([page.total.into(), page.received.into()]);
        cells
    }

    /// The title of the grid.
    pub fn grid_title(self) -> &'static str {
        self.0.grid.title
    }

    /// The columns of the grid.
    pub fn grid_columns(self) -> Vec<Column> {
        let column = |one: &GridColumn| Column {
            heading: (self.0.grid.column)(*one).to_owned(),
            kind: match one {
                GridColumn::Client => Kind::Text(36),
                GridColumn::Document => Kind::Text(18),
                GridColumn::Company => Kind::Text(24),
                GridColumn::Due => Kind::Date,
                GridColumn::DaysLate => Kind::Number,
                GridColumn::Balance | GridColumn::Updated => Kind::Money,
                GridColumn::LastContact | GridColumn::NextAppointment => Kind::Text(40),
            },
        };
        GridColumn::ALL.iter().map(column).collect()
    }

    /// A row of the grid.
    pub fn grid(self, row: &GridRow) -> Vec<Cell> {
        let cell = |column: &GridColumn| match column {
            GridColumn::Client => Cell::text(&*row.name),
            GridColumn::Document => Cell::text(&*row.document),
            GridColumn::Company => Cell::text(&*row.company),
            GridColumn::Due => row.due.into(),
            GridColumn::DaysLate => Cell::Number(row.days_late),
            GridColumn::Balance => row.balance.into(),
            GridColumn::Updated => row.updated.into(),
            GridColumn::LastContact => self.contacted(row.last_contact.as_ref(), row.contacted_today),
            GridColumn::NextAppointment => planned(row.next_appointment),
        };
        GridColumn::ALL.iter().map(cell).collect()
    }

    /// The sums of the grid.
    pub fn grid_sum(self, totals: &GridTotals) -> Vec<Cell> {
        let cell = |column: &GridColumn| match column {
            GridColumn::Client => self.counted((self.0.grid.summary)(totals.charges, totals.clients)),
            GridColumn::Balance => totals.balance.into(),
            GridColumn::Updated => totals.updated.into(),
            _ => Cell::Blank,
        };
        GridColumn::ALL.iter().map(cell).collect()
    }

    /// The title of the list of e-mails.
    pub fn messages_title(self) -> &'static str {
        self.0.message.list
    }

    /// The columns of the list of e-mails.
    pub fn messages_columns(self) -> Vec<Column> {
        let t = &self.0.message;
        columns(&[
            (t.subject, Kind::Text(50)),
            (t.client, Kind::Text(36)),
            (t.recipients, Kind::Text(36)),
            (t.when, Kind::DateTime),
            (t.by, Kind::Text(20)),
            (t.state, Kind::Text(18)),
        ])
    }

    /// A row of the list of e-mails.
    pub fn message(self, line: &MessageLine) -> Vec<Cell> {
        vec![
            Cell::text(&*line.subject),
            Cell::text(&*line.client_name),
            Cell::text(line.recipients.join(", ")),
            Cell::DateTime(line.at),
            Cell::text(&*line.user),
            Cell::text((self.0.mail.state)(line.state)),
        ]
    }

    /// How many e-mails there are.
    pub fn messages_sum(self, count: u32) -> Vec<Cell> {
        vec![self.counted((self.0.message.count)(count))]
    }

    /// The title of the search of clients.
    pub fn clients_title(self) -> &'static str {
        self.0.client_search.title
    }

    /// The columns of the search of clients.
    pub fn clients_columns(self) -> Vec<Column> {
        let t = &self.0.client;
        columns(&[
            (t.name, Kind::Text(36)),
            (t.tax_id, Kind::Text(20)),
            (t.city, Kind::Text(22)),
            (t.uf, Kind::Text(5)),
        ])
    }

    /// A row of the search of clients.
    pub fn client(self, found: &ClientFound) -> Vec<Cell> {
        [&found.name, &found.tax_id, &found.city, &found.uf].map(|text| Cell::text(&**text)).to_vec()
    }

    /// How many clients were found.
    pub fn clients_sum(self, count: usize) -> Vec<Cell> {
        vec![self.counted((self.0.client_search.caption)(count))]
    }

    /// The title of the agenda.
    pub fn agenda_title(self) -> &'static str {
        self.0.agenda.title
    }

    /// The columns of the agenda.
    pub fn agenda_columns(self) -> Vec<Column> {
        let (t, papers) = (&self.0.agenda, &self.0.papers);
        columns(&[
            (papers.day, Kind::Date),
            (papers.time, Kind::Text(7)),
            (t.client, Kind::Text(36)),
            (papers.phone, Kind::Text(17)),
            (t.owed, Kind::Money),
            (papers.days_late, Kind::Number),
            (t.last_contact, Kind::Text(40)),
            (t.assignee, Kind::Text(20)),
            (t.notes, Kind::Text(50)),
        ])
    }

    /// A row of the agenda.
    pub fn appointment(self, row: &AgendaRow) -> Vec<Cell> {
        vec![
            row.on.into(),
            row.time.map_or(Cell::Blank, |time| Cell::text(show_time(time))),
            Cell::text(&*row.client_name),
            Cell::text(phone::shown(&row.phone)),
            row.owed.into(),
            if row.days_late > 0 { Cell::Number(row.days_late) } else { Cell::Blank },
            self.contacted(row.last_contact.as_ref(), row.contacted_today),
            Cell::text(&*row.assignee_name),
            Cell::text(&*row.notes),
        ]
    }

    /// How many appointments there are.
    pub fn agenda_sum(self, count: u32) -> Vec<Cell> {
        vec![self.total(), Cell::Blank, Cell::text((self.0.agenda.count)(count))]
    }
}

/// A day, and a time where one was set.
fn planned(appointment: Option<(NaiveDate, Option<NaiveTime>)>) -> Cell {
    let Some((on, time)) = appointment else { return Cell::Blank };
    let time = time.map(|time| format!(" {}", show_time(time))).unwrap_or_default();
    Cell::text(format!("{}{time}", show_date(on)))
}

fn columns(all: &[(&str, Kind)]) -> Vec<Column> {
    all.iter().map(|(heading, kind)| Column { heading: (*heading).to_owned(), kind: *kind }).collect()
}
