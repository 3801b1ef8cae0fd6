//! Random numbers that nobody can guess, and bytes as text.

/// So many random bytes in hexadecimal, from the operating system.
///
/// # Panics
///
/// When the operating system has none: nothing secret could be made.
pub fn random_hex<const BYTES: usize>() -> String {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    hexadecimal(&bytes)
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_two_digits_each() {
        assert_eq!(hexadecimal(&[0, 9, 0xa0, 0xff]), "0009a0ff");
        assert_eq!(random_hex::<32>().len(), 64);
        assert_ne!(random_hex::<16>(), random_hex::<16>());
    }
}
