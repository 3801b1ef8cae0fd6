//! Writes the file: pages, text in embedded fonts, what the document says of itself.
//!
//! Coordinates are points from the upper left corner of the page; no amount is ever computed here.

use super::font::{Face, WEIGHTS, Weight};
use chrono::{DateTime, Datelike, Timelike, Utc};
use pdf_writer::{
    Content, Date, Filter, Finish, Name, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

/// How hard content is compressed: beyond this it takes much longer for little.
const COMPRESSION: u8 = 6;

const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A colour that documents use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text.
    Dark,
    /// What is said beside.
    Quiet,
    /// Headings and the line below the head.
    Accent,
    /// Lines between rows.
    Line,
    /// Behind headings of tables.
    Shade,
}

impl Ink {
    const fn rgb(self) -> [f32; 3] {
        match self {
            Self::Dark => [0.11, 0.13, 0.16],
            Self::Quiet => [0.36, 0.39, 0.43],
            Self::Accent => [0.0, 0.33, 0.42],
            Self::Line => [0.82, 0.84, 0.86],
            Self::Shade => [0.945, 0.955, 0.965],
        }
    }
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
}

/// What the document says of itself.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) at: DateTime<Utc>,
}

/// The file being written.
pub(super) struct Pdf {
    out: pdf_writer::Pdf,
    last: i32,
    catalog: Ref,
    tree: Ref,
    fonts: [Used; 2],
    pages: Vec<Page>,
    /// How many pages are complete.
    closed: usize,
    content: Content,
}

struct Page {
    object: Ref,
    body: Ref,
    foot: Ref,
}

/// The glyphs of a face that were used, and the characters they stand for.
struct Used {
    font: Ref,
    glyphs: GlyphRemapper,
    characters: BTreeMap<u16, char>,
}

impl Pdf {
    pub(super) fn new() -> Self {
        let font =
            |place| Used { font: Ref::new(place), glyphs: GlyphRemapper::new(), characters: BTreeMap::new() };
        Self {
            out: pdf_writer::Pdf::new(),
            last: 4,
            catalog: Ref::new(1),
            tree: Ref::new(2),
            fonts: [font(3), font(4)],
            pages: Vec::new(),
            closed: 0,
            content: Content::new(),
        }
    }

    fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// Begins another page.
    pub(super) fn page(&mut self) {
        self.end_page();
        let page = Page { object: self.next(), body: self.next(), foot: self.next() };
        self.pages.push(page);
    }

    /// Stores what is on the page, except for its foot.
    fn end_page(&mut self) {
        let content = std::mem::replace(&mut self.content, Content::new());
        if let Some(page) = self.pages.last().filter(|_| self.pages.len() > self.closed) {
            let body = page.body;
            self.stream(body, content.finish().as_slice());
        }
    }

    /// Ends a run of pages that are counted together; `foot` draws below each: its number and how many they are.
    pub(super) fn end_run(&mut self, foot: impl Fn(&mut Self, usize, usize)) {
        self.end_page();
        let (first, last) = (self.closed, self.pages.len());
        self.closed = last;
        for place in first..last {
            foot(self, place - first + 1, last - first);
            let content = std::mem::replace(&mut self.content, Content::new());
            let foot = self.pages[place].foot;
            self.stream(foot, content.finish().as_slice());
        }
    }

    fn stream(&mut self, id: Ref, data: &[u8]) {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(data, COMPRESSION);
        self.out.stream(id, &packed).filter(Filter::FlateDecode);
    }

    /// One line of text, its baseline at `y`.
    pub(super) fn text(&mut self, x: f32, y: f32, look: Look, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let place = usize::from(look.weight == Weight::Bold);
        let (face, used) = (look.weight.face(), &mut self.fonts[place]);
        let mut codes = Vec::with_capacity(text.len() * 2);
        for c in text.chars() {
            // Who searches types a common space.
            let c = if c == '\u{a0}' { ' ' } else { c };
            let code = used.glyphs.remap(face.glyph(c));
            used.characters.entry(code).or_insert(c);
            codes.extend(code.to_be_bytes());
        }
        let [red, green, blue] = look.ink.rgb();
        let font = [b'F', b'0' + u8::from(place == 1)];
        self.content.set_fill_rgb(red, green, blue);
        self.content.begin_text();
        self.content.set_font(Name(&font), look.size);
        self.content.next_line(x, HEIGHT - y);
        self.content.show(Str(&codes));
        self.content.end_text();
    }

    /// A filled rectangle.
    pub(super) fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        let [red, green, blue] = ink.rgb();
        self.content.set_fill_rgb(red, green, blue);
        self.content.rect(x, HEIGHT - y - height, width, height);
        self.content.fill_nonzero();
    }

    /// Completes the file.
    pub(super) fn finish(mut self, about: &About) -> Vec<u8> {
        for (place, weight) in WEIGHTS.into_iter().enumerate() {
            self.embed(place, weight.face());
        }
        self.write_pages();
        let (info, metadata) = (self.next(), self.next());
        let at = about.at;
        let part = |number: u32| u8::try_from(number).unwrap_or_default();
        let date = Date::new(u16::try_from(at.year()).unwrap_or_default())
            .month(part(at.month()))
            .day(part(at.day()))
            .hour(part(at.hour()))
            .minute(part(at.minute()))
            .second(part(at.second()))
            .utc_offset_hour(0);
        let mut written = self.out.document_info(info);
        written.title(TextStr(&about.title)).author(TextStr(&about.author));
        written
            .creator(TextStr("Em Dia"))
            .producer(TextStr("Em Dia"))
            .creation_date(date)
            .modified_date(date);
        written.finish();
        let xmp = xmp(about);
        let mut stream = self.out.stream(metadata, xmp.as_bytes());
        stream.pair(Name(b"Type"), Name(b"Metadata")).pair(Name(b"Subtype"), Name(b"XML"));
        stream.finish();
        let mut catalog = self.out.catalog(self.catalog);
        catalog.pages(self.tree).lang(TextStr("pt-BR")).metadata(metadata);
        catalog.viewer_preferences().display_doc_title(true);
        catalog.finish();
        self.out.finish()
    }

    fn write_pages(&mut self) {
        let kids = self.pages.iter().map(|page| page.object);
        let mut tree = self.out.pages(self.tree);
        tree.kids(kids).count(i32::try_from(self.pages.len()).unwrap_or(i32::MAX));
        tree.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
        let mut resources = tree.resources();
        let mut fonts = resources.fonts();
        fonts.pair(Name(b"F0"), self.fonts[0].font).pair(Name(b"F1"), self.fonts[1].font);
        fonts.finish();
        resources.finish();
        tree.finish();
        for page in &self.pages {
            let mut written = self.out.page(page.object);
            written.parent(self.tree).contents_array([page.body, page.foot]);
        }
    }

    /// Writes a face with the glyphs that were used, and which characters they are.
    fn embed(&mut self, place: usize, face: &Face) {
        let [cid, descriptor, file, unicode] = [(); 4].map(|()| self.next());
        let used = &self.fonts[place];
        let name = format!("EMDIA{}+{}", char::from(b'A' + u8::from(place == 1)), face.name);
        // The same files as in the test: whatever cannot be made smaller is embedded whole.
        let data = subset(face.data, 0, &used.glyphs).unwrap_or_else(|_| face.data.to_vec());
        let mut font = self.out.type0_font(used.font);
        font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(cid).to_unicode(unicode);
        font.finish();
        let mut font = self.out.cid_font(cid);
        font.subtype(CidFontType::Type2).base_font(Name(name.as_bytes())).system_info(SYSTEM);
        font.font_descriptor(descriptor).default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        font.widths().consecutive(0, used.glyphs.remapped_gids().map(|glyph| face.advance(glyph)));
        font.finish();
        let mut written = self.out.font_descriptor(descriptor);
        written.name(Name(name.as_bytes())).flags(FontFlags::NON_SYMBOLIC);
        written.bbox(Rect::new(-195.0, -267.0, 2583.0, 1108.0)).italic_angle(0.0).stem_v(face.stem);
        written.ascent(968.75).descent(-241.21).cap_height(727.54).font_file2(file);
        written.finish();
        let mut map = UnicodeCmap::new(Name(b"EmDia"), SYSTEM);
        used.characters.iter().for_each(|(code, c)| map.pair(*code, *c));
        let map = map.finish();
        self.stream(unicode, map.as_slice());
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&data, COMPRESSION);
        let mut stream = self.out.stream(file, &packed);
        stream
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), i32::try_from(data.len()).unwrap_or_default());
    }
}

/// The same facts as programs that sort files read them.
fn xmp(about: &About) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (title, author, at) =
        (escape(&about.title), escape(&about.author), about.at.format("%Y-%m-%dT%H:%M:%SZ"));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:language><rdf:Bag><rdf:li>pt-BR</rdf:li></rdf:Bag></dc:language>\
         <xmp:CreateDate>{at}</xmp:CreateDate><xmp:CreatorTool>Em Dia</xmp:CreatorTool>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
