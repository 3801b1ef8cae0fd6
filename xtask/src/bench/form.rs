//! Forms as a browser sends them.

use std::fmt::Write as _;

/// `application/x-www-form-urlencoded`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        percent(&mut text, name);
        text.push('=');
        percent(&mut text, value);
    }
    text
}

fn percent(text: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) {
            text.push(byte.into());
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

/// The value of the first input of this name in a page, if it has one.
pub fn value_of<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let at = html.find(&format!("name=\"{name}\""))?;
    let start = html[..at].rfind('<')?;
    let tag = &html[start..start + html[start..].find('>')?];
    let (_, value) = tag.split_once("value=\"")?;
    value.split('"').next()
}

/// The different client pages that a page links to.
pub fn clients(html: &str) -> Vec<String> {
    let mut found: Vec<String> = html
        .split("/clientes/")
        .skip(1)
        .filter_map(|rest| rest.get(..36))
        .filter(|id| id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_encoded_as_browsers_do() {
        assert_eq!(
            encode(&[("cmd[notes]", "ligação às 9h"), ("b", "")]),
            "cmd%5Bnotes%5D=liga%C3%A7%C3%A3o%20%C3%A0s%209h&b="
        );
    }

    #[test]
    fn values_and_clients_are_found_in_a_page() {
        let id = "01990000-0000-7000-8000-000000000001";
        let html = format!(
            r#"<input value="2026-01-31" name="cmd[date]"><a href="/clientes/{id}">x</a><a href="/clientes/{id}#a">"#
        );
        assert_eq!(value_of(&html, "cmd[date]"), Some("2026-01-31"));
        assert_eq!(value_of(&html, "cmd[time]"), None);
        assert_eq!(clients(&html), [id]);
    }
}
