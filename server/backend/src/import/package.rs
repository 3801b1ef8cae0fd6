//! Whether a file that calls itself a sheet is as small as it looks: a few kilobytes can unpack to more than any
//! memory holds, or say that they will.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};
use zip::ZipArchive;

/// Bytes of all parts together, once they are unpacked.
const LARGEST: u64 = 500_000_000;
/// Bytes at the beginning of the strings within which their count stands.
const HEAD: usize = 64 * 1024;
/// Room for so many strings is made without asking: some programs give a higher count than is true.
const STRINGS: u64 = 1_000_000;
/// Bytes that the shortest string takes: `<si/>`.
const STRING: u64 = 5;

/// Refuses a file that would unpack to too much. What the file says of its own size counts for nothing.
pub(super) fn check(path: &Path) -> Result<(), String> {
    let unreadable = |error: &dyn std::fmt::Display| format!("cannot read the spreadsheet: {error}");
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut package = ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(&error))?;
    let mut left = LARGEST;
    for place in 0..package.len() {
        let mut part = package.by_index(place).map_err(|error| unreadable(&error))?;
        let name = part.name().map_err(|error| unreadable(&error))?.to_ascii_lowercase();
        let strings = name.ends_with("sharedstrings.xml");
        if part.size() > left {
            return Err(unreadable(&"it is too large when unpacked"));
        }
        let (size, head) = unpack(&mut part, left).map_err(|error| unreadable(&error))?;
        left = left.checked_sub(size).ok_or_else(|| unreadable(&"it is too large when unpacked"))?;
        if strings {
            let count = string_count(&head).ok_or_else(|| unreadable(&"its strings have no beginning"))?;
            if count > STRINGS.max(size / STRING) {
                return Err(unreadable(&"it names more strings than it holds"));
            }
        }
    }
    Ok(())
}

/// How many bytes come out, at most one more than `most`, and the first of them.
fn unpack(part: &mut impl Read, most: u64) -> Result<(u64, Vec<u8>), std::io::Error> {
    let (mut size, mut head, mut buffer) = (0, Vec::new(), [0; 16 * 1024]);
    while size <= most {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        head.extend_from_slice(&buffer[..read.min(HEAD - head.len())]);
    }
    Ok((size, head))
}

/// The highest count that the first element gives; zero when it gives none, nothing when it is not `sst`.
fn string_count(head: &[u8]) -> Option<u64> {
    // Without the zeros of two-byte characters.
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let mut rest = &text[..];
    loop {
        rest = &rest[memchr::memchr(b'<', rest)?..];
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => break,
        };
        rest = &rest[memchr::memmem::find(rest, end)? + end.len()..];
    }
    let tag = &rest[1..=tag_end(rest)?];
    let name = tag.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next()?;
    if name.rsplit(|byte| *byte == b':').next() != Some(b"sst") {
        return None;
    }
    let counts = memchr::memmem::find_iter(tag, b"uniqueCount").map(|at| number_after(&tag[at..]));
    Some(counts.max().unwrap_or_default())
}

/// Where the `>` stands that ends a tag; one within a value does not.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return true,
            _ => (),
        }
        false
    })
}

/// The first number of a text; one that is too long is as high as can be.
fn number_after(text: &[u8]) -> u64 {
    let digits =
        text.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    pub(in crate::import) fn package(name: &str, parts: &[(&str, &[u8])]) -> std::path::PathBuf {
        let id = crate::ctx::new_id().simple();
        let path = std::env::temp_dir().join(format!("emdia-{name}-{id}.xlsx"));
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in parts {
            let small = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            zip.start_file(*name, small).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    fn refusal(name: &str, parts: &[(&str, &[u8])]) -> String {
        let path = package(name, parts);
        let checked = check(&path);
        std::fs::remove_file(&path).unwrap();
        checked.expect_err("it is too large")
    }

    #[test]
    fn what_says_that_it_is_huge_is_refused() {
        let strings = br#"<?xml version="1.0"?><!-- <sst uniqueCount="1"> --><x:sst a=">" uniqueCount = '4000000000'/>"#;
        let refusal = refusal("strings", &[("xl/sharedStrings.xml", strings)]);
        assert!(refusal.contains("more strings than it holds"), "{refusal}");
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let large = vec![0; 60_000_000];
        let parts: Vec<(String, &[u8])> =
            (0..9).map(|place| (format!("xl/{place}.xml"), &large[..])).collect();
        let parts: Vec<_> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        assert!(refusal("large", &parts).contains("too large"));
    }

    #[test]
    fn the_count_of_strings_is_that_of_the_first_element() {
        let count = |text: &str| string_count(text.as_bytes());
        assert_eq!(count(r#"<?xml?><sst xmlns="a" count="9" uniqueCount="7"><si/></sst>"#), Some(7));
        assert_eq!(count("<sst><si/></sst>"), Some(0));
        assert_eq!(count(r#"<a/><sst uniqueCount="7">"#), None);
        assert_eq!(count(r#"<sst uniqueCount="99999999999999999999999">"#), Some(u64::MAX));
        assert_eq!(count("<s\0s\0t\0 \0uniqueCount='3'>"), Some(3));
    }
}
