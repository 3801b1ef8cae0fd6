//! The encoding of a text file: UTF-8 and UTF-16 by their marks or their contents, otherwise Windows-1252.

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

const PIECE: usize = 64 * 1024;

/// Finds out the encoding, reading the whole file if need be: the first accent may be on the last line.
pub(super) fn detect(path: &Path) -> io::Result<&'static Encoding> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE];
    let read = file.read(&mut piece)?;
    if let Some((encoding, _)) = Encoding::for_bom(&piece[..read]) {
        return Ok(encoding);
    }
    if let Some(encoding) = wide(&piece[..read]) {
        return Ok(encoding);
    }
    file.seek(SeekFrom::Start(0))?;
    let mut kept = 0;
    loop {
        let read = file.read(&mut piece[kept..])?;
        let length = kept + read;
        kept = match std::str::from_utf8(&piece[..length]) {
            Ok(_) => 0,
            // A character may be cut by the end of the piece, but not by the end of the file.
            Err(error) if error.error_len().is_none() && read > 0 => {
                piece.copy_within(error.valid_up_to()..length, 0);
                length - error.valid_up_to()
            }
            Err(_) => return Ok(WINDOWS_1252),
        };
        if read == 0 {
            return Ok(UTF_8);
        }
    }
}

/// UTF-16 without a mark: of letters and figures every second byte is nothing.
fn wide(piece: &[u8]) -> Option<&'static Encoding> {
    let nothing = |first: usize| piece.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (nothing(0), nothing(1));
    if high_first.max(low_first) <= piece.len() / 4 {
        None
    } else if low_first > high_first {
        Some(UTF_16LE)
    } else {
        Some(UTF_16BE)
    }
}

/// Opens the file as UTF-8 without a mark, whatever it is written in, each line ended by a line feed alone.
pub(super) fn open(path: &Path, encoding: &'static Encoding) -> io::Result<Box<dyn Read>> {
    Ok(Box::new(Lines { text: decoded(path, encoding)?, last: b'\n' }))
}

fn decoded(path: &Path, encoding: &'static Encoding) -> io::Result<Box<dyn Read>> {
    let mut file = BufReader::with_capacity(PIECE, File::open(path)?);
    if encoding != UTF_8 {
        debug_assert!([UTF_16LE, UTF_16BE, WINDOWS_1252].contains(&encoding));
        return Ok(Box::new(Decoding {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::new(),
            output: Vec::new(),
            given: 0,
            ended: false,
        }));
    }
    let mut start = [0; 3];
    let read = file.read(&mut start)?;
    let skip = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    Ok(Box::new(io::Cursor::new(start[skip.min(read)..read].to_vec()).chain(file)))
}

/// Drops carriage returns, and bytes of nothing, which no database takes; ends the last line: the lines of a record can then be counted by its line feeds.
struct Lines {
    text: Box<dyn Read>,
    last: u8,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.text.read(buffer)?;
            if read == 0 {
                let unended = self.last != b'\n' && !buffer.is_empty();
                if unended {
                    self.last = b'\n';
                    buffer[0] = b'\n';
                }
                return Ok(usize::from(unended));
            }
            let mut kept = 0;
            for place in 0..read {
                if !matches!(buffer[place], b'\r' | 0) {
                    buffer[kept] = buffer[place];
                    kept += 1;
                }
            }
            if kept > 0 {
                self.last = buffer[kept - 1];
                return Ok(kept);
            }
        }
    }
}

/// Gives the UTF-8 of what `file` holds in another encoding.
struct Decoding {
    file: BufReader<File>,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Read for Decoding {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = buffer.len().min(self.output.len() - self.given);
        buffer[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

impl Decoding {
    fn fill(&mut self) -> io::Result<()> {
        self.input.resize(PIECE, 0);
        let read = self.file.read(&mut self.input)?;
        self.ended = read == 0;
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(PIECE * 4);
        self.output.resize(room, 0);
        let (_, _, written, _) =
            self.decoder.decode_to_utf8(&self.input[..read], &mut self.output, self.ended);
        self.output.truncate(written);
        self.given = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let path = std::env::temp_dir().join(format!("emdia-encoding-{}", crate::ctx::new_id().simple()));
        std::fs::write(&path, bytes).expect("a file can be written");
        let mut text = String::new();
        let encoding = detect(&path).expect("a file can be read");
        open(&path, encoding).expect("a file").read_to_string(&mut text).expect("a text");
        let _ = std::fs::remove_file(&path);
        text
    }

    #[test]
    fn text_is_the_same_in_every_encoding() {
        let text = "nome;valor\r\nJosé Conceição;1,00";
        let plain = "nome;valor\nJosé Conceição;1,00\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        let (latin, _, _) = WINDOWS_1252.encode(text);
        for bytes in [text.as_bytes(), &latin, &wide(u16::to_le_bytes), &wide(u16::to_be_bytes)] {
            assert_eq!(read(bytes), plain);
        }
        assert_eq!(read(b"\xef\xbb\xbfnome\nAna\0 Lima\n"), "nome\nAna Lima\n");
    }
}
