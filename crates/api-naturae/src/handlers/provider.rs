//! Providers, and their free and busy times. Nothing here stores anything.

use app::{practitioner, schedule};
use axum::Json;
use axum::http::Uri;
use domain::{Permission, PractitionerId};

use crate::auth::Caller;
use crate::body::PathParams;
use crate::convert::provider as convert;
use crate::error::Problem;
use crate::query::Params;
use crate::refusals::{LookupRefusals, Refusals};
use crate::wire::envelope::Data;
use crate::wire::param::{DateQuery, DurationQuery, PracticePath, ScheduleQuery, TimeQuery, WindowQuery};
use crate::wire::provider::{Check, NextSlotAnswer, Provider, ProviderSchedule, Slots};

/// List the providers who are active, by name.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers",
    operation_id = "listProviders",
    tag = "Providers",
    params(PracticePath),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "Every active provider.", body = Data<Vec<Provider>>), LookupRefusals)
)]
pub(crate) async fn list(caller: Caller) -> Result<Json<Data<Vec<Provider>>>, Problem> {
    let providers = caller.read(Permission::ReadSchedules, Ok(()), |tx, ctx, ()| {
        Ok(practitioner::list_active(tx, ctx)?.into_iter().map(convert::show).collect())
    });
    Ok(Json(Data { data: providers.await? }))
}

/// Give one provider.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers/{id}",
    operation_id = "getProvider",
    tag = "Providers",
    params(PracticePath, ("id" = i64, Path, description = "The provider.", minimum = 1)),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "The provider.", body = Data<Provider>), LookupRefusals)
)]
pub(crate) async fn get(caller: Caller, path: PathParams) -> Result<Json<Data<Provider>>, Problem> {
    let id = PractitionerId(path.id("id"));
    let provider = caller.read(Permission::ReadSchedules, Ok(()), move |tx, ctx, ()| {
        practitioner::get_active(tx, ctx, id).map(convert::show)
    });
    Ok(Json(Data { data: provider.await? }))
}

/// Give a provider's visits between two dates.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers/{id}/schedule",
    operation_id = "getProviderSchedule",
    tag = "Providers",
    params(PracticePath, ("id" = i64, Path, description = "The provider.", minimum = 1), ScheduleQuery),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "Visits by date.", body = Data<ProviderSchedule>), Refusals)
)]
pub(crate) async fn visits(
    caller: Caller,
    path: PathParams,
    uri: Uri,
) -> Result<Json<Data<ProviderSchedule>>, Problem> {
    let id = PractitionerId(path.id("id"));
    let wanted = convert::read_schedule(Params::of(&uri));
    let schedule = caller.read(Permission::ReadSchedules, wanted, move |tx, ctx, wanted| {
        let dates = (wanted.first, wanted.last);
        let (practitioner, visits) = schedule::visits(tx, ctx, id, dates, wanted.kind.as_deref())?;
        Ok(convert::show_schedule(practitioner, wanted, visits))
    });
    Ok(Json(Data { data: schedule.await.map_err(|problem| problem.named(&convert::NAMES))? }))
}

/// Tell whether one start is free.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers/{id}/check",
    operation_id = "checkProviderSlot",
    tag = "Providers",
    params(
        PracticePath,
        ("id" = i64, Path, description = "The provider.", minimum = 1),
        DateQuery,
        TimeQuery,
        DurationQuery
    ),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "The answer, free or not.", body = Data<Check>), Refusals)
)]
pub(crate) async fn check(caller: Caller, path: PathParams, uri: Uri) -> Result<Json<Data<Check>>, Problem> {
    let id = PractitionerId(path.id("id"));
    let wanted = convert::read_check(Params::of(&uri));
    let check = caller.read(Permission::ReadSchedules, wanted, move |tx, ctx, &(start, minutes)| {
        let available = schedule::is_free(tx, ctx, id, start, minutes)?;
        Ok(convert::show_check(id.0, start, minutes, available))
    });
    Ok(Json(Data { data: check.await? }))
}

/// List the free starts of one date.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers/{id}/slots",
    operation_id = "listProviderSlots",
    tag = "Providers",
    params(PracticePath, ("id" = i64, Path, description = "The provider.", minimum = 1), DateQuery, DurationQuery),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "The free starts, ascending.", body = Data<Slots>), Refusals)
)]
pub(crate) async fn slots(caller: Caller, path: PathParams, uri: Uri) -> Result<Json<Data<Slots>>, Problem> {
    let id = PractitionerId(path.id("id"));
    let wanted = convert::read_slots(Params::of(&uri));
    let slots = caller.read(Permission::ReadSchedules, wanted, move |tx, ctx, &(date, minutes)| {
        let starts = schedule::slots(tx, ctx, id, date, minutes)?;
        Ok(convert::show_slots(id.0, date, minutes, starts))
    });
    Ok(Json(Data { data: slots.await? }))
}

/// Find the earliest free start from now on.
#[utoipa::path(
    get,
    path = "/v1/{PPass}/availability/providers/{id}/next-slot",
    operation_id = "getProviderNextSlot",
    tag = "Providers",
    params(PracticePath, ("id" = i64, Path, description = "The provider.", minimum = 1), DurationQuery, WindowQuery),
    security(("bearerAuth" = ["Providers"])),
    responses((status = 200, description = "The start, or none.", body = Data<NextSlotAnswer>), Refusals)
)]
pub(crate) async fn next_slot(
    caller: Caller,
    path: PathParams,
    uri: Uri,
) -> Result<Json<Data<NextSlotAnswer>>, Problem> {
    let id = PractitionerId(path.id("id"));
    let wanted = convert::read_next(Params::of(&uri));
    let found = caller.read(Permission::ReadSchedules, wanted, move |tx, ctx, &(minutes, days)| {
        let start = schedule::next(tx, ctx, id, minutes, days)?;
        Ok(convert::show_next(id.0, minutes, days, start))
    });
    Ok(Json(Data { data: found.await? }))
}
