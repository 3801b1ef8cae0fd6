//! Bringing the difference between debt and instalments to nothing.

use super::{Adjustment, ConfirmAgreement, Proposal};
use crate::{Money, contact::choices, instalments::Instalment};

choices! {
    /// Where a difference can go.
    Closing {
        /// What the instalments are too much is added to the debt.
        Surcharge = "acrescimo",
        /// What they are too little is taken off the debt.
        Discount = "desconto",
        /// The instalments change.
        Spread = "parcelas",
    }
}

impl Proposal {
    /// The proposal without a difference; nothing where this way makes no sense or breaks a rule.
    pub fn closed(&self, closing: Closing) -> Option<Self> {
        let difference = self.difference();
        if difference.is_zero() || self.instalments.is_empty() {
            return None;
        }
        match closing {
            Closing::Surcharge if difference.is_positive() => Some(self.adjusted(difference)),
            Closing::Discount if difference.is_negative() => Some(self.adjusted(difference))
                .filter(|closed| closed.adjustment.discount <= self.discount_cap()),
            Closing::Spread => self.spread(-difference),
            Closing::Surcharge | Closing::Discount => None,
        }
    }

    /// With so much added to the debt: first less discount, or less surcharge where it is below zero.
    fn adjusted(&self, more: Money) -> Self {
        let net = self.adjustment.surcharge - self.adjustment.discount + more;
        let adjustment = Adjustment { discount: (-net).max(Money::ZERO), surcharge: net.max(Money::ZERO) };
        Self { adjustment, ..self.clone() }
    }

    /// With so much more in the instalments, an equal part in each; where that would leave one with nothing,
    /// all become equal.
    fn spread(&self, more: Money) -> Option<Self> {
        let count = u32::try_from(self.instalments.len()).ok()?;
        let with = |amounts: Vec<Money>| {
            let parts = self.instalments.iter().zip(amounts);
            let instalments: Vec<_> = parts.map(|(part, amount)| Instalment { amount, ..*part }).collect();
            let whole = instalments.iter().all(|part| part.amount.is_positive());
            whole.then(|| Self { instalments, ..self.clone() })
        };
        let shares = more.split(count);
        let added = self.instalments.iter().zip(shares).map(|(part, share)| part.amount + share).collect();
        with(added).or_else(|| with(self.agreed().split(count)))
    }
}

impl ConfirmAgreement {
    /// With the adjustment and the instalments of a proposal that was closed, if it was made of this form.
    #[must_use]
    pub fn with_closed(self, closed: &Proposal) -> Self {
        let text = |amount: Money| if amount.is_zero() { String::new() } else { amount.plain() };
        let Adjustment { discount, surcharge } = closed.adjustment;
        Self { discount: text(discount), surcharge: text(surcharge), ..self }
            .with_instalments(&closed.instalments)
    }
}
