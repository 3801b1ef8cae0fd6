//! The symbols of the screens, drawn for this product on a grid of 24 with a stroke of 1.75.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident = $drawing:literal),+ $(,)?) => {
        /// A symbol. It never stands alone: words beside it or a label say the same.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($(#[$doc])* $name),+ }

        impl Glyph {
            const fn drawing(self) -> &'static str {
                match self { $(Self::$name => $drawing),+ }
            }
        }
    };
}

glyphs! {
    /// The agenda.
    Calendar = r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.75V6.5M16 2.75V6.5"/>"#,
    /// Delinquency: a list of amounts.
    List = r#"<path d="M8.5 6h12M8.5 12h12M8.5 18h12M3.75 6h.01M3.75 12h.01M3.75 18h.01"/>"#,
    /// Search.
    Search = r#"<circle cx="10.75" cy="10.75" r="6.75"/><path d="m20.5 20.5-4.9-4.9"/>"#,
    /// Telephone.
    Phone = r#"<path d="M5.2 3.75h3.2l1.7 4.3-2 1.55a12.5 12.5 0 0 0 6.3 6.3l1.55-2 4.3 1.7v3.2a1.5 1.5 0 0 1-1.6 1.5C10.6 19.6 4.4 13.4 3.7 5.35a1.5 1.5 0 0 1 1.5-1.6Z"/>"#,
    /// WhatsApp.
    WhatsApp = r#"<path d="M3.75 20.25 5 16.2a8.25 8.25 0 1 1 3 2.9l-4.25 1.15Z"/><path d="M9 8.2c-.6 2.9 3.6 7.1 6.6 6.6.7-.1 1-1 .9-1.5l-1.9-.9-.9.9c-1-.4-2.1-1.5-2.5-2.5l.9-.9-.9-1.9c-.5-.2-1.9-.4-2.2.2Z"/>"#,
    /// E-mail.
    Mail = r#"<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m3.75 7 8.25 6 8.25-6"/>"#,
    /// A contact, to be recorded.
    Pencil = r#"<path d="m14.8 5.4 3.8 3.8L8.4 19.4l-4.65.85.85-4.65L14.8 5.4Z"/>"#,
    /// What was said before.
    History = r#"<path d="M3.75 12a8.25 8.25 0 1 0 2.6-6"/><path d="M3.75 4v4h4M12 7.5V12l3 2"/>"#,
    /// Another day.
    Clock = r#"<circle cx="12" cy="12" r="8.25"/><path d="M12 7.25V12l3.25 2"/>"#,
    /// Another person.
    Person = r#"<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20.25a7.5 7.5 0 0 1 15 0"/>"#,
    /// Done.
    Check = r#"<path d="m4.75 12.5 4.75 4.75 9.75-10.5"/>"#,
    /// Away with it.
    Close = r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    /// To look at.
    Alert = r#"<path d="M12 4 2.9 19.75h18.2L12 4Z"/><path d="M12 10v4M12 16.9h.01"/>"#,
    /// Adds something.
    Plus = r#"<path d="M12 4.75v14.5M4.75 12h14.5"/>"#,
    /// From the least to the greatest.
    ArrowUp = r#"<path d="M12 19V5.5M6.5 11 12 5.5l5.5 5.5"/>"#,
    /// From the greatest to the least.
    ArrowDown = r#"<path d="M12 5v13.5M6.5 13l5.5 5.5 5.5-5.5"/>"#,
    /// Onwards.
    ChevronRight = r#"<path d="m9 5.5 6.5 6.5L9 18.5"/>"#,
    /// Back.
    ChevronLeft = r#"<path d="M15 5.5 8.5 12l6.5 6.5"/>"#,
    /// Opens something below.
    ChevronDown = r#"<path d="m5.5 9 6.5 6.5L18.5 9"/>"#,
    /// Leaves the session.
    SignOut = r#"<path d="M9.5 4h-3a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h3M15.75 16.5 20.25 12l-4.5-4.5M20 12H9.75"/>"#,
    /// Help.
    Help = r#"<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.4a2.5 2.5 0 1 1 3.5 2.5c-.7.3-1.1.9-1.1 1.6v.4M12 16.7h.01"/>"#,
    /// The light theme.
    Sun = r#"<circle cx="12" cy="12" r="4"/><path d="M12 2.75v2M12 19.25v2M2.75 12h2M19.25 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4"/>"#,
    /// The dark theme.
    Moon = r#"<path d="M20 14.2A8.25 8.25 0 0 1 9.8 4a8.25 8.25 0 1 0 10.2 10.2Z"/>"#,
    /// Light or dark as the system has it.
    Screen = r#"<rect x="3" y="4.5" width="18" height="12" rx="2"/><path d="M8.5 20h7M12 16.5V20"/>"#,
    /// The company.
    Building = r#"<path d="M5 20.25V5.5a1.75 1.75 0 0 1 1.75-1.75h6.5A1.75 1.75 0 0 1 15 5.5v14.75M15 10h2.75a1.75 1.75 0 0 1 1.75 1.75v8.5M3.5 20.25h17M8.5 8h3M8.5 12h3M8.5 16h3"/>"#,
    /// A comment.
    Comment = r#"<path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5v-7Z"/>"#,
    /// Filters.
    Filter = r#"<path d="M3.75 6h16.5M7 12h10M10.25 18h3.5"/>"#,
}

/// A symbol beside words; hidden from assistive technology.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" inner_html=glyph.drawing()></svg>
    }
}
