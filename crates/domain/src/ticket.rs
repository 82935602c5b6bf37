//! Ticket: something a practice asks to be looked into. FHIR Task.

use jiff::Timestamp;

use crate::error::Result;
use crate::id::{TicketCommentId, TicketId};
use crate::text::{self, Problems};

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Our id.
    pub id: TicketId,
    /// What it says.
    pub details: TicketDetails,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed or commented on.
    pub updated_at: Timestamp,
}

/// What a ticket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketDetails {
    /// What it is about, in a line.
    pub subject: String,
    /// What it is about, at length.
    pub description: Option<String>,
    /// Where it stands.
    pub status: TicketStatus,
    /// How urgent it is.
    pub priority: Option<TicketPriority>,
    /// Of what kind it is, in the practice's words.
    pub category: Option<String>,
    /// Who looks into it, in the practice's words.
    pub assigned_to: Option<String>,
}

/// Something said about a ticket. Plain text, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketComment {
    /// Our id.
    pub id: TicketCommentId,
    /// What was said.
    pub comment: String,
    /// Who said it, as they call themselves.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// Longest comment or description, in characters.
pub const TEXT_MAX: usize = 20_000;
/// Most comments on one ticket, so that a ticket can be read in one answer.
pub const COMMENTS_MAX: i64 = 1000;

crate::text_enum! {
    /// Where a ticket stands. Any state may follow any other.
    TicketStatus {
        /// Nobody has looked into it.
        Open = "open",
        /// Somebody does.
        InProgress = "in_progress",
        /// An answer is waited for.
        Waiting = "waiting",
        /// It is done, as those think who did it.
        Resolved = "resolved",
        /// It is done.
        Closed = "closed",
    }
}

crate::text_enum! {
    /// How urgent a ticket is.
    TicketPriority {
        /// It can wait.
        Low = "low",
        /// As most are.
        Normal = "normal",
        /// Before most others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
}

impl TicketDetails {
    /// A ticket about that, just opened.
    pub fn about(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            description: None,
            status: TicketStatus::Open,
            priority: None,
            category: None,
            assigned_to: None,
        }
    }

    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(&self) -> Result<Self> {
        let mut problems = Problems::new();
        let subject = problems.take(text::required("subject", &self.subject, 255))?;
        let description = problems.take(text::optional("description", self.description.as_deref(), TEXT_MAX))?;
        let category = problems.take(text::optional("category", self.category.as_deref(), 100))?;
        let assigned_to = problems.take(text::optional("assigned_to", self.assigned_to.as_deref(), text::NAME_MAX))?;
        problems.finish()?;
        Ok(Self {
            subject: subject.unwrap_or_default(),
            description: description.flatten(),
            category: category.flatten(),
            assigned_to: assigned_to.flatten(),
            ..*self
        })
    }
}
