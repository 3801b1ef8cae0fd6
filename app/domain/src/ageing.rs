//! Ageing: what is owed, by how many days late it is.

use crate::{Money, contact::choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A column of an ageing table.
    Bucket {
        /// A vencer: not late, due today included.
        NotDue = "a-vencer",
        /// 1 to 30 days late.
        UpTo30 = "1-30",
        /// 31 to 60 days late.
        UpTo60 = "31-60",
        /// 61 to 90 days late.
        UpTo90 = "61-90",
        /// 91 to 180 days late.
        UpTo180 = "91-180",
        /// More than 180 days late.
        Over180 = "mais-de-180",
    }
}

impl Bucket {
    /// The bucket of a charge that is so many days late by the calendar.
    pub const fn of(days_late: i64) -> Self {
        match days_late {
            ..=0 => Self::NotDue,
            1..=30 => Self::UpTo30,
            31..=60 => Self::UpTo60,
            61..=90 => Self::UpTo90,
            91..=180 => Self::UpTo180,
            181.. => Self::Over180,
        }
    }
}

/// How much stands in one bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketTotal {
    /// How many charges.
    pub count: u32,
    /// Their sum.
    pub amount: Money,
}

/// The totals of all buckets; together they are everything that was added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ageing([BucketTotal; Bucket::ALL.len()]);

impl Ageing {
    /// Adds a charge that is so many days late.
    pub fn add(&mut self, days_late: i64, amount: Money) {
        let total = &mut self.0[Bucket::of(days_late) as usize];
        total.count += 1;
        total.amount += amount;
    }

    /// The buckets with their totals, from not due to the oldest.
    pub fn totals(&self) -> impl Iterator<Item = (Bucket, BucketTotal)> + '_ {
        Bucket::ALL.iter().copied().zip(self.0)
    }

    /// The total of one bucket.
    pub const fn total(&self, bucket: Bucket) -> BucketTotal {
        self.0[bucket as usize]
    }
}
