//! What can go wrong with a database, sorted by what a caller can do about it.

/// Why a statement or a connection failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The net beneath `take_time` refused an overlap.
    #[error("the claims overlap")]
    Overlap,
    /// A row with that key exists already. The text is the database's and names the columns or the constraint.
    #[error("not unique: {0}")]
    NotUnique(String),
    /// Another transaction was in the way; the write is tried again by itself.
    #[error("another transaction was in the way: {0}")]
    Transient(String),
    /// The database can't be reached, or has more to do than it can queue.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database was made by a newer version of this program.
    #[error(
        "the database has schema version {found}, this program knows only up to {known}: it was made by a newer version; \
         start that one, or restore a backup from before the upgrade"
    )]
    NewerSchema {
        /// The database's version.
        found: i64,
        /// The greatest version this program knows.
        known: i64,
    },
    /// A stored value is not of the type the code expects.
    #[error("column {column}: {problem}")]
    Decode {
        /// Where.
        column: String,
        /// What is wrong; never the value itself.
        problem: String,
    },
    /// Anything else: a defect or a broken machine.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// Whether the statement failed because a unique key was taken.
    pub fn is_not_unique(&self) -> bool {
        matches!(self, Self::NotUnique(_))
    }
}

impl From<Error> for domain::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Overlap => Self::SlotTaken,
            Error::Unavailable(_) | Error::Transient(_) => Self::Unavailable(error.to_string()),
            Error::NotUnique(_) | Error::NewerSchema { .. } | Error::Decode { .. } | Error::Other(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) if is_overlap(&text) => Self::Overlap,
            Some(rusqlite::ErrorCode::ConstraintViolation) if text.contains("UNIQUE") => Self::NotUnique(text),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Transient(text),
            Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::DiskFull) => Self::Unavailable(text),
            _ => Self::Other(text),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let Some(database) = error.as_db_error() else {
            return if error.is_closed() { Self::Unavailable(error.to_string()) } else { Self::from_driver(&error) };
        };
        let text = format!("{} ({})", database.message(), database.constraint().unwrap_or("no constraint"));
        match database.code() {
            &SqlState::EXCLUSION_VIOLATION => Self::Overlap,
            &SqlState::UNIQUE_VIOLATION if is_overlap(&text) => Self::Overlap,
            &SqlState::UNIQUE_VIOLATION => Self::NotUnique(text),
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Transient(text),
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::TOO_MANY_CONNECTIONS => Self::Unavailable(text),
            _ => Self::Other(text),
        }
    }
}

impl Error {
    /// The driver's own trouble: an input/output error is a lost connection, all else a defect.
    fn from_driver(error: &postgres::Error) -> Self {
        let cause = std::error::Error::source(error);
        let lost = cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        let text = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        if lost { Self::Unavailable(text) } else { Self::Other(text) }
    }
}

/// The nets have a name; and where the very same time is claimed twice, the key of `claims` may be faster than they are.
fn is_overlap(text: &str) -> bool {
    ["claims_no_overlap", "claims_pkey", "failed: claims."].iter().any(|name| text.contains(name))
}
