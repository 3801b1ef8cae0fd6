//! When a client may be called or written to on the telephone: by the laws of the states, in an editable table.
//!
//! No federal law names hours; some states do. Where none does, the usual hours count. They hold for the client's own
//! local time, for calls, SMS and WhatsApp alike; e-mail and letters wake nobody.

mod table;

pub use self::table::{ContactHours, HoursLine, HoursView, SaveHours};

use crate::{address::Uf, contact::Channel, holidays::Holidays};
use chrono::{Datelike, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// A part of a day: from its first minute up to, but without, its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first minute.
    pub from: NaiveTime,
    /// The first minute after it.
    pub until: NaiveTime,
}

/// On which days there are which hours; nothing where a kind of day has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// From Monday to Friday.
    pub weekdays: Option<Window>,
    /// On Saturdays.
    pub saturday: Option<Window>,
    /// On Sundays and holidays.
    pub sunday: Option<Window>,
}

/// What kind of day the hours tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DayKind {
    /// From Monday to Friday.
    Weekday,
    /// Saturday.
    Saturday,
    /// Sunday or holiday.
    Sunday,
}

/// A client may not be called now: where they live, what time it is there, and when they may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// Where the client lives; nothing when that is not known.
    pub uf: Option<Uf>,
    /// Day and time there.
    pub at: NaiveDateTime,
    /// What kind of day it is there.
    pub day: DayKind,
    /// The hours of such a day; nothing when it has none.
    pub window: Option<Window>,
}

impl Window {
    /// From one full hour up to another.
    pub(crate) fn hours(from: u32, until: u32) -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { from: hour(from), until: hour(until) }
    }

    /// Whether the time is within it.
    pub fn contains(&self, time: NaiveTime) -> bool {
        (self.from..self.until).contains(&time)
    }
}

impl Hours {
    /// The hours of a kind of day.
    pub const fn on(&self, day: DayKind) -> Option<Window> {
        match day {
            DayKind::Weekday => self.weekdays,
            DayKind::Saturday => self.saturday,
            DayKind::Sunday => self.sunday,
        }
    }
}

/// What kind of day it is.
pub fn day_kind(at: NaiveDateTime, holidays: &Holidays) -> DayKind {
    match at.weekday() {
        Weekday::Sun => DayKind::Sunday,
        _ if holidays.is_holiday(at.date()) => DayKind::Sunday,
        Weekday::Sat => DayKind::Saturday,
        _ => DayKind::Weekday,
    }
}

impl Channel {
    /// Whether the hours hold for it: it rings.
    pub const fn keeps_hours(self) -> bool {
        matches!(self, Self::Phone | Self::WhatsApp | Self::Sms | Self::Messenger)
    }
}

#[cfg(test)]
mod tests;
