//! What others did, as pages of the application hear of it: they load again what they show. `layout/news.js` listens.

use leptos::prelude::*;

/// Grows whenever something that this page shows was changed by somebody else.
#[derive(Clone, Copy)]
struct Heard(RwSignal<u32>);

/// Makes what is heard available. Once, around all pages.
pub fn provide_heard() {
    let heard = RwSignal::new(0_u32);
    provide_context(Heard(heard));
    #[cfg(feature = "hydrate")]
    window_event_listener_untyped("emdia:news", move |_| heard.update(|count| *count += 1));
}

/// Grows whenever something that this page shows was changed by somebody else.
pub fn use_heard() -> Signal<u32> {
    use_context::<Heard>().map_or_else(|| Signal::stored(0), |heard| heard.0.into())
}
