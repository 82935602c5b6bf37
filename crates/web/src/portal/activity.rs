//! Calls, newest first.

use app::activity::{self, ActivityQuery};
use app::partner;
use app::{Result, Tx};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::page::{LIMIT_MAX, Page, PageQuery};
use domain::{Activity, PartnerId};

use super::guest::{Guest, Member};
use super::list::{Pager, wanted};
use super::shell::{Part, Shell};
use super::words::{self, Moment};
use crate::error::Failure;
use crate::forms::FormData;
use crate::pages::html;
use crate::visitor::Visitor;

/// The classes of statuses to choose from: what is sent, what is shown, from where to below where.
const CLASSES: [(&str, &str, u16, Option<u16>); 5] = [
    ("2xx", "2xx – success", 200, Some(300)),
    ("3xx", "3xx – elsewhere", 300, Some(400)),
    ("4xx", "4xx – refused", 400, Some(500)),
    ("5xx", "5xx – failed", 500, None),
    ("errors", "All errors", 400, None),
];

#[derive(Template)]
#[template(path = "portal/activity.html")]
pub(crate) struct ActivityPage {
    pub shell: Shell,
    /// Partners to choose from; none for a partner.
    pub partners: Vec<Choice>,
    pub classes: Vec<Choice>,
    pub endpoint: String,
    /// Whether anything was asked for.
    pub filtered: bool,
    pub rows: Vec<CallRow>,
    pub pager: Pager,
    /// Where fresh rows are to be had, on the first page.
    pub live: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/activity_rows.html")]
pub(crate) struct ActivityRows {
    pub filtered: bool,
    pub rows: Vec<CallRow>,
}

/// Something to choose.
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A call.
pub(crate) struct CallRow {
    pub at: Moment,
    pub method: String,
    pub endpoint: String,
    pub status: u16,
    /// `good`, `odd` or `bad`, for the looks.
    pub class: &'static str,
    pub duration: String,
    pub partner: Option<String>,
    pub address: Option<String>,
}

impl CallRow {
    /// The path in parts that end in a slash: where it may be broken.
    fn path(&self) -> impl Iterator<Item = &str> {
        self.endpoint.split_inclusive('/')
    }
}

fn row(call: Activity) -> CallRow {
    let class = match call.status {
        ..300 => "good",
        300..400 => "odd",
        400.. => "bad",
    };
    CallRow {
        at: words::moment(call.at),
        endpoint: call.path(),
        method: call.method,
        status: call.status,
        class,
        duration: words::duration(call.duration_us),
        partner: call.partner_name,
        address: call.address,
    }
}

/// What can be asked for.
const FILTERS: [&str; 3] = ["partner", "status", "endpoint"];

fn is_filtered(visitor: &Visitor) -> bool {
    FILTERS.iter().any(|name| visitor.query.given(name).is_some())
}

fn query(asked: &FormData) -> ActivityQuery {
    let class = asked.given("status").and_then(|asked| CLASSES.iter().find(|(value, ..)| *value == asked));
    ActivityQuery {
        partner: asked.given("partner").and_then(|id| id.parse().ok()).map(PartnerId),
        slug: None,
        min_status: class.map(|(_, _, from, _)| *from),
        below_status: class.and_then(|(_, _, _, below)| *below),
        endpoint: asked.given("endpoint").map(str::to_owned),
    }
}

/// `GET /portal/activity`
pub(crate) async fn list(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let (query, page) = (query(&visitor.query), wanted(&visitor));
    if visitor.query.first("rows").is_some() {
        let page = guest.read(move |tx, member| activity::list(tx, &member.ctx, &query, page)).await?;
        let rows = page.items.into_iter().map(row).collect();
        return Ok(html(StatusCode::OK, &ActivityRows { rows, filtered: is_filtered(&visitor) }));
    }
    let page = guest.read(move |tx, member| load(tx, member, &query, page, &visitor)).await?;
    Ok(html(StatusCode::OK, &page))
}

fn load(
    tx: &mut Tx<'_>,
    member: &Member,
    query: &ActivityQuery,
    page: PageQuery,
    visitor: &Visitor,
) -> Result<ActivityPage> {
    let calls: Page<Activity> = activity::list(tx, &member.ctx, query, page)?;
    let partners = if member.is_operator() {
        partner::list(tx, &member.ctx, None, PageQuery::new(1, LIMIT_MAX)?)?.items
    } else {
        Vec::new()
    };
    let chosen_class = visitor.query.given("status");
    let kept = FILTERS.into_iter().filter_map(|name| Some((name, visitor.query.given(name)?)));
    let live = crate::links::with_query(&visitor.path, kept.chain([("rows", "only")]));
    Ok(ActivityPage {
        shell: Shell::of(member, Part::Activity),
        partners: partners
            .into_iter()
            .map(|partner| Choice {
                value: partner.id.to_string(),
                chosen: query.partner == Some(partner.id),
                label: partner.details.name,
            })
            .collect(),
        classes: CLASSES
            .iter()
            .map(|(value, label, ..)| Choice {
                value: (*value).to_owned(),
                label: (*label).to_owned(),
                chosen: chosen_class == Some(value),
            })
            .collect(),
        endpoint: query.endpoint.clone().unwrap_or_default(),
        filtered: is_filtered(visitor),
        pager: Pager::new(visitor, &calls),
        live: (page.page() == 1).then_some(live),
        rows: calls.items.into_iter().map(row).collect(),
    })
}
