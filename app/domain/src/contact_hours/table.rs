//! The table of hours: what the states' laws say, and what an organisation changed of it.

use super::{Hours, Outside, Window, day_kind};
use crate::{Error, FieldError, address::Uf, error::Check, holidays::Holidays, period};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The hours of all states. Those of the laws are built in; the table holds only what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactHours {
    /// A line without a state is for all states that have none of their own.
    own: Vec<(Option<Uf>, Hours)>,
}

/// The states whose laws name hours, with the laws.
const LAWS: [(Uf, &str); 5] = [
    (Uf::Al, "Lei 7.782/2016 (AL)"),
    (Uf::Am, "Lei 306/2016 (AM)"),
    (Uf::Es, "Lei 10.626/2017 (ES)"),
    (Uf::Rj, "Lei 6.854/2014, art. 3º, §4º (RJ)"),
    (Uf::Sp, "Lei 15.426/2014 (SP)"),
];

/// The usual hours: Monday to Friday from 8 to 20, Saturday from 8 to 14, never on Sundays and holidays.
fn usual() -> Hours {
    Hours { weekdays: Some(Window::hours(8, 20)), saturday: Some(Window::hours(8, 14)), sunday: None }
}

/// What the law of a state names.
fn by_law(uf: Uf) -> Option<Hours> {
    let only_weekdays =
        |from, until| Hours { weekdays: Some(Window::hours(from, until)), ..Hours::default() };
    match uf {
        Uf::Sp | Uf::Al => Some(usual()),
        Uf::Rj => Some(only_weekdays(9, 19)),
        Uf::Es | Uf::Am => Some(only_weekdays(8, 19)),
        _ => None,
    }
}

impl ContactHours {
    /// The built-in hours with the lines of the table.
    pub fn new(own: Vec<(Option<Uf>, Hours)>) -> Self {
        Self { own }
    }

    /// The hours of a state; without one those of all others.
    pub fn of(&self, uf: Option<Uf>) -> Hours {
        let own = |uf: Option<Uf>| self.own.iter().find(|(of, _)| *of == uf).map(|(_, hours)| *hours);
        let law = uf.and_then(|uf| own(Some(uf)).or_else(|| by_law(uf)));
        law.or_else(|| own(None)).unwrap_or_else(usual)
    }

    /// Whether a client who lives in `uf` may be called at a moment of their local time.
    pub fn allowed(&self, uf: Option<Uf>, at: NaiveDateTime, holidays: &Holidays) -> Result<(), Outside> {
        let day = day_kind(at, holidays);
        let window = self.of(uf).on(day);
        if window.is_some_and(|window| window.contains(at.time())) {
            Ok(())
        } else {
            Err(Outside { uf, at, day, window })
        }
    }

    /// The lines of the table's page: all others first, then the states that have hours of their own.
    pub fn lines(&self) -> Vec<HoursLine> {
        let own = |uf: Option<Uf>| self.own.iter().any(|(of, _)| *of == uf);
        let law = |uf: Option<Uf>| {
            let found = LAWS.iter().find(|(of, _)| Some(*of) == uf);
            found.map(|(_, law)| (*law).to_owned()).unwrap_or_default()
        };
        let listed = Uf::ALL.into_iter().map(Some).filter(|uf| own(*uf) || uf.and_then(by_law).is_some());
        std::iter::once(None)
            .chain(listed)
            .map(|uf| HoursLine { uf, hours: self.of(uf), law: law(uf), own: own(uf) })
            .collect()
    }
}

/// A line of the table's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursLine {
    /// The state; nothing for all that have no line of their own.
    pub uf: Option<Uf>,
    /// Its hours.
    pub hours: Hours,
    /// The law that names hours; blank when none does.
    pub law: String,
    /// Whether the organisation changed them.
    pub own: bool,
}

/// The page of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursView {
    /// Its lines.
    pub lines: Vec<HoursLine>,
    /// Whether the viewer may change them.
    pub may_change: bool,
}

/// The form that changes the hours of a state. Both times of a kind of day blank mean none at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveHours {
    /// The state; blank for all that have no line of their own.
    pub uf: String,
    /// Monday to Friday, from.
    pub weekdays_from: String,
    /// Monday to Friday, until.
    pub weekdays_until: String,
    /// Saturdays, from.
    pub saturday_from: String,
    /// Saturdays, until.
    pub saturday_until: String,
    /// Sundays and holidays, from.
    pub sunday_from: String,
    /// Sundays and holidays, until.
    pub sunday_until: String,
    /// `restore` to go back to the built-in hours, whatever the fields say.
    pub change: String,
}

impl SaveHours {
    /// The form that would save these hours.
    pub fn of(uf: Option<Uf>, hours: &Hours) -> Self {
        let texts = |window: Option<Window>| {
            let text = |time| period::show_time(time);
            window.map(|window| (text(window.from), text(window.until))).unwrap_or_default()
        };
        let (weekdays_from, weekdays_until) = texts(hours.weekdays);
        let (saturday_from, saturday_until) = texts(hours.saturday);
        let (sunday_from, sunday_until) = texts(hours.sunday);
        Self {
            uf: uf.map(|uf| uf.as_str().to_owned()).unwrap_or_default(),
            weekdays_from,
            weekdays_until,
            saturday_from,
            saturday_until,
            sunday_from,
            sunday_until,
            change: String::new(),
        }
    }

    /// The state and its hours (nothing: the built-in ones again), or what is wrong with each field.
    pub fn check(&self) -> Result<(Option<Uf>, Option<Hours>), Vec<FieldError>> {
        let mut check = Check::default();
        let uf = check.optional("uf", &self.uf, Uf::parse);
        let restore = self.change == "restore";
        let mut window = |from: (&str, &str), until: (&str, &str)| {
            if restore || (from.1.trim().is_empty() && until.1.trim().is_empty()) {
                return None;
            }
            let start = check.take(from.0, period::parse_time(from.1));
            let end = check.take(until.0, period::parse_time(until.1));
            let window = Window { from: start?, until: end? };
            if window.until <= window.from {
                check.note(until.0, Error::EndBeforeStart);
            }
            Some(window)
        };
        let hours = Hours {
            weekdays: window(
                ("weekdays_from", &self.weekdays_from),
                ("weekdays_until", &self.weekdays_until),
            ),
            saturday: window(
                ("saturday_from", &self.saturday_from),
                ("saturday_until", &self.saturday_until),
            ),
            sunday: window(("sunday_from", &self.sunday_from), ("sunday_until", &self.sunday_until)),
        };
        check.done()?;
        Ok((uf.flatten(), (!restore).then_some(hours)))
    }
}
