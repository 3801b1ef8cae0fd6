//! Demonstration data: two companies, their clients, charges, histories and agenda, all invented.
//!
//! The same every time, but for the dates, which go by today.

pub(crate) mod charges;
pub(crate) mod clients;
mod filters;
mod histories;
mod load;
mod messages;
mod names;
mod notes;
mod places;
mod promises;
pub(crate) mod random;
#[cfg(test)]
mod tests;

pub use load::load;

use domain::permission::Role;
use serde::Serialize;

/// The password of every demonstration user.
pub const PASSWORD: &str = "demonstracao";

/// How to sign in to the demonstration.
#[derive(Clone, Debug, Serialize)]
pub struct Logins {
    /// The password of all of them.
    pub password: &'static str,
    /// The users.
    pub users: Vec<Login>,
}

/// A demonstration user.
#[derive(Clone, Debug, Serialize)]
pub struct Login {
    /// Name.
    pub name: &'static str,
    /// E-mail address to sign in with.
    pub email: &'static str,
    /// Role.
    pub role: Role,
}

/// The users that [`load`] makes: two agents, of whom the second sees only the first company, a manager and
/// an administrator.
pub fn logins() -> Logins {
    let user = |name, email, role| Login { name, email, role };
    Logins {
        password: PASSWORD,
        users: vec![
            user("Ana Beatriz Lima", "ana@example.com", Role::Agent),
            user("Bruno Carvalho", "bruno@example.com", Role::Agent),
            user("Ricardo Azevedo", "gerente@example.com", Role::Manager),
            user("Helena Duarte", "admin@example.com", Role::Administrator),
        ],
    }
}
