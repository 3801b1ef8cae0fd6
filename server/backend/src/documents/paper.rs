//! Sets text and tables on sheets of A4: wraps, breaks pages, repeats the headings of tables, numbers pages.

use super::{
    font::{Weight, settable},
    pdf::{About, HEIGHT, Ink, Look, Pdf, WIDTH},
};

/// Left and right of everything.
pub(super) const MARGIN: f32 = 45.0;
/// The width between the margins.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
/// Where the head of a page begins.
const TOP: f32 = 40.0;
/// Where the rule above the foot of a page is, if that has one line.
const FOOT: f32 = HEIGHT - 42.0;
/// Between what a page holds and that rule.
const ABOVE_FOOT: f32 = 12.0;
/// The longest number of a page, which stands at the end of the foot.
const LONGEST_NUMBER: &str = "Página 9999/9999";
/// From baseline to baseline, in sizes.
const LEADING: f32 = 1.36;
/// Left and right within a cell.
const PADDING: f32 = 4.0;

pub(super) const TITLE: Look = Look { size: 15.0, weight: Weight::Bold, ink: Ink::Accent };
pub(super) const HEADING: Look = Look { size: 10.5, weight: Weight::Bold, ink: Ink::Dark };
pub(super) const TEXT: Look = Look { size: 9.5, weight: Weight::Regular, ink: Ink::Dark };
pub(super) const STRONG: Look = Look { size: 9.5, weight: Weight::Bold, ink: Ink::Dark };
pub(super) const SMALL: Look = Look { size: 8.0, weight: Weight::Regular, ink: Ink::Quiet };
pub(super) const BODY: Look = Look { size: 10.5, weight: Weight::Regular, ink: Ink::Dark };
pub(super) const TINY: Look = Look { size: 6.5, weight: Weight::Regular, ink: Ink::Quiet };
const CELL: Look = Look { size: 8.5, weight: Weight::Regular, ink: Ink::Dark };
const SUM: Look = Look { size: 8.5, weight: Weight::Bold, ink: Ink::Dark };
const CAPTION: Look = Look { size: 8.0, weight: Weight::Bold, ink: Ink::Quiet };

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) heading: &'static str,
    /// Its share of the measure, in thousandths.
    pub(super) share: u16,
    pub(super) right: bool,
}

/// A column of text.
pub(super) const fn left(heading: &'static str, share: u16) -> Column {
    Column { heading, share, right: false }
}

/// A column of figures.
pub(super) const fn right(heading: &'static str, share: u16) -> Column {
    Column { heading, share, right: true }
}

/// What stands above and below every page.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// The company's name.
    pub(super) name: String,
    /// Lines below it.
    pub(super) lines: Vec<String>,
    /// Below every page, left of its number.
    pub(super) foot: String,
}

/// The document being set.
pub(super) struct Paper {
    pdf: Pdf,
    frame: Frame,
    /// The lines of the frame's foot.
    foot: Vec<String>,
    y: f32,
    /// Where the page's own text begins: what stands there cannot be put on another page.
    start: f32,
    columns: &'static [Column],
    /// What is said above the table on each further page.
    again: String,
}

impl Paper {
    pub(super) fn new() -> Self {
        Self {
            pdf: Pdf::new(),
            frame: Frame::default(),
            foot: Vec::new(),
            y: 0.0,
            start: 0.0,
            columns: &[],
            again: String::new(),
        }
    }

    /// Begins a document of its own within the file, with its own page numbers.
    pub(super) fn begin(&mut self, frame: Frame) {
        self.end();
        let number = SMALL.weight.width(LONGEST_NUMBER, SMALL.size);
        self.foot = wrapped(&frame.foot, SMALL, MEASURE - number - 12.0);
        self.frame = frame;
        self.page();
    }

    /// Ends the document begun last.
    fn end(&mut self) {
        self.columns = &[];
        let (top, foot) = (self.foot_top(), &self.foot);
        self.pdf.end_run(|pdf, number, of| {
            let page = format!("Página {number}/{of}");
            pdf.fill((MARGIN, top), (MEASURE, 0.5), Ink::Line);
            let mut y = top + 12.0;
            let end = MARGIN + MEASURE - SMALL.weight.width(&page, SMALL.size);
            pdf.text(end, y, SMALL, &page);
            for line in foot {
                pdf.text(MARGIN, y, SMALL, line);
                y += SMALL.size * LEADING;
            }
        });
    }

    /// Where the rule above the foot is: what the law wants said there is never cut.
    fn foot_top(&self) -> f32 {
        FOOT - height_of(self.foot.len().saturating_sub(1), SMALL)
    }

    pub(super) fn finish(mut self, about: &About) -> Vec<u8> {
        self.end();
        self.pdf.finish(about)
    }

    fn page(&mut self) {
        self.pdf.page();
        self.y = TOP;
        if !self.frame.name.is_empty() {
            let name = Look { size: 11.5, ..HEADING };
            for line in wrapped(&self.frame.name.clone(), name, MEASURE) {
                self.line(MARGIN, name, &line);
            }
            for text in self.frame.lines.clone() {
                for line in wrapped(&text, SMALL, MEASURE) {
                    self.line(MARGIN, SMALL, &line);
                }
            }
            self.y += 5.0;
            self.pdf.fill((MARGIN, self.y), (MEASURE, 1.2), Ink::Accent);
            self.y += 12.0;
        }
        self.start = self.y;
        if !self.again.is_empty() && !self.columns.is_empty() {
            for line in wrapped(&self.again.clone(), SMALL, MEASURE) {
                self.line(MARGIN, SMALL, &line);
            }
            self.y += 2.0;
        }
        self.headings();
    }

    /// How much room the page still has.
    pub(super) fn room(&self) -> f32 {
        self.foot_top() - ABOVE_FOOT - self.y
    }

    /// Goes to another page unless so much fits on this one.
    pub(super) fn keep(&mut self, height: f32) {
        if self.room() < height && self.y > self.start {
            self.page();
        }
    }

    /// One line at the place where text goes on.
    fn line(&mut self, x: f32, look: Look, text: &str) {
        let height = look.size * LEADING;
        self.pdf.text(x, self.y + look.size, look, text);
        self.y += height;
    }

    /// Leaves room.
    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// Goes down to a place of the page.
    pub(super) fn down_to(&mut self, y: f32) {
        self.y = self.y.max(y);
    }

    /// A text of any length, line breaks kept.
    pub(super) fn paragraph(&mut self, look: Look, text: &str) {
        self.paragraph_at(MARGIN, MEASURE, look, text);
    }

    /// A text of any length in a part of the width.
    pub(super) fn paragraph_at(&mut self, x: f32, width: f32, look: Look, text: &str) {
        for line in wrapped(text, look, width) {
            self.keep(look.size * LEADING);
            self.line(x, look, &line);
        }
    }

    /// A mark at the left edge: where the sheet is folded.
    pub(super) fn mark(&mut self, y: f32) {
        self.pdf.fill((0.0, y), (14.0, 0.4), Ink::Quiet);
    }

    /// Two small texts beside each other, each a name and a line below it.
    pub(super) fn side_by_side(&mut self, xs: [f32; 2], width: f32, pairs: [&(String, String); 2]) {
        let top = self.y;
        let mut below = top;
        for (x, (name, line)) in xs.into_iter().zip(pairs) {
            self.y = top;
            self.paragraph_at(x, width, TEXT, name);
            self.paragraph_at(x, width, SMALL, line);
            below = below.max(self.y);
        }
        self.y = below;
    }

    /// A line across a part of the width.
    pub(super) fn rule(&mut self, x: f32, width: f32) {
        self.pdf.fill((x, self.y), (width, 0.7), Ink::Quiet);
    }

    /// Names and values side by side, two pairs in each line.
    pub(super) fn facts(&mut self, facts: &[(&str, String)]) {
        let width = MEASURE / 2.0;
        for pair in facts.chunks(2) {
            let texts: Vec<Vec<String>> =
                pair.iter().map(|(_, value)| wrapped(value, TEXT, width - 10.0)).collect();
            let lines = texts.iter().map(Vec::len).max().unwrap_or_default();
            self.keep(SMALL.size * LEADING + height_of(lines, TEXT));
            let top = self.y;
            let mut below = top;
            for (place, ((name, _), lines)) in (0_u8..).zip(pair.iter().zip(texts)) {
                let x = MARGIN + width * f32::from(place);
                self.y = top;
                self.line(x, SMALL, &settable(name));
                for line in lines {
                    self.line(x, TEXT, &line);
                }
                below = below.max(self.y);
            }
            self.y = below + 4.0;
        }
    }

    /// Begins a table; `again` is said above it on each further page.
    pub(super) fn table(&mut self, columns: &'static [Column], again: String) {
        self.keep(60.0);
        self.columns = columns;
        self.again = settable(&again);
        self.headings();
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        self.columns = &[];
        self.gap(8.0);
    }

    fn headings(&mut self) {
        if self.columns.is_empty() {
            return;
        }
        let cells = self.columns.iter().map(|column| wrapped(column.heading, CAPTION, inner(column)));
        let cells: Vec<Vec<String>> = cells.collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
        let height = height_of(lines, CAPTION) + 6.0;
        self.pdf.fill((MARGIN, self.y), (MEASURE, height), Ink::Shade);
        self.cells(&cells, 0..lines, CAPTION);
        self.y += 3.0;
    }

    /// A row of the table.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.set_row(cells, CELL);
    }

    /// The table's last row: sums.
    pub(super) fn sum(&mut self, cells: &[String]) {
        self.keep(height_of(1, SUM) + 8.0);
        self.pdf.fill((MARGIN, self.y), (MEASURE, 0.9), Ink::Quiet);
        self.set_row(cells, SUM);
    }

    fn set_row(&mut self, cells: &[String], look: Look) {
        // A figure is never broken: it becomes smaller.
        let set = cells.iter().zip(self.columns).map(|(cell, column)| {
            if column.right { vec![settable(cell)] } else { wrapped(cell, look, inner(column)) }
        });
        let set: Vec<Vec<String>> = set.collect();
        let lines = set.iter().map(Vec::len).max().unwrap_or_default().max(1);
        // What fits on one page is not torn; what does not is, after two lines at least.
        let whole = height_of(lines, look) + 7.0;
        self.keep(whole.min(height_of(2, look) + 7.0).max(if whole < 200.0 { whole } else { 0.0 }));
        let mut from = 0;
        while from < lines {
            let mut until = from;
            while until < lines && height_of(until + 1 - from, look) + 7.0 <= self.room() {
                until += 1;
            }
            // A page always takes a line.
            let until = until.max(from + 1);
            self.cells(&set, from..until, look);
            self.y += 3.5;
            from = until;
            if from < lines {
                self.page();
            }
        }
        self.pdf.fill((MARGIN, self.y), (MEASURE, 0.5), Ink::Line);
        self.y += 0.5;
    }

    /// Some lines of every cell.
    fn cells(&mut self, cells: &[Vec<String>], lines: std::ops::Range<usize>, look: Look) {
        let top = self.y + 3.0;
        let mut x = MARGIN;
        for (column, texts) in self.columns.iter().zip(cells) {
            self.y = top;
            for text in texts.iter().take(lines.end).skip(lines.start) {
                let (room, wide) = (inner(column), look.weight.width(text, look.size));
                let size = if column.right && wide > room { look.size * room / wide } else { look.size };
                let shift = if column.right { (room - wide).max(0.0) } else { 0.0 };
                self.pdf.text(x + PADDING + shift, self.y + look.size, Look { size, ..look }, text);
                self.y += look.size * LEADING;
            }
            x += width(column);
        }
        self.y = top + height_of(lines.len(), look);
    }
}

fn width(column: &Column) -> f32 {
    MEASURE * f32::from(column.share) / 1000.0
}

fn inner(column: &Column) -> f32 {
    width(column) - 2.0 * PADDING
}

/// How high so many lines are.
fn height_of(lines: usize, look: Look) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * look.size * LEADING
}

/// How high these texts are below each other in a width.
pub(super) fn height_in(texts: &[String], look: Look, width: f32) -> f32 {
    texts.iter().map(|text| height_of(wrapped(text, look, width).len(), look)).sum()
}

/// The lines of a text in a width: broken at spaces, and within words that are wider than it.
pub(super) fn wrapped(text: &str, look: Look, width: f32) -> Vec<String> {
    let measure = |text: &str| look.weight.width(text, look.size);
    let mut lines = Vec::new();
    for part in text.lines() {
        // What is counted stays beside its amount.
        let part = part.replace("R$ ", "R$\u{a0}");
        let mut line = String::new();
        for word in settable(&part).split(' ').filter(|word| !word.is_empty()) {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if measure(&joined) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                line.push(c);
                if measure(&line) > width && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        lines.push(line);
    }
    lines
}
