//! How calls can be refused, as the OpenAPI document says it. Operations refer to sets of these.

use api_common::documentation::Refusal;
use serde_json::json;

/// Every error response.
pub(crate) fn refusals() -> [Refusal; 7] {
    let request = "invalid_request_error";
    [
        (
            "400",
            "BadRequest",
            "A member is missing or not acceptable, or nothing tells the organization.",
            json!({
                "type": request, "code": "validation_failed", "message": "Some values are not acceptable.",
                "param": "values.email",
                "errors": [{ "param": "values.email", "code": "required", "message": "This is needed." }]
            }),
        ),
        (
            "401",
            "Unauthorized",
            "No access key was sent.",
            json!({ "type": request, "code": "access_key_required", "message": "An access key is needed." }),
        ),
        (
            "402",
            "RequestFailed",
            "The card was declined. The time is free again.",
            json!({ "type": "card_error", "code": "card_declined", "message": "The card was declined." }),
        ),
        (
            "404",
            "NotFound",
            "There is no such thing in this organization, or the access key does not fit it.",
            json!({ "type": request, "code": "resource_missing", "message": "No such appointment." }),
        ),
        (
            "409",
            "Conflict",
            "The start is not on offer, the booking can't be changed any more, or the idempotency key is in use.",
            json!({
                "type": request, "code": "slot_unavailable", "message": "This time is not open.",
                "param": "reservation"
            }),
        ),
        (
            "429",
            "TooManyRequests",
            "Too many wrong access keys came from this address.",
            json!({ "type": "api_error", "code": "rate_limited", "message": "Too many tries. Wait before the next." }),
        ),
        (
            "default",
            "ServerError",
            "The server failed, or can't answer at the moment.",
            json!({ "type": "api_error", "code": "internal", "message": "The server failed." }),
        ),
    ]
    .map(|(status, name, description, error)| Refusal {
        status,
        name,
        description,
        example: json!({ "error": error }),
    })
}

api_common::refusals! {
    refusals;
    /// How a call that reads what everybody may see can be refused.
    LookupRefusals: ["400", "404", "429", "default"];
    /// How a booking can be refused.
    BookingRefusals: ["400", "402", "404", "409", "429", "default"];
    /// How a call that reads a booking with its key can be refused.
    KeyRefusals: ["400", "401", "404", "429", "default"];
    /// How a call that changes a booking with its key can be refused.
    ChangeRefusals: ["400", "401", "404", "409", "429", "default"];
}
