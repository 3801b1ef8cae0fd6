//! What was typed into a form of a document page: it comes back in the address (a recalculation), or with the
//! form that was refused.

use crate::page::posted_form;
use axum::http::request::Parts;
use form_urlencoded::{Serializer, parse};
use leptos::{prelude::use_context, server_fn::ServerFn};
use serde::{Deserialize, de::DeserializeOwned};

#[derive(Deserialize)]
struct Wrapped<T> {
    cmd: T,
}

/// What was typed into the form that sends its command to `S`; nothing when the page is opened anew.
pub fn draft<S: ServerFn, T: DeserializeOwned>() -> Option<T> {
    typed::<S, T>("cmd")
}

/// What was typed into the fields `prefix[...]` of that form.
pub fn typed<S: ServerFn, T: DeserializeOwned>(prefix: &str) -> Option<T> {
    if let Some(posted) = posted_form(S::PATH, None) {
        let values = posted.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        return read(prefix, values);
    }
    let query = use_context::<Parts>()?.uri.query()?.to_owned();
    let pairs: Vec<_> = parse(query.as_bytes()).collect();
    read(prefix, pairs.iter().map(|(name, value)| (&**name, &**value)))
}

fn read<'a, T: DeserializeOwned>(prefix: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<T> {
    let mut fields = Serializer::new(String::new());
    for (name, value) in pairs {
        if let Some(rest) = name.strip_prefix(prefix).filter(|rest| rest.starts_with('[')) {
            fields.append_pair(&format!("cmd{rest}"), value);
        }
    }
    // As server functions read their forms: brackets may be escaped.
    let wrapped = serde_qs::Config::new(5, false).deserialize_str::<Wrapped<T>>(&fields.finish());
    wrapped.ok().map(|wrapped| wrapped.cmd)
}

#[cfg(test)]
mod tests {
    use super::read;
    use domain::{saved_filter::SaveFilter, settlement::SettleCharges};

    #[test]
    fn fields_and_lists_are_read_and_others_left_alone() {
        let pairs = [
            ("cmd[amount]", "1.234,56 & mais"),
            ("cmd[charges][]", "a"),
            ("cmd[charges][]", "b"),
            ("outro[amount]", "9"),
            ("aviso", "x"),
        ];
        let form: SettleCharges = read("cmd", pairs.into_iter()).expect("a form");
        assert_eq!(form.amount, "1.234,56 & mais");
        assert_eq!(form.charges, ["a", "b"]);
        assert_eq!(read::<SettleCharges>("cmd", [("aviso", "x")].into_iter()), None);
        // Fields of fields are written beside each other.
        let filter = [("cmd[name]", "Da equipe"), ("cmd[days_from]", "1"), ("cmd[search]", "josé & filhos")];
        let form: SaveFilter = read("cmd", filter.into_iter()).expect("a form");
        assert_eq!((form.name.as_str(), form.shared.as_str()), ("Da equipe", ""));
        assert_eq!((form.fields.days_from.as_str(), form.fields.search.as_str()), ("1", "josé & filhos"));
    }
}
