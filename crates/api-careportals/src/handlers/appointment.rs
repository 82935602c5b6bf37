//! Appointments.

use api_common::{Core, json_answer, respond};
use app::appointment::{self, Booked};
use app::booking::{self, NewBooking};
use app::idempotency::{self, IdempotencyKey};
use app::{Ctx, Tx};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::AppointmentId;
use domain::secret::AccessKey;

use crate::auth::{Caller, KeyHolder};
use crate::body::{PathId, Posted};
use crate::convert::appointment as convert;
use crate::convert::object_id::{Kind, read_in_path};
use crate::error::Problem;
use crate::refusals::{BookingRefusals, ChangeRefusals, KeyRefusals};
use crate::wire::appointment::{
    Appointment, AppointmentCancel, AppointmentCreate, AppointmentCreated, AppointmentReschedule, AppointmentValidation,
};
use crate::wire::header::{IdempotencyHeader, OrganizationHeaders};
use crate::wire::scalar::ObjectId;

/// Book a start, or only test whether it could be booked.
#[utoipa::path(
    post,
    path = "/appointments",
    operation_id = "createAppointment",
    tag = "Appointments",
    params(OrganizationHeaders, IdempotencyHeader),
    request_body(content = AppointmentCreate, description = "The booking wanted."),
    responses(
        (status = 200, description = "It could be booked. Nothing was stored.", body = AppointmentValidation),
        (status = 201, description = "It is booked. The access key is shown this once.", body = AppointmentCreated),
        BookingRefusals
    )
)]
pub(crate) async fn book(State(core): State<Core>, caller: Caller, posted: Posted) -> Result<Response, Problem> {
    let wanted = convert::read_booking(&posted.object)?;
    if wanted.validate_only {
        return validate(caller, wanted.booking).await;
    }
    let ctx = caller.read(|_, ctx| Ok(ctx.clone())).await?;
    let render = {
        let ctx = ctx.clone();
        move |booked: &Booked| json_answer(StatusCode::CREATED, &convert::show_booked(ctx.organization(), booked))
    };
    let answered = core.book(ctx, wanted.booking, posted.idempotency, render).await?;
    Ok(respond(answered))
}

async fn validate(caller: Caller, new: NewBooking) -> Result<Response, Problem> {
    caller.read(move |tx, ctx| booking::validate(tx, ctx, &new)).await?;
    Ok(Json(AppointmentValidation { valid: true }).into_response())
}

/// Give a booking to whoever has its access key.
#[utoipa::path(
    get,
    path = "/appointments/{id}",
    operation_id = "retrieveAppointment",
    tag = "Appointments",
    params(
        ("id" = ObjectId, Path, description = "The booking.", example = "6a0001040000000000000001"),
        OrganizationHeaders
    ),
    security(("accessKeyHeader" = []), ("accessKeyQuery" = [])),
    responses((status = 200, description = "The booking, without its key.", body = Appointment), KeyRefusals)
)]
pub(crate) async fn get(holder: KeyHolder, PathId(id): PathId) -> Result<Json<Appointment>, Problem> {
    let id = AppointmentId(read_in_path(Kind::Appointment, &id));
    let appointment = holder.read(move |tx, ctx, key| {
        let appointment = appointment::get_with_key(tx, ctx, id, key)?;
        Ok(convert::show(ctx.organization(), &appointment))
    });
    Ok(Json(appointment.await?))
}

/// Cancel a booking with its access key. To cancel it again changes nothing.
#[utoipa::path(
    post,
    path = "/appointments/{id}/cancel",
    operation_id = "cancelAppointment",
    tag = "Appointments",
    params(
        ("id" = ObjectId, Path, description = "The booking.", example = "6a0001040000000000000001"),
        OrganizationHeaders,
        IdempotencyHeader
    ),
    security(("accessKeyHeader" = []), ("accessKeyQuery" = [])),
    request_body(content = AppointmentCancel, description = "Why, if that is to be known."),
    responses((status = 200, description = "The booking, now cancelled.", body = Appointment), ChangeRefusals)
)]
pub(crate) async fn cancel(holder: KeyHolder, PathId(id): PathId, posted: Posted) -> Result<Response, Problem> {
    let id = AppointmentId(read_in_path(Kind::Appointment, &id));
    let reason = convert::read_cancellation(&posted.object)?;
    let cancel = move |tx: &mut Tx<'_>, ctx: &Ctx, key: &AccessKey| {
        appointment::cancel_with_key(tx, ctx, id, key, reason.as_deref())
    };
    change(holder, id, posted.idempotency, cancel).await
}

/// Move a booking to another start on offer with its access key. Id and key stay the same.
#[utoipa::path(
    post,
    path = "/appointments/{id}/reschedule",
    operation_id = "rescheduleAppointment",
    tag = "Appointments",
    params(
        ("id" = ObjectId, Path, description = "The booking.", example = "6a0001040000000000000001"),
        OrganizationHeaders,
        IdempotencyHeader
    ),
    security(("accessKeyHeader" = []), ("accessKeyQuery" = [])),
    request_body(content = AppointmentReschedule, description = "Where it is to be moved."),
    responses((status = 200, description = "The booking, now moved.", body = Appointment), ChangeRefusals)
)]
pub(crate) async fn reschedule(holder: KeyHolder, PathId(id): PathId, posted: Posted) -> Result<Response, Problem> {
    let id = AppointmentId(read_in_path(Kind::Appointment, &id));
    let to = convert::read_move(&posted.object)?;
    let reschedule = move |tx: &mut Tx<'_>, ctx: &Ctx, key: &AccessKey| {
        appointment::move_with_key(tx, ctx, id, key, to.start, to.who)
    };
    change(holder, id, posted.idempotency, reschedule).await
}

/// Changes a booking once per idempotency key.
async fn change(
    holder: KeyHolder,
    id: AppointmentId,
    idempotency: Option<IdempotencyKey>,
    mut work: impl FnMut(&mut Tx<'_>, &Ctx, &AccessKey) -> app::Result<domain::Appointment> + Send + 'static,
) -> Result<Response, Problem> {
    let answered = holder.write(move |tx, ctx, key| {
        // An earlier answer is only for whoever has the key, too.
        appointment::get_with_key(tx, ctx, id, key)?;
        idempotency::run(
            tx,
            ctx,
            idempotency.as_ref(),
            |tx| work(tx, ctx, key),
            |appointment| json_answer(StatusCode::OK, &convert::show(ctx.organization(), appointment)),
        )
    });
    Ok(respond(answered.await?))
}
