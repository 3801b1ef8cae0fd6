//! Lists of which only the lines that changed are drawn again: what somebody types in the others stays.

use leptos::prelude::*;
use std::sync::Arc;

/// A line, and how to draw it.
pub struct Line {
    key: String,
    draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Line {
    /// A line that is drawn again when its key is another one.
    pub fn new(key: String, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> Self {
        Self { key, draw: Arc::new(draw) }
    }
}

/// The lines, kept by their keys. One type for all lists: the browser's program carries this once.
#[component]
pub fn Lines(
    /// The lines as they are now.
    each: Arc<dyn Fn() -> Vec<Line> + Send + Sync>,
) -> impl IntoView {
    view! { <For each=move || each() key=|line| line.key.clone() children=|line: Line| (line.draw)()/> }
        .into_any()
}
