//! Who acts: the signed-in user, with role and companies.

use crate::Error;
use domain::{
    id::{CompanyId, UserId},
    permission::{Permission, Role},
    session::CompanyRef,
};

/// The signed-in user on whose behalf a use case runs.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// The user's name.
    pub name: String,
    /// The address the user signs in with.
    pub email: String,
    /// The user's role.
    pub role: Role,
    /// The companies the user may see, by name; every query is scoped by them.
    pub companies: Vec<CompanyRef>,
    /// SHA-256 of the session's token: which session this is, without being able to use it.
    pub session: [u8; 32],
}

impl Actor {
    /// Refuses unless the actor's role carries `permission`.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.role.allows(permission) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Whether the actor may see `company`.
    pub fn sees(&self, company: CompanyId) -> bool {
        self.companies.iter().any(|seen| seen.id == company)
    }
}
