//! The parts that every page is built from. Parts receive plain values; pages load, title and compose.

mod badge;
mod button;
mod choice;
mod command;
mod disclosure;
mod dom;
#[cfg(feature = "ssr")]
mod draft;
mod empty;
mod field;
mod filter;
mod flash;
#[cfg(feature = "hydrate")]
mod follow;
mod form;
mod heard;
mod icon;
mod lines;
#[cfg(feature = "hydrate")]
mod live_form;
mod load;
pub mod markup;
pub mod menu;
mod on_demand;
mod pager;
#[cfg(feature = "hydrate")]
mod peek;
mod reason;
#[cfg(feature = "hydrate")]
mod select;
#[cfg(feature = "ssr")]
mod served;
pub mod shortcuts;
mod sort;
mod text;

/// Keys, menus, the choosing of rows and looks at other pages, which work on every page of a signed-in user. To be called once, when the program starts in
/// the browser.
#[cfg(feature = "hydrate")]
pub fn attend() {
    shortcuts::listen();
    menu::listen();
    select::listen();
    follow::listen();
    peek::listen();
}

/// What pages that only the server renders do by themselves. To be called once, when the program starts in the
/// browser.
#[cfg(feature = "hydrate")]
pub fn attend_document() {
    flash::attend();
    live_form::listen();
}

pub use badge::{Badge, Tone};
pub use button::SubmitButton;
pub use choice::{CheckField, CheckList, Choice, RadioCards, SelectField, option_list};
pub use command::Command;
pub use disclosure::{Disclosure, close_disclosure};
pub use dom::{focus, input, space_clicks, ticked};
#[cfg(feature = "ssr")]
pub use draft::{draft, typed};
pub use empty::EmptyState;
pub use field::{DateField, Field, Hidden, TextArea, TextField, TimeField};
pub use filter::{FilterInput, FilterSelect, date_kind};
pub use flash::{Flash, FlashRegion, Notice, provide_flash, use_flash};
pub use form::{CommandForm, FilterForm, Form, PlainForm, refused, use_form};
pub use heard::{provide_heard, use_heard};
pub use icon::{Glyph, Icon};
pub use lines::{Line, Lines};
pub use load::{Load, PageTitle};
pub use on_demand::OnDemand;
pub use pager::Pager;
pub use reason::ConfirmReason;
#[cfg(feature = "ssr")]
pub use served::served;
pub use sort::SortHeader;
pub use text::MoneyText;
