//! The closed set of conditions a use case can end in. Every dialect maps all of them to its own documented shape, without a
//! wildcard arm, so that a new condition does not compile until each door has decided how to say it.

use crate::access::{Permission, Refusal, Scope};
use crate::appointment::AppointmentStatus;
use availability::Reason;

/// What a use case answers.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is known to be calling, and somebody must be. The reason is for the log; which of them a door tells is its own
    /// affair.
    #[error("not authenticated: {0}")]
    Unauthenticated(Refusal),
    /// The caller is known, but has no business in this organization. An organization that does not exist answers the same.
    #[error("another organization's")]
    WrongOrganization,
    /// The caller's key or token lacks a scope.
    #[error("the scope {0} is missing")]
    InsufficientScope(Scope),
    /// The caller is known and may see the thing, but may not do this to it. (Who may not even see it gets `NotFound`.)
    #[error("the permission {0} is missing")]
    Forbidden(Permission),
    /// No such thing in this organization, or none that the caller may see.
    #[error("no such {0}")]
    NotFound(Noun),
    /// The request does not make sense; all bad fields are named at once.
    #[error("invalid: {}", list(.0))]
    Invalid(Vec<FieldError>),
    /// It exists already.
    #[error("there is such a {noun} already: {field}")]
    Duplicate {
        /// What exists already.
        noun: Noun,
        /// The field that must be unique.
        field: &'static str,
    },
    /// Its present state does not allow this: decided already, still in use.
    #[error("{noun}: {reason}")]
    Conflict {
        /// What is in such a state.
        noun: Noun,
        /// Which state, in words that may be shown.
        reason: &'static str,
    },
    /// Somebody else has that time.
    #[error("this time is taken")]
    SlotTaken,
    /// That start is not on offer, for these reasons (never empty).
    #[error("this time is not on offer")]
    SlotNotOffered(Vec<Reason>),
    /// The hold is gone: its time may belong to somebody else by now.
    #[error("the hold has expired")]
    HoldExpired,
    /// The appointment's state does not allow this.
    #[error("an appointment that is {0} can't be changed so")]
    StateForbids(AppointmentStatus),
    /// It is too late for this change: the service asks for more notice, or the appointment has begun.
    #[error("too late for a change")]
    TooLate,
    /// A card is needed and was not given.
    #[error("a payment is required")]
    PaymentRequired,
    /// The payment provider declined; the text may be shown.
    #[error("the payment was declined: {0}")]
    PaymentDeclined(String),
    /// Too many calls or tries.
    #[error("too many requests")]
    TooManyRequests {
        /// How long to wait, in seconds.
        retry_after: u64,
    },
    /// The idempotency key was used with another request.
    #[error("this idempotency key belongs to another request")]
    IdempotencyMismatch,
    /// The first request with this idempotency key is still running.
    #[error("a request with this idempotency key is still running")]
    IdempotencyInFlight,
    /// Something we depend on is not to be had at the moment; trying again later is right.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A defect or a broken machine. The text is for the log, never for the caller.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One bad field.
    pub fn invalid(field: impl Into<String>, code: FieldCode, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, message)])
    }
}

/// One field that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field, as the use case names it; nested fields are separated by dots.
    pub field: String,
    /// What is wrong, for programs.
    pub code: FieldCode,
    /// What is wrong, for people. Never repeats the value: it may be health data.
    pub message: String,
}

impl FieldError {
    /// A bad field.
    pub fn new(field: impl Into<String>, code: FieldCode, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldCode {
    /// It is missing or blank.
    Required,
    /// It is of another type than expected.
    WrongType,
    /// It is too short.
    TooShort,
    /// It is too long, or there is too much of it.
    TooLong,
    /// It is not written as it must be.
    BadFormat,
    /// It is out of range.
    OutOfRange,
    /// It is none of the options.
    UnknownOption,
    /// It refers to something that is not there.
    UnknownReference,
}

impl FieldCode {
    /// The code as dialects and logs spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::WrongType => "wrong_type",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::BadFormat => "bad_format",
            Self::OutOfRange => "out_of_range",
            Self::UnknownOption => "unknown_option",
            Self::UnknownReference => "unknown_reference",
        }
    }
}

/// The things that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noun {
    /// A tenant.
    Organization,
    /// A site.
    Location,
    /// Someone who treats.
    Practitioner,
    /// A room, chair or device.
    Resource,
    /// Something bookable.
    Service,
    /// When someone works.
    Roster,
    /// A time without offers.
    Closure,
    /// A kept time.
    Hold,
    /// A visit.
    Appointment,
    /// A session with seats.
    GroupSession,
    /// Someone who is treated.
    Patient,
    /// A form.
    Questionnaire,
    /// A label on patients.
    Tag,
    /// Something to be looked into.
    Ticket,
    /// An article of the knowledge base.
    Article,
    /// Someone who signs in.
    User,
    /// A signed-in browser.
    Session,
    /// Someone who builds on the APIs.
    Partner,
    /// What a partner's program identifies itself by.
    ApiKey,
    /// A wish for an API key.
    AccessRequest,
}

impl std::fmt::Display for Noun {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Organization => "organization",
            Self::Location => "location",
            Self::Practitioner => "practitioner",
            Self::Resource => "resource",
            Self::Service => "service",
            Self::Roster => "roster",
            Self::Closure => "closure",
            Self::Hold => "hold",
            Self::Appointment => "appointment",
            Self::GroupSession => "group session",
            Self::Patient => "patient",
            Self::Questionnaire => "questionnaire",
            Self::Tag => "tag",
            Self::Ticket => "ticket",
            Self::Article => "article",
            Self::User => "user",
            Self::Session => "session",
            Self::Partner => "partner",
            Self::ApiKey => "API key",
            Self::AccessRequest => "access request",
        })
    }
}

fn list(errors: &[FieldError]) -> String {
    errors.iter().map(|error| format!("{} {}", error.field, error.code.as_str())).collect::<Vec<_>>().join(", ")
}
