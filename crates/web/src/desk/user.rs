//! Those who work for the practice: who they are there, and whether they may sign in. For owners and admins.

use app::user::{self, NewUser};
use app::{Ctx, Result, Tx};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Error, FieldCode, FieldError, Permission, Role, User, UserId};

use super::Answer;
use super::form::{Form, choice, line, refusals};
use super::frame::{Frame, Part};
use super::guest::{Guest, Member};
use super::links::Links;
use super::password;
use crate::clinic::Segments;
use crate::fields::{Control, Field};
use crate::forms::{FormData, SentForm};
use crate::language::Language;
use crate::links::with_query;
use crate::pages::{Fact, View, html};
use crate::visitor::Visitor;

/// How many users a page lists.
const LISTED: i64 = 50;

#[derive(Template)]
#[template(path = "desk/users.html")]
pub(crate) struct UsersPage {
    pub view: View,
    pub frame: Frame,
    pub rows: Vec<UserRow>,
    /// The first page, when this is not it.
    pub first: Option<String>,
    pub next: Option<String>,
}

/// A user in the list.
pub(crate) struct UserRow {
    pub href: String,
    pub name: String,
    pub login: String,
    pub role: String,
    pub second_factor: bool,
    pub active: bool,
}

#[derive(Template)]
#[template(path = "desk/new_user.html")]
pub(crate) struct NewUserPage {
    pub view: View,
    pub frame: Frame,
    pub form: Form,
    /// Whether they will be sent a link.
    pub mails: bool,
}

#[derive(Template)]
#[template(path = "desk/user.html")]
pub(crate) struct UserPage {
    pub view: View,
    pub frame: Frame,
    pub name: String,
    pub active: bool,
    pub second_factor: bool,
    pub facts: Vec<Fact>,
    pub role: Form,
    /// Where the forms of this page lead, without their endings.
    pub href: String,
    pub mails: bool,
}

/// The only page with a link to a new password.
#[derive(Template)]
#[template(path = "desk/link.html")]
pub(crate) struct LinkPage {
    pub view: View,
    pub frame: Frame,
    /// For whom it is.
    pub text: String,
    pub link: String,
    /// Back to the user.
    pub user: String,
}

/// What somebody is to the practice, in words.
pub(super) fn role_name(language: Language, role: Role) -> String {
    language.text(match role {
        Role::Owner => "desk-role-owner",
        Role::Admin => "desk-role-admin",
        Role::Practitioner => "desk-role-practitioner",
        Role::FrontDesk => "desk-role-front-desk",
        Role::Partner => "desk-role-partner",
    })
}

/// The roles with a word on what each may do.
fn role_field(view: &View, chosen: &str) -> Field {
    let options = Role::ALL.iter().map(|&role| (role.as_str(), role_name(view.language, role)));
    choice(view.language, "role", "desk-role", options.collect(), chosen)
}

/// The role that was sent, if it is one.
fn role(form: &FormData) -> Option<Role> {
    form.first("role").and_then(|role| role.parse().ok())
}

fn no_role() -> Error {
    Error::invalid("role", FieldCode::Required, "Choose one of these.")
}

/// `GET /desk/{slug}/users`
pub(super) async fn list(guest: Guest, visitor: Visitor) -> Answer {
    let page = guest.read(move |tx, member| {
        let after = visitor.query.first("after").unwrap_or_default();
        let mut users = user::list(tx, &member.ctx, after, LISTED + 1)?;
        let more = users.len() > usize::try_from(LISTED).unwrap_or(usize::MAX);
        users.truncate(usize::try_from(LISTED).unwrap_or(usize::MAX));
        let (view, frame) = Frame::new(&visitor, member, Part::Users);
        let next =
            users.last().filter(|_| more).map(|last| with_query(&visitor.path, [("after", last.login.as_str())]));
        let row = |user: &User| UserRow {
            href: frame.links.user(user.id, ""),
            name: user.name.clone(),
            login: user.login.clone(),
            role: role_name(view.language, user.role),
            second_factor: user.second_factor,
            active: user.active,
        };
        let first = (!after.is_empty()).then(|| visitor.path.clone());
        Ok(UsersPage { rows: users.iter().map(row).collect(), first, next, view, frame })
    });
    Ok(html(StatusCode::OK, &page.await?))
}

fn new_page(visitor: &Visitor, member: &Member, form: &FormData, errors: &[FieldError], mails: bool) -> NewUserPage {
    let (view, frame) = Frame::new(visitor, member, Part::Users);
    let typed = |name| form.first(name).unwrap_or_default();
    let fields = vec![
        line(view.language, "name", "desk-name", "text", "off", typed("name")),
        line(view.language, "login", "question-email", "email", "off", typed("login")),
        // Most of them, and those who may do least.
        role_field(&view, form.first("role").unwrap_or(Role::FrontDesk.as_str())),
    ];
    NewUserPage { form: Form::new(view.language, fields, errors), mails, view, frame }
}

/// `GET /desk/{slug}/users/new`
pub(super) async fn new(guest: Guest, visitor: Visitor) -> Answer {
    let mails = guest.mails();
    let page = guest.read(move |_, member| {
        // Only who may add users has a form for it.
        member.ctx.require(Permission::ManageAccess)?;
        Ok(new_page(&visitor, member, &FormData::default(), &[], mails))
    });
    Ok(html(StatusCode::OK, &page.await?))
}

/// `POST /desk/{slug}/users/new`
pub(super) async fn create(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    let text = |name| form.data.first(name).unwrap_or_default().to_owned();
    let new = role(&form.data).map(|role| NewUser { login: text("login"), name: text("name"), role });
    let created = guest.write(move |tx, member| {
        // What is wrong with a form is told to those who may send it.
        member.ctx.require(Permission::ManageAccess)?;
        let new = new.as_ref().ok_or_else(no_role)?;
        Ok((member.clone(), user::create(tx, &member.ctx, new)?))
    });
    match created.await {
        Ok((member, user)) => bring_link(&guest, &visitor, &member, user.id).await,
        Err(error) => {
            let (errors, mails) = (refusals(error)?, guest.mails());
            let member = guest.member().await?;
            let page = new_page(&visitor, &member, &form.data, &errors, mails);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// Brings a user a link to a new password: by mail, or by hand where there is none.
async fn bring_link(guest: &Guest, visitor: &Visitor, member: &Member, id: UserId) -> Answer {
    let (ctx, link) = (member.ctx.clone(), password::link(guest, &member.ctx));
    if guest.mails() {
        let letter = password::letter(visitor.language, &ctx, link);
        guest.core().blocking(move || user::send_reset(&ctx, id, letter)).await?;
        return Ok(done_with(&member.ctx, id, "mailed"));
    }
    let made = guest.write(move |tx, member| {
        let secret = user::issue_reset(tx, &member.ctx, id)?;
        Ok((user::get(tx, &member.ctx, id)?, secret))
    });
    let (user, secret) = made.await?;
    let (view, frame) = Frame::new(visitor, member, Part::Users);
    let text = view.language.text_with("desk-link-text", &[("name", user.name.into())]);
    let page = LinkPage { text, link: link(&secret), user: frame.links.user(id, ""), view, frame };
    Ok(html(StatusCode::OK, &page))
}

fn done_with(ctx: &Ctx, id: UserId, done: &str) -> Response {
    let href = Links::of(ctx).user(id, "");
    Redirect::to(&with_query(&href, [("done", done)])).into_response()
}

fn page(visitor: &Visitor, member: &Member, user: &User, errors: &[FieldError], mails: bool) -> UserPage {
    let (view, frame) = Frame::new(visitor, member, Part::Users);
    let facts = [
        ("question-email", user.login.clone()),
        ("desk-role", role_name(view.language, user.role)),
        ("desk-second-factor", view.t(if user.second_factor { "desk-yes" } else { "desk-no" })),
    ];
    UserPage {
        name: user.name.clone(),
        active: user.active,
        second_factor: user.second_factor,
        facts: facts.map(|(key, text)| Fact::new(view.t(key), [text])).to_vec(),
        role: Form::new(view.language, vec![role_field(&view, user.role.as_str())], errors),
        href: frame.links.user(user.id, ""),
        mails,
        view,
        frame,
    }
}

/// `GET /desk/{slug}/users/{user}`
pub(super) async fn show(guest: Guest, visitor: Visitor, Segments((_, id)): Segments<(String, UserId)>) -> Answer {
    Ok(html(StatusCode::OK, &find(&guest, visitor, id, Vec::new()).await?))
}

async fn find(guest: &Guest, visitor: Visitor, id: UserId, errors: Vec<FieldError>) -> Result<UserPage> {
    let mails = guest.mails();
    let page = guest.read(move |tx, member| {
        // Everybody may look at themselves, but the place for that is their account.
        member.ctx.require(Permission::ManageAccess)?;
        let user = user::get(tx, &member.ctx, id)?;
        Ok(page(&visitor, member, &user, &errors, mails))
    });
    page.await
}

/// Changes a user, and says so on their page, or why not.
async fn change(
    guest: Guest,
    visitor: Visitor,
    id: UserId,
    done: &str,
    mut work: impl FnMut(&mut Tx<'_>, &Ctx) -> Result<()> + Send + 'static,
) -> Answer {
    let changed = guest.write(move |tx, member| work(tx, &member.ctx).map(|()| member.ctx.clone()));
    match changed.await {
        Ok(ctx) => Ok(done_with(&ctx, id, done)),
        Err(error) => {
            let page = find(&guest, visitor, id, refusals(error)?).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// `POST /desk/{slug}/users/{user}/role`
pub(super) async fn set_role(
    guest: Guest,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, UserId)>,
    form: SentForm,
) -> Answer {
    let sent = role(&form.data);
    change(guest, visitor, id, "role", move |tx, ctx| {
        user::set_role(tx, ctx, id, sent.ok_or_else(no_role)?)?;
        Ok(())
    })
    .await
}

/// `POST /desk/{slug}/users/{user}/active`
pub(super) async fn set_active(
    guest: Guest,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, UserId)>,
    form: SentForm,
) -> Answer {
    let active = form.data.first("active") == Some("yes");
    let done = if active { "on" } else { "off" };
    change(guest, visitor, id, done, move |tx, ctx| user::set_active(tx, ctx, id, active).map(drop)).await
}

/// `POST /desk/{slug}/users/{user}/link`
pub(super) async fn give_link(guest: Guest, visitor: Visitor, Segments((_, id)): Segments<(String, UserId)>) -> Answer {
    let member = guest.member().await?;
    bring_link(&guest, &visitor, &member, id).await
}

/// `POST /desk/{slug}/users/{user}/second-factor/reset`
pub(super) async fn reset_factor(
    guest: Guest,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, UserId)>,
) -> Answer {
    change(guest, visitor, id, "factor-reset", move |tx, ctx| user::reset_factor(tx, ctx, id)).await
}

/// `POST /desk/{slug}/users/{user}/sessions/end`
pub(super) async fn end_sessions(
    guest: Guest,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, UserId)>,
) -> Answer {
    change(guest, visitor, id, "their-sessions", move |tx, ctx| user::end_sessions(tx, ctx, id)).await
}
