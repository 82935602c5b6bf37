//! Statements about partners. They belong to the installation, so they are not scoped by an organization.

use domain::page::PageQuery;
use domain::partner::PartnerDetails;
use domain::{Partner, PartnerId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn partner(row: &Row<'_>) -> Result<Partner> {
    Ok(Partner {
        id: row.get("id")?,
        details: PartnerDetails {
            name: row.get("name")?,
            contact: row.get("contact")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            website: row.get("website")?,
            active: row.get("active")?,
        },
        created_at: row.get("created_at")?,
        live_keys: row.get("live_keys")?,
    })
}

/// A pattern that finds the text anywhere, in small letters, with no letter meaning anything but itself.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    // PostgreSQL takes no NUL, and nothing that is stored has one.
    for letter in text.to_lowercase().chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

impl Tx<'_> {
    /// Adds a partner.
    ///
    /// # Errors
    /// `NotUnique` when the name is taken, without regard to case.
    pub fn insert_partner(&mut self, id: PartnerId, details: &PartnerDetails, at: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO partners (id, name, name_key, contact, email, phone, website, active, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &[
                &id,
                &details.name,
                &details.name.to_lowercase(),
                &details.contact,
                &details.email,
                &details.phone,
                &details.website,
                &details.active,
                &at,
            ],
        )?;
        Ok(())
    }

    /// Writes a partner's details.
    ///
    /// # Errors
    /// `NotUnique` when the name is taken, without regard to case.
    pub fn update_partner(&mut self, id: PartnerId, details: &PartnerDetails) -> Result<()> {
        self.execute(
            "UPDATE partners SET name = $2, name_key = $3, contact = $4, email = $5, phone = $6, website = $7, active = $8
             WHERE id = $1",
            &[
                &id,
                &details.name,
                &details.name.to_lowercase(),
                &details.contact,
                &details.email,
                &details.phone,
                &details.website,
                &details.active,
            ],
        )?;
        Ok(())
    }

    /// The partner with that id; `now` tells which keys are live.
    pub fn find_partner(&mut self, id: PartnerId, now: Timestamp) -> Result<Option<Partner>> {
        self.query_opt(
            "SELECT p.id, p.name, p.contact, p.email, p.phone, p.website, p.active, p.created_at,
               (SELECT count(*) FROM api_keys k WHERE k.partner_id = p.id AND (k.revoked_at > $2 OR k.revoked_at IS NULL)
                  AND (k.expires_at > $2 OR k.expires_at IS NULL)) AS live_keys
             FROM partners p WHERE p.id = $1",
            &[&id, &now],
            partner,
        )
    }

    /// The partner with that id, kept from changing until the transaction ends: who goes can't be given a key meanwhile.
    pub fn lock_partner(&mut self, id: PartnerId, now: Timestamp) -> Result<Option<Partner>> {
        self.execute("UPDATE partners SET name = name WHERE id = $1", &[&id])?;
        self.find_partner(id, now)
    }

    /// The partner of that name, without regard to case.
    pub fn find_partner_by_name(&mut self, name: &str) -> Result<Option<PartnerId>> {
        self.query_opt("SELECT id FROM partners WHERE name_key = $1", &[&name.to_lowercase()], |row| row.at(0))
    }

    /// A page of the partners by name, of those whose name, contact or address has `search` in it; and how many there are.
    pub fn list_partners(
        &mut self,
        search: Option<&str>,
        page: PageQuery,
        now: Timestamp,
    ) -> Result<(Vec<Partner>, i64)> {
        let pattern = anywhere(search.unwrap_or_default());
        let total = self.query_one(
            "SELECT count(*) FROM partners p WHERE p.name_key LIKE $1 ESCAPE '\\' OR lower(p.contact) LIKE $1 ESCAPE '\\'
               OR p.email LIKE $1 ESCAPE '\\'",
            &[&pattern],
            |row| row.at(0),
        )?;
        let partners = self.query(
            "SELECT p.id, p.name, p.contact, p.email, p.phone, p.website, p.active, p.created_at,
               (SELECT count(*) FROM api_keys k WHERE k.partner_id = p.id AND (k.revoked_at > $2 OR k.revoked_at IS NULL)
                  AND (k.expires_at > $2 OR k.expires_at IS NULL)) AS live_keys
             FROM partners p WHERE p.name_key LIKE $1 ESCAPE '\\' OR lower(p.contact) LIKE $1 ESCAPE '\\'
               OR p.email LIKE $1 ESCAPE '\\'
             ORDER BY p.name_key, p.id LIMIT $3 OFFSET $4",
            &[&pattern, &now, &page.limit(), &page.offset()],
            partner,
        )?;
        Ok((partners, total))
    }

    /// Removes a partner, who must not have any keys.
    pub fn delete_partner(&mut self, id: PartnerId) -> Result<()> {
        self.execute("DELETE FROM partners WHERE id = $1", &[&id])?;
        Ok(())
    }
}
