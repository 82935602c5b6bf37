//! Calls, and the figures made of them.

use app::activity::ActivityQuery;
use domain::activity::{DayUsage, KEPT_DAYS, Sums};
use domain::{Activity, FieldCode, PageQuery, PartnerId, Result};

use crate::query::Params;
use crate::wire::activity;
use crate::wire::scalar::{Instant, LocalDate};
use crate::wire::session::{Stats, Usage};

/// Reads whose calls are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_owner(mut params: Params) -> Result<ActivityQuery> {
    let query = owner(&mut params);
    params.finish()?;
    Ok(query)
}

/// Reads whose calls are wanted, and of how many days.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_usage(mut params: Params) -> Result<(ActivityQuery, i32)> {
    let query = owner(&mut params);
    let days = params.integer("days").unwrap_or(7);
    let bounded = i32::try_from(days).ok().filter(|days| (1..=KEPT_DAYS).contains(days));
    if bounded.is_none() {
        let message = format!("From 1 to {KEPT_DAYS}.");
        params.check(Err(domain::Error::invalid("days", FieldCode::OutOfRange, message)), &[])?;
    }
    params.finish()?;
    Ok((query, bounded.unwrap_or(1)))
}

/// Reads which calls are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(ActivityQuery, PageQuery)> {
    let status = params.integer("minStatus");
    let min_status = status.and_then(|status| u16::try_from(status).ok()).filter(|status| (100..=599).contains(status));
    if status.is_some() && min_status.is_none() {
        let error = domain::Error::invalid("minStatus", FieldCode::OutOfRange, "From 100 to 599.");
        params.check(Err(error), &[])?;
    }
    let query = ActivityQuery { min_status, ..owner(&mut params) };
    let page = params.page()?;
    params.finish()?;
    Ok((query, page))
}

fn owner(params: &mut Params) -> ActivityQuery {
    ActivityQuery {
        partner: params.integer("partnerId").map(PartnerId),
        slug: params.text("ppass").map(str::to_owned),
        ..ActivityQuery::default()
    }
}

/// The four figures.
pub(crate) fn show_stats(sums: Sums) -> Stats {
    Stats {
        total_calls: sums.calls,
        success_rate: sums.success_percent(),
        avg_duration_ms: sums.mean_ms(),
        error_count: sums.errors,
    }
}

/// The calls of a day.
pub(crate) fn show_usage(usage: DayUsage) -> Usage {
    Usage { date: LocalDate(usage.day), calls: usage.sums.calls, errors: usage.sums.errors }
}

/// A call.
pub(crate) fn show(call: Activity) -> activity::Activity {
    let one = Sums { calls: 1, errors: 0, duration_us: call.duration_us };
    activity::Activity {
        id: call.id.0,
        time: Instant(call.at),
        method: call.method,
        endpoint: call.endpoint,
        status: call.status,
        duration_ms: one.mean_ms(),
        partner_id: call.caller.partner.map(|id| id.0),
        partner: call.partner_name,
        ppass: call.organization_slug,
        ip: call.address,
    }
}
