//! Who may do what: permissions with the numbers that collections tools in Brazil use (1000, 1240, 1350 to 1353)
//! and numbers of our own from 1360, and roles.

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
    /// 1360: make and change charges by hand, cancel them with a reason.
    ChargeEdit,
    /// 1361: settle charges, in full or in part.
    ChargeSettle,
    /// 1362: take payments back, with a reason.
    ChargeReverse,
    /// 1363: waive fine and interest when settling, with a reason.
    ChargeWaive,
    /// 1370: close agreements.
    AgreementCreate,
    /// 1371: grant more discount in an agreement than there is fine and interest, with a reason.
    AgreementExceedDiscount,
    /// 1372: undo and break agreements, with a reason.
    AgreementUndo,
    /// 1380: set policies, holidays, indices and the rules of agreements and promises.
    SettingsPolicy,
    /// 1381: write message templates.
    SettingsMessages,
    /// 1382: set companies' data and mail servers.
    SettingsCompany,
    /// 1390: bring data in, and take an import back.
    Import,
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
            Self::ChargeEdit => 1360,
            Self::ChargeSettle => 1361,
            Self::ChargeReverse => 1362,
            Self::ChargeWaive => 1363,
            Self::AgreementCreate => 1370,
            Self::AgreementExceedDiscount => 1371,
            Self::AgreementUndo => 1372,
            Self::SettingsPolicy => 1380,
            Self::SettingsMessages => 1381,
            Self::SettingsCompany => 1382,
            Self::Import => 1390,
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

    /// Whether the role carries `permission`. An agent settles and agrees while the client is on the phone; what
    /// takes money or history back, forgives or goes beyond the rule is for the manager.
    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::CrmRead
            | Permission::CrmCreate
            | Permission::CrmEdit
            | Permission::CrmDelete
            | Permission::ChargeSettle
            | Permission::AgreementCreate => true,
            Permission::LegalRead
            | Permission::ChargeEdit
            | Permission::ChargeReverse
            | Permission::ChargeWaive
            | Permission::AgreementExceedDiscount
            | Permission::AgreementUndo
            | Permission::SettingsMessages
            | Permission::Import => matches!(self, Self::Administrator | Self::Manager),
            Permission::Admin | Permission::SettingsPolicy | Permission::SettingsCompany => {
                matches!(self, Self::Administrator)
            }
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
        assert!(!Role::Manager.allows(Permission::SettingsPolicy));
    }

    #[test]
    fn an_agent_settles_and_agrees_but_forgives_and_takes_back_nothing() {
        use Permission::{
            AgreementCreate, AgreementExceedDiscount, AgreementUndo, ChargeReverse, ChargeSettle, ChargeWaive,
        };
        assert!([ChargeSettle, AgreementCreate].into_iter().all(|permission| Role::Agent.allows(permission)));
        for permission in [AgreementExceedDiscount, AgreementUndo, ChargeReverse, ChargeWaive] {
            assert!(!Role::Agent.allows(permission) && Role::Manager.allows(permission), "{permission:?}");
        }
    }

    #[test]
    fn codes_are_those_of_the_field() {
        use Permission::{Admin, CrmCreate, CrmDelete, CrmEdit, CrmRead, LegalRead};
        let codes = [Admin, CrmRead, CrmCreate, CrmEdit, CrmDelete, LegalRead].map(Permission::code);
        assert_eq!(codes, [1000, 1350, 1351, 1352, 1353, 1240]);
    }
}
