//! What becomes of a message.

use crate::contact::choices;

choices! {
    /// Where a message stands.
    MessageState {
        /// Waits for its turn, the first time or after a temporary failure.
        Queued = "queued",
        /// A node talks to the mail server about it.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// Given up: the server refused it, or too many attempts failed.
        Failed = "failed",
        /// Not sent because what is owed changed since it was written.
        Held = "held",
        /// The connection broke after the text was under way: it may have arrived or not.
        Uncertain = "uncertain",
        /// Taken back by a person.
        Cancelled = "cancelled",
    }
}

impl MessageState {
    /// Whether a person has to decide what becomes of it.
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::Failed | Self::Held | Self::Uncertain)
    }

    /// What a person may do about it.
    pub const fn resolutions(self) -> &'static [Resolution] {
        match self {
            Self::Queued => &[Resolution::Cancel],
            Self::Failed | Self::Held => &[Resolution::SendAgain, Resolution::Cancel],
            Self::Uncertain => &[Resolution::MarkSent, Resolution::SendAgain, Resolution::Cancel],
            Self::Sending | Self::Sent | Self::Cancelled => &[],
        }
    }
}

choices! {
    /// What a person decides about a message.
    Resolution {
        /// Put it into the queue again, with the amounts of the day.
        SendAgain = "send_again",
        /// It did arrive.
        MarkSent = "mark_sent",
        /// It is not to be sent.
        Cancel = "cancel",
    }
}
