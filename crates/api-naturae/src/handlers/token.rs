//! Tokens.

use api_common::{CallNote, ClientAddress, Core, RequestId};
use app::access;
use axum::Json;
use axum::extract::State;
use domain::secret::Secret;

use crate::body::{Members, PathParams, Posted};
use crate::error::Problem;
use crate::refusals::ExchangeRefusals;
use crate::wire::param::PracticePath;
use crate::wire::token::{TokenRequest, TokenResponse};

/// Trade an API key for a bearer token that is good for a day.
#[utoipa::path(
    post,
    path = "/v1/{PPass}/auth/token",
    operation_id = "exchangeApiKey",
    tag = "Auth",
    params(PracticePath),
    request_body(content = TokenRequest, description = "The key."),
    responses((status = 200, description = "The token, without an envelope.", body = TokenResponse), ExchangeRefusals)
)]
pub(crate) async fn exchange(
    State(core): State<Core>,
    ClientAddress(address): ClientAddress,
    RequestId(request_id): RequestId,
    note: CallNote,
    path: PathParams,
    posted: Posted,
) -> Result<Json<TokenResponse>, Problem> {
    core.parts().limits.exchange(address)?;
    let secret = posted.body(|object| {
        let mut members = Members::of(object);
        let key = members.needed_text("apiKey");
        members.finish().map(|()| Secret::given(key))
    })?;
    let slug = path.text("PPass").unwrap_or_default().to_owned();
    let app = core.app().clone();
    let issued = core.read(move |tx| access::exchange(tx, &app, &secret, &slug, &request_id)).await;
    let refused =
        |error| Problem::from(error).of_credentials("invalid_api_key", "The key is unknown or no longer good.");
    let issued = issued.map_err(refused)?;
    note.is(issued.bearer.caller());
    note.entered(issued.organization);
    Ok(Json(TokenResponse { access_token: issued.token, token_type: "Bearer", expires_in: "24h" }))
}
