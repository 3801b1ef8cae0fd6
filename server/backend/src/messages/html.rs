//! An e-mail as HTML. It is made here from the text alone, and everything in it is escaped: nothing that anybody
//! typed becomes markup. Its style stands in one block, which pages that show it allow by its hash.

use domain::{
    Money,
    ledger::Owed,
    message::{Facts, Piece, Template, pieces, signature},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every e-mail.
pub const STYLE: &str = "body{margin:0;padding:24px;background:#fff;color:#1c2430;\
font:15px/1.5 Arial,Helvetica,sans-serif}main{max-width:640px;margin:0 auto}p{margin:0 0 14px}\
a{color:#0b57a4}table{border-collapse:collapse;width:100%;margin:0 0 16px;font-size:14px}\
th,td{padding:7px 8px;border-bottom:1px solid #d8dde5;text-align:left;vertical-align:top}\
th{background:#f2f4f8;font-weight:600}.n{text-align:right;white-space:nowrap}\
tfoot td{font-weight:700;border-bottom:0}.who{margin-top:24px;padding-top:12px;\
border-top:1px solid #d8dde5;color:#56606e;font-size:13px}small{color:#56606e}\
@media(max-width:600px){body{padding:14px}table{font-size:12px}th,td{padding:5px 4px}}";

/// The whole document.
pub(super) fn document(subject: &str, body: &Template, facts: &Facts) -> String {
    html! {
        (DOCTYPE)
        html lang="pt-BR" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (subject) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for block in blocks(body, facts) { (block) }
                    p.who {
                        @for (place, line) in signature(&facts.creditor).iter().enumerate() {
                            @if place > 0 { br; }
                            @if place == 0 { strong { (line) } } @else { (line) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// Paragraphs and tables, one after the other.
fn blocks(body: &Template, facts: &Facts) -> Vec<Markup> {
    let (mut blocks, mut paragraph) = (Vec::new(), Vec::<Markup>::new());
    let close = |paragraph: &mut Vec<Markup>, blocks: &mut Vec<Markup>| {
        let inner = std::mem::take(paragraph);
        if inner.iter().any(|part| !part.0.trim().is_empty()) {
            blocks.push(html! { p { @for part in &inner { (part) } } });
        }
    };
    for piece in pieces(body, facts) {
        match piece {
            Piece::Charges => {
                close(&mut paragraph, &mut blocks);
                blocks.push(table(facts));
            }
            Piece::Link(link) => paragraph.push(html! { a href=(link) { (link) } }),
            Piece::Text(text) => {
                for (place, part) in text.split("\n\n").enumerate() {
                    if place > 0 {
                        close(&mut paragraph, &mut blocks);
                    }
                    paragraph.push(lines(part, paragraph.is_empty()));
                }
            }
        }
    }
    close(&mut paragraph, &mut blocks);
    blocks
}

/// Text with its line breaks; those at the beginning of a paragraph say nothing.
fn lines(text: &str, begins: bool) -> Markup {
    let text = if begins { text.trim_start_matches('\n') } else { text };
    html! {
        @for (place, line) in text.split('\n').enumerate() {
            @if place > 0 { br; }
            (line)
        }
    }
}

/// The charges with all that their amounts are made of.
fn table(facts: &Facts) -> Markup {
    let owed = facts.owed();
    let corrected = !owed.correction.is_zero();
    html! {
        table {
            thead {
                tr {
                    th { "Título" }
                    th { "Vencimento" }
                    th.n { "Principal" }
                    @if corrected { th.n { "Correção" } }
                    th.n { "Multa" }
                    th.n { "Juros" }
                    th.n { "Total" }
                }
            }
            tbody {
                @for charge in &facts.charges {
                    tr {
                        td { (charge.document) }
                        td {
                            (charge.due.format("%d/%m/%Y"))
                            @match charge.days_late {
                                1 => { br; small { "1 dia de atraso" } },
                                2.. => { br; small { (charge.days_late) " dias de atraso" } },
                                _ => {},
                            }
                        }
                        (figures(charge.owed, corrected))
                    }
                }
            }
            @if facts.charges.len() > 1 {
                tfoot {
                    tr {
                        td colspan="2" { "Total em " (facts.on.format("%d/%m/%Y")) }
                        (figures(owed, corrected))
                    }
                }
            }
        }
    }
}

fn figures(owed: Owed, corrected: bool) -> Markup {
    // In a narrow window every letter counts; the total says which money it is.
    let cell = |amount: Money| html! { td.n { (amount.plain()) } };
    html! {
        (cell(owed.principal))
        @if corrected { (cell(owed.correction)) }
        (cell(owed.fine))
        (cell(owed.interest))
        td.n { (owed.total) }
    }
}
