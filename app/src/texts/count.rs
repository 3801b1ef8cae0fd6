//! Counts with their words: `1 cliente`, `1.500 clientes`.

/// Thousands apart, as Portuguese writes them.
pub fn pt(count: impl TryInto<u64>) -> String {
    grouped(count, '.')
}

/// Thousands apart, as English writes them.
pub fn en(count: impl TryInto<u64>) -> String {
    grouped(count, ',')
}

/// A count with its word, in Portuguese.
pub fn pt_of(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    with_word(pt(count), one, many)
}

/// A count with its word, in English.
pub fn en_of(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    with_word(en(count), one, many)
}

fn with_word(count: String, one: &str, many: &str) -> String {
    let word = if count == "1" { one } else { many };
    count + " " + word
}

fn grouped(count: impl TryInto<u64>, mark: char) -> String {
    let digits = count.try_into().unwrap_or_default().to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0_u64, 7, 999, 1000, 25_000, 1_234_567].map(pt),
            ["0", "7", "999", "1.000", "25.000", "1.234.567"]
        );
        assert_eq!(en(500_000_u32), "500,000");
        assert_eq!([pt_of(1_u32, "dia", "dias"), pt_of(0_u32, "dia", "dias")], ["1 dia", "0 dias"]);
    }
}
