//! Who may do what: permissions with the numbers that collections tools in Brazil use, and roles.

use serde::{Deserialize, Serialize};

/// The right to do one kind of thing. Every use case names the one it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// 1000: everything.
    Admin,
    /// 1350: see clients, charges, contacts and the agenda.
    CrmRead,
    /// 1351: record contacts, comments and appointments.
    CrmCreate,
    /// 1352: change clients, contact persons and appointments.
    CrmEdit,
    /// 1353: void contacts and cancel appointments, with a reason.
    CrmDelete,
    /// 1240: see legal matters.
    LegalRead,
}

impl Permission {
    /// The number under which administrators know the permission.
    pub const fn code(self) -> u16 {
        match self {
            Self::Admin => 1000,
            Self::CrmRead => 1350,
            Self::CrmCreate => 1351,
            Self::CrmEdit => 1352,
            Self::CrmDelete => 1353,
            Self::LegalRead => 1240,
        }
    }
}

/// A built-in set of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Reviews the agenda of everybody.
    Manager,
    /// Talks to clients.
    Agent,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Manager, Self::Agent];

    /// The role's name in the store and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Agent => "agent",
        }
    }

    /// Whether the role carries `permission`.
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission::{CrmCreate, CrmDelete, CrmEdit, CrmRead, LegalRead};
        match self {
            Self::Administrator => true,
            Self::Manager => matches!(permission, CrmRead | CrmCreate | CrmEdit | CrmDelete | LegalRead),
            Self::Agent => matches!(permission, CrmRead | CrmCreate | CrmEdit | CrmDelete),
        }
    }

    /// Whether the role's first view of the agenda is everybody's, not one's own.
    pub const fn reviews_everybody(self) -> bool {
        matches!(self, Self::Administrator | Self::Manager)
    }
}

impl std::str::FromStr for Role {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, crate::Error> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(crate::Error::NotAnOption)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_administrator_is_allowed_everything() {
        assert!(Role::Administrator.allows(Permission::Admin));
        assert!(!Role::Manager.allows(Permission::Admin));
        assert!(!Role::Agent.allows(Permission::Admin));
        assert!(!Role::Agent.allows(Permission::LegalRead));
    }

    #[test]
    fn codes_are_those_of_the_field() {
        use Permission::{Admin, CrmCreate, CrmDelete, CrmEdit, CrmRead, LegalRead};
        let codes = [Admin, CrmRead, CrmCreate, CrmEdit, CrmDelete, LegalRead].map(Permission::code);
        assert_eq!(codes, [1000, 1350, 1351, 1352, 1353, 1240]);
    }
}
