//! Statements about requests for keys. They belong to the installation, so they are not scoped by an organization.

use domain::access_request::{AccessWish, RequestStatus};
use domain::page::PageQuery;
use domain::{AccessRequest, AccessRequestId};
use jiff::Timestamp;

use crate::{Result, Row, Tx};

fn request(row: &Row<'_>) -> Result<AccessRequest> {
    Ok(AccessRequest {
        id: row.get("id")?,
        wish: AccessWish {
            company: row.get("company")?,
            practice: row.get("practice")?,
            contact_name: row.get("contact_name")?,
            contact_email: row.get("contact_email")?,
            contact_phone: row.get("contact_phone")?,
            scopes: row.get("scopes")?,
            message: row.get("message")?,
        },
        created_at: row.get("created_at")?,
        status: row.get("status")?,
        reason: row.get("reason")?,
        decided_at: row.get("decided_at")?,
        partner: row.get("partner_id")?,
        key: row.get("api_key_id")?,
    })
}

impl Tx<'_> {
    /// Adds a request, not decided yet.
    pub fn insert_access_request(&mut self, id: AccessRequestId, wish: &AccessWish, at: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO access_requests
               (id, company, practice, contact_name, contact_email, contact_phone, scopes, message, created_at, status)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                &id,
                &wish.company,
                &wish.practice,
                &wish.contact_name,
                &wish.contact_email,
                &wish.contact_phone,
                &wish.scopes,
                &wish.message,
                &at,
                &RequestStatus::Pending,
            ],
        )?;
        Ok(())
    }

    /// The request with that id.
    pub fn find_access_request(&mut self, id: AccessRequestId) -> Result<Option<AccessRequest>> {
        self.query_opt(
            "SELECT id, company, practice, contact_name, contact_email, contact_phone, scopes, message, created_at, status,
               reason, decided_at, partner_id, api_key_id FROM access_requests WHERE id = $1",
            &[&id],
            request,
        )
    }

    /// The request with that id, kept from changing until the transaction ends: of two who decide, the second sees it decided.
    pub fn lock_access_request(&mut self, id: AccessRequestId) -> Result<Option<AccessRequest>> {
        self.execute("UPDATE access_requests SET status = status WHERE id = $1", &[&id])?;
        self.find_access_request(id)
    }

    /// A page of the requests, newest first; and how many there are.
    pub fn list_access_requests(
        &mut self,
        status: Option<RequestStatus>,
        page: PageQuery,
    ) -> Result<(Vec<AccessRequest>, i64)> {
        let total = self.query_one(
            "SELECT count(*) FROM access_requests WHERE (status = $1 OR $1 IS NULL)",
            &[&status],
            |row| row.at(0),
        )?;
        let requests = self.query(
            "SELECT id, company, practice, contact_name, contact_email, contact_phone, scopes, message, created_at, status,
               reason, decided_at, partner_id, api_key_id FROM access_requests
             WHERE (status = $1 OR $1 IS NULL) ORDER BY id DESC LIMIT $2 OFFSET $3",
            &[&status, &page.limit(), &page.offset()],
            request,
        )?;
        Ok((requests, total))
    }

    /// Writes how a request was decided.
    pub fn decide_access_request(&mut self, request: &AccessRequest) -> Result<()> {
        self.execute(
            "UPDATE access_requests SET status = $2, reason = $3, decided_at = $4, partner_id = $5, api_key_id = $6
             WHERE id = $1",
            &[&request.id, &request.status, &request.reason, &request.decided_at, &request.partner, &request.key],
        )?;
        Ok(())
    }
}
