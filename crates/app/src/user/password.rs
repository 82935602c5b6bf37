//! Passwords: argon2id, so that a stolen copy of the database is slow to guess at. Never called inside a transaction, and by no
//! more than a few threads at once: each try takes 19 MiB for some hundredths of a second.

use std::sync::{Condvar, Mutex, OnceLock, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::{Error, Random, Result};

/// How many are worked out at the same time. Further ones wait.
const AT_ONCE: usize = 2;

/// Memory in KiB, passes, lanes: what OWASP advises for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What a password is kept as: a PHC string, which names its own cost, so that it can be raised later.
pub(crate) fn hash(random: &dyn Random, password: &str) -> Result<String> {
    let salt = random.bytes::<16>();
    alone(|| hash_with(&salt, password))
}

/// Whether the password is the one that was kept. Where there is none to compare with, the same work is done all the same, so
/// that the time taken does not tell who has an account.
pub(crate) fn verify(password: &str, kept: Option<&str>) -> bool {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    alone(|| {
        let nobodys = NOBODYS.get_or_init(|| hash_with(&[0; 16], "nobody has this password").unwrap_or_default());
        let Ok(hash) = PasswordHash::new(kept.unwrap_or(nobodys)) else { return false };
        let right = argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok());
        right && kept.is_some()
    })
}

fn hash_with(salt: &[u8], password: &str) -> Result<String> {
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), salt).map_err(|error| broken(&error))?;
    let hash: PasswordHash = hash;
    Ok(hash.to_string())
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| broken(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn broken(error: &impl std::fmt::Display) -> Error {
    Error::Internal(format!("argon2: {error}"))
}

/// Runs the work once there are few enough others at it.
fn alone<T>(work: impl FnOnce() -> T) -> T {
    static RUNNING: Mutex<usize> = Mutex::new(0);
    static ENDED: Condvar = Condvar::new();

    struct Turn;
    impl Drop for Turn {
        fn drop(&mut self) {
            *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            ENDED.notify_one();
        }
    }

    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    let waited = ENDED.wait_while(running, |running| *running >= AT_ONCE);
    let mut running = waited.unwrap_or_else(PoisonError::into_inner);
    *running += 1;
    drop(running);
    let _turn = Turn;
    work()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SeededRandom;

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let random = SeededRandom::new(1);
        let kept = hash(&random, "correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash(&random, "correct horse battery").unwrap(), "salted");
        assert!(verify("correct horse battery", Some(&kept)));
        assert!(!verify("correct horse batterz", Some(&kept)));
        assert!(!verify("nobody has this password", None) && !verify("x", Some("nonsense")));
    }
}
