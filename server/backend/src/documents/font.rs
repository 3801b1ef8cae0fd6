//! The two faces of Inter that documents are set in, and as much of the font format as measuring text takes.
//!
//! `fonts/*.ttf` are Inter 4.001 (OFL) at the weights 400 and 600: Latin, with figures of equal width in the place of
//! the usual ones, without hinting and layout features.

use std::sync::LazyLock;

/// How heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Both, in the order in which a file numbers them.
pub(super) const WEIGHTS: [Weight; 2] = [Weight::Regular, Weight::Bold];

/// A face, as read from its file.
pub(super) struct Face {
    pub(super) data: &'static [u8],
    pub(super) name: &'static str,
    pub(super) stem: f32,
    units: f32,
    /// Pairs of characters (first and last of a run) and the glyph of the first.
    runs: Vec<(u16, u16, u16)>,
    advances: Vec<u16>,
}

static REGULAR: LazyLock<Face> =
    LazyLock::new(|| Face::read(include_bytes!("../../fonts/inter-regular.ttf"), "Inter-Regular", 80.0));
static BOLD: LazyLock<Face> =
    LazyLock::new(|| Face::read(include_bytes!("../../fonts/inter-semibold.ttf"), "Inter-SemiBold", 120.0));

impl Weight {
    pub(super) fn face(self) -> &'static Face {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    /// How wide a text is, in points.
    pub(super) fn width(self, text: &str, size: f32) -> f32 {
        let face = self.face();
        text.chars().map(|c| face.advance(face.glyph(c))).sum::<f32>() * size / 1000.0
    }
}

impl Face {
    /// Reads a file that we ship: what is not as it should be reads as nothing, and a test would notice.
    fn read(data: &'static [u8], name: &'static str, stem: f32) -> Self {
        let head = table(data, *b"head");
        let hhea = table(data, *b"hhea");
        let metrics = usize::from(number(hhea, 34));
        let hmtx = table(data, *b"hmtx");
        Self {
            data,
            name,
            stem,
            units: f32::from(number(head, 18)).max(1.0),
            runs: runs(table(data, *b"cmap")),
            advances: (0..metrics).map(|glyph| number(hmtx, glyph * 4)).collect(),
        }
    }

    /// The glyph of a character; 0 when there is none.
    pub(super) fn glyph(&self, c: char) -> u16 {
        let Ok(code) = u16::try_from(u32::from(c)) else { return 0 };
        let place = self.runs.partition_point(|(_, last, _)| *last < code);
        match self.runs.get(place) {
            Some((first, _, glyph)) if *first <= code => glyph + (code - first),
            _ => 0,
        }
    }

    /// How far a glyph moves on, in thousandths of the size.
    pub(super) fn advance(&self, glyph: u16) -> f32 {
        let advance = self.advances.get(usize::from(glyph)).or(self.advances.last());
        f32::from(advance.copied().unwrap_or_default()) * 1000.0 / self.units
    }
}

/// The text as it can be set: without control characters, and with a stand-in for what the font lacks.
pub(super) fn settable(text: &str) -> String {
    let face = Weight::Regular.face();
    let mut settable = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => settable.push(' '),
            // They only say how the next one or the one before looks.
            '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c if face.glyph(c) != 0 => settable.push(c),
            _ => settable.push('?'),
        }
    }
    settable
}

fn table(data: &'static [u8], tag: [u8; 4]) -> &'static [u8] {
    (0..usize::from(number(data, 4)))
        .map(|index| 12 + index * 16)
        .find(|at| data.get(*at..at + 4) == Some(&tag))
        .and_then(|at| {
            let (from, length) = (long(data, at + 8), long(data, at + 12));
            data.get(from..from + length)
        })
        .unwrap_or_default()
}

/// The runs of the subtable of format 4.
fn runs(cmap: &[u8]) -> Vec<(u16, u16, u16)> {
    let subtables = (0..usize::from(number(cmap, 2))).map(|index| long(cmap, 4 + index * 8 + 4));
    let Some(sub) = subtables.filter_map(|at| cmap.get(at..)).find(|sub| number(sub, 0) == 4) else {
        return Vec::new();
    };
    let segments = usize::from(number(sub, 6)) / 2;
    let (ends, starts) = (14, 16 + segments * 2);
    let (deltas, ranges) = (starts + segments * 2, starts + segments * 4);
    let mut runs = Vec::new();
    for index in 0..segments {
        let (first, last) = (number(sub, starts + index * 2), number(sub, ends + index * 2));
        let (delta, range) = (number(sub, deltas + index * 2), number(sub, ranges + index * 2));
        if first == u16::MAX {
            continue;
        }
        if range == 0 {
            runs.push((first, last, first.wrapping_add(delta)));
            continue;
        }
        for code in first..=last {
            let at = ranges + index * 2 + usize::from(range) + usize::from(code - first) * 2;
            match number(sub, at) {
                0 => {}
                glyph => runs.push((code, code, glyph.wrapping_add(delta))),
            }
        }
    }
    runs
}

fn number(data: &[u8], at: usize) -> u16 {
    let bytes = data.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u16::from_be_bytes)
}

fn long(data: &[u8], at: usize) -> usize {
    let bytes = data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    usize::try_from(bytes.map_or(0, u32::from_be_bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_brazilians_write_can_be_set_and_figures_are_equally_wide() {
        for weight in WEIGHTS {
            let face = weight.face();
            for c in "ÁÀÂÃÇÉÊÍÓÔÕÚÜáàâãçéêíóôõúü ªº°§–—“”‘’•…€R$\u{a0}Łő".chars()
            {
                assert_ne!(face.glyph(c), 0, "{c}");
            }
            let widths: Vec<u32> =
                ('0'..='9').map(|c| weight.width(&c.to_string(), 1000.0).to_bits()).collect();
            assert!(widths.iter().all(|width| *width == widths[0] && f32::from_bits(*width) > 500.0));
        }
        assert!(Weight::Bold.width("Conceição", 10.0) > Weight::Regular.width("Conceição", 10.0));
    }

    #[test]
    fn what_the_font_lacks_is_stood_in_for() {
        assert_eq!(settable("Olá\t👍🏽\u{7}, tudo bem? 好"), "Olá ?, tudo bem? ?");
    }
}
