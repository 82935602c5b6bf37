//! Secrets that are shown once and kept as digests only.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::random::Random;

/// The key that lets a patient manage one appointment: a random UUID (version 4).
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey(String);

impl std::fmt::Debug for AccessKey {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AccessKey(..)")
    }
}

impl AccessKey {
    /// A new key.
    pub fn generate(random: &dyn Random) -> Self {
        Self(uuid::Builder::from_random_bytes(random.bytes()).into_uuid().to_string())
    }

    /// A key as somebody sent it. Only its digest is ever compared, so any text will do.
    pub fn given(text: &str) -> Self {
        Self(text.trim().to_ascii_lowercase())
    }

    /// The key itself, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored: SHA-256, in hexadecimal. The key has 122 random bits, so no salt or slow hash is needed.
    pub fn digest(&self) -> String {
        digest(self.0.as_bytes())
    }

    /// Whether this key has that stored digest, compared in constant time.
    pub fn matches(&self, stored: &str) -> bool {
        self.digest().as_bytes().ct_eq(stored.as_bytes()).into()
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
