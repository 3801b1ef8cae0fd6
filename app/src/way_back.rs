//! Where a request leads back to: only ever a page of our own, without what belonged to one visit of it.

use crate::page::{OPEN_PARAMETER, POSTED_PARAMETER};

/// The query parameter of the message after a success.
pub const NOTICE: &str = "aviso";

/// What one visit of a page left in its address: a refused form, a message, what was open, and the marks of
/// `server_fn`.
const OF_ONE_VISIT: [&str; 5] = [POSTED_PARAMETER, NOTICE, OPEN_PARAMETER, "__path", "__err"];
/// What names the form of a row: a refused one stays open, one that succeeded is closed.
const OF_A_ROW: [&str; 2] = ["linha", "acao"];

/// Whether a text is a path on this server: what comes from outside must not lead elsewhere.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && path.chars().all(|c| c != '\\' && !c.is_control())
}

/// The path with its query, without what an earlier visit left in it.
pub fn clean(path: &str) -> String {
    without(path, &OF_ONE_VISIT)
}

/// The path as it is once its form was carried out.
pub fn done(path: &str) -> String {
    without(&clean(path), &OF_A_ROW)
}

fn without(path: &str, names: &[&str]) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let lasts =
        |pair: &&str| !pair.is_empty() && !names.contains(&pair.split('=').next().unwrap_or_default());
    let query = query.split('&').filter(lasts).collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The path with one parameter more, before its fragment.
pub fn with_parameter(path: &str, name: &str, value: &str) -> String {
    let (path, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{name}={value}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_followed() {
        assert!(is_own_path("/clientes/1?a=b"));
        for other in
            ["", "agenda", "https://a.example", "//a.example", "/\\a.example", "/a\\b", "/a\r\nb", "/\t/a"]
        {
            assert!(!is_own_path(other), "{other:?}");
        }
    }

    #[test]
    fn the_way_back_keeps_the_page_and_drops_what_is_over() {
        let path = "/clientes/7?agendamento=3&retorno=1&aviso=salvo&abrir=dados&linha=2&acao=x&__err=y";
        assert_eq!(clean(path), "/clientes/7?agendamento=3&linha=2&acao=x");
        assert_eq!(done(path), "/clientes/7?agendamento=3");
        assert_eq!(clean("/entrar?retorno=1"), "/entrar");
    }

    #[test]
    fn a_parameter_is_added_to_any_path() {
        assert_eq!(with_parameter("/entrar", "retorno", "1"), "/entrar?retorno=1");
        assert_eq!(with_parameter("/entrar?voltar=%2F", "retorno", "1"), "/entrar?voltar=%2F&retorno=1");
        assert_eq!(
            with_parameter("/clientes/7?abrir=a#abrir-a", "retorno", "1"),
            "/clientes/7?abrir=a&retorno=1#abrir-a"
        );
    }
}
