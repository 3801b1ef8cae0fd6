//! `/ajuda`: how to work, and the keys.

use crate::{texts::texts, ui::PageTitle};
use leptos::prelude::*;

/// How to work with the product.
#[component]
pub fn HelpPage() -> impl IntoView {
    let t = &texts().session;
    let steps = t.work_steps.iter().map(|(title, text)| {
        view! { <li class="steps__step"><h3>{*title}</h3><p>{*text}</p></li> }
    });
    let keys = t.keys.iter().map(|(keys, does)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
        view! { <tr><th scope="row" class="keys">{keys}</th><td>{*does}</td></tr> }
    });
    let words = t.words.iter().map(|(word, meaning)| {
        view! { <div><dt>{*word}</dt><dd>{*meaning}</dd></div> }
    });
    view! {
        <PageTitle text=t.help/>
        <div class="page page--narrow">
            <h1>{t.help}</h1>
            <p class="lead">{t.help_lead}</p>
            <section class="card">
                <h2>{t.work_title}</h2>
                <ol class="steps">{steps.collect_view()}</ol>
            </section>
            <section class="card">
                <h2>{t.keys_title}</h2>
                <table class="table table--plain">
                    <caption class="visually-hidden">{t.keys_caption}</caption>
                    <thead class="visually-hidden">
                        <tr><th scope="col">{t.key}</th><th scope="col">{t.key_does}</th></tr>
                    </thead>
                    <tbody>{keys.collect_view()}</tbody>
                </table>
            </section>
            <section class="card">
                <h2>{t.words_title}</h2>
                <dl class="facts">{words.collect_view()}</dl>
            </section>
        </div>
    }
    .into_any()
}
