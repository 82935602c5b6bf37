//! The portal: its page, its sessions, its figures.

use api_common::{ClientAddress, Core, RequestId};
use app::api_key::{self, KeyQuery};
use app::session::{self, Resumed, SignedIn};
use app::{Result, Tx, activity};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use domain::PageQuery;
use domain::api_key::Practices;
use domain::secret::Secret;
use domain::session::LONGEST;

use crate::auth::{For, Visitor, cookie, is_foreign_sign_in, own_only};
use crate::body::{Members, Posted};
use crate::convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{LoginRefusals, PageRefusals, PortalRefusals, SessionRefusals};
use crate::wire::envelope::Data;
use crate::wire::param::OwnerQuery;
use crate::wire::scalar::Instant;
use crate::wire::session::{PortalLogin, PortalRole, PortalSession, Stats, Usage};

/// Lead to the portal, under the address that clients of the vendor know.
#[utoipa::path(
    get,
    path = "/portal.html",
    operation_id = "getPortalPage",
    tag = "Portal",
    responses((status = 200, description = "A page with a link.", body = String, content_type = "text/html"), PageRefusals)
)]
pub(crate) async fn page() -> Html<&'static str> {
    Html(concat!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Partner portal</title>\n",
        "<h1>Partner portal</h1>\n<p><a href=\"/portal\">Sign in to the partner portal</a></p>\n</html>\n"
    ))
}

/// Open a session with an API key or the admin secret.
#[utoipa::path(
    post,
    path = "/v1/portal/session",
    operation_id = "portalLogin",
    tag = "Portal",
    request_body(content = PortalLogin, description = "The key or the secret."),
    responses((status = 200, description = "The session. Its cookie is set.", body = Data<PortalSession>), LoginRefusals)
)]
pub(crate) async fn login(
    State(core): State<Core>,
    ClientAddress(address): ClientAddress,
    RequestId(request_id): RequestId,
    uri: Uri,
    headers: HeaderMap,
    posted: Posted,
) -> std::result::Result<Response, Problem> {
    if is_foreign_sign_in(&core, &uri, &headers) {
        return Err(Problem::other_origin());
    }
    core.parts().limits.sign_in(address)?;
    let shown = posted.body(|object| {
        let mut members = Members::of(object);
        let key = members.needed_text("accessKey");
        members.finish().map(|()| Secret::given(key))
    })?;
    let (app, old) = (core.app().clone(), cookie(&core).read(&headers));
    let opened = core.write(move |tx| {
        let opened = session::open_portal(tx, &app, &shown, old.as_ref(), &request_id)?;
        let resumed = session::resume(tx, &app, &opened.secret, &request_id)?;
        Ok((opened.secret, show(tx, &resumed)?))
    });
    let refused = |error| Problem::from(error).of_credentials("invalid_access_key", "Invalid access key");
    let (secret, shown) = opened.await.map_err(refused)?;
    let mut response = Json(Data { data: shown }).into_response();
    if let Some(value) = cookie(&core).set(&secret, LONGEST.as_secs()) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Tell who has signed in.
#[utoipa::path(
    get,
    path = "/v1/portal/session",
    operation_id = "getPortalSession",
    tag = "Portal",
    security(("portalSession" = [])),
    responses((status = 200, description = "The session.", body = Data<PortalSession>), SessionRefusals)
)]
pub(crate) async fn session(visitor: Visitor) -> std::result::Result<Json<Data<PortalSession>>, Problem> {
    Ok(Json(Data { data: visitor.read_session(show).await? }))
}

/// Close the session.
#[utoipa::path(
    delete,
    path = "/v1/portal/session",
    operation_id = "portalLogout",
    tag = "Portal",
    security(("portalSession" = [])),
    responses((status = 204, description = "The session is closed, its cookie cleared."), SessionRefusals)
)]
pub(crate) async fn logout(State(core): State<Core>, visitor: Visitor) -> std::result::Result<Response, Problem> {
    visitor.end_session().await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(value) = cookie(&core).clear() {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Give the four figures over all calls that are kept.
#[utoipa::path(
    get,
    path = "/v1/portal/stats",
    operation_id = "getPortalStats",
    tag = "Portal",
    params(OwnerQuery),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "The figures.", body = Data<Stats>), PortalRefusals)
)]
pub(crate) async fn stats(visitor: Visitor, uri: Uri) -> std::result::Result<Json<Data<Stats>>, Problem> {
    let wanted = convert::activity::read_owner(Params::of(&uri));
    let stats = visitor.read(For::Anybody, wanted, |tx, ctx, query| {
        own_only(ctx, query.partner)?;
        activity::stats(tx, ctx, query)
    });
    Ok(Json(Data { data: convert::activity::show_stats(stats.await?) }))
}

/// Give the calls of each of the last days, UTC, days without any included.
#[utoipa::path(
    get,
    path = "/v1/portal/usage",
    operation_id = "getPortalUsage",
    tag = "Portal",
    params(
        ("days" = Option<i64>, Query, description = "How many days.", minimum = 1, maximum = 90, nullable = false),
        OwnerQuery
    ),
    security(("portalSession" = []), ("adminSecret" = [])),
    responses((status = 200, description = "A row a day, the oldest first.", body = Data<Vec<Usage>>), PortalRefusals)
)]
pub(crate) async fn usage(visitor: Visitor, uri: Uri) -> std::result::Result<Json<Data<Vec<Usage>>>, Problem> {
    let wanted = convert::activity::read_usage(Params::of(&uri));
    let days = visitor.read(For::Anybody, wanted, |tx, ctx, (query, days)| {
        own_only(ctx, query.partner)?;
        activity::usage(tx, ctx, *days, query)
    });
    Ok(Json(Data { data: days.await?.into_iter().map(convert::activity::show_usage).collect() }))
}

/// Who has signed in, with a partner's own keys.
fn show(tx: &mut Tx<'_>, resumed: &Resumed) -> Result<PortalSession> {
    let expires_at = Instant(resumed.session.expires_at);
    match &resumed.who {
        SignedIn::Operator(_) => Ok(PortalSession {
            role: PortalRole::Admin,
            partner_id: None,
            partner_name: None,
            multi_tenant: true,
            expires_at,
            keys: vec![],
        }),
        SignedIn::Partner(ctx, key) => {
            let keys = api_key::list(tx, ctx, &KeyQuery::default(), PageQuery::new(1, 200)?)?;
            let several = |practices: &Practices| match practices {
                Practices::All => true,
                Practices::Only(some) => some.len() > 1,
            };
            Ok(PortalSession {
                role: PortalRole::Partner,
                partner_id: Some(key.partner.0),
                partner_name: Some(key.partner_name.clone()),
                multi_tenant: several(&key.practices),
                expires_at,
                keys: keys.items.into_iter().map(|key| convert::api_key::show(key, ctx.now())).collect(),
            })
        }
        SignedIn::User(..) => Err(app::Error::Unauthenticated(domain::Refusal::NoSession)),
    }
}
