//! Slows guessing down: few failures per account and per address, counted in the database so that
//! several nodes count together.

use crate::{
    Ctx, Error,
    ctx::new_id,
    random::hexadecimal,
    store::{Tx, sessions},
};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// The time in which failures count.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Failures within the window after which an account waits.
const PER_ACCOUNT: i64 = 5;
/// Failures within the window after which an address waits: an office shares one.
const PER_ADDRESS: i64 = 30;
/// How long attempts are kept.
const KEPT: TimeDelta = TimeDelta::days(1);

/// An attempt that counts as failed until it succeeds: attempts made at once cannot all slip through.
pub(super) struct Attempt {
    account: String,
}

impl Attempt {
    /// Begins an attempt for `account` from `address`, or says how long to wait.
    pub(super) async fn begin(ctx: &Ctx, account: &str, address: &str) -> Result<Self, Error> {
        let (account, now) = (fingerprint(account), ctx.clock.now());
        let mut tx = ctx.db.begin().await?;
        sessions::lock_attempts(&mut tx).await?;
        sessions::forget_attempts_before(&mut tx, now - KEPT).await?;
        let since = now - WINDOW;
        let own = sessions::attempts_of_account(&mut tx, &account, since, PER_ACCOUNT).await?;
        let wait = wait(&own, PER_ACCOUNT, now);
        let wait = if address.is_empty() {
            wait
        } else {
            let all = sessions::attempts_from_address(&mut tx, address, since, PER_ADDRESS).await?;
            wait.max(self::wait(&all, PER_ADDRESS, now))
        };
        if wait > 0 {
            return Err(Error::TooManyAttempts(wait));
        }
        sessions::add_attempt(&mut tx, new_id(), &account, address, now).await?;
        tx.commit().await?;
        Ok(Self { account })
    }

    /// The attempt was no failure, and those before it are forgiven.
    pub(super) async fn succeeded(self, tx: &mut Tx) -> Result<(), Error> {
        sessions::forget_attempts(tx, &self.account).await
    }
}

/// Seconds until the oldest of `limit` attempts leaves the window; zero when there are fewer.
fn wait(newest_first: &[DateTime<Utc>], limit: i64, now: DateTime<Utc>) -> u32 {
    let full = i64::try_from(newest_first.len()).is_ok_and(|count| count >= limit);
    match newest_first.last() {
        Some(oldest) if full => {
            u32::try_from((*oldest + WINDOW - now).num_seconds().max(0) + 1).unwrap_or(u32::MAX)
        }
        _ => 0,
    }
}

/// What is stored of an account's name: people type passwords into the wrong field.
fn fingerprint(account: &str) -> String {
    hexadecimal(&Sha256::digest(account.as_bytes()))
}
