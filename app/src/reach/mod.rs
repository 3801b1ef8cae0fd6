//! Contacting a client by a program of the person's own (F025-F028). Only the server renders it.

pub mod api;
mod form;
mod sent_page;

pub use form::ReachPage;
pub use sent_page::SentPage;

/// The path to go back to, where it is one of ours; otherwise the fallback.
fn own_path<'a>(next: &'a str, fallback: &'a str) -> &'a str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    if own { next } else { fallback }
}

/// The same with a notice.
fn back_with(next: &str, fallback: &str, notice: &str) -> String {
    let path = own_path(next, fallback);
    let (path, part) =
        path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}aviso={notice}{part}")
}

#[cfg(test)]
mod tests {
    use super::back_with;

    #[test]
    fn the_way_back_stays_on_the_site_and_says_what_was_done() {
        assert_eq!(
            back_with("/cobrancas?titulo=1#painel", "/x", "feito"),
            "/cobrancas?titulo=1&aviso=feito#painel"
        );
        assert_eq!(back_with("", "/clientes/1", "feito"), "/clientes/1?aviso=feito");
        assert_eq!(back_with("//mal.example/a", "/x", "feito"), "/x?aviso=feito");
        assert_eq!(back_with("https://mal.example", "/x", "feito"), "/x?aviso=feito");
    }
}
