//! Text as a search compares it, and as an address carries it.

use crate::phone::Phone;

/// Text without what nobody sees: control characters (a database may refuse them) and those that turn the direction
/// of whatever follows them. Lines and tabs stay.
pub fn clean(text: &str) -> String {
    let is_shown = |c: &char| match c {
        '\n' | '\r' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        c => !c.is_control(),
    };
    text.chars().filter(is_shown).collect()
}

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
        c if c.is_ascii() && !c.is_control() => plain.push(c.to_ascii_lowercase()),
        // Accents that stand apart from their letter.
        '\u{300}'..='\u{36f}' => {}
        c if c.is_control() => {}
        c => match accented(c) {
            Some(letters) => plain.push_str(letters),
            // Some letters become ones with an accent: the Ångström sign, the capital ß.
            None => c.to_lowercase().for_each(|lower| match accented(lower) {
                Some(letters) => plain.push_str(letters),
                None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
                None => plain.push(lower),
            }),
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
            word if !word.contains(|c: char| c.is_ascii_digit()) => word.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(parts: &[&str], query: &str) -> bool {
        let key = search_key(parts);
        search_terms(query).iter().all(|term| key.contains(term.as_str()))
    }

    #[test]
    fn accents_case_and_spaces_are_ignored() {
        assert_eq!(normalise("  José da   CONCEIÇÃO "), "jose da conceicao");
        assert_eq!(normalise("ÁÀÂÃÄ ÉÊ Í ÓÔÕ ÚÜ Ç Ñ"), "aaaaa ee i ooo uu c n");
        assert_eq!(normalise("Jose\u{301} Conceic\u{327}a\u{303}o"), "jose conceicao");
        assert_eq!(
            normalise("Müller & Straße, Łódź, Øystein, Čapek"),
            "muller & strasse, lodz, oystein, capek"
        );
        assert_eq!(normalise("3º andar, 2ª via"), "3o andar, 2a via");
        assert_eq!(normalise("ΣΊΣΥΦΟΣ 日本"), "σίσυφοσ 日本");
        assert_eq!(normalise(""), "");
    }

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(clean("Ana\u{0}\u{202e} Lima\u{7}\n\tRua A 😀 العربية"), "Ana Lima\n\tRua A 😀 العربية");
        assert_eq!(normalise("Ana\u{0} \u{1b}Lima"), "ana lima");
    }

    #[test]
    fn every_letter_of_the_table_is_plain_in_both_cases() {
        let plain: [(&str, &str); 6] = [
            ("àáâãäåāăą", "a"),
            ("èéêëēĕėęě", "e"),
            ("ìíîïĩīĭį", "i"),
            ("òóôõöøōŏő", "o"),
            ("ùúûüũūŭůűų", "u"),
            ("ýÿŷỳỹ", "y"),
        ];
        for (letters, letter) in plain {
            for c in letters.chars() {
                assert_eq!(normalise(&c.to_string()), letter, "{c}");
                assert_eq!(normalise(&c.to_uppercase().to_string()), letter, "{c} in capitals");
            }
        }
        for (letters, letter) in [("çćĉċč", "c"), ("ñńņň", "n"), ("śŝşšș", "s"), ("źżž", "z"), ("ţťŧț", "t")]
        {
            for c in letters.chars() {
                assert_eq!(normalise(&c.to_string()), letter, "{c}");
                assert_eq!(normalise(&c.to_uppercase().to_string()), letter, "{c} in capitals");
            }
        }
    }

    #[test]
    fn a_client_is_found_by_any_part_of_what_is_known() {
        let parts = [
            "Padaria São José S/A",
            "12ABC34501DE35",
            "+5511987654321",
            "+551130001234",
            "Financeiro.1@Padaria.com.br",
        ];
        for query in [
            "",
            "padaria",
            "PADARIA SÃO",
            "jose padaria",
            "sao jos",
            "s/a",
            "sa",
            "12.ABC.345/01DE-35",
            "12abc34501de35",
            "12.abc",
            "345/01de",
            "(11) 98765-4321",
            "11987654321",
            "98765-4321",
            "987654321",
            "11 98765 4321",
            "+55 11 98765-4321",
            "+5511987654321",
            "011 98765-4321",
            "3000-1234",
            "(11) 3000",
            "financeiro.1@padaria.com.br",
            "financeiro.1",
            "@padaria",
            "padaria 3000-1234",
        ] {
            assert!(found(&parts, query), "{query}");
        }
        for query in
            ["padoca", "padaria maria", "12.ABC.346", "(21) 98765-4321", "financeiro.2@padaria", "9999"]
        {
            assert!(!found(&parts, query), "{query}");
        }
    }

    #[test]
    fn a_person_is_found_by_cpf_in_every_spelling() {
        let parts = ["Ana Souza", "01234567890", ""];
        for query in ["012.345.678-90", "01234567890", "012 345 678 90", "345.678", "678-90"] {
            assert!(found(&parts, query), "{query}");
        }
        assert!(!found(&parts, "012.345.678-91"));
    }

    #[test]
    fn signs_of_pattern_languages_are_searched_as_themselves() {
        assert!(!found(&["Ana Souza"], "%"));
        assert!(!found(&["Ana Souza"], "a_a"));
        assert!(found(&["100% Limpo"], "100%"));
    }

    #[test]
    fn everything_but_unreserved_signs_is_encoded() {
        assert_eq!(percent_encode("aZ09-._~"), "aZ09-._~");
        assert_eq!(percent_encode("a b+c&d=é\n"), "a%20b%2Bc%26d%3D%C3%A9%0A");
    }

    #[test]
    fn every_letter_is_plain_after_one_normalisation() {
        for c in char::MIN..=char::MAX {
            let once = normalise(&c.to_string());
            assert_eq!(normalise(&once), once, "{c:?}");
        }
        assert_eq!(normalise("STRAẞE \u{212b}ngström"), "strasse angstrom");
    }

    proptest! {
        #[test]
        fn what_was_normalised_stays_as_it_is(text in "\\PC*") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn a_client_is_found_by_each_whole_part(name in "[A-Za-zÀ-ü0-9./&' -]{1,30}", digits in "[0-9]{11}") {
            prop_assert!(found(&[&name, &digits], &digits));
            prop_assert!(found(&[&name, &digits], &name), "{} -> {:?}", search_key(&[&name, &digits]), search_terms(&name));
        }
    }
}
