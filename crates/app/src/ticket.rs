//! Tickets and what is said about them.

use domain::event::EventKind;
use domain::ticket::{COMMENTS_MAX, TEXT_MAX, TicketComment, TicketDetails};
use domain::{Error, FieldCode, Noun, Page, PageQuery, Permission, Result, Ticket, TicketCommentId, TicketId, text};
use serde_json::json;
use store::{Sequence, Tx};

use crate::{Ctx, audit, event};

/// Makes a ticket.
///
/// # Errors
/// `Forbidden`, or `Invalid` with every bad field.
pub fn create(tx: &mut Tx<'_>, ctx: &Ctx, details: &TicketDetails) -> Result<Ticket> {
    ctx.require(Permission::ManageTickets)?;
    let details = details.check()?;
    let id = TicketId(tx.next_id(Sequence::Desk)?);
    let ticket = Ticket { id, details, created_at: ctx.now(), updated_at: ctx.now() };
    tx.insert_ticket(ctx.organization_id(), &ticket)?;
    audit::record(tx, ctx, "ticket.create", id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::TicketCreated, id.0)?;
    Ok(ticket)
}

/// A page of the tickets, the one changed last first.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &Ctx, page: PageQuery) -> Result<Page<Ticket>> {
    ctx.require(Permission::ManageTickets)?;
    let organization = ctx.organization_id();
    Ok(Page { total: tx.count_tickets(organization)?, items: tx.list_tickets(organization, page)?, query: page })
}

/// One ticket with all that was said about it, the oldest first.
///
/// # Errors
/// `Forbidden` or `NotFound`.
pub fn get(tx: &mut Tx<'_>, ctx: &Ctx, id: TicketId) -> Result<(Ticket, Vec<TicketComment>)> {
    ctx.require(Permission::ManageTickets)?;
    let ticket = tx.find_ticket(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Ticket))?;
    Ok((ticket, tx.list_ticket_comments(ctx.organization_id(), id)?))
}

/// Changes a ticket.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` with every bad field.
pub fn update(tx: &mut Tx<'_>, ctx: &Ctx, id: TicketId, change: impl FnOnce(&mut TicketDetails)) -> Result<Ticket> {
    let mut ticket = locked(tx, ctx, id)?;
    change(&mut ticket.details);
    ticket.details = ticket.details.check()?;
    touch(tx, ctx, &mut ticket, "ticket.update")?;
    Ok(ticket)
}

/// Says something about a ticket, whatever its state, which stays as it is.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Invalid` with every bad field, also when there are too many comments already.
pub fn comment(tx: &mut Tx<'_>, ctx: &Ctx, id: TicketId, comment: &str, author: &str) -> Result<TicketComment> {
    let mut ticket = locked(tx, ctx, id)?;
    let mut problems = text::Problems::new();
    let comment = problems.take(text::required("comment", comment, TEXT_MAX))?;
    let author = problems.take(text::required("author", author, text::NAME_MAX))?;
    problems.finish()?;
    if tx.count_ticket_comments(ctx.organization_id(), id)? >= COMMENTS_MAX {
        let message = format!("A ticket has at most {COMMENTS_MAX} comments.");
        return Err(Error::invalid("comment", FieldCode::TooLong, message));
    }
    let comment = TicketComment {
        id: TicketCommentId(tx.next_id(Sequence::Desk)?),
        comment: comment.unwrap_or_default(),
        author: author.unwrap_or_default(),
        at: ctx.now(),
    };
    tx.insert_ticket_comment(ctx.organization_id(), id, &comment)?;
    touch(tx, ctx, &mut ticket, "ticket.comment")?;
    Ok(comment)
}

fn locked(tx: &mut Tx<'_>, ctx: &Ctx, id: TicketId) -> Result<Ticket> {
    ctx.require(Permission::ManageTickets)?;
    tx.lock_ticket(ctx.organization_id(), id)?;
    tx.find_ticket(ctx.organization_id(), id)?.ok_or(Error::NotFound(Noun::Ticket))
}

fn touch(tx: &mut Tx<'_>, ctx: &Ctx, ticket: &mut Ticket, action: &str) -> Result<()> {
    ticket.updated_at = ctx.now();
    tx.update_ticket(ctx.organization_id(), ticket)?;
    audit::record(tx, ctx, action, ticket.id.0, &json!({}))?;
    event::emit(tx, ctx, EventKind::TicketChanged, ticket.id.0)
}
