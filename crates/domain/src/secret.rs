//! Secrets that are shown once and kept as digests only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
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

/// What an API key begins with, so that it is recognised where it should not be.
pub const API_SECRET_PREFIX: &str = "pk_";

/// 32 random bytes in 43 letters: the secret of an API key, a session, or a link to a new password. Shown once, kept as a
/// digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

impl Secret {
    /// A new one.
    pub fn generate(random: &dyn Random) -> Self {
        Self(URL_SAFE_NO_PAD.encode(random.bytes::<32>()))
    }

    /// A new one for an API key.
    pub fn generate_for_api_key(random: &dyn Random) -> Self {
        Self(format!("{API_SECRET_PREFIX}{}", Self::generate(random).0))
    }

    /// One as somebody sent it. Only its digest is ever compared, so any text will do.
    pub fn given(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The secret itself, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its last four letters.
    pub fn last4(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters[letters.len().saturating_sub(4)..].iter().collect()
    }

    /// SHA-256, in hexadecimal. There are 256 random bits in it, so no salt or slow hash is needed.
    pub fn digest(&self) -> String {
        digest(self.0.as_bytes())
    }

    /// Whether both are the same, compared in constant time, whatever their lengths.
    pub fn is(&self, other: &Self) -> bool {
        self.digest().as_bytes().ct_eq(other.digest().as_bytes()).into()
    }
}

/// The installation's own secret. Everything that only this installation may make or check hangs on it: the digests of API
/// keys, the signatures of tokens, the second factors of users. Kept apart from the database, a stolen copy of that is no use.
#[derive(Clone)]
pub struct InstallationSecret(Vec<u8>);

impl std::fmt::Debug for InstallationSecret {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("InstallationSecret(..)")
    }
}

/// What a key is derived for. No two of them ever share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The digests of API keys.
    ApiKeys,
    /// The signatures of tokens.
    Tokens,
    /// The second factors of users.
    SecondFactors,
    /// What a browser carries from a right password to the code.
    SignIn,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::ApiKeys => b"polyclinic api keys v1",
            Self::Tokens => b"polyclinic tokens v1",
            Self::SecondFactors => b"polyclinic second factors v1",
            Self::SignIn => b"polyclinic sign-in v1",
        }
    }
}

impl InstallationSecret {
    /// Fewest bytes.
    pub const SHORTEST: usize = 32;

    /// A new one, as text.
    pub fn generate(random: &dyn Random) -> String {
        URL_SAFE_NO_PAD.encode(random.bytes::<32>())
    }

    /// Of that text; nothing when it is too short to be safe.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() >= Self::SHORTEST).then(|| Self(text.as_bytes().to_vec()))
    }

    /// HMAC-SHA-256 of a message, with the key for that purpose.
    pub fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        hmac(&hmac(&self.0, purpose.label()), message)
    }

    /// What is kept of an API key: without this secret, a copy of the database does not even tell whether a key is one of them.
    pub fn key_digest(&self, key: &Secret) -> String {
        hex::encode(self.mac(Purpose::ApiKeys, key.reveal().as_bytes()))
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn an_api_key_has_a_prefix_and_43_letters() {
        let key = Secret::generate_for_api_key(&SeededRandom::new(1));
        let letters = key.reveal().strip_prefix("pk_").unwrap();
        assert!(letters.len() == 43 && letters.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert!(key.reveal().ends_with(&key.last4()) && key.last4().len() == 4);
        assert_eq!(format!("{key:?}"), "Secret(..)");
        assert!(key.is(&Secret::given(&format!(" {} ", key.reveal()))) && !key.is(&Secret::given("pk_")));
    }

    #[test]
    fn purposes_and_installations_never_share_a_key() {
        let (one, other) =
            (InstallationSecret::of(&"a".repeat(32)).unwrap(), InstallationSecret::of(&"b".repeat(32)).unwrap());
        assert_ne!(one.mac(Purpose::ApiKeys, b"x"), one.mac(Purpose::Tokens, b"x"));
        assert_ne!(one.mac(Purpose::Tokens, b"x"), other.mac(Purpose::Tokens, b"x"));
        assert!(InstallationSecret::of("too short").is_none());
    }

    #[test]
    fn the_digest_is_hmac_sha_256() {
        // RFC 4231, test case 2.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex::encode(hmac(b"Jefe", b"what do ya want for nothing?")), expected);
    }
}
