//! Tickets. One ticket is found under `ticket`, the list and the comments under `tickets`, as the vendor has them.

use app::ticket;
use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{Permission, TicketId};

use crate::auth::Caller;
use crate::body::{PathParams, Posted};
use crate::convert::ticket as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{ChangeRefusals, ListRefusals, LookupRefusals};
use crate::wire::envelope::{Data, Paged};
use crate::wire::param::{IdempotencyHeader, PageQuery, PracticePath};
use crate::wire::ticket::{Comment, CommentCreate, Ticket, TicketDetail, TicketUpdate};

/// List the tickets of a practice, the one changed last first, without comments.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/tickets",
    operation_id = "listTickets",
    tag = "Tickets",
    params(PracticePath, PageQuery),
    security(("bearerAuth" = ["Tickets"])),
    responses((status = 200, description = "A page of tickets.", body = Paged<Ticket>), ListRefusals)
)]
pub(crate) async fn list(caller: Caller, uri: Uri) -> Result<Json<Paged<Ticket>>, Problem> {
    let wanted = convert::read_list(Params::of(&uri));
    let page = caller.read(Permission::ManageTickets, wanted, |tx, ctx, page| {
        Ok(Paged::of(ticket::list(tx, ctx, *page)?, convert::show))
    });
    Ok(Json(page.await?))
}

/// Give one ticket with its comments, the oldest first.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/ticket/{id}",
    operation_id = "getTicket",
    tag = "Tickets",
    params(PracticePath, ("id" = i64, Path, description = "The ticket.", minimum = 1)),
    security(("bearerAuth" = ["Tickets"])),
    responses((status = 200, description = "The ticket.", body = Data<TicketDetail>), LookupRefusals)
)]
pub(crate) async fn get(caller: Caller, path: PathParams) -> Result<Json<Data<TicketDetail>>, Problem> {
    let id = TicketId(path.id("id"));
    let found = caller
        .read(Permission::ManageTickets, Ok(()), move |tx, ctx, ()| ticket::get(tx, ctx, id).map(convert::show_detail));
    Ok(Json(Data { data: found.await? }))
}

/// Change the given members of a ticket.
#[utoipa::path(
    put,
    path = "/v1/{PPass}/ticket/{id}",
    operation_id = "updateTicket",
    tag = "Tickets",
    params(PracticePath, ("id" = i64, Path, description = "The ticket.", minimum = 1), IdempotencyHeader),
    security(("bearerAuth" = ["Tickets"])),
    request_body(content = TicketUpdate, description = "What is to be changed."),
    responses((status = 200, description = "The ticket.", body = Data<TicketDetail>), ChangeRefusals)
)]
pub(crate) async fn update(caller: Caller, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = TicketId(path.id("id"));
    let wanted = posted.read(convert::read_update);
    let updated = caller.change(Permission::ManageTickets, wanted, move |tx, entered, change| {
        ticket::update(tx, &entered.ctx, id, |details| change.apply(details))?;
        Ok((StatusCode::OK, convert::show_detail(ticket::get(tx, &entered.ctx, id)?)))
    });
    updated.await.map_err(|problem| problem.named(convert::NAMES))
}

/// Say something about a ticket. Its status stays.
#[utoipa::path(
    post,
    path = "/v1/{PPass}/tickets/{id}/comment",
    operation_id = "addTicketComment",
    tag = "Tickets",
    params(PracticePath, ("id" = i64, Path, description = "The ticket.", minimum = 1), IdempotencyHeader),
    security(("bearerAuth" = ["Tickets"])),
    request_body(content = CommentCreate, description = "The comment."),
    responses((status = 201, description = "The comment.", body = Data<Comment>), ChangeRefusals)
)]
pub(crate) async fn comment(caller: Caller, path: PathParams, posted: Posted) -> Result<Response, Problem> {
    let id = TicketId(path.id("id"));
    let wanted = posted.read(convert::read_comment);
    let said = caller.change(Permission::ManageTickets, wanted, move |tx, entered, (text, author)| {
        let author = author.as_deref().unwrap_or(&entered.bearer.partner_name);
        Ok((StatusCode::CREATED, convert::show_comment(ticket::comment(tx, &entered.ctx, id, text, author)?)))
    });
    said.await.map_err(|problem| problem.named(convert::NAMES))
}
