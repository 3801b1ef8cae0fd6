//! Letters for envelopes with a window, one or many in one file.
//!
//! The layout is that of DIN 5008 B, which windows of long envelopes (DL, 114 x 229 mm) are made for: the address
//! stands 45 mm from the top and 20 mm from the left, the sheet is folded at 105 and 210 mm.

use super::{
    creditor::{self, joined},
    paper::{self, Frame, MARGIN, Paper, height_in},
    pdf::{About, Look},
    words::long_date,
};
use crate::{
    Actor, Ctx, Error, bulk,
    store::{
        clients,
        documents::Creditor,
        letters::{self, Letter},
    },
};
use domain::{
    Error as Rule,
    client::ClientData,
    id::{BulkId, ClientId, ContactId},
    period::show_date_time,
    permission::Permission,
};
use std::collections::{HashMap, hash_map::Entry};

/// Points of a millimetre.
const MM: f32 = 2.834_645_7;
/// Where the window begins, and how wide what stands in it is.
const WINDOW: (f32, f32, f32) = (20.0 * MM + 4.0, 45.0 * MM, 80.0 * MM);
/// How high the window is, and how much of that stands between sender and address.
const WINDOW_HEIGHT: f32 = 45.0 * MM;
const BELOW_SENDER: f32 = 5.0;
/// Where the letter itself begins: below the window and the first fold.
const BODY: f32 = 98.0 * MM;
const FOLDS: [f32; 2] = [105.0 * MM, 210.0 * MM];

/// Letters whose clients are read at a time.
const AT_ONCE: usize = 200;

/// A letter as it was recorded, however often it is printed.
pub async fn letter(ctx: &Ctx, actor: &Actor, contact: ContactId) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let letter = letters::one(&mut ctx.db.read().await?, contact, actor.user).await?;
    print(ctx, actor, &[letter.ok_or(Error::NotFound)?]).await
}

/// The letters of a run, as they were recorded. Refused when it has none (field `charges`).
pub async fn letters_of_run(ctx: &Ctx, actor: &Actor, run: BulkId) -> Result<Vec<u8>, Error> {
    // Who may not see the run is told so.
    let _run = bulk::view(ctx, actor, run).await?;
    let recorded = letters::of_run(&mut ctx.db.read().await?, run, actor.user).await?;
    if recorded.is_empty() {
        return Err(Rule::Required.on("charges").into());
    }
    print(ctx, actor, &recorded).await
}

/// The letters, each with its own page numbers. Refused when the law wants more said of a company than is known.
pub(super) async fn print(ctx: &Ctx, actor: &Actor, letters: &[Letter]) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let mut paper = Paper::new();
    let mut creditors = HashMap::new();
    for some in letters.chunks(AT_ONCE) {
        let ids: Vec<ClientId> = some.iter().map(|letter| letter.client).collect();
        let known = clients::some(&mut tx, &ids, actor.user).await?;
        for letter in some {
            let client = known.get(&letter.client).ok_or(Error::NotFound)?;
            let creditor = match creditors.entry(letter.company) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    entry.insert(creditor::complete(&mut tx, actor, letter.company).await?)
                }
            };
            write(&mut paper, letter, client, creditor);
        }
        tokio::task::yield_now().await;
    }
    let title =
        if let [only] = letters { titled(only).to_owned() } else { format!("{} cartas", letters.len()) };
    Ok(paper.finish(&About { title, author: actor.name.clone(), at: ctx.clock.now() }))
}

/// Letters of earlier versions were recorded without their subject.
fn titled(letter: &Letter) -> &str {
    if letter.subject.is_empty() { "Aviso de débito" } else { &letter.subject }
}

fn write(paper: &mut Paper, letter: &Letter, client: &ClientData, creditor: &Creditor) {
    let foot = format!("Emitida em {}", show_date_time(letter.at));
    let registered = creditor::registered(&creditor.tax_id);
    let credit = joined(&[creditor.name.clone(), registered, creditor::address(creditor)], " · ");
    // Only the first page leaves room for the window; the creditor's data stands at its end on each.
    let foot = joined(&[credit, foot], " · ");
    paper.begin(Frame { foot, ..creditor::frame(creditor, String::new()) });
    for fold in FOLDS {
        paper.mark(fold);
    }
    in_window(paper, client, creditor);
    paper.down_to(BODY);
    let city = if creditor.city.is_empty() { String::new() } else { format!("{}, ", creditor.city) };
    paper.paragraph(paper::TEXT, &format!("{city}{}", long_date(letter.at.date())));
    paper.gap(10.0);
    paper.paragraph_at(MARGIN, paper::MEASURE, paper::HEADING, titled(letter));
    paper.gap(6.0);
    paper.paragraph(paper::BODY, &letter.body);
    // Most templates end with who writes.
    if !letter.body.trim_end().ends_with(&creditor.name) {
        paper.gap(26.0);
        paper.keep(30.0);
        paper.paragraph(paper::BODY, &creditor.name);
    }
}

/// Who writes and to whom, whole: what is too long for the window at the usual size is set smaller.
fn in_window(paper: &mut Paper, client: &ClientData, creditor: &Creditor) {
    let (x, y, width) = WINDOW;
    let sender = [joined(&[creditor.name.clone(), creditor::address(creditor)], " · ")];
    let address = creditor::on_envelope(client);
    let high = |look: Look, small: Look| {
        height_in(&sender, small, width) + BELOW_SENDER + height_in(&address, look, width)
    };
    let sizes = [1.0, 0.92, 0.84, 0.76, 0.68];
    let scaled = |by: f32| {
        let scaled = |look: Look| Look { size: look.size * by, ..look };
        // What is tiny already stays readable.
        (scaled(paper::TEXT), Look { size: (paper::TINY.size * by).max(5.5), ..paper::TINY })
    };
    let fits = |(look, small): &(Look, Look)| high(*look, *small) <= WINDOW_HEIGHT;
    let (look, small) = sizes.map(scaled).into_iter().find(fits).unwrap_or_else(|| scaled(0.6));
    paper.down_to(y);
    paper.paragraph_at(x, width, small, &sender[0]);
    paper.gap(BELOW_SENDER);
    for line in address {
        paper.paragraph_at(x, width, look, &line);
    }
}
