//! Tickets.

use domain::ticket::{self, TicketComment, TicketDetails};
use domain::{PageQuery, Result, Ticket};
use serde_json::{Map, Value};

use crate::body::{Member, Members};
use crate::error::Names;
use crate::query::Params;
use crate::wire::scalar::Instant;
use crate::wire::ticket::{Comment, Ticket as Shown, TicketDetail, TicketPriority, TicketStatus};

/// The names that the core's fields have here.
pub(crate) const NAMES: &Names = &[
    ("subject", "Subject"),
    ("description", "Description"),
    ("category", "Category"),
    ("assigned_to", "AssignedTo"),
    ("comment", "Comment"),
    ("author", "Author"),
];

const STATES: [(&str, ticket::TicketStatus, TicketStatus); 5] = [
    ("Open", ticket::TicketStatus::Open, TicketStatus::Open),
    ("InProgress", ticket::TicketStatus::InProgress, TicketStatus::InProgress),
    ("Waiting", ticket::TicketStatus::Waiting, TicketStatus::Waiting),
    ("Resolved", ticket::TicketStatus::Resolved, TicketStatus::Resolved),
    ("Closed", ticket::TicketStatus::Closed, TicketStatus::Closed),
];

const PRIORITIES: [(&str, ticket::TicketPriority, TicketPriority); 4] = [
    ("Low", ticket::TicketPriority::Low, TicketPriority::Low),
    ("Normal", ticket::TicketPriority::Normal, TicketPriority::Normal),
    ("High", ticket::TicketPriority::High, TicketPriority::High),
    ("Urgent", ticket::TicketPriority::Urgent, TicketPriority::Urgent),
];

/// Reads which page of the tickets is wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<PageQuery> {
    let page = params.page()?;
    params.finish()?;
    Ok(page)
}

/// What is to become of a ticket.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    subject: Option<String>,
    description: Member<String>,
    status: Option<ticket::TicketStatus>,
    priority: Member<ticket::TicketPriority>,
    category: Member<String>,
    assigned_to: Member<String>,
}

impl Change {
    /// Makes the change.
    pub(crate) fn apply(&self, details: &mut TicketDetails) {
        let (change, before) = (self.clone(), details.clone());
        *details = TicketDetails {
            subject: change.subject.unwrap_or(before.subject),
            description: change.description.unwrap_or(before.description),
            status: change.status.unwrap_or(before.status),
            priority: change.priority.unwrap_or(before.priority),
            category: change.category.unwrap_or(before.category),
            assigned_to: change.assigned_to.unwrap_or(before.assigned_to),
        };
    }
}

/// Reads what is to be changed about a ticket.
///
/// # Errors
/// `Invalid` with every bad member, or when there is none.
pub(crate) fn read_update(object: &Map<String, Value>) -> Result<Change> {
    let mut members = Members::of_change(object);
    let owned = |text: Member<&str>| text.map(|text| text.map(str::to_owned));
    let words = STATES.map(|(word, ours, _)| (word, ours));
    let priorities = PRIORITIES.map(|(word, ours, _)| (word, ours));
    let status = members.word("Status", &words);
    if status == Some(None) {
        members.note("Status", domain::FieldCode::WrongType, "A ticket is always in some state.");
    }
    let change = Change {
        subject: members.plain_text("Subject").map(str::to_owned),
        description: owned(members.text("Description")),
        status: status.flatten(),
        priority: members.word("Priority", &priorities),
        category: owned(members.text("Category")),
        assigned_to: owned(members.text("AssignedTo")),
    };
    members.finish()?;
    Ok(change)
}

/// Reads a comment, and who says it, if that is told.
///
/// # Errors
/// `Invalid` with every bad member.
pub(crate) fn read_comment(object: &Map<String, Value>) -> Result<(String, Option<String>)> {
    let mut members = Members::of(object);
    let comment = members.needed_text("Comment").to_owned();
    let author = members.text("Author").flatten().map(str::to_owned);
    members.finish()?;
    Ok((comment, author))
}

/// A ticket.
pub(crate) fn show(ticket: Ticket) -> Shown {
    let details = ticket.details;
    let status = STATES.iter().find(|(_, ours, _)| *ours == details.status);
    let priority = PRIORITIES.iter().find(|(_, ours, _)| Some(*ours) == details.priority);
    Shown {
        ticket_id: ticket.id.0,
        subject: details.subject,
        description: details.description,
        status: status.map_or(TicketStatus::Open, |(_, _, shown)| *shown),
        priority: priority.map(|(_, _, shown)| *shown),
        category: details.category,
        assigned_to: details.assigned_to,
        created_at: Instant(ticket.created_at),
        updated_at: Instant(ticket.updated_at),
    }
}

/// A ticket with all that was said about it.
pub(crate) fn show_detail((ticket, comments): (Ticket, Vec<TicketComment>)) -> TicketDetail {
    TicketDetail { ticket: show(ticket), comments: comments.into_iter().map(show_comment).collect() }
}

/// Something said about a ticket.
pub(crate) fn show_comment(comment: TicketComment) -> Comment {
    Comment {
        comment_id: comment.id.0,
        comment: comment.comment,
        author: comment.author,
        created_at: Instant(comment.at),
    }
}
