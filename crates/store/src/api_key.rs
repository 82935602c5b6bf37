//! Statements about API keys. They belong to the installation, so they are not scoped by an organization.

use std::collections::HashMap;

use domain::api_key::{KeyStatus, Practices};
use domain::page::PageQuery;
use domain::{ApiKey, ApiKeyId, OrganizationId, PartnerId, Scopes};
use jiff::Timestamp;

use crate::value::id_list;
use crate::{Result, Row, Tx};

/// A key to be added.
#[derive(Debug)]
pub struct NewKeyRow<'a> {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose.
    pub partner: PartnerId,
    /// What they call it.
    pub name: &'a str,
    /// The keyed digest of its secret.
    pub digest: &'a str,
    /// The last letters of its secret.
    pub last4: &'a str,
    /// What for.
    pub scopes: Scopes,
    /// Where.
    pub practices: &'a Practices,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Option<Timestamp>,
}

/// Which keys are wanted.
#[derive(Clone, Debug, Default)]
pub struct KeyFilter {
    /// Of that partner.
    pub partner: Option<PartnerId>,
    /// Good in that organization.
    pub organization: Option<OrganizationId>,
    /// In that state.
    pub status: Option<KeyStatus>,
}

/// A key whose practices are not read yet: none when it is good everywhere.
fn key(row: &Row<'_>) -> Result<ApiKey> {
    Ok(ApiKey {
        id: row.get("id")?,
        partner: row.get("partner_id")?,
        name: row.get("name")?,
        last4: row.get("last4")?,
        scopes: row.get("scopes")?,
        practices: if row.get("all_practices")? { Practices::All } else { Practices::Only(Vec::new()) },
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        revoked_at: row.get("revoked_at")?,
        last_used_at: row.get("last_used_at")?,
        partner_name: row.get("partner_name")?,
        partner_active: row.get("partner_active")?,
    })
}

impl Tx<'_> {
    /// Adds a key, with its practices.
    pub fn insert_api_key(&mut self, key: &NewKeyRow<'_>) -> Result<()> {
        self.execute(
            "INSERT INTO api_keys (id, partner_id, name, digest, last4, scopes, all_practices, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &key.id,
                &key.partner,
                &key.name,
                &key.digest,
                &key.last4,
                &key.scopes,
                &(*key.practices == Practices::All),
                &key.created_at,
                &key.expires_at,
            ],
        )?;
        self.insert_practices(key.id, key.practices)
    }

    fn insert_practices(&mut self, id: ApiKeyId, practices: &Practices) -> Result<()> {
        if let Practices::Only(some) = practices {
            for (organization, _) in some {
                self.execute(
                    "INSERT INTO api_key_practices (api_key_id, organization_id) VALUES ($1, $2)",
                    &[&id, organization],
                )?;
            }
        }
        Ok(())
    }

    /// The key of that digest.
    pub fn find_api_key_by_digest(&mut self, digest: &str) -> Result<Option<ApiKey>> {
        let found = self.query_opt(
            "SELECT k.id, k.partner_id, k.name, k.last4, k.scopes, k.all_practices, k.created_at, k.expires_at, k.revoked_at,
               k.last_used_at, p.name AS partner_name, p.active AS partner_active
             FROM api_keys k JOIN partners p ON p.id = k.partner_id WHERE k.digest = $1",
            &[&digest],
            key,
        )?;
        Ok(self.with_practices(found.into_iter().collect())?.into_iter().next())
    }

    /// The key with that id.
    pub fn find_api_key(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>> {
        let found = self.query_opt(
            "SELECT k.id, k.partner_id, k.name, k.last4, k.scopes, k.all_practices, k.created_at, k.expires_at, k.revoked_at,
               k.last_used_at, p.name AS partner_name, p.active AS partner_active
             FROM api_keys k JOIN partners p ON p.id = k.partner_id WHERE k.id = $1",
            &[&id],
            key,
        )?;
        Ok(self.with_practices(found.into_iter().collect())?.into_iter().next())
    }

    /// The key with that id, kept from changing until the transaction ends: two who decide about it go one after the other.
    pub fn lock_api_key(&mut self, id: ApiKeyId) -> Result<Option<ApiKey>> {
        self.execute("UPDATE api_keys SET name = name WHERE id = $1", &[&id])?;
        self.find_api_key(id)
    }

    /// A page of the keys, newest first; and how many there are.
    pub fn list_api_keys(&mut self, filter: &KeyFilter, page: PageQuery, now: Timestamp) -> Result<(Vec<ApiKey>, i64)> {
        let live = filter.status.map(|status| status == KeyStatus::Active);
        let total = self.query_one(
            "SELECT count(*) FROM api_keys k WHERE (k.partner_id = $1 OR $1 IS NULL)
               AND (k.all_practices OR EXISTS (SELECT 1 FROM api_key_practices g WHERE g.api_key_id = k.id AND g.organization_id = $2)
                    OR $2 IS NULL)
               AND (((k.revoked_at > $3 OR k.revoked_at IS NULL) AND (k.expires_at > $3 OR k.expires_at IS NULL)) = $4
                    OR $4 IS NULL)",
            &[&filter.partner, &filter.organization, &now, &live],
            |row| row.at(0),
        )?;
        let keys = self.query(
            "SELECT k.id, k.partner_id, k.name, k.last4, k.scopes, k.all_practices, k.created_at, k.expires_at, k.revoked_at,
               k.last_used_at, p.name AS partner_name, p.active AS partner_active
             FROM api_keys k JOIN partners p ON p.id = k.partner_id WHERE (k.partner_id = $1 OR $1 IS NULL)
               AND (k.all_practices OR EXISTS (SELECT 1 FROM api_key_practices g WHERE g.api_key_id = k.id AND g.organization_id = $2)
                    OR $2 IS NULL)
               AND (((k.revoked_at > $3 OR k.revoked_at IS NULL) AND (k.expires_at > $3 OR k.expires_at IS NULL)) = $4
                    OR $4 IS NULL)
             ORDER BY k.created_at DESC, k.id DESC LIMIT $5 OFFSET $6",
            &[&filter.partner, &filter.organization, &now, &live, &page.limit(), &page.offset()],
            key,
        )?;
        Ok((self.with_practices(keys)?, total))
    }

    fn with_practices(&mut self, mut keys: Vec<ApiKey>) -> Result<Vec<ApiKey>> {
        let listed = keys.iter().filter(|key| key.practices != Practices::All).map(|key| key.id.0);
        let ids: Vec<i64> = listed.collect();
        if ids.is_empty() {
            return Ok(keys);
        }
        let rows: Vec<(ApiKeyId, OrganizationId, String)> = self.query(
            "SELECT g.api_key_id, g.organization_id, o.slug FROM api_key_practices g
             JOIN organizations o ON o.organization_id = g.organization_id
             WHERE g.api_key_id IN (SELECT value FROM id_list($1)) ORDER BY o.slug_key",
            &[&id_list(ids)],
            |row| Ok((row.at(0)?, row.at(1)?, row.at(2)?)),
        )?;
        let mut of_key: HashMap<ApiKeyId, Vec<(OrganizationId, String)>> = HashMap::new();
        for (key, organization, slug) in rows {
            of_key.entry(key).or_default().push((organization, slug));
        }
        for key in &mut keys {
            if let Practices::Only(some) = &mut key.practices {
                *some = of_key.remove(&key.id).unwrap_or_default();
            }
        }
        Ok(keys)
    }

    /// Writes what may change about a key: its name, what it is good for, where, and until when.
    pub fn update_api_key(
        &mut self,
        id: ApiKeyId,
        name: &str,
        scopes: Scopes,
        practices: &Practices,
        expires_at: Option<Timestamp>,
    ) -> Result<()> {
        self.execute(
            "UPDATE api_keys SET name = $2, scopes = $3, all_practices = $4, expires_at = $5 WHERE id = $1",
            &[&id, &name, &scopes, &(*practices == Practices::All), &expires_at],
        )?;
        self.execute("DELETE FROM api_key_practices WHERE api_key_id = $1", &[&id])?;
        self.insert_practices(id, practices)
    }

    /// Revokes a key from then on.
    pub fn revoke_api_key(&mut self, id: ApiKeyId, at: Timestamp) -> Result<()> {
        self.execute("UPDATE api_keys SET revoked_at = $2 WHERE id = $1", &[&id, &at])?;
        Ok(())
    }

    /// Notes when a key was used, unless that is known to the minute already.
    pub fn touch_api_key(&mut self, id: ApiKeyId, at: Timestamp) -> Result<()> {
        let minute_before = at.as_microsecond() - 60_000_000;
        self.execute(
            "UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at <= $3 OR last_used_at IS NULL)",
            &[&id, &at, &minute_before],
        )?;
        Ok(())
    }

    /// Removes a key.
    pub fn delete_api_key(&mut self, id: ApiKeyId) -> Result<()> {
        self.execute("DELETE FROM api_key_practices WHERE api_key_id = $1", &[&id])?;
        self.execute("UPDATE access_requests SET api_key_id = NULL WHERE api_key_id = $1", &[&id])?;
        self.execute("DELETE FROM api_keys WHERE id = $1", &[&id])?;
        Ok(())
    }

    /// Removes all keys of a partner.
    pub fn delete_api_keys_of(&mut self, partner: PartnerId) -> Result<()> {
        let ids = self.query("SELECT id FROM api_keys WHERE partner_id = $1", &[&partner], |row| row.at(0))?;
        for id in ids {
            self.delete_api_key(id)?;
        }
        self.execute("UPDATE access_requests SET partner_id = NULL WHERE partner_id = $1", &[&partner])?;
        Ok(())
    }
}
