//! Letters for envelopes with a window, one or many in one file.
//!
//! The layout is that of DIN 5008 B, which windows of long envelopes (DL, 114 x 229 mm) are made for: the address
//! stands 45 mm from the top and 20 mm from the left, the sheet is folded at 105 and 210 mm.

use super::{
    creditor::{self, joined},
    paper::{self, Frame, MARGIN, Paper},
    pdf::About,
    words::long_date,
};
use crate::{
    Actor, Ctx, Error, bulk, messages, scope,
    store::{charges, clients, documents},
};
use domain::{
    Error as Rule,
    id::{BulkId, ChargeId, ClientId, CompanyId, TemplateId},
    message::{MessageChannel, TemplateLine},
    period::show_date_time,
    permission::Permission,
};

/// Points of a millimetre.
const MM: f32 = 2.834_645_7;
/// Where the window begins, and how wide it is.
const WINDOW: (f32, f32, f32) = (20.0 * MM + 4.0, 45.0 * MM, 80.0 * MM);
/// Where the letter itself begins: below the window and the first fold.
const BODY: f32 = 98.0 * MM;
const FOLDS: [f32; 2] = [105.0 * MM, 210.0 * MM];

/// A letter to a client on behalf of a company.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub client: ClientId,
    /// Of whom.
    pub company: CompanyId,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
}

/// A letter of each company that the client owes: the template filled with what is owed today of these charges, or of
/// all that are late where none is named. Without a template the first one for letters. Refused when there is none
/// (field `template`) and when nothing of it is owed (field `charges`).
pub async fn letter_to(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    template: Option<TemplateId>,
    named: &[ChargeId],
) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let templates = messages::templates::list(ctx, actor, Some(MessageChannel::Letter)).await?;
    let fits = |line: &&TemplateLine| template.is_none_or(|template| line.id == template);
    let template = templates.iter().find(fits).ok_or_else(|| Rule::Required.on("template"))?;
    let today = ctx.clock.today();
    let (open, companies) = {
        let mut tx = ctx.db.read().await?;
        scope::client(&mut tx, actor, client).await?;
        let rules = ctx.rules.of(&mut tx).await?;
        let open = charges::open_of_client(&mut tx, client, actor.user, &rules, today).await?;
        (open, clients::companies(&mut tx, client, actor.user).await?)
    };
    let late = open.iter().any(|charge| charge.due < today);
    let mut found = Vec::new();
    for company in companies {
        let meant = open.iter().filter(|charge| charge.company == company.name).filter(|charge| {
            if named.is_empty() { charge.due < today || !late } else { named.contains(&charge.id) }
        });
        let charges: Vec<ChargeId> = meant.map(|charge| charge.id).collect();
        if charges.is_empty() {
            continue;
        }
        let text = messages::text_for(ctx, actor, template.id, client, company.id, &charges).await?;
        found.push(Letter { client, company: company.id, subject: titled(&text.subject), body: text.body });
    }
    if found.is_empty() {
        return Err(Rule::Required.on("charges").into());
    }
    letters(ctx, actor, &found).await
}

/// The letters of a run, as they were recorded. Refused when it has none (field `charges`).
pub async fn letters_of_run(ctx: &Ctx, actor: &Actor, run: BulkId) -> Result<Vec<u8>, Error> {
    // Who may not see the run is told so.
    let _run = bulk::view(ctx, actor, run).await?;
    let recorded = documents::letters_of(&mut ctx.db.read().await?, run).await?;
    if recorded.is_empty() {
        return Err(Rule::Required.on("charges").into());
    }
    let letter = |(client, company, body)| Letter { client, company, subject: titled(""), body };
    letters(ctx, actor, &recorded.into_iter().map(letter).collect::<Vec<_>>()).await
}

/// Templates of letters have no subject.
fn titled(subject: &str) -> String {
    if subject.is_empty() { "Aviso de débito".to_owned() } else { subject.to_owned() }
}

/// The letters, each with its own page numbers. Refused when the law wants more said of a company than is known.
pub async fn letters(ctx: &Ctx, actor: &Actor, letters: &[Letter]) -> Result<Vec<u8>, Error> {
    actor.require(Permission::CrmRead)?;
    let mut tx = ctx.db.read().await?;
    let mut paper = Paper::new();
    for letter in letters {
        let client = scope::client(&mut tx, actor, letter.client).await?;
        let creditor = creditor::complete(&mut tx, actor, letter.company).await?;
        let foot = format!("Emitida em {}", show_date_time(ctx.clock.local_now()));
        let registered = creditor::registered(&creditor.tax_id);
        let credit = joined(&[creditor.name.clone(), registered, creditor::address(&creditor)], " · ");
        // Only the first page leaves room for the window; the creditor's data stands at its end on each.
        paper.begin(Frame {
            foot: joined(&[credit.clone(), foot], " · "),
            ..creditor::frame(&creditor, String::new())
        });
        for fold in FOLDS {
            paper.mark(fold);
        }
        let (x, y, width) = WINDOW;
        paper.down_to(y);
        let sender = joined(&[creditor.name.clone(), creditor::address(&creditor)], " · ");
        paper.line_within(x, width, paper::TINY, &sender);
        paper.gap(5.0);
        for line in creditor::on_envelope(&client) {
            paper.paragraph_at(x, width, paper::TEXT, &line);
        }
        paper.down_to(BODY);
        let city = if creditor.city.is_empty() { String::new() } else { format!("{}, ", creditor.city) };
        paper.paragraph(paper::TEXT, &format!("{city}{}", long_date(ctx.clock.today())));
        paper.gap(10.0);
        paper.paragraph_at(MARGIN, paper::MEASURE, paper::HEADING, &letter.subject);
        paper.gap(6.0);
        paper.paragraph(paper::BODY, &letter.body);
        // Most templates end with who writes.
        if !letter.body.trim_end().ends_with(&creditor.name) {
            paper.gap(26.0);
            paper.keep(30.0);
            paper.paragraph(paper::BODY, &creditor.name);
        }
    }
    let title = if let [only] = letters { only.subject.clone() } else { format!("{} cartas", letters.len()) };
    Ok(paper.finish(&About { title, author: actor.name.clone(), at: ctx.clock.now() }))
}
