//! Text with variables in braces.

use crate::{Error, text::normalise};

macro_rules! variables {
    ($($(#[$doc:meta])* $item:ident = $name:literal),+ $(,)?) => {
        /// What a template may name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Variable { $($(#[$doc])* $item),+ }

        impl Variable {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// Its name, as it stands between braces.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$item => $name),+ }
            }
        }
    };
}

variables! {
    /// The client's name.
    Client = "cliente",
    /// The first word of the client's name.
    FirstName = "primeiro_nome",
    /// The creditor's name.
    Company = "empresa",
    /// The creditor's CPF or CNPJ.
    CompanyTaxId = "empresa_documento",
    /// The creditor's address.
    CompanyAddress = "empresa_endereco",
    /// The creditor's telephone.
    CompanyPhone = "empresa_telefone",
    /// The creditor's e-mail address.
    CompanyEmail = "empresa_email",
    /// The charges, itemised.
    Charges = "titulos",
    /// How many charges.
    Count = "quantidade",
    /// The open principal.
    Original = "original",
    /// The monetary correction.
    Correction = "correcao",
    /// The fine.
    Fine = "multa",
    /// The interest.
    Interest = "juros",
    /// The updated total.
    Total = "total",
    /// The due dates.
    DueDates = "vencimentos",
    /// Days late of the oldest charge.
    DaysLate = "dias_atraso",
    /// How to pay.
    Payment = "pagamento",
    /// Where to pay.
    Link = "link",
    /// The day that amounts are of.
    Today = "data",
}

impl Variable {
    /// The variable of this name; accents and capitals do not matter.
    pub fn named(name: &str) -> Option<Self> {
        let name = normalise(name);
        Self::ALL.iter().copied().find(|variable| variable.name() == name)
    }
}

/// What only somebody who asks for money names.
const ASKING: [Variable; 11] = [
    Variable::Charges,
    Variable::Count,
    Variable::Original,
    Variable::Correction,
    Variable::Fine,
    Variable::Interest,
    Variable::Total,
    Variable::DueDates,
    Variable::DaysLate,
    Variable::Payment,
    Variable::Link,
];

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Variable(Variable),
}

/// A text whose variables are all known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

impl Template {
    /// Whether it names `variable`.
    pub fn names(&self, variable: Variable) -> bool {
        self.parts.contains(&Part::Variable(variable))
    }

    /// Whether it names what is owed or how to pay it: then it asks for money, whatever it is called.
    pub fn asks(&self) -> bool {
        ASKING.into_iter().any(|variable| self.names(variable))
    }
}

/// Reads a text with variables. One that is not known is refused by its name, a brace that stands alone as it is.
pub fn parse(text: &str) -> Result<Template, Error> {
    let text = text.replace("\r\n", "\n");
    let unknown = |name: &str| Error::UnknownVariable { name: name.chars().take(40).collect() };
    let (mut parts, mut rest) = (Vec::new(), text.as_str());
    while let Some(open) = rest.find(['{', '}']) {
        let (before, after) = (&rest[..open], &rest[open + 1..]);
        if rest[open..].starts_with('}') {
            return Err(unknown("}"));
        }
        let close = after.find(['}', '{', '\n']).filter(|place| after[*place..].starts_with('}'));
        let Some(close) = close else {
            let word = after.split_whitespace().next().unwrap_or_default();
            return Err(unknown(&format!("{{{word}")));
        };
        let name = after[..close].trim();
        let variable = Variable::named(name).ok_or_else(|| unknown(&format!("{{{name}}}")))?;
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        parts.push(Part::Variable(variable));
        rest = &after[close + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(Template { parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_variables_are_read_however_they_are_written() {
        let template = parse("Olá, {cliente}! {Títulos}{ total }").expect("all are known");
        let names = [Variable::Client, Variable::Charges, Variable::Total];
        assert!(names.into_iter().all(|name| template.names(name)));
        assert!(!template.names(Variable::Fine));
        assert_eq!(parse("").expect("nothing to refuse").parts, []);
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let refused = |text: &str| match parse(text) {
            Err(Error::UnknownVariable { name }) => name,
            other => panic!("{text} was not refused: {other:?}"),
        };
        assert_eq!(refused("Olá, {clinte}!"), "{clinte}");
        assert_eq!(refused("{saldo devedor} e {cliente}"), "{saldo devedor}");
        assert_eq!(refused("{}"), "{}");
        assert_eq!(refused("falta fechar {cliente agora"), "{cliente");
        assert_eq!(refused("{cliente\n}"), "{cliente");
        assert_eq!(refused("{{cliente}}"), "{{cliente}}");
        assert_eq!(refused("cliente}"), "}");
    }

    #[test]
    fn every_variable_is_found_by_its_name() {
        for variable in Variable::ALL {
            assert_eq!(Variable::named(variable.name()), Some(*variable));
        }
    }
}
