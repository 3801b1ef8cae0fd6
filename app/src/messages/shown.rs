//! What messages have in common wherever they are shown.

use crate::{
    clients::state_tone,
    texts::texts,
    ui::markup::{Markup, badge},
};
use domain::message::MessageState;

/// A state in a word.
pub fn state(state: MessageState) -> Markup {
    badge((texts().mail.state)(state), state_tone(state))
}
