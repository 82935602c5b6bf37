//! What every HTTP surface shares: the hop into the core, the request's id and span, bodies, idempotency, credentials, limits, the
//! record of calls, documents, links that go out by mail.

mod activity;
mod address;
mod body;
mod booking;
mod bounds;
mod core;
mod credentials;
pub mod documentation;
mod idempotency;
mod limits;
mod links;
mod observe;
mod stored;
mod tries;

pub use self::core::{Core, CoreParts};
pub use activity::{CallNote, Recorded, record};
pub use address::ClientAddress;
pub use body::{BodyError, JsonBody, json_object, renamed};
pub use bounds::Bounds;
pub use credentials::{Cookie, bearer_token, is_same_origin};
pub use idempotency::idempotency_key;
pub use limits::{Allowed, LimitSettings, Limits};
pub use links::{NEW_PASSWORD_ROUTE, new_password_link};
pub use observe::{RequestId, observe};
pub use stored::{json_answer, respond};
pub use tries::Tries;
