//! Statements about idempotency keys: an answer is stored in the transaction of its effect.

use domain::OrganizationId;
use jiff::Timestamp;

use crate::{Result, Tx};

/// An answer as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub content_type: String,
    /// The body.
    pub body: String,
}

/// What was found under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing: the key is ours now.
    New,
    /// The key of another request.
    Mismatch,
    /// The same request, still running.
    InFlight,
    /// The same request, and its answer.
    Answered(StoredAnswer),
}

impl Tx<'_> {
    /// Claims a key for a request, or tells what is known about it. On PostgreSQL this waits for a transaction that has just
    /// claimed the same key.
    pub fn begin_idempotent(
        &mut self,
        organization: OrganizationId,
        door: &str,
        key: &str,
        fingerprint: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<Begun> {
        self.execute(
            "DELETE FROM idempotency_keys
             WHERE organization_id = $1 AND door = $2 AND idempotency_key = $3 AND expires_at <= $4",
            &[&organization, &door, &key, &now],
        )?;
        let inserted = self.execute(
            "INSERT INTO idempotency_keys (organization_id, door, idempotency_key, fingerprint, expires_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organization_id, door, idempotency_key) DO NOTHING",
            &[&organization, &door, &key, &fingerprint, &expires_at],
        )?;
        if inserted == 1 {
            return Ok(Begun::New);
        }
        let found = self.query_one(
            "SELECT fingerprint, status, content_type, body FROM idempotency_keys
             WHERE organization_id = $1 AND door = $2 AND idempotency_key = $3",
            &[&organization, &door, &key],
            |row| {
                let status: Option<u16> = row.at(1)?;
                Ok((row.at::<String>(0)?, status, row.at::<Option<String>>(2)?, row.at::<Option<String>>(3)?))
            },
        )?;
        Ok(match found {
            (theirs, ..) if theirs != fingerprint => Begun::Mismatch,
            (_, Some(status), content_type, body) => Begun::Answered(StoredAnswer {
                status,
                content_type: content_type.unwrap_or_default(),
                body: body.unwrap_or_default(),
            }),
            (_, None, ..) => Begun::InFlight,
        })
    }

    /// Stores the answer of a claimed key.
    pub fn finish_idempotent(
        &mut self,
        organization: OrganizationId,
        door: &str,
        key: &str,
        answer: &StoredAnswer,
        expires_at: Timestamp,
    ) -> Result<()> {
        self.execute(
            "UPDATE idempotency_keys SET status = $4, content_type = $5, body = $6, expires_at = $7
             WHERE organization_id = $1 AND door = $2 AND idempotency_key = $3",
            &[&organization, &door, &key, &answer.status, &answer.content_type, &answer.body, &expires_at],
        )?;
        Ok(())
    }

    /// Gives a claimed key back: a refused request does not burn its key.
    pub fn forget_idempotent(&mut self, organization: OrganizationId, door: &str, key: &str) -> Result<()> {
        self.execute(
            "DELETE FROM idempotency_keys WHERE organization_id = $1 AND door = $2 AND idempotency_key = $3",
            &[&organization, &door, &key],
        )?;
        Ok(())
    }

    /// Removes keys that have expired, of everybody, at most those of one sweep; how many there were.
    pub fn delete_expired_idempotency_keys_across_all_organizations(&mut self, now: Timestamp) -> Result<u64> {
        self.execute("DELETE FROM idempotency_keys WHERE expires_at <= $1", &[&now])
    }
}
