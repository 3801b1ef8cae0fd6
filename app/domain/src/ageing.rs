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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn buckets_begin_and_end_where_their_names_say() {
        for (days, bucket) in [
            (i64::MIN, Bucket::NotDue),
            (-1, Bucket::NotDue),
            (0, Bucket::NotDue),
            (1, Bucket::UpTo30),
            (30, Bucket::UpTo30),
            (31, Bucket::UpTo60),
            (60, Bucket::UpTo60),
            (61, Bucket::UpTo90),
            (90, Bucket::UpTo90),
            (91, Bucket::UpTo180),
            (180, Bucket::UpTo180),
            (181, Bucket::Over180),
            (i64::MAX, Bucket::Over180),
        ] {
            assert_eq!(Bucket::of(days), bucket, "{days}");
        }
    }

    proptest! {
        #[test]
        fn the_buckets_add_up_to_everything(charges in prop::collection::vec((-400..400_i64, 0..1_000_000_i64), 0..50)) {
            let mut ageing = Ageing::default();
            for (days, centavos) in &charges {
                ageing.add(*days, Money::from_centavos(*centavos));
            }
            let sum: i64 = charges.iter().map(|(_, centavos)| centavos).sum();
            prop_assert_eq!(ageing.totals().map(|(_, total)| total.amount).sum::<Money>().centavos(), sum);
            prop_assert_eq!(ageing.totals().map(|(_, total)| total.count as usize).sum::<usize>(), charges.len());
            for (bucket, total) in ageing.totals() {
                prop_assert_eq!(ageing.total(bucket), total);
                let count = charges.iter().filter(|(days, _)| Bucket::of(*days) == bucket).count();
                prop_assert_eq!(total.count as usize, count);
            }
        }
    }
}
