//! Event: what happened, told to whoever wants to know, written in the transaction in which it happened.

crate::text_enum! {
    /// What happened.
    EventKind {
        /// An appointment was made.
        AppointmentBooked = "appointment.booked",
        /// An appointment was moved.
        AppointmentMoved = "appointment.moved",
        /// An appointment was cancelled.
        AppointmentCancelled = "appointment.cancelled",
        /// An appointment's state changed otherwise.
        AppointmentStatusChanged = "appointment.status_changed",
        /// A group session was made.
        GroupSessionCreated = "group_session.created",
        /// A closure was made.
        ClosureCreated = "closure.created",
        /// A closure was lifted.
        ClosureRemoved = "closure.removed",
        /// A patient was registered.
        PatientCreated = "patient.created",
        /// What is known of a patient, or their labels, changed.
        PatientChanged = "patient.changed",
        /// A ticket was made.
        TicketCreated = "ticket.created",
        /// A ticket was changed or commented on.
        TicketChanged = "ticket.changed",
        /// An article was made or changed.
        ArticleChanged = "article.changed",
        /// Products were made or changed.
        ProductsChanged = "products.changed",
        /// Something about how the clinic is set up changed.
        ConfigurationChanged = "configuration.changed",
        /// Something about who may do what changed: users, partners, keys.
        AccessChanged = "access.changed",
    }
}
