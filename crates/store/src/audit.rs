//! Statements about the audit log: entries, and the chain they are sealed into.

use domain::audit::AuditEntry;
use domain::{AuditId, OrganizationId};

use crate::value::id_list;
use crate::{Result, Row, Tx};

/// A link of an organization's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLink {
    /// Place in the chain, from 1.
    pub position: i64,
    /// The hash over the link before and the entry.
    pub link: String,
}

/// A link with the entry it seals; none when the entry is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// The link.
    pub link: AuditLink,
    /// Which entry it seals.
    pub audit_id: AuditId,
    /// The entry with its stored hash, unless it was removed.
    pub entry: Option<(AuditEntry, String)>,
}

fn entry(row: &Row<'_>) -> Result<(AuditEntry, String)> {
    let entry = AuditEntry {
        id: row.get("id")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        detail: row.get("detail")?,
        request_id: row.get("request_id")?,
    };
    Ok((entry, row.get("hash")?))
}

impl Tx<'_> {
    /// Adds an entry, not sealed yet.
    pub fn insert_audit_entry(&mut self, organization: OrganizationId, entry: &AuditEntry) -> Result<()> {
        self.execute(
            "INSERT INTO audit_entries (organization_id, id, at, actor, action, subject, detail, request_id, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &organization,
                &entry.id,
                &entry.at,
                &entry.actor,
                &entry.action,
                &entry.subject,
                &entry.detail,
                &entry.request_id,
                &entry.hash(),
            ],
        )?;
        self.execute("INSERT INTO audit_unsealed (organization_id, id) VALUES ($1, $2)", &[&organization, &entry.id])?;
        Ok(())
    }

    /// Entries that are committed and not sealed yet, with their organizations, at most `limit`. One sealer at a time: on
    /// PostgreSQL the rows are locked until the transaction ends.
    pub fn list_unsealed_across_all_organizations(
        &mut self,
        limit: i64,
    ) -> Result<Vec<(OrganizationId, AuditId, String)>> {
        let sql = if self.is_postgres() {
            "SELECT u.organization_id, u.id, e.hash FROM audit_unsealed u
             JOIN audit_entries e ON e.organization_id = u.organization_id AND e.id = u.id
             ORDER BY u.organization_id, u.id LIMIT $1 FOR UPDATE OF u"
        } else {
            "SELECT u.organization_id, u.id, e.hash FROM audit_unsealed u
             JOIN audit_entries e ON e.organization_id = u.organization_id AND e.id = u.id
             ORDER BY u.organization_id, u.id LIMIT $1"
        };
        self.query(sql, &[&limit], |row| Ok((row.at(0)?, row.at(1)?, row.at(2)?)))
    }

    /// The end of an organization's chain.
    pub fn last_audit_link(&mut self, organization: OrganizationId) -> Result<Option<AuditLink>> {
        self.query_opt(
            "SELECT position, link FROM audit_chain WHERE organization_id = $1 ORDER BY position DESC LIMIT 1",
            &[&organization],
            |row| Ok(AuditLink { position: row.at(0)?, link: row.at(1)? }),
        )
    }

    /// Seals an entry as the next link; it has to be taken from the unsealed by [`Tx::delete_unsealed`].
    ///
    /// # Errors
    /// `NotUnique` when another sealer was faster.
    pub fn seal_audit_entry(&mut self, organization: OrganizationId, id: AuditId, link: &AuditLink) -> Result<()> {
        self.execute(
            "INSERT INTO audit_chain (organization_id, position, audit_id, link) VALUES ($1, $2, $3, $4)",
            &[&organization, &link.position, &id, &link.link],
        )?;
        Ok(())
    }

    /// Takes entries from those that wait to be sealed.
    pub fn delete_unsealed(&mut self, organization: OrganizationId, ids: &[AuditId]) -> Result<()> {
        self.execute(
            "DELETE FROM audit_unsealed WHERE organization_id = $1 AND id IN (SELECT value FROM id_list($2))",
            &[&organization, &id_list(ids.iter().map(|id| id.0))],
        )?;
        Ok(())
    }

    /// Sealed entries after that position, in order, at most `limit`.
    pub fn list_sealed_audit(
        &mut self,
        organization: OrganizationId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<SealedEntry>> {
        self.query(
            "SELECT c.position, c.link, c.audit_id, e.id, e.at, e.actor, e.action, e.subject, e.detail, e.request_id, e.hash
             FROM audit_chain c LEFT JOIN audit_entries e ON e.organization_id = c.organization_id AND e.id = c.audit_id
             WHERE c.organization_id = $1 AND c.position > $2 ORDER BY c.position LIMIT $3",
            &[&organization, &after, &limit],
            |row| {
                let exists: Option<i64> = row.get("id")?;
                Ok(SealedEntry {
                    link: AuditLink { position: row.get("position")?, link: row.get("link")? },
                    audit_id: row.get("audit_id")?,
                    entry: if exists.is_some() { Some(entry(row)?) } else { None },
                })
            },
        )
    }

    /// Entries by id after that one, at most `limit`, sealed or not.
    pub fn list_audit(&mut self, organization: OrganizationId, after: AuditId, limit: i64) -> Result<Vec<AuditEntry>> {
        self.query(
            "SELECT id, at, actor, action, subject, detail, request_id, hash FROM audit_entries
             WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            &[&organization, &after, &limit],
            |row| entry(row).map(|(entry, _)| entry),
        )
    }

    /// How many entries have no place in the chain and none is on its way: removed links, or entries put in from outside.
    pub fn count_audit_outside_chain(&mut self, organization: OrganizationId) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM audit_entries e WHERE e.organization_id = $1
               AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.organization_id = e.organization_id AND u.id = e.id)
               AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.organization_id = e.organization_id AND c.audit_id = e.id)",
            &[&organization],
            |row| row.at(0),
        )
    }

    /// How many entries wait to be sealed.
    pub fn count_unsealed(&mut self, organization: OrganizationId) -> Result<i64> {
        self.query_one("SELECT count(*) FROM audit_unsealed WHERE organization_id = $1", &[&organization], |row| {
            row.at(0)
        })
    }
}
