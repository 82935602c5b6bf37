//! Tokens: what a program shows at each call, once it has exchanged its key. JSON Web Tokens (RFC 7519) signed with
//! HMAC-SHA-256 under a key derived from the installation's secret; nothing else is ever accepted.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::secret::Purpose;
use domain::{InstallationSecret, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How long a token lasts, in seconds.
pub(crate) const LASTS: i64 = 86_400;
/// By how much clocks of two servers may differ, in seconds.
const LEEWAY: i64 = 60;
/// Longest token that is looked at, in bytes.
const LONGEST: usize = 4096;
/// `{"alg":"HS256","typ":"JWT"}`, as every token of ours begins.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What a token says. Clients treat it as opaque, so it may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    /// The partner's id, as text.
    pub(crate) sub: String,
    /// The key it was made with.
    #[serde(rename = "keyId")]
    pub(crate) key: i64,
    /// The practice it is for.
    pub(crate) ppass: String,
    /// What the key was good for then.
    pub(crate) scopes: Vec<String>,
    /// When it was made, in seconds.
    pub(crate) iat: i64,
    /// When it ends, in seconds.
    pub(crate) exp: i64,
    /// Its own name, to tell tokens apart.
    pub(crate) jti: String,
}

/// What is looked at of a header: anything that asks for more than we do is refused.
#[derive(Deserialize)]
struct Header {
    alg: String,
    crit: Option<serde_json::Value>,
}

/// The token of these claims.
pub(crate) fn sign(secret: &InstallationSecret, claims: &Claims) -> String {
    let payload = serde_json::to_vec(claims).unwrap_or_default();
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(payload));
    let mac = secret.mac(Purpose::Tokens, signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
}

/// The claims of a token of ours that has not ended.
pub(crate) fn verify(secret: &InstallationSecret, token: &str, now: Timestamp) -> Result<Claims, Refusal> {
    let claims = signed_claims(secret, token).ok_or(Refusal::BadToken)?;
    if claims.iat > now.as_second() + LEEWAY {
        return Err(Refusal::BadToken);
    }
    if claims.exp <= now.as_second() - LEEWAY {
        return Err(Refusal::ExpiredToken);
    }
    Ok(claims)
}

fn signed_claims(secret: &InstallationSecret, token: &str) -> Option<Claims> {
    if token.len() > LONGEST {
        return None;
    }
    let (signed, mac) = token.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
    if header.alg != "HS256" || header.crit.is_some() {
        return None;
    }
    let (expected, given) = (secret.mac(Purpose::Tokens, signed.as_bytes()), URL_SAFE_NO_PAD.decode(mac).ok()?);
    if !bool::from(expected.ct_eq(&given)) {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> InstallationSecret {
        InstallationSecret::of("0123456789abcdef0123456789abcdef").unwrap()
    }

    fn claims() -> Claims {
        let (sub, ppass, jti) = ("7".to_owned(), "alice".to_owned(), "x".to_owned());
        Claims { sub, key: 3, ppass, scopes: vec!["KB".to_owned()], iat: 1000, exp: 1000 + LASTS, jti }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// A token of that header, signed as ours are.
    fn headed(header: &str) -> String {
        let payload = serde_json::to_vec(&claims()).unwrap();
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let mac = secret().mac(Purpose::Tokens, signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
    }

    #[test]
    fn a_token_is_read_back_until_its_end() {
        let token = sign(&secret(), &claims());
        assert!(token.starts_with("eyJhbGciOiJIUzI1NiIs"), "as documented samples begin");
        assert_eq!(verify(&secret(), &token, at(1000)), Ok(claims()));
        assert_eq!(verify(&secret(), &token, at(1000 + LASTS + 59)), Ok(claims()), "leeway");
        assert_eq!(verify(&secret(), &token, at(1000 + LASTS + 60)), Err(Refusal::ExpiredToken));
        assert_eq!(verify(&secret(), &token, at(1000 - 61)), Err(Refusal::BadToken), "of the future");
    }

    #[test]
    fn nothing_else_is_taken() {
        let token = sign(&secret(), &claims());
        let other = InstallationSecret::of(&"z".repeat(32)).unwrap();
        assert_eq!(verify(&other, &token, at(1000)), Err(Refusal::BadToken));
        assert!(verify(&secret(), &headed(HEADER), at(1000)).is_ok(), "the forgery below fails by its header alone");
        for header in [
            r#"{"alg":"none"}"#,
            r#"{"alg":"HS512"}"#,
            r#"{"alg":"hs256"}"#,
            "{}",
            r#"{"alg":"HS256","crit":["b64"]}"#,
            "x",
        ] {
            assert_eq!(verify(&secret(), &headed(header), at(1000)), Err(Refusal::BadToken), "{header}");
        }
        let parts: Vec<&str> = token.split('.').collect();
        let unsigned = format!("{}.{}.", parts[0], parts[1]);
        let none = format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), parts[1]);
        let padded = format!("{token}=");
        let long = "a.".repeat(3000);
        for bad in ["", ".", "..", "a.b.c", &unsigned, &none, &padded, &long, parts[0], &token[1..]] {
            assert_eq!(verify(&secret(), bad, at(1000)), Err(Refusal::BadToken), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_a_token_by_chance(text in "[A-Za-z0-9_.=-]{0,200}", header in ".{0,40}", payload in ".{0,80}") {
            let made = format!("{}.{}.x", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
            for token in [text, made] {
                proptest::prop_assert_eq!(verify(&secret(), &token, at(1000)), Err(Refusal::BadToken));
            }
        }
    }

    #[test]
    fn no_letter_of_a_token_can_be_changed() {
        let token = sign(&secret(), &claims());
        for index in 0..token.len() {
            let mut letters = token.clone().into_bytes();
            letters[index] = if letters[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(letters).unwrap();
            assert_eq!(verify(&secret(), &changed, at(1000)), Err(Refusal::BadToken), "letter {index}");
        }
    }
}
