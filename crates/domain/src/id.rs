//! Identifiers: BIGINT newtypes. Dialects that want another spelling derive it in their `convert`.

/// Declares one identifier type per noun.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// The tenant: a practice, group or clinic.
    OrganizationId;
    /// A site of an organization.
    LocationId;
    /// Anything whose time can be taken: a practitioner's, a resource's, a group session's.
    CalendarId;
    /// Someone who treats patients.
    PractitionerId;
    /// A room, chair or device.
    ResourceId;
    /// Something that can be booked.
    ServiceId;
    /// When someone works.
    RosterId;
    /// A time in which nothing is offered.
    ClosureId;
    /// A promise to keep a time for a while. Drawn from the same sequence as appointments and group sessions; the appointment
    /// made of a hold keeps its number.
    HoldId;
    /// A visit. Drawn from the same sequence as holds and group sessions.
    AppointmentId;
    /// A session with seats. Drawn from the same sequence as appointments and holds.
    GroupSessionId;
    /// Someone who is treated.
    PatientId;
    /// The questions asked before a visit.
    QuestionnaireId;
    /// One set of answers to a questionnaire.
    QuestionnaireResponseId;
    /// Money taken, or tried to be taken, for an appointment.
    PaymentId;
    /// One entry of the audit log.
    AuditId;
    /// One event of the outbox.
    EventId;
    /// A label on patients.
    TagId;
    /// Something that is asked to be looked into.
    TicketId;
    /// Something said about a ticket.
    TicketCommentId;
    /// An article of the knowledge base.
    ArticleId;
    /// Someone who works for an organization and signs in.
    UserId;
    /// Somebody's signed-in browser.
    SessionId;
    /// Someone outside who builds on the APIs.
    PartnerId;
    /// What a partner's program identifies itself by.
    ApiKeyId;
    /// Somebody's wish for an API key.
    AccessRequestId;
    /// One call of a partner's program, as it is kept.
    ActivityId;
}

impl OrganizationId {
    /// Stands for the installation itself, where something belongs to no tenant: in the audit log and in the outbox. No
    /// organization ever has this id.
    pub const INSTALLATION: Self = Self(0);
}
