//! The browsers that are signed in with the same key or secret as the one that asks, and their end.

use app::{Result, Tx, session};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Session, SessionId};

use super::guest::{Guest, Member};
use super::shell::{Part, Shell};
use super::words::{self, Moment};
use crate::clinic::Segments;
use crate::error::Failure;
use crate::pages::html;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "portal/sessions.html")]
pub(crate) struct SessionsPage {
    pub shell: Shell,
    /// What they are signed in with, in words.
    pub with: String,
    pub rows: Vec<SessionRow>,
    /// How many there are but this one.
    pub others: usize,
    /// What has just been done.
    pub done: Option<&'static str>,
}

/// A signed-in browser.
pub(crate) struct SessionRow {
    pub since: Moment,
    pub seen: Moment,
    pub until: Moment,
    /// Where the form that ends it is sent to.
    pub end: String,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// `GET /portal/sessions`
pub(crate) async fn list(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let done = match visitor.query.first("ended") {
        Some("one") => Some("The session has been ended."),
        Some("others") => Some("All other sessions have been ended."),
        _ => None,
    };
    let page = guest.read(move |tx, member| load(tx, member, done)).await?;
    Ok(html(StatusCode::OK, &page))
}

fn load(tx: &mut Tx<'_>, member: &Member, done: Option<&'static str>) -> Result<SessionsPage> {
    let own = member.resumed.session.id;
    let sessions = session::list(tx, &member.resumed, member.ctx.now())?;
    let row = |session: &Session| SessionRow {
        since: words::moment(session.created_at),
        // Of the browser that asks, the last use is this very moment.
        seen: words::moment(if session.id == own { member.ctx.now() } else { session.last_seen_at }),
        until: words::moment(session.expires_at),
        end: format!("/portal/sessions/{}/end", session.id),
        own: session.id == own,
    };
    Ok(SessionsPage {
        shell: Shell::of(member, Part::Sessions),
        with: member.key.as_ref().map_or_else(
            || "the admin secret".to_owned(),
            |key| format!("the API key {}, which ends in {}", key.name, key.last4),
        ),
        others: sessions.iter().filter(|session| session.id != own).count(),
        rows: sessions.iter().map(row).collect(),
        done,
    })
}

/// `POST /portal/sessions/{session}/end`
pub(crate) async fn end(guest: Guest, Segments(id): Segments<SessionId>) -> std::result::Result<Response, Failure> {
    let ended = guest
        .write(move |tx, member| session::end_one(tx, member.ctx.app(), &member.resumed, id, member.ctx.request_id()));
    ended.await?;
    Ok(Redirect::to("/portal/sessions?ended=one").into_response())
}

/// `POST /portal/sessions/end-others`
pub(crate) async fn end_others(guest: Guest) -> std::result::Result<Response, Failure> {
    let ended =
        guest.write(|tx, member| session::end_others(tx, member.ctx.app(), &member.resumed, member.ctx.request_id()));
    ended.await?;
    Ok(Redirect::to("/portal/sessions?ended=others").into_response())
}
