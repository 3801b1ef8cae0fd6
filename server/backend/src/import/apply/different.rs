//! What a file says of a known charge otherwise than the database does.

use super::Apply;
use crate::{
    import::{Reason, Remark, clients::Known, fields::Field, line::Line},
    store::import::KnownCharge,
};
use domain::{Money, period::show_date};

impl Apply {
    /// What the file says of a known charge that is not what the database says.
    pub(super) fn differences(&self, line: &Line, known: &KnownCharge) -> Vec<Remark> {
        let mut different = Vec::new();
        if line.amount.centavos() != known.principal {
            let reason = Reason::IsHere(Money::from_centavos(known.principal).to_string());
            different.push(self.remark(line, Field::Amount, &line.amount.to_string(), reason));
        }
        if line.due != known.due {
            let reason = Reason::IsHere(show_date(known.due));
            different.push(self.remark(line, Field::Due, &show_date(line.due), reason));
        }
        if let Some(issued) = line.issued.filter(|issued| *issued != known.issued) {
            let reason = Reason::IsHere(show_date(known.issued));
            different.push(self.remark(line, Field::Issued, &show_date(issued), reason));
        }
        if self.is_of_another(line, known) {
            let (field, value) = match (&line.reference, &line.tax_id) {
                (reference, _) if !reference.is_empty() => (Field::ClientId, reference),
                (_, tax_id) if !tax_id.is_empty() => (Field::TaxId, tax_id),
                _ => (Field::ClientName, &line.name),
            };
            different.push(self.remark(line, field, value, Reason::OfAnother(line.document.clone())));
        }
        different
    }

    pub(super) fn is_of_another(&self, line: &Line, known: &KnownCharge) -> bool {
        match self.clients.known(line) {
            Known::Client(client) => client != known.client,
            Known::Nobody => true,
            Known::Ambiguous => false,
        }
    }
}
