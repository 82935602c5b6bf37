//! Passwords: changed by whoever knows the present one, or chosen anew by a link that was mailed or handed over.

use app::Ctx;
use app::user::{self, Letter};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::secret::Secret;
use domain::{Error, FieldError};

use super::Answer;
use super::form::{Form, hint, line, refusals};
use super::frame::{Frame, Part};
use super::guest::{Guest, Member};
use super::links::Links;
use crate::clinic::Segments;
use crate::fields::{Control, Field};
use crate::forms::SentForm;
use crate::language::Language;
use crate::pages::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "desk/forgotten.html")]
pub(crate) struct ForgottenPage {
    pub view: View,
    pub frame: Frame,
    /// None where no mail can be sent.
    pub form: Option<Form>,
}

#[derive(Template)]
#[template(path = "desk/new_password.html")]
pub(crate) struct NewPasswordPage {
    pub view: View,
    pub frame: Frame,
    /// None when the link works no longer.
    pub form: Option<Form>,
    pub action: String,
}

#[derive(Template)]
#[template(path = "desk/password.html")]
pub(crate) struct PasswordPage {
    pub view: View,
    pub frame: Frame,
    pub form: Form,
}

/// The field for a new password.
fn new_password(view: &View) -> Field {
    let field = line(view.language, "password", "desk-new-password", "password", "new-password", "");
    hint(field, view.t("desk-password-help"))
}

/// `GET /desk/{slug}/forgotten-password`
pub(super) async fn forgotten(guest: Guest, visitor: Visitor) -> Answer {
    let ctx = guest.anybody().await?;
    let (view, frame) = Frame::for_anybody(&visitor, &ctx);
    let login = line(view.language, "login", "question-email", "email", "username", "");
    let can_send = guest.mails();
    let form = can_send.then(|| Form::new(view.language, vec![login], &[]));
    Ok(html(StatusCode::OK, &ForgottenPage { view, frame, form }))
}

/// `POST /desk/{slug}/forgotten-password`. The answer is the same, and as quick, whether anybody has that login.
pub(super) async fn send_link(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    guest.count_try()?;
    let ctx = guest.anybody().await?;
    let links = Links::of(&ctx);
    let login = form.data.first("login").unwrap_or_default().to_owned();
    let letter = letter(visitor.language, &ctx, link(&guest, &ctx));
    guest.core().later(move || user::request_reset(&ctx, &login, letter));
    Ok(Redirect::to(&links.after("forgotten-password", "link")).into_response())
}

/// How the address of a link to a new password is made.
pub(super) fn link(guest: &Guest, ctx: &Ctx) -> impl Fn(&Secret) -> String + Send + 'static {
    let (public_url, slug) = (guest.core().parts().public_url.clone(), ctx.organization().slug.clone());
    move |secret| api_common::new_password_link(&public_url, &slug, secret)
}

/// The mail that brings such a link, in that language.
pub(super) fn letter(
    language: Language,
    ctx: &Ctx,
    link: impl Fn(&Secret) -> String + Send + 'static,
) -> impl FnOnce(&Secret) -> Letter + Send + 'static {
    let clinic = ctx.organization().name.clone();
    move |secret| {
        let values = [("clinic", clinic.into()), ("link", link(secret).into())];
        let text = |key| language.text_with(key, &values);
        Letter { subject: text("mail-new-password-subject"), text: text("mail-new-password-text") }
    }
}

/// The form is sent to where it was found: to the link itself.
fn new_page(visitor: &Visitor, ctx: &Ctx, errors: &[FieldError]) -> NewPasswordPage {
    let (view, frame) = Frame::for_anybody(visitor, ctx);
    let form = Form::new(view.language, vec![new_password(&view)], errors);
    NewPasswordPage { form: Some(form), action: visitor.path.clone(), view, frame }
}

/// `GET /desk/{slug}/new-password/{token}`. Says nothing yet about whether the link works: mail programs look at links too.
pub(super) async fn show_new(guest: Guest, visitor: Visitor) -> Answer {
    let ctx = guest.anybody().await?;
    Ok(html(StatusCode::OK, &new_page(&visitor, &ctx, &[])))
}

/// `POST /desk/{slug}/new-password/{token}`
pub(super) async fn set_new(
    guest: Guest,
    visitor: Visitor,
    Segments((_, token)): Segments<(String, String)>,
    form: SentForm,
) -> Answer {
    guest.count_try()?;
    let ctx = guest.anybody().await?;
    let (then, secret) = (ctx.clone(), Secret::given(&token));
    let new = form.data.first("password").unwrap_or_default().to_owned();
    match guest.core().blocking(move || user::reset_password(&then, &secret, &new)).await {
        Ok(()) => {
            let links = Links::of(&ctx);
            Ok(Redirect::to(&links.after("sign-in", "new-password")).into_response())
        }
        Err(Error::Unauthenticated(_)) => {
            let page = NewPasswordPage { form: None, ..new_page(&visitor, &ctx, &[]) };
            Ok(html(StatusCode::GONE, &page))
        }
        Err(error) => Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&visitor, &ctx, &refusals(error)?))),
    }
}

fn change_page(visitor: &Visitor, member: &Member, errors: &[FieldError]) -> PasswordPage {
    let (view, frame) = Frame::new(visitor, member, Part::Account);
    let current = line(view.language, "current", "desk-current-password", "password", "current-password", "");
    let form = Form::new(view.language, vec![current, new_password(&view)], errors);
    PasswordPage { view, frame, form }
}

/// `GET /desk/{slug}/account/password`
pub(super) async fn show(guest: Guest, visitor: Visitor) -> Answer {
    let member = guest.member().await?;
    Ok(html(StatusCode::OK, &change_page(&visitor, &member, &[])))
}

/// `POST /desk/{slug}/account/password`
pub(super) async fn change(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    let member = guest.member().await?;
    let text = |name| form.data.first(name).unwrap_or_default().to_owned();
    let (ctx, current, new) = (member.ctx.clone(), text("current"), text("password"));
    let keep = member.resumed.session.id;
    let changed = guest.core().blocking(move || user::change_password(&ctx, &current, &new, Some(keep)));
    match changed.await {
        Ok(()) => {
            let links = Links::of(&member.ctx);
            Ok(Redirect::to(&links.after("account", "password")).into_response())
        }
        Err(error) => {
            let page = change_page(&visitor, &member, &refusals(error)?);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
