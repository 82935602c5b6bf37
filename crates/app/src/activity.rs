//! Calls of partners' programs: what is shown of them, and how long they are kept. They are written by the
//! [recorder](crate::recorder).

use domain::activity::{DayUsage, KEPT_DAYS, Sums};
use domain::page::{Page, PageQuery};
use domain::{Activity, Error, FieldCode, OrganizationId, PartnerId, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use store::{ActivityFilter, Tx};

use crate::InstallationCtx;

/// Which calls are wanted. A partner sees its own, whatever it asks for.
#[derive(Clone, Debug, Default)]
pub struct ActivityQuery {
    /// Of that partner.
    pub partner: Option<PartnerId>,
    /// In the practice of that short name.
    pub slug: Option<String>,
    /// Answered with at least that status. For lists only.
    pub min_status: Option<u16>,
    /// Answered with less than that status. For lists only.
    pub below_status: Option<u16>,
    /// With that in its whole path, the door's part included, without regard to case. For lists only.
    pub endpoint: Option<String>,
}

/// Sums over all calls that are kept.
///
/// # Errors
/// `Forbidden`.
pub fn stats(tx: &mut Tx<'_>, ctx: &InstallationCtx, query: &ActivityQuery) -> Result<Sums> {
    let filter = filter(tx, ctx, query)?;
    Ok(tx.sum_usage(filter.partner, filter.organization)?)
}

/// Sums of each of the last days, 1 to 90, UTC, oldest first, today and days without calls included.
///
/// # Errors
/// `Forbidden`, or `Invalid` for another number of days.
pub fn usage(tx: &mut Tx<'_>, ctx: &InstallationCtx, days: i32, query: &ActivityQuery) -> Result<Vec<DayUsage>> {
    if !(1..=KEPT_DAYS).contains(&days) {
        return Err(Error::invalid("days", FieldCode::OutOfRange, format!("From 1 to {KEPT_DAYS}.")));
    }
    let filter = filter(tx, ctx, query)?;
    let from = days_before(ctx.now(), days - 1);
    let known = tx.list_usage(from, filter.partner, filter.organization)?;
    let all = from.series(Span::new().days(1)).take(usize::try_from(days).unwrap_or_default());
    let of_day = |day: Date| known.iter().find(|usage| usage.day == day).map(|usage| usage.sums).unwrap_or_default();
    Ok(all.map(|day| DayUsage { day, sums: of_day(day) }).collect())
}

/// A page of the calls, newest first.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &InstallationCtx, query: &ActivityQuery, page: PageQuery) -> Result<Page<Activity>> {
    let filter = filter(tx, ctx, query)?;
    let items = tx.list_activity(&filter, page)?;
    // Sums are kept, so that only odd questions count rows.
    let total = match (filter.min_status, filter.below_status, &filter.endpoint) {
        (None | Some(..=100), None, None) => tx.sum_usage(filter.partner, filter.organization)?.calls,
        (Some(400), None, None) => tx.sum_usage(filter.partner, filter.organization)?.errors,
        _ => tx.count_activity(&filter)?,
    };
    Ok(Page { items, total, query: page })
}

/// Removes calls, and sums of days, that are older than is kept, at most `limit` calls; how many there were. Whole days, so that
/// sums and calls stay in step.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<usize> {
    let first_day = days_before(now, KEPT_DAYS - 1);
    let midnight = first_day.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |zoned| zoned.timestamp());
    tx.delete_usage_before(first_day)?;
    Ok(usize::try_from(tx.delete_activity_before(midnight, limit)?).unwrap_or_default())
}

fn days_before(now: Timestamp, days: i32) -> Date {
    let today = TimeZone::UTC.to_datetime(now).date();
    today.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN)
}

fn filter(tx: &mut Tx<'_>, ctx: &InstallationCtx, query: &ActivityQuery) -> Result<ActivityFilter> {
    let partner = match ctx.partner() {
        None => ctx.require_operator().map(|()| query.partner)?,
        own => own,
    };
    let organization = match &query.slug {
        None => None,
        // A practice that does not exist has the number of none.
        Some(slug) => Some(tx.find_organization_by_slug(slug)?.map_or(OrganizationId(-1), |found| found.id)),
    };
    Ok(ActivityFilter {
        partner,
        organization,
        min_status: query.min_status,
        below_status: query.below_status,
        endpoint: query.endpoint.clone(),
    })
}
