//! The first page: figures, the last seven days, and what waits.

use app::access_request;
use app::activity::{self, ActivityQuery};
use app::organization::list_across_all_organizations;
use app::{Result, Tx};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use domain::access_request::RequestStatus;
use domain::activity::{DayUsage, Sums};
use domain::api_key::Practices;
use domain::page::PageQuery;

use super::chart::Chart;
use super::guest::{Guest, Member};
use super::shell::{Part, Shell};
use super::words;
use crate::error::Failure;
use crate::pages::html;

/// Days of the drawing.
const DAYS: i32 = 7;

#[derive(Template)]
#[template(path = "portal/dashboard.html")]
pub(crate) struct DashboardPage {
    pub shell: Shell,
    pub multi_tenant: bool,
    pub figures: [(&'static str, String); 4],
    pub chart: Chart,
    pub days: Vec<DayRow>,
    /// How many requests wait for a decision, for who decides.
    pub waiting: i64,
}

/// The figures of a day.
pub(crate) struct DayRow {
    pub day: String,
    pub month: String,
    pub iso: String,
    pub calls: String,
    pub errors: String,
    pub success: String,
    pub mean: String,
}

fn day_row(usage: &DayUsage) -> DayRow {
    // On a day without calls none failed, and none took any time.
    let told = |figure: fn(&Sums) -> String| if usage.sums.calls == 0 { "–".to_owned() } else { figure(&usage.sums) };
    DayRow {
        day: usage.day.strftime("%a, %-d").to_string(),
        month: usage.day.strftime("%b").to_string(),
        iso: usage.day.to_string(),
        calls: words::count(usage.sums.calls),
        errors: words::count(usage.sums.errors),
        success: told(words::success),
        mean: told(words::mean),
    }
}

/// `GET /portal`
pub(crate) async fn show(guest: Guest) -> std::result::Result<Response, Failure> {
    let page = guest.read(load).await?;
    Ok(html(StatusCode::OK, &page))
}

fn load(tx: &mut Tx<'_>, member: &Member) -> Result<DashboardPage> {
    let all = ActivityQuery::default();
    let sums = activity::stats(tx, &member.ctx, &all)?;
    let days = activity::usage(tx, &member.ctx, DAYS, &all)?;
    let waiting = if member.is_operator() {
        access_request::list(tx, &member.ctx, Some(RequestStatus::Pending), PageQuery::new(1, 1)?)?.total
    } else {
        0
    };
    Ok(DashboardPage {
        shell: Shell::of(member, Part::Dashboard),
        multi_tenant: reaches_several(tx, member)?,
        figures: [
            ("Total Calls", words::count(sums.calls)),
            ("Success Rate", words::success(&sums)),
            ("Avg Duration", words::mean(&sums)),
            ("Error Count", words::count(sums.errors)),
        ],
        chart: Chart::new(&days),
        days: days.iter().rev().map(day_row).collect(),
        waiting,
    })
}

/// Whether there is more than one practice, as far as this is theirs to know.
fn reaches_several(tx: &mut Tx<'_>, member: &Member) -> Result<bool> {
    match member.key.as_ref().map(|key| &key.practices) {
        Some(Practices::Only(some)) => Ok(some.len() > 1),
        None | Some(Practices::All) => Ok(list_across_all_organizations(tx, OrganizationId(0), 2)?.len() > 1),
    }
}
