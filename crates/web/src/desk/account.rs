//! Somebody's own account: who they are here, their password and second factor, and where they have signed in.

use app::{session, user};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::{Session, SessionId};

use super::Answer;
use super::frame::{Frame, Part};
use super::guest::{Guest, Member};
use super::links::Links;
use super::user::role_name;
use crate::clinic::Segments;
use crate::pages::{Fact, View, html};
use crate::visitor::Visitor;
use crate::zones::named;

#[derive(Template)]
#[template(path = "desk/account.html")]
pub(crate) struct AccountPage {
    pub view: View,
    pub frame: Frame,
    pub facts: Vec<Fact>,
    /// What there is to say of the second factor.
    pub factor: String,
    pub has_factor: bool,
    pub sessions: Vec<SessionRow>,
}

/// A browser in which they have signed in.
pub(crate) struct SessionRow {
    pub since: Moment,
    pub seen: Moment,
    /// To end it; none: it is the one that asks.
    pub end: Option<String>,
}

/// An instant, for programs and for people.
pub(crate) struct Moment {
    pub iso: String,
    pub text: String,
}

impl AccountPage {
    fn new(visitor: &Visitor, member: &Member, sessions: &[Session], codes_left: i64) -> Self {
        let (view, frame) = Frame::new(visitor, member, Part::Account);
        let user = &member.user;
        let facts = [
            ("desk-name", user.name.clone()),
            ("question-email", user.login.clone()),
            ("desk-role", role_name(view.language, user.role)),
        ];
        let factor = if user.second_factor {
            view.language.text_with("desk-factor-on", &[("count", codes_left.into())])
        } else {
            view.t("desk-factor-none")
        };
        let row = |session: &Session| SessionRow {
            since: moment(&view, member, session.created_at),
            seen: moment(&view, member, session.last_seen_at),
            end: (session.id != member.resumed.session.id).then(|| frame.links.end_session(session.id)),
        };
        Self {
            facts: facts.map(|(key, text)| Fact::new(view.t(key), [text])).to_vec(),
            factor,
            has_factor: user.second_factor,
            sessions: sessions.iter().map(row).collect(),
            view,
            frame,
        }
    }
}

/// In the practice's zone, where the desk stands.
pub(super) fn moment(view: &View, member: &Member, at: jiff::Timestamp) -> Moment {
    let zone = named(&member.ctx.organization().time_zone);
    Moment { iso: at.to_string(), text: view.language.near_moment(at, &zone, member.ctx.now()) }
}

/// `GET /desk/{slug}`
pub(super) async fn home(guest: Guest) -> Answer {
    let member = guest.member().await?;
    Ok(Redirect::to(&Links::of(&member.ctx).to("account")).into_response())
}

/// `GET /desk/{slug}/account`
pub(super) async fn show(guest: Guest, visitor: Visitor) -> Answer {
    let page = guest.read(move |tx, member| {
        let sessions = session::list(tx, &member.resumed, member.ctx.now())?;
        let codes_left = user::recovery_codes_left(tx, &member.ctx)?;
        Ok(AccountPage::new(&visitor, member, &sessions, codes_left))
    });
    Ok(html(StatusCode::OK, &page.await?))
}

/// `POST /desk/{slug}/account/sessions/{session}/end`
pub(super) async fn end_one(guest: Guest, Segments((_, id)): Segments<(String, SessionId)>) -> Answer {
    let app = guest.core().app().clone();
    let links = guest.write(move |tx, member| {
        session::end_one(tx, &app, &member.resumed, id, member.ctx.request_id())?;
        Ok(Links::of(&member.ctx))
    });
    Ok(Redirect::to(&links.await?.after("account", "session")).into_response())
}

/// `POST /desk/{slug}/account/sessions/end-others`
pub(super) async fn end_others(guest: Guest) -> Answer {
    let app = guest.core().app().clone();
    let links = guest.write(move |tx, member| {
        session::end_others(tx, &app, &member.resumed, member.ctx.request_id())?;
        Ok(Links::of(&member.ctx))
    });
    Ok(Redirect::to(&links.await?.after("account", "sessions")).into_response())
}
