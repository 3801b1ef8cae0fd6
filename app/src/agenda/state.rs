//! The agenda's state: all of it stands in the address.

use super::api::{Cancel, Reassign, Reschedule};
use crate::{routes, texts::Texts, ui::Command};
use chrono::NaiveDate;
use domain::{
    agenda::{AgendaQuery, AgendaView, Assignee},
    id::AppointmentId,
    period::Preset,
    permission::{Permission, Role},
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// What can be done with a row besides recording the contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAction {
    /// Another day.
    Reschedule,
    /// Another person.
    Reassign,
    /// Not at all.
    Cancel,
}

impl RowAction {
    pub const ALL: [Self; 3] = [Self::Reschedule, Self::Reassign, Self::Cancel];

    /// The action's name in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reschedule => "remarcar",
            Self::Reassign => "transferir",
            Self::Cancel => "cancelar",
        }
    }
}

/// Which row shows which form.
pub type Open = Option<(AppointmentId, RowAction)>;

/// The commands of the rows.
#[derive(Clone, Copy)]
pub struct Commands {
    pub reschedule: Command,
    pub reassign: Command,
    pub cancel: Command,
}

impl Commands {
    pub fn new() -> Self {
        Self {
            reschedule: Command::of::<Reschedule>(),
            reassign: Command::of::<Reassign>(),
            cancel: Command::of::<Cancel>(),
        }
    }

    /// Grows with every answer: the agenda is then loaded again.
    pub fn version(self) -> usize {
        self.reschedule.version() + self.reassign.version() + self.cancel.version()
    }
}

/// The query of an address. Typed dates mean a custom period even where none was chosen.
pub fn read(address: &ParamsMap) -> AgendaQuery {
    let mut query = AgendaQuery::from_pairs(|name| address.get_str(name));
    if query.period.is_none() && !(query.from.is_empty() && query.until.is_empty()) {
        query.period = Some(Preset::Custom);
    }
    query
}

/// The row that the address opens.
pub fn read_open(address: &ParamsMap) -> Open {
    let row = address.get_str("linha")?.parse().ok()?;
    let name = address.get_str("acao")?;
    RowAction::ALL.into_iter().find(|action| action.as_str() == name).map(|action| (row, action))
}

/// The address of a query.
pub fn href(query: &AgendaQuery) -> String {
    routes::address(routes::AGENDA, &query.to_pairs())
}

/// The address `here` of the agenda with a row opened.
pub fn href_open(here: &str, row: AppointmentId, action: RowAction) -> String {
    let join = if here.contains('?') { '&' } else { '?' };
    format!("{here}{join}linha={row}&acao={}", action.as_str())
}

/// What all rows of the page share.
#[derive(Clone, Copy)]
pub struct Shared {
    /// The texts.
    pub t: &'static Texts,
    /// The day on which the agenda was read.
    pub today: NaiveDate,
    /// What the agenda shows.
    pub agenda: Signal<AgendaView>,
    /// The address of the agenda without an opened row.
    pub here: Memo<String>,
    /// The opened row.
    pub open: Memo<Open>,
    /// The commands of the rows.
    pub commands: Commands,
    /// The viewer's role: what the rows offer.
    pub role: Option<Role>,
}

impl Shared {
    /// Whether the viewer may do something.
    pub fn may(self, permission: Permission) -> bool {
        self.role.is_some_and(|role| role.allows(permission))
    }
}

/// The value of the assignee's field.
pub fn assignee_value(assignee: Assignee) -> String {
    match assignee {
        Assignee::Me => "eu".to_owned(),
        Assignee::Everybody => "todos".to_owned(),
        Assignee::User(id) => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pairs: &[(&str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn dates_without_a_period_are_a_custom_period() {
        let query = read(&address(&[("de", "2026-01-01")]));
        assert_eq!(query.period, Some(Preset::Custom));
        assert_eq!(href(&query), "/agenda?periodo=personalizado&de=2026-01-01&ate=");
    }

    #[test]
    fn a_row_is_opened_by_its_identity_and_a_known_action() {
        let id = "0198c5a0-0000-7000-8000-000000000001";
        let open = read_open(&address(&[("linha", id), ("acao", "cancelar")]));
        assert_eq!(open, id.parse().ok().map(|id| (id, RowAction::Cancel)));
        assert_eq!(read_open(&address(&[("linha", id), ("acao", "apagar")])), None);
        assert_eq!(read_open(&address(&[("linha", "1"), ("acao", "cancelar")])), None);
    }
}
