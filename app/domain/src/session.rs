//! Signing in, and what a page knows about the person who looks at it.

use crate::{
    id::{CompanyId, UserId},
    permission::Role,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The least number of characters of a password.
pub const PASSWORD_MIN: u32 = 10;
/// The greatest number of characters of a password: more is only work for the hash.
pub const PASSWORD_MAX: u32 = 200;

/// A company by name, for choosing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyRef {
    /// Its identity.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// Who is looking, and when: what every page needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The user.
    pub user: UserId,
    /// The user's name.
    pub name: String,
    /// The address the user signs in with.
    pub email: String,
    /// The user's role: what the page offers.
    pub role: Role,
    /// The companies the user may see.
    pub companies: Vec<CompanyRef>,
    /// Now, in the company's local time, as the server's clock has it.
    pub now: NaiveDateTime,
}

/// The sign-in form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// The user's e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The path to go on to.
    pub next: String,
}

/// The form that changes one's own password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePassword {
    /// The password as it is.
    pub current: String,
    /// The new one.
    pub new: String,
    /// The new one again.
    pub again: String,
}

/// The set-up form of an empty database.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUp {
    /// The one-time code printed on the console.
    pub code: String,
    /// The first company's name.
    pub company: String,
    /// The first company's CNPJ (or CPF), if it is to be given now.
    pub tax_id: String,
    /// The company's UF: it decides the time zone.
    pub uf: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's e-mail address.
    pub email: String,
    /// The administrator's password.
    pub password: String,
    /// The password again.
    pub again: String,
}

// Passwords and codes never reach a log: `Debug` shows only what is not secret.
macro_rules! secret_debug {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}
secret_debug!(SignIn, ChangePassword, SetUp);
