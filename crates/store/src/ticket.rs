//! Statements about tickets and what is said about them.

use domain::ticket::{TicketComment, TicketDetails};
use domain::{OrganizationId, PageQuery, Ticket, TicketId};

use crate::{Result, Row, Tx};

fn ticket(row: &Row<'_>) -> Result<Ticket> {
    Ok(Ticket {
        id: row.get("id")?,
        details: TicketDetails {
            subject: row.get("subject")?,
            description: row.get("description")?,
            status: row.get("status")?,
            priority: row.get("priority")?,
            category: row.get("category")?,
            assigned_to: row.get("assigned_to")?,
        },
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Tx<'_> {
    /// Adds a ticket.
    pub fn insert_ticket(&mut self, organization: OrganizationId, ticket: &Ticket) -> Result<()> {
        let details = &ticket.details;
        self.execute(
            "INSERT INTO tickets (organization_id, id, subject, description, status, priority, category, assigned_to,
                created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                &organization,
                &ticket.id,
                &details.subject,
                &details.description,
                &details.status,
                &details.priority,
                &details.category,
                &details.assigned_to,
                &ticket.created_at,
                &ticket.updated_at,
            ],
        )?;
        Ok(())
    }

    /// Writes everything that can change about a ticket.
    pub fn update_ticket(&mut self, organization: OrganizationId, ticket: &Ticket) -> Result<()> {
        let details = &ticket.details;
        self.execute(
            "UPDATE tickets SET subject = $3, description = $4, status = $5, priority = $6, category = $7, assigned_to = $8,
                updated_at = $9 WHERE organization_id = $1 AND id = $2",
            &[
                &organization,
                &ticket.id,
                &details.subject,
                &details.description,
                &details.status,
                &details.priority,
                &details.category,
                &details.assigned_to,
                &ticket.updated_at,
            ],
        )?;
        Ok(())
    }

    /// The ticket with that id.
    pub fn find_ticket(&mut self, organization: OrganizationId, id: TicketId) -> Result<Option<Ticket>> {
        self.query_opt(
            "SELECT id, subject, description, status, priority, category, assigned_to, created_at, updated_at FROM tickets
             WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            ticket,
        )
    }

    /// Keeps everybody else from changing a ticket until this transaction ends. SQLite's single writer does so anyway.
    pub fn lock_ticket(&mut self, organization: OrganizationId, id: TicketId) -> Result<()> {
        if self.is_postgres() {
            let sql = "SELECT id FROM tickets WHERE organization_id = $1 AND id = $2 FOR UPDATE";
            self.query_opt(sql, &[&organization, &id], |_| Ok(()))?;
        }
        Ok(())
    }

    /// A page of the tickets, the one changed last first.
    pub fn list_tickets(&mut self, organization: OrganizationId, page: PageQuery) -> Result<Vec<Ticket>> {
        self.query(
            "SELECT id, subject, description, status, priority, category, assigned_to, created_at, updated_at FROM tickets
             WHERE organization_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2 OFFSET $3",
            &[&organization, &page.limit(), &page.offset()],
            ticket,
        )
    }

    /// How many tickets there are.
    pub fn count_tickets(&mut self, organization: OrganizationId) -> Result<i64> {
        self.query_one("SELECT count(*) FROM tickets WHERE organization_id = $1", &[&organization], |row| row.at(0))
    }

    /// Adds a comment to a ticket.
    pub fn insert_ticket_comment(
        &mut self,
        organization: OrganizationId,
        ticket: TicketId,
        comment: &TicketComment,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO ticket_comments (organization_id, ticket_id, id, comment, author, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[&organization, &ticket, &comment.id, &comment.comment, &comment.author, &comment.at],
        )?;
        Ok(())
    }

    /// All comments on a ticket, the oldest first. The use cases bound how many there are.
    pub fn list_ticket_comments(
        &mut self,
        organization: OrganizationId,
        ticket: TicketId,
    ) -> Result<Vec<TicketComment>> {
        self.query(
            "SELECT id, comment, author, created_at FROM ticket_comments WHERE organization_id = $1 AND ticket_id = $2
             ORDER BY created_at, id",
            &[&organization, &ticket],
            |row| {
                Ok(TicketComment {
                    id: row.get("id")?,
                    comment: row.get("comment")?,
                    author: row.get("author")?,
                    at: row.get("created_at")?,
                })
            },
        )
    }

    /// How many comments a ticket has.
    pub fn count_ticket_comments(&mut self, organization: OrganizationId, ticket: TicketId) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM ticket_comments WHERE organization_id = $1 AND ticket_id = $2",
            &[&organization, &ticket],
            |row| row.at(0),
        )
    }
}
