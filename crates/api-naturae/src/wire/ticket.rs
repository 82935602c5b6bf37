//! Tickets.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::Instant;

/// A ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Ticket {
    /// Its id.
    #[serde(rename = "TicketID")]
    #[schema(minimum = 1)]
    pub(crate) ticket_id: i64,
    /// What it is about, in a line.
    pub(crate) subject: String,
    /// What it is about, at length.
    pub(crate) description: Option<String>,
    /// Where it stands.
    pub(crate) status: TicketStatus,
    /// How urgent it is.
    pub(crate) priority: Option<TicketPriority>,
    /// Of what kind it is.
    pub(crate) category: Option<String>,
    /// Who looks into it.
    pub(crate) assigned_to: Option<String>,
    /// When it was made.
    pub(crate) created_at: Instant,
    /// When it was last changed or commented on.
    pub(crate) updated_at: Instant,
}

/// A ticket with all that was said about it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TicketDetail {
    /// The ticket.
    #[serde(flatten)]
    pub(crate) ticket: Ticket,
    /// What was said, the oldest first.
    pub(crate) comments: Vec<Comment>,
}

/// Something said about a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Comment {
    /// Its id.
    #[serde(rename = "CommentID")]
    #[schema(minimum = 1)]
    pub(crate) comment_id: i64,
    /// What was said.
    pub(crate) comment: String,
    /// Who said it.
    pub(crate) author: String,
    /// When.
    pub(crate) created_at: Instant,
}

/// Something to be said about a ticket.
#[derive(ToSchema)]
#[schema(rename_all = "PascalCase", example = json!({ "Comment": "This is a new comment", "Author": "Support Agent" }))]
#[expect(dead_code, reason = "this is the description; `convert::ticket` reads it by hand")]
pub(crate) struct CommentCreate {
    /// What is said. Plain text.
    #[schema(min_length = 1, max_length = 20000)]
    comment: String,
    /// Who says it; the partner when absent.
    #[schema(max_length = 200, nullable = false)]
    author: Option<String>,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum TicketStatus {
    /// Nobody has looked into it.
    Open,
    /// Somebody does.
    InProgress,
    /// An answer is waited for.
    Waiting,
    /// It is done, as those think who did it.
    Resolved,
    /// It is done.
    Closed,
}

/// How urgent a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum TicketPriority {
    /// It can wait.
    Low,
    /// As most are.
    Normal,
    /// Before most others.
    High,
    /// At once.
    Urgent,
}

/// What is to be changed about a ticket. What is absent stays, what is null is cleared.
#[derive(ToSchema)]
#[schema(rename_all = "PascalCase", example = json!({ "Status": "Resolved" }))]
#[expect(dead_code, reason = "this is the description; `convert::ticket` reads it by hand")]
pub(crate) struct TicketUpdate {
    /// What it is about, in a line.
    #[schema(min_length = 1, max_length = 255, nullable = false)]
    subject: Option<String>,
    /// What it is about, at length.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// Where it stands.
    #[schema(nullable = false)]
    status: Option<TicketStatus>,
    /// How urgent it is.
    priority: Option<TicketPriority>,
    /// Of what kind it is.
    #[schema(max_length = 100)]
    category: Option<String>,
    /// Who looks into it.
    #[schema(max_length = 200)]
    assigned_to: Option<String>,
}
