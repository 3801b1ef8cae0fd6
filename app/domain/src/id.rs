//! Identifiers: one type per entity, so that a charge is never taken for a client.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::Error;

            fn from_str(text: &str) -> Result<Self, crate::Error> {
                text.trim().parse().map(Self).map_err(|_| crate::Error::NotAnOption)
            }
        }
    )+};
}

ids! {
    /// One of the organisation's companies: the creditor.
    CompanyId,
    /// A person who signs in.
    UserId,
    /// A party that owes or may owe: client or supplier.
    ClientId,
    /// A person to talk to at a client.
    PersonId,
    /// An amount receivable with a due date.
    ChargeId,
    /// One recorded attempt to reach a client, or a comment.
    ContactId,
    /// A planned next contact or task.
    AppointmentId,
    /// A line of a charge's ledger.
    EntryId,
    /// An amount received on one day, for one or several charges.
    PaymentId,
    /// Charges renegotiated into instalments.
    AgreementId,
    /// A promise to pay.
    PromiseId,
    /// One run of an import.
    ImportId,
    /// A saved filter of the working grid.
    FilterId,
    /// One message for each of many clients.
    BulkId,
    /// A text with variables, for messages.
    TemplateId,
    /// A message to a client, sent or to be sent.
    MessageId,
}
