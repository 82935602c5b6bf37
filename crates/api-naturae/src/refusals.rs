//! How calls can be refused, as the OpenAPI document says it. Operations refer to sets of these.

use api_common::documentation::Refusal;
use serde_json::json;

/// Every error response.
pub(crate) fn refusals() -> [Refusal; 9] {
    [
        (
            "400",
            "BadRequest",
            "The request is malformed, or a member is not acceptable.",
            json!({
                "code": "validation_failed", "message": "One value is not acceptable.",
                "details": [{ "field": "Gender", "message": "One of m, f, o, u." }]
            }),
        ),
        (
            "401",
            "Unauthorized",
            "No credential, or one that is unknown, over or revoked.",
            json!({ "code": "invalid_token", "message": "The token is missing or no longer good." }),
        ),
        (
            "403",
            "Forbidden",
            "The credential is good, but not for this practice, or not for this.",
            json!({ "code": "insufficient_scope", "message": "This call needs the Providers scope." }),
        ),
        (
            "404",
            "NotFound",
            "There is no such thing in this practice.",
            json!({ "code": "not_found", "message": "No such prospect." }),
        ),
        (
            "409",
            "Conflict",
            "Its present state does not allow the change.",
            json!({ "code": "conflict", "message": "This request has been decided already." }),
        ),
        (
            "413",
            "TooLarge",
            "More rows or bytes than are taken at once.",
            json!({ "code": "too_large", "message": "At most 1000 rows a call." }),
        ),
        (
            "422",
            "KeyReused",
            "The idempotency key came with another request before.",
            json!({
                "code": "idempotency_key_reused", "message": "This idempotency key was used with another request."
            }),
        ),
        (
            "429",
            "TooManyRequests",
            "Too many calls in a short time.",
            json!({ "code": "rate_limited", "message": "Slow down." }),
        ),
        (
            "default",
            "ServerError",
            "The server failed, or can't answer at the moment.",
            json!({ "code": "internal", "message": "The server failed." }),
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
    /// How an exchange of a key can be refused.
    ExchangeRefusals: ["400", "401", "403", "429", "default"];
    /// How a program's call about a list can be refused.
    ListRefusals: ["400", "401", "403", "429", "default"];
    /// How a program's call that makes something can be refused.
    CreateRefusals: ["400", "401", "403", "413", "422", "429", "default"];
    /// How a program's call about one thing can be refused when there is nothing to read of it but ids.
    LookupRefusals: ["401", "403", "404", "429", "default"];
    /// How a program's call about one thing can be refused.
    Refusals: ["400", "401", "403", "404", "429", "default"];
    /// How a program's change of one thing can be refused.
    ChangeRefusals: ["400", "401", "403", "404", "413", "422", "429", "default"];
    /// How a program's call about itself can be refused.
    OwnRefusals: ["401", "429", "default"];
    /// How a program's change of itself can be refused.
    MeRefusals: ["400", "401", "413", "422", "429", "default"];
    /// How a page can fail.
    PageRefusals: ["default"];
    /// How a sign-in can be refused.
    LoginRefusals: ["400", "401", "403", "429", "default"];
    /// How a call about a session can be refused.
    SessionRefusals: ["401", "403", "default"];
    /// How a look at the portal's figures can be refused.
    PortalRefusals: ["400", "401", "403", "default"];
    /// How a request for access can be refused.
    SubmitRefusals: ["400", "413", "422", "429", "default"];
    /// How the admin's call about a list can be refused.
    AdminListRefusals: ["400", "401", "403", "default"];
    /// How the admin's call about one thing can be refused when there is nothing to read of it but ids.
    AdminLookupRefusals: ["401", "403", "404", "409", "default"];
    /// How the admin's change can be refused.
    AdminChangeRefusals: ["400", "401", "403", "404", "409", "413", "422", "default"];
}
