//! Chance that falls the same way every time.

use domain::tax_id::{TaxId, complete_cnpj, complete_cpf};
use uuid::Uuid;

/// A generator of numbers (`SplitMix64`) and of what can be made of them.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
    identifiers: u64,
}

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: seed, identifiers: 0 }
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least).unwrap_or_default() + 1;
        least + i64::try_from(self.next() % span).unwrap_or_default()
    }

    pub(crate) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % length.max(1) as u64).unwrap_or_default()
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.place(items.len())]
    }

    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of the items, each as often as its weight says.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(i64, T)]) -> T {
        let mut ticket = self.between(1, items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            ticket -= weight;
            if ticket <= 0 {
                return *item;
            }
        }
        items[0].1
    }

    /// An identifier: later ones sort after earlier ones, and their ends are random.
    pub(crate) const fn id(&mut self) -> Uuid {
        self.identifiers += 1;
        let high = (self.identifiers << 16) | 0x7000;
        let low = (self.next() >> 2) | (1 << 63);
        Uuid::from_u64_pair(high, low)
    }

    pub(crate) fn cpf(&mut self) -> Option<TaxId> {
        let digits = std::array::from_fn(|_| u8::try_from(self.between(0, 9)).unwrap_or_default());
        complete_cpf(&digits).ok()
    }

    /// A CNPJ of a head office, with letters if wanted.
    pub(crate) fn cnpj(&mut self, letters: bool) -> Option<TaxId> {
        const SIGNS: &[u8; 34] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let signs = if letters { &SIGNS[..] } else { &SIGNS[..10] };
        let mut root: String = (0..8).map(|_| char::from(*self.pick(signs))).collect();
        if letters {
            root.replace_range(2..3, char::from(*self.pick(&SIGNS[10..])).encode_utf8(&mut [0; 4]));
        }
        complete_cnpj(&format!("{root}0001")).ok()
    }
}
