//! What is to be said of lines, as a file for a spreadsheet.

use crate::texts::{Language, Texts};
use backend::{import::Remark, imports::Remarks};

/// All remarks, as CSV with semicolons, as spreadsheets in Brazil read it.
pub fn problems_file(language: Language, remarks: &Remarks) -> String {
    let texts = language.texts();
    let t = &texts.imports;
    let mut file = String::from("\u{feff}");
    line(&mut file, [t.what, t.line, t.column, t.value, t.why]);
    for (what, remarks) in
        [(t.bad, &remarks.bad), (t.different, &remarks.different), (t.warned, &remarks.warned)]
    {
        for remark in remarks {
            row(&mut file, what, remark, texts);
        }
    }
    file
}

fn row(file: &mut String, what: &str, remark: &Remark, texts: &Texts) {
    let reason = (texts.imports.reason)(&remark.reason, texts);
    line(file, [what, &remark.line.to_string(), &remark.column, &remark.value, &reason]);
}

fn line(file: &mut String, cells: [&str; 5]) {
    for (place, text) in cells.into_iter().enumerate() {
        if place > 0 {
            file.push(';');
        }
        file.push_str(&cell(text));
    }
    file.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula: what it begins with comes from a stranger's file.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use backend::import::Reason;

    #[test]
    fn values_are_quoted_and_formulas_are_text() {
        let value = "=HYPERLINK(\"http://x\";1)".to_owned();
        let bad = Remark { line: 3, column: "valor".to_owned(), value, reason: Reason::Missing };
        let file = problems_file(Language::Portuguese, &Remarks { bad: vec![bad], ..Remarks::default() });
        assert_eq!(
            file,
            "\u{feff}\"Tipo\";\"Linha\";\"Coluna do arquivo\";\"Valor\";\"Motivo\"\r\n\
             \"Linhas com erro\";\"3\";\"valor\";\"'=HYPERLINK(\"\"http://x\"\";1)\";\"Falta.\"\r\n"
        );
        for text in ["+1", "-1", "@x", " =1", "\t=1"] {
            assert!(cell(text).starts_with("\"'"), "{text}");
        }
        assert_eq!(cell("1.234,56"), "\"1.234,56\"");
    }
}
