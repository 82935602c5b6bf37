//! Answers in a form that product and oracle share.

use app::Error;
use availability::Reason;
use domain::AppointmentStatus;

/// What came of an operation, or the kind of the error.
pub(crate) type Answer = Result<Outcome, String>;

/// What came of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// Time was taken, with that practitioner by that roster (seats have none), from and until that second since the epoch.
    Taken {
        practitioner: usize,
        roster: Option<usize>,
        start: i64,
        end: i64,
    },
    Status(AppointmentStatus),
    /// Appointments by their number, ascending.
    Affected(Vec<usize>),
    /// Starts on offer, in minutes since the epoch.
    Starts(Vec<i64>),
    /// Reasons by their names, sorted.
    Reasons(Vec<String>),
}

/// The kind of an error, with what belongs to it but no words.
pub(crate) fn refusal(error: &Error) -> String {
    match error {
        Error::SlotNotOffered(_) => "SlotNotOffered".to_owned(),
        Error::Invalid(fields) => {
            let fields: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
            format!("Invalid({})", fields.join(", "))
        }
        other => format!("{other:?}"),
    }
}

/// The name of a reason.
pub(crate) fn reason(reason: &Reason) -> String {
    let text = format!("{reason:?}");
    text.split(' ').next().unwrap_or_default().to_owned()
}
