//! Statements about sessions. They are found by their secret alone, so they are not scoped by an organization.

use domain::session::{Subject, SubjectKind};
use domain::{ApiKeyId, OrganizationId, Session, SessionId, UserId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn session(row: &Row<'_>) -> Result<Session> {
    let organization: OrganizationId = row.get("organization_id")?;
    let kind: SubjectKind = row.get("subject_kind")?;
    let number: i64 = row.get("subject_id")?;
    Ok(Session {
        id: row.get("id")?,
        subject: match kind {
            SubjectKind::User => Subject::User(organization, UserId(number)),
            SubjectKind::ApiKey => Subject::ApiKey(ApiKeyId(number)),
            SubjectKind::Operator => Subject::Operator,
        },
        created_at: row.get("created_at")?,
        last_seen_at: row.get("last_seen_at")?,
        expires_at: row.get("expires_at")?,
    })
}

impl Tx<'_> {
    /// Adds a session.
    pub fn insert_session(&mut self, session: &Session, digest: &str) -> Result<()> {
        self.execute(
            "INSERT INTO sessions
               (id, digest, organization_id, subject_kind, subject_id, created_at, last_seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &session.id,
                &digest,
                &session.subject.organization(),
                &session.subject.kind(),
                &session.subject.number(),
                &session.created_at,
                &session.last_seen_at,
                &session.expires_at,
            ],
        )?;
        Ok(())
    }

    /// The session of that digest.
    pub fn find_session(&mut self, digest: &str) -> Result<Option<Session>> {
        self.query_opt(
            "SELECT organization_id, subject_kind, subject_id, id, created_at, last_seen_at, expires_at FROM sessions
             WHERE digest = $1",
            &[&digest],
            session,
        )
    }

    /// Somebody's sessions that have not reached their end, newest first, at most `limit`.
    pub fn list_sessions(&mut self, subject: Subject, now: Timestamp, limit: i64) -> Result<Vec<Session>> {
        self.query(
            "SELECT organization_id, subject_kind, subject_id, id, created_at, last_seen_at, expires_at FROM sessions
             WHERE organization_id = $1 AND subject_kind = $2 AND subject_id = $3 AND expires_at > $4
             ORDER BY id DESC LIMIT $5",
            &[&subject.organization(), &subject.kind(), &subject.number(), &now, &limit],
            session,
        )
    }

    /// Notes that a session was used, unless that is known to the minute already.
    pub fn touch_session(&mut self, id: SessionId, at: Timestamp) -> Result<()> {
        let minute_before = at.as_microsecond() - 60_000_000;
        self.execute(
            "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at <= $3",
            &[&id, &at, &minute_before],
        )?;
        Ok(())
    }

    /// Ends the session of that digest; whether there was one.
    pub fn delete_session_by_digest(&mut self, digest: &str) -> Result<bool> {
        Ok(self.execute("DELETE FROM sessions WHERE digest = $1", &[&digest])? == 1)
    }

    /// Ends one of somebody's sessions; whether it was theirs.
    pub fn delete_session(&mut self, subject: Subject, id: SessionId) -> Result<bool> {
        let ended = self.execute(
            "DELETE FROM sessions WHERE id = $4 AND organization_id = $1 AND subject_kind = $2 AND subject_id = $3",
            &[&subject.organization(), &subject.kind(), &subject.number(), &id],
        )?;
        Ok(ended == 1)
    }

    /// Ends all of somebody's sessions but that one; how many.
    pub fn delete_sessions(&mut self, subject: Subject, but: Option<SessionId>) -> Result<u64> {
        self.execute(
            "DELETE FROM sessions WHERE organization_id = $1 AND subject_kind = $2 AND subject_id = $3 AND id <> $4",
            &[&subject.organization(), &subject.kind(), &subject.number(), &but.map_or(0, |id| id.0)],
        )
    }

    /// Removes sessions that have reached their end, at most `limit`; how many.
    pub fn delete_expired_sessions(&mut self, now: Timestamp, limit: i64) -> Result<u64> {
        self.execute(
            "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= $1 LIMIT $2)",
            &[&now, &limit],
        )
    }
}
