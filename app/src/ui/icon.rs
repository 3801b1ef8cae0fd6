//! The symbols of the screens. The style sheet draws them.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident = $class:literal),+ $(,)?) => {
        /// A symbol. It never stands alone: words beside it or a label say the same.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($(#[$doc])* $name),+ }

        impl Glyph {
            /// The classes of the element that shows it.
            pub const fn class(self) -> &'static str {
                match self { $(Self::$name => concat!("icon icon--", $class)),+ }
            }
        }
    };
}

glyphs! {
    /// The agenda.
    Calendar = "calendar",
    /// Delinquency: a list of amounts.
    List = "list",
    /// Charges: a bill.
    Receipt = "receipt",
    /// Search.
    Search = "search",
    /// Telephone.
    Phone = "phone",
    /// WhatsApp.
    WhatsApp = "whats-app",
    /// E-mail.
    Mail = "mail",
    /// A contact, to be recorded.
    Pencil = "pencil",
    /// What was said before.
    History = "history",
    /// Another day.
    Clock = "clock",
    /// Another person.
    Person = "person",
    /// Done.
    Check = "check",
    /// Away with it.
    Close = "close",
    /// To look at.
    Alert = "alert",
    /// Adds something.
    Plus = "plus",
    /// From the least to the greatest.
    ArrowUp = "arrow-up",
    /// From the greatest to the least.
    ArrowDown = "arrow-down",
    /// Onwards.
    ChevronRight = "chevron-right",
    /// Back.
    ChevronLeft = "chevron-left",
    /// Opens something below.
    ChevronDown = "chevron-down",
    /// Leaves the session.
    SignOut = "sign-out",
    /// Help.
    Help = "help",
    /// The light theme.
    Sun = "sun",
    /// The dark theme.
    Moon = "moon",
    /// Light or dark as the system has it.
    Screen = "screen",
    /// The company.
    Building = "building",
    /// A comment.
    Comment = "comment",
    /// Filters.
    Filter = "filter",
    /// What was agreed.
    Agreement = "agreement",
}

/// A symbol beside words; hidden from assistive technology.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! { <span class=glyph.class() aria-hidden="true"></span> }
}
