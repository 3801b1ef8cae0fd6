//! What others did, as pages of the application hear of it: they load again what they show.

use leptos::prelude::*;

/// Grows whenever something that this page shows was changed by somebody else.
#[derive(Clone, Copy)]
struct Heard(RwSignal<u32>);

/// Makes what is heard available. Once, around all pages.
pub fn provide_heard() {
    let heard = RwSignal::new(0);
    provide_context(Heard(heard));
    #[cfg(feature = "hydrate")]
    super::news::tell(heard);
}

/// Grows whenever something that this page shows was changed by somebody else.
pub fn use_heard() -> Signal<u32> {
    use_context::<Heard>().map_or_else(|| Signal::stored(0), |heard| heard.0.into())
}

/// Says that this is the page of a client, until the page is left: others learn that one is here.
#[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "only a browser is anywhere"))]
pub fn be_at(client: &str) {
    #[cfg(feature = "hydrate")]
    {
        super::news::at(client);
        on_cleanup(|| super::news::at(""));
    }
}
