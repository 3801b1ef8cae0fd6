//! Text as a search compares it, and as an address carries it.

use crate::phone::Phone;

/// Lower case, without accents, with single spaces: how names are compared, whoever typed them.
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for c in word.chars() {
            push_plain(&mut plain, c);
        }
    }
    plain
}

/// Appends the character in lower case and without accents.
fn push_plain(plain: &mut String, c: char) {
    match c {
        c if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
        // Accents that stand apart from their letter.
        '\u{300}'..='\u{36f}' => {}
        c => match accented(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.extend(c.to_lowercase()),
        },
    }
}

/// The plain letters of a Latin letter with an accent.
fn accented(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'Ạ'..='ặ' | 'ª' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ǐ' | 'ǐ' | 'Ỉ'..='ị' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='ő' | 'Ǒ' | 'ǒ' | 'Ọ'..='ợ' | 'º' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ǔ' | 'ǔ' | 'Ụ'..='ự' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỳ'..='ỹ' => "y",
        'Ź'..='ž' => "z",
        _ => return None,
    })
}

/// What a client is found by: the words of all parts as they are compared, and those with punctuation
/// (CPF, CNPJ, phone, `S/A`) once more without it.
pub fn search_key<S: AsRef<str>>(parts: &[S]) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        for word in normalise(part.as_ref()).split(' ').filter(|word| !word.is_empty()) {
            words.push(word.to_owned());
            let bare = bare(word);
            if bare != word && !bare.is_empty() {
                words.push(bare);
            }
        }
    }
    words.join(" ")
}

/// The terms of a typed search; a client is found when its key contains every one of them.
pub fn search_terms(query: &str) -> Vec<String> {
    if let Some(digits) = whole_number(query) {
        return vec![digits];
    }
    let mut terms: Vec<String> = normalise(query)
        .split(' ')
        .map(|word| match word {
            word if word.contains('@') || !word.contains(|c: char| c.is_ascii_digit()) => word.to_owned(),
            word => bare(word),
        })
        .filter(|term| !term.is_empty())
        .collect();
    terms.dedup();
    terms
}

/// The digits of a query that is one telephone number, without country code, trunk and carrier:
/// the ending that every spelling of it has in common.
fn whole_number(query: &str) -> Option<String> {
    let phone = Phone::parse(query).ok()?;
    Some(phone.e164().trim_start_matches("+55").to_owned())
}

/// The letters and digits alone.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text as a value in an address: everything but letters, digits and `-._~` as `%XX` of its UTF-8.
pub fn percent_encode(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
