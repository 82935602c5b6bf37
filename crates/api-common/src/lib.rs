//! What every HTTP surface shares: the hop into the core, the request's id and span, bodies, idempotency, tries of secrets.

mod address;
mod body;
mod booking;
mod core;
mod idempotency;
mod observe;
mod stored;
mod tries;

pub use self::core::{Core, CoreParts};
pub use address::ClientAddress;
pub use body::{BodyError, JsonBody, json_object};
pub use idempotency::idempotency_key;
pub use observe::{RequestId, observe};
pub use stored::{json_answer, respond};
pub use tries::Tries;
