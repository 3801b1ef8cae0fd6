//! Filters with a name: what is saved, and the forms that save.

use super::{Criteria, FilterFields};
use crate::{
    FieldError,
    contact::Channel,
    error::Check,
    id::{FilterId, UserId},
    session::CompanyRef,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The greatest number of characters of a filter's name.
pub(super) const NAME_MAX: u32 = 60;

/// A filter with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// Its identity.
    pub id: FilterId,
    /// Grows with every change: a form made from an older one is refused.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Everybody uses it, not only its owner.
    pub shared: bool,
    /// Whose it is: identity and name.
    pub owner: (UserId, String),
    /// Proposed in the contact form.
    pub channel: Option<Channel>,
    /// What it means.
    pub criteria: Criteria,
    /// Who changed it last.
    pub changed_by: String,
    /// When, in the company's local time.
    pub changed_at: NaiveDateTime,
}

/// A filter in the chooser, and how much it finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterSummary {
    /// Its identity.
    pub id: FilterId,
    /// Its name.
    pub name: String,
    /// Everybody uses it.
    pub shared: bool,
    /// How many charges it finds.
    pub count: u32,
}

/// The form of a filter that is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveFilter {
    /// The filter that is changed; blank makes a new one.
    pub filter: String,
    /// Its version when the form was made.
    pub version: String,
    /// Its name.
    pub name: String,
    /// `on` when everybody uses it.
    pub shared: String,
    /// A [`Channel`]; blank proposes none.
    pub channel: String,
    /// `new` to save a filter of its own beside the one that was opened.
    pub then: String,
    /// What it means.
    #[serde(flatten)]
    pub fields: FilterFields,
}

/// A form without errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedFilter {
    /// The filter that is changed; nothing makes a new one.
    pub filter: Option<FilterId>,
    /// Its name.
    pub name: String,
    /// Everybody uses it.
    pub shared: bool,
    /// Proposed in the contact form.
    pub channel: Option<Channel>,
    /// What it means.
    pub criteria: Criteria,
}

impl SaveFilter {
    /// The form that would save this filter as it is.
    pub fn of(saved: &SavedFilter) -> Self {
        Self {
            filter: saved.id.to_string(),
            version: saved.version.to_string(),
            name: saved.name.clone(),
            shared: if saved.shared { "on".to_owned() } else { String::new() },
            channel: saved.channel.map(|channel| channel.as_str().to_owned()).unwrap_or_default(),
            then: String::new(),
            fields: FilterFields::of(&saved.criteria),
        }
    }

    /// What is to be saved, or what is wrong with each field.
    pub fn check(&self) -> Result<CheckedFilter, Vec<FieldError>> {
        let mut check = Check::default();
        let name = check.required("name", &self.name, NAME_MAX);
        let channel = check.optional("channel", &self.channel, str::parse::<Channel>);
        let filter = check.optional("filter", &self.filter, str::parse::<FilterId>);
        let criteria = match self.fields.check() {
            Ok(criteria) => Some(criteria),
            Err(errors) => {
                for error in errors {
                    check.note(&error.field, error.error);
                }
                None
            }
        };
        check.done()?;
        let whole = || {
            Some(CheckedFilter {
                filter: filter?.filter(|_| self.then != "new"),
                name: name?,
                shared: self.shared == "on",
                channel: channel?,
                criteria: criteria?,
            })
        };
        whole().ok_or_else(Vec::new)
    }
}

/// The form that deletes a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteFilter {
    /// The filter.
    pub filter: String,
    /// Its version when the form was made.
    pub version: String,
}

/// The page on which a filter is made or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterView {
    /// The filter that is changed, as it is now.
    pub saved: Option<SavedFilter>,
    /// Whether the viewer may change it.
    pub may_change: bool,
    /// Whether it is the viewer's own: only then it may become private.
    pub is_owner: bool,
    /// The companies that may be chosen.
    pub companies: Vec<CompanyRef>,
    /// Who may be chosen: identity and name.
    pub people: Vec<(UserId, String)>,
    /// How many charges and clients it finds as typed; nothing where a field is wrong.
    pub found: Option<(u32, u32)>,
    /// What is wrong with what is typed.
    pub errors: Vec<FieldError>,
}
