//! Second factors: codes that change every half minute (RFC 6238), and ten recovery codes for the day the phone is lost.
//!
//! The secret in the phone is derived from the installation's secret and a nonce. What the database has of it is of no use
//! without the installation's secret.

use domain::secret::Purpose;
use domain::{Error, FieldCode, Noun, OrganizationId, Refusal, Result, User, UserId, user};
use jiff::Timestamp;
use serde_json::json;
use store::{Tx, UserSecrets};
use totp_rs::{Builder, Totp};

use super::{changed, lock, me};
use crate::{App, Ctx, access};

/// Letters of recovery codes: none that look alike.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// What a user's phone has to be told, once.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorSetup {
    /// The secret, to be typed in.
    pub secret: String,
    /// The same as an `otpauth` address, to be shown as a QR code.
    pub url: String,
}

impl std::fmt::Debug for FactorSetup {
    /// Secrets never reach a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FactorSetup(..)")
    }
}

/// Begins to set up the second factor of whoever asks. Nothing is asked for before a code has been shown to work.
///
/// # Errors
/// `Unauthenticated` unless a user asks, or `Conflict` when there is one already.
pub fn begin(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<FactorSetup> {
    let secrets = own(tx, ctx)?;
    if secrets.user.second_factor {
        return Err(Error::Conflict { noun: Noun::User, reason: "There is a second factor. Turn it off first." });
    }
    let nonce = hex::encode(ctx.random().bytes::<16>());
    tx.set_user_factor(ctx.organization_id(), secrets.user.id, Some(&nonce), None)?;
    setup(ctx, &secrets.user, &nonce)
}

/// The set-up that was begun, to be shown again after a wrong code.
///
/// # Errors
/// `Unauthenticated` unless a user asks, or `Conflict` when none was begun or it is done.
pub fn pending(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<FactorSetup> {
    let secrets = tx.find_user_secrets(ctx.organization_id(), me(ctx)?)?;
    let secrets = secrets.ok_or(Error::Unauthenticated(Refusal::NoSession))?;
    let nonce = begun(&secrets)?;
    setup(ctx, &secrets.user, &nonce)
}

fn setup(ctx: &Ctx, user: &User, nonce: &str) -> Result<FactorSetup> {
    let totp = totp(ctx.app(), ctx.organization_id(), &user.login, user.id, nonce)?;
    Ok(FactorSetup { secret: totp.secret().to_base32(), url: totp.to_url().unwrap_or_default() })
}

fn begun(secrets: &UserSecrets) -> Result<String> {
    let nonce = secrets.factor_nonce.clone().filter(|_| !secrets.user.second_factor);
    nonce.ok_or(Error::Conflict { noun: Noun::User, reason: "No second factor is being set up." })
}

/// How many recovery codes whoever asks has left.
///
/// # Errors
/// `Unauthenticated` unless a user asks.
pub fn recovery_codes_left(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<i64> {
    Ok(tx.count_recovery_codes(ctx.organization_id(), me(ctx)?)?)
}

/// Turns the second factor on, once its codes work; the recovery codes, shown this once.
///
/// # Errors
/// `Unauthenticated` unless a user asks, `Conflict` when none was begun or there is one already, or `Invalid` for a wrong code.
pub fn confirm(tx: &mut Tx<'_>, ctx: &Ctx, code: &str) -> Result<Vec<String>> {
    let secrets = own(tx, ctx)?;
    let nonce = begun(&secrets)?;
    let step = step(ctx.app(), ctx.organization_id(), &secrets, code, ctx.now())?.ok_or_else(wrong_code)?;
    tx.set_user_factor(ctx.organization_id(), secrets.user.id, Some(&nonce), Some(ctx.now()))?;
    tx.set_user_factor_step(ctx.organization_id(), secrets.user.id, step)?;
    let codes = insert_codes(tx, ctx, secrets.user.id)?;
    changed(tx, ctx, "user.second_factor_on", secrets.user.id, &json!({}))?;
    Ok(codes)
}

/// Turns the second factor of whoever asks off, by one of its codes. Called on a thread that may block.
///
/// # Errors
/// `Unauthenticated` unless a user asks, `TooManyRequests` after too many wrong tries, or `Invalid` for a wrong code.
pub fn turn_off(ctx: &Ctx, code: &str) -> Result<()> {
    by_code(ctx, code, |tx, ctx, user| {
        tx.set_user_factor(ctx.organization_id(), user, None, None)?;
        changed(tx, ctx, "user.second_factor_off", user, &json!({}))
    })
}

/// New recovery codes in place of those that are left, by a code. Called on a thread that may block.
///
/// # Errors
/// `Unauthenticated` unless a user asks, `TooManyRequests` after too many wrong tries, or `Invalid` for a wrong code.
pub fn renew_recovery_codes(ctx: &Ctx, code: &str) -> Result<Vec<String>> {
    by_code(ctx, code, |tx, ctx, user| {
        tx.delete_recovery_codes(ctx.organization_id(), user)?;
        let codes = insert_codes(tx, ctx, user)?;
        changed(tx, ctx, "user.recovery_codes", user, &json!({}))?;
        Ok(codes)
    })
}

/// Does what takes a code of the second factor. Wrong ones are counted as at the sign-in, or a stolen session could try them all.
fn by_code<T: Send + 'static>(ctx: &Ctx, code: &str, work: fn(&mut Tx<'_>, &Ctx, UserId) -> Result<T>) -> Result<T> {
    let (then, code) = (ctx.clone(), code.to_owned());
    let done = ctx.app().db().write(move |tx| {
        let secrets = own(tx, &then)?;
        lock::check(&secrets, then.now())?;
        if accept(tx, &then, &secrets, &code)? {
            return work(tx, &then, secrets.user.id).map(Some);
        }
        lock::count_wrong(tx, &then, &secrets)?;
        Ok(None)
    })?;
    done.ok_or_else(|| {
        refuse(ctx, me(ctx).ok(), Refusal::WrongCode);
        wrong_code()
    })
}

/// Whether the code is right, of the phone or a recovery code; either works once.
pub(crate) fn accept(tx: &mut Tx<'_>, ctx: &Ctx, secrets: &UserSecrets, code: &str) -> Result<bool> {
    let (organization, user) = (ctx.organization_id(), secrets.user.id);
    if !secrets.user.second_factor {
        return Ok(false);
    }
    if let Some(step) = step(ctx.app(), organization, secrets, code, ctx.now())? {
        tx.set_user_factor_step(organization, user, step)?;
        return Ok(true);
    }
    let was_there = tx.use_recovery_code(organization, user, &digest(ctx.app(), organization, user, code))?;
    if was_there {
        changed(tx, ctx, "user.recovery_code_used", user, &json!({}))?;
    }
    Ok(was_there)
}

/// The step that a code of the phone belongs to, when it is right and later than the last one used.
fn step(
    app: &App,
    organization: OrganizationId,
    secrets: &UserSecrets,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>> {
    let Some(nonce) = &secrets.factor_nonce else { return Ok(None) };
    let totp = totp(app, organization, &secrets.user.login, secrets.user.id, nonce)?;
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let second = u64::try_from(now.as_second()).unwrap_or_default();
    let step = totp.check(&digits, second).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|&step| step > secrets.factor_step))
}

fn totp(app: &App, organization: OrganizationId, login: &str, user: UserId, nonce: &str) -> Result<Totp> {
    let mac = app.access().secret.mac(Purpose::SecondFactors, format!("totp:{organization}:{user}:{nonce}").as_bytes());
    let secret: [u8; 20] = mac[..20].try_into().unwrap_or_default();
    // A colon parts the issuer from the account in the address.
    let account = login.replace(':', " ");
    let built = Builder::new().with_secret(secret).with_account_name(account).with_issuer(Some("Polyclinic")).build();
    built.map_err(|error| Error::Internal(format!("second factor: {error}")))
}

fn insert_codes(tx: &mut Tx<'_>, ctx: &Ctx, user: UserId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..user::RECOVERY_CODES).map(|_| new_code(ctx)).collect();
    for code in &codes {
        let digest = digest(ctx.app(), ctx.organization_id(), user, code);
        tx.insert_recovery_code(ctx.organization_id(), user, &digest)?;
    }
    Ok(codes)
}

/// Four groups of four letters: 80 random bits.
fn new_code(ctx: &Ctx) -> String {
    let letters = ctx.random().bytes::<16>().map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a recovery code, whatever blanks and dashes it was typed with.
fn digest(app: &App, organization: OrganizationId, user: UserId, code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let message = format!("recovery:{organization}:{user}:{}", letters.to_ascii_lowercase());
    hex::encode(app.access().secret.mac(Purpose::SecondFactors, message.as_bytes()))
}

/// What whoever asks signs in with, locked.
fn own(tx: &mut Tx<'_>, ctx: &Ctx) -> Result<UserSecrets> {
    let id = me(ctx)?;
    let secrets = tx.lock_user_secrets(ctx.organization_id(), id)?;
    secrets.ok_or(Error::Unauthenticated(Refusal::NoSession))
}

fn wrong_code() -> Error {
    Error::invalid("code", FieldCode::BadFormat, "This code is not right.")
}

/// Notes for the audit log that somebody was refused, and whom it was about.
pub(crate) fn refuse(ctx: &Ctx, user: Option<UserId>, refusal: Refusal) {
    let detail = user.map_or_else(|| json!({}), |user| json!({ "user": user }));
    access::refuse_with(ctx.app(), ctx.organization_id(), refusal, ctx.actor(), ctx.request_id(), &detail);
}
