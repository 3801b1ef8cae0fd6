//! Documents on paper: what they say of filters, and why one cannot be issued.

mod refused_page;

pub use refused_page::{RefusedPage, refused_address};

use crate::texts::Language;
use domain::{Error, FieldError, delinquency::DelinquencyQuery, period::Preset, session::CompanyRef};

/// The name under which the page of refused documents knows what is missing.
pub fn name_of(error: &FieldError) -> String {
    match &error.error {
        Error::IndexMissing { .. } => "index".to_owned(),
        _ => error.field.clone(),
    }
}

/// What was filtered, in the words of the screen. Documents are in Portuguese.
pub fn filtered(query: &DelinquencyQuery, companies: &[CompanyRef]) -> String {
    let texts = Language::Portuguese.texts();
    let t = &texts.delinquency;
    let company = query.company.and_then(|id| companies.iter().find(|company| company.id == id));
    let dates = match query.period {
        Preset::Custom => format!(" {} – {}", query.from, query.until),
        _ => String::new(),
    };
    let period = format!("{}{dates}", (texts.common.preset)(query.period));
    let facts = [
        (t.period, period),
        (t.company, company.map(|company| company.name.clone()).unwrap_or_default()),
        (t.client, [query.search.as_str(), &query.client].join(" ").trim().to_owned()),
    ];
    let facts = facts.iter().filter(|(_, value)| !value.is_empty());
    let mut words: Vec<String> = facts.map(|(name, value)| format!("{name}: {value}")).collect();
    words.extend(query.show_all.then(|| t.show_all.to_owned()));
    words.join(" · ")
}
