//! User: someone who works for an organization and signs in.

use jiff::{SignedDuration, Timestamp};

use crate::access::Role;
use crate::error::Error;
use crate::error::{FieldCode, Result};
use crate::id::UserId;
use crate::text;

/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, in bytes: a bound on the work of hashing it.
pub const PASSWORD_MAX: usize = 200;
/// How many recovery codes come with a second factor.
pub const RECOVERY_CODES: usize = 10;
/// How long a link to a new password works.
pub const RESET_LASTS: SignedDuration = SignedDuration::from_hours(1);
/// How long nobody is sent a second one: anybody may ask for it in somebody's name, and each makes those before it worthless.
pub const RESET_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// Someone who works for an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Our id.
    pub id: UserId,
    /// E-mail address in small letters, unique in the organization.
    pub login: String,
    /// Name.
    pub name: String,
    /// What they are there.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// Checks a login: an e-mail address.
///
/// # Errors
/// `Invalid`.
pub fn check_login(login: &str) -> Result<String> {
    text::email(login).ok_or_else(|| Error::invalid("login", FieldCode::BadFormat, "This is not an e-mail address."))
}

/// Checks a new password: long enough, and not the login itself.
///
/// # Errors
/// `Invalid`.
pub fn check_password(password: &str, login: &str) -> Result<()> {
    let refuse = |code, message: &str| Err(Error::invalid("password", code, message));
    if password.chars().count() < PASSWORD_MIN {
        return refuse(FieldCode::TooShort, "At least 12 characters.");
    }
    if password.len() > PASSWORD_MAX {
        return refuse(FieldCode::TooLong, "At most 200 bytes.");
    }
    let name = login.split('@').next().unwrap_or(login);
    let mut letters = password.chars();
    let first = letters.next();
    if password.eq_ignore_ascii_case(login)
        || password.to_lowercase().replace(name, "").chars().count() < PASSWORD_MIN / 2
        || letters.all(|letter| Some(letter) == first)
    {
        return refuse(FieldCode::BadFormat, "This is too easy to guess.");
    }
    Ok(())
}

/// How long nobody may try after that many wrong tries in a row: nothing before the fifth, then 1, 2, 4 and so on, at most 15
/// minutes.
pub fn lock_after(wrong_tries: u32) -> Option<SignedDuration> {
    let beyond = wrong_tries.checked_sub(5)?;
    Some(SignedDuration::from_mins(1_i64.checked_shl(beyond.min(4)).unwrap_or(15).min(15)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_to_a_quarter_of_an_hour() {
        assert_eq!((0..5).find_map(lock_after), None);
        let minutes: Vec<i64> = (5..12).filter_map(lock_after).map(|lock| lock.as_mins()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 15, 15, 15]);
        assert_eq!(lock_after(u32::MAX).map(|lock| lock.as_mins()), Some(15));
    }

    #[test]
    fn passwords() {
        for good in ["correct horse battery", "zwölf Zeichen", "alice likes long walks"] {
            assert!(check_password(good, "alice@example.org").is_ok(), "{good}");
        }
        for bad in ["", "short", "aaaaaaaaaaaaaaaa", "alice@example.org", "alicealicealice", &"x1".repeat(101)] {
            assert!(check_password(bad, "alice@example.org").is_err(), "{bad}");
        }
    }
}
