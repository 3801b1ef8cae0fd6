//! Passwords: argon2id, two at a time, never on the threads that answer requests.

use crate::Error;
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use domain::{
    Error as Rule,
    error::Check,
    session::{PASSWORD_MAX, PASSWORD_MIN},
};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// Hashes computed at the same time: each takes a core and its memory, and signing in is rare.
const AT_ONCE: usize = 2;

/// How much work a password's hash is. Hashes of another cost are replaced at the next sign-in.
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// What OWASP recommends for argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

impl PasswordCost {
    /// The least work there is: for tests and generated accounts, never for people.
    pub const LEAST: Self = Self { memory_kib: Params::MIN_M_COST, passes: Params::MIN_T_COST };

    fn params(self) -> Result<Params, Error> {
        Params::new(self.memory_kib, self.passes, 1, None).map_err(|error| failed(&error))
    }
}

/// What a check of a password found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not this password, or nobody to have one.
    Wrong,
    /// This password.
    Right,
    /// This password, but hashed at another cost: hash it anew.
    RightButOutdated,
}

/// Hashes and checks passwords.
#[derive(Debug)]
pub struct Passwords {
    cost: PasswordCost,
    working: Semaphore,
    /// A hash that no password has: checking an unknown user takes as long as checking a known one.
    decoy: OnceLock<String>,
}

impl Passwords {
    /// With hashes of this cost.
    pub fn new(cost: PasswordCost) -> Self {
        Self { cost, working: Semaphore::new(AT_ONCE), decoy: OnceLock::new() }
    }

    /// The hash to store for a password, with its salt and cost.
    pub async fn hash(self: &Arc<Self>, password: &str) -> Result<String, Error> {
        let password = password.to_owned();
        self.work(move |this| hash(this.cost, &password)).await
    }

    /// Checks a password against a stored hash, or against nobody's in the same time.
    pub async fn check(self: &Arc<Self>, password: &str, stored: Option<String>) -> Result<Verdict, Error> {
        let password = password.to_owned();
        self.work(move |this| {
            let decoy = this.decoy()?;
            let right = verify(&password, stored.as_deref().unwrap_or(&decoy))?;
            Ok(match stored {
                Some(stored) if right && this.outdated(&stored)? => Verdict::RightButOutdated,
                Some(_) if right => Verdict::Right,
                _ => Verdict::Wrong,
            })
        })
        .await
    }

    async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        run: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.working.acquire().await.map_err(|error| failed(&error))?;
        let this = Arc::clone(self);
        tokio::task::spawn_blocking(move || run(&this)).await.map_err(|error| failed(&error))?
    }

    fn decoy(&self) -> Result<String, Error> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let decoy = hash(self.cost, &crate::ctx::new_id().to_string())?;
        Ok(self.decoy.get_or_init(|| decoy).clone())
    }

    fn outdated(&self, stored: &str) -> Result<bool, Error> {
        let stored = PasswordHash::new(stored).map_err(|error| failed(&error))?;
        let params = Params::try_from(&stored).map_err(|error| failed(&error))?;
        let current = self.cost.params()?;
        Ok((params.m_cost(), params.t_cost(), params.p_cost())
            != (current.m_cost(), current.t_cost(), current.p_cost()))
    }
}

/// Checks a new password and its repetition, noting what is wrong under the fields' names.
pub(crate) fn new_password(check: &mut Check, field: &str, password: &str, again: (&str, &str)) {
    let length = password.chars().count();
    if password.is_empty() {
        check.note(field, Rule::Required);
    } else if length < PASSWORD_MIN as usize {
        check.note(field, Rule::PasswordTooShort { min: PASSWORD_MIN });
    } else if length > PASSWORD_MAX as usize {
        check.note(field, Rule::TooLong { max: PASSWORD_MAX });
    } else if password != again.1 {
        check.note(again.0, Rule::PasswordsDiffer);
    }
}

fn hash(cost: PasswordCost, password: &str) -> Result<String, Error> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    Ok(argon2.hash_password(password.as_bytes()).map_err(|error| failed(&error))?.to_string())
}

fn verify(password: &str, stored: &str) -> Result<bool, Error> {
    use argon2::password_hash::Error as E;
    match Argon2::default().verify_password(password.as_bytes(), stored) {
        Ok(()) => Ok(true),
        Err(E::PasswordInvalid) => Ok(false),
        Err(error) => Err(failed(&error)),
    }
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    Error::Other(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_outdated_or_wrong() -> Result<(), Error> {
        let cheap = Arc::new(Passwords::new(PasswordCost::LEAST));
        let dearer = Arc::new(Passwords::new(PasswordCost { memory_kib: 16, passes: 2 }));
        let stored = cheap.hash("correct horse").await?;

        assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{stored}");
        assert_eq!(cheap.check("correct horse", Some(stored.clone())).await?, Verdict::Right);
        assert_eq!(cheap.check("wrong horse", Some(stored.clone())).await?, Verdict::Wrong);
        assert_eq!(dearer.check("correct horse", Some(stored)).await?, Verdict::RightButOutdated);
        assert_eq!(cheap.check("correct horse", None).await?, Verdict::Wrong);
        Ok(())
    }

    #[test]
    fn a_new_password_is_long_enough_and_typed_twice() {
        let errors = |password, again| {
            let mut check = Check::default();
            new_password(&mut check, "new", password, ("again", again));
            check.done().err().unwrap_or_default()
        };
        assert!(errors("long enough", "long enough").is_empty());
        assert_eq!(errors("short", "short"), [Rule::PasswordTooShort { min: PASSWORD_MIN }.on("new")]);
        assert_eq!(errors("long enough", "long enouhg"), [Rule::PasswordsDiffer.on("again")]);
        assert_eq!(errors("", ""), [Rule::Required.on("new")]);
    }
}
