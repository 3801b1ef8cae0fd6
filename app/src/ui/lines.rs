//! Lists of which only the lines that changed are drawn again: what somebody types in the others stays, and what is
//! open stays open.

use leptos::{
    either::Either,
    prelude::*,
    tachys::{html::InertElement, reactive_graph::OwnedView, view::keyed::keyed},
};
use std::sync::Arc;

/// A line, and how to draw it.
pub struct Line {
    key: String,
    draw: Draw,
}

enum Draw {
    View(Box<dyn FnOnce() -> AnyView + Send>),
    Text(Box<dyn FnOnce() -> String + Send>),
}

impl Line {
    /// A line that is drawn again when its key is another one.
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Draw::View(Box::new(draw)) }
    }

    /// A line with nothing to do in it: one element as text.
    pub fn text(key: String, draw: impl FnOnce() -> String + Send + 'static) -> Self {
        Self { key, draw: Draw::Text(Box::new(draw)) }
    }
}

/// The lines, kept by their keys. One type for all lists: the browser's program carries this once.
///
/// What [`For`] does, but that lines of text have no owner: a history is mostly those.
#[component]
pub fn Lines(
    /// The lines as they are now.
    each: Arc<dyn Fn() -> Vec<Line> + Send + Sync>,
) -> impl IntoView {
    let parent = Owner::current().unwrap_or_default();
    let draw = move |_, line: Line| {
        let view = match line.draw {
            Draw::Text(text) => Either::Left(InertElement::new(text())),
            Draw::View(view) => {
                let owner = parent.with(Owner::new);
                let view = owner.with(view);
                Either::Right(OwnedView::new_with_owner(view, owner))
            }
        };
        (drop, view)
    };
    (move || keyed(each(), |line: &Line| line.key.clone(), draw.clone())).into_any()
}
