//! Passwords that have to be read again, sealed with a key that is not in the database.

use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
};
use uuid::Uuid;

/// What the key is used for: another use of the same secret gets another key.
const PURPOSE: &[u8] = b"em-dia mail passwords 1";

/// The key, or none: then no password can be stored.
#[derive(Default)]
pub struct Secrets(Option<LessSafeKey>);

impl Secrets {
    /// Without a key.
    pub const fn none() -> Self {
        Self(None)
    }

    /// The key that follows from a secret of the configuration; a short one is refused.
    pub fn from_secret(secret: &[u8]) -> Option<Self> {
        if secret.len() < 32 {
            return None;
        }
        let derived = Salt::new(HKDF_SHA256, &[]).extract(secret);
        let mut key = [0; 32];
        derived.expand(&[PURPOSE], &AES_256_GCM).ok()?.fill_into(&mut key)?;
        Some(Self(Some(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).ok()?))))
    }

    /// Whether there is a key.
    pub const fn has_key(&self) -> bool {
        self.0.is_some()
    }

    /// Seals a text for the thing of this identity: it can be read for no other.
    pub(crate) fn seal(&self, text: &str, of: Uuid) -> Option<Vec<u8>> {
        let key = self.0.as_ref()?;
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).ok()?;
        let mut sealed = text.as_bytes().to_vec();
        let aad = Aad::from(of.as_bytes());
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed).ok()?;
        Some([&nonce[..], &sealed].concat())
    }

    /// What was sealed for the thing of this identity; nothing when it was sealed with another key.
    pub(crate) fn open(&self, sealed: &[u8], of: Uuid) -> Option<String> {
        let key = self.0.as_ref()?;
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = sealed.to_vec();
        let open = key.open_in_place(nonce, Aad::from(of.as_bytes()), &mut text).ok()?;
        String::from_utf8(open.to_vec()).ok()
    }
}

/// Lets `Okm::fill` be followed by `?`.
trait FillInto {
    fn fill_into(self, key: &mut [u8]) -> Option<()>;
}

impl FillInto for ring::hkdf::Okm<'_, &'static ring::aead::Algorithm> {
    fn fill_into(self, key: &mut [u8]) -> Option<()> {
        self.fill(key).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(text: &str) -> Secrets {
        Secrets::from_secret(text.as_bytes()).expect("long enough")
    }

    #[test]
    fn what_is_sealed_is_read_with_the_same_key_for_the_same_thing_only() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let ours = secrets("um segredo com trinta e dois caracteres");
        let sealed = ours.seal("senha ção", a).expect("there is a key");
        assert!(!sealed.windows(5).any(|part| part == b"senha"));
        assert_eq!(ours.open(&sealed, a).as_deref(), Some("senha ção"));
        assert_eq!(ours.open(&sealed, b), None);
        assert_eq!(secrets("outro segredo com trinta e dois caracteres").open(&sealed, a), None);
        assert_eq!(ours.open(&[], a), None);
        assert_ne!(ours.seal("senha ção", a), Some(sealed));
    }

    #[test]
    fn without_a_key_nothing_is_sealed_and_a_short_secret_is_none() {
        assert!(Secrets::none().seal("senha", Uuid::nil()).is_none());
        assert!(Secrets::from_secret(b"curto").is_none());
    }
}
