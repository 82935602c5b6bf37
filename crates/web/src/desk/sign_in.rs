//! Signing in, in one step or two, and out.

use app::user::{self, Credentials, Step};
use app::{Ctx, Error};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::secret::Secret;
use domain::session::LONGEST;

use super::Answer;
use super::form::{Form, hint, line};
use super::frame::Frame;
use super::guest::{Guest, HALFWAY, SESSION};
use super::links::Links;
use crate::encrypted::Encrypted;
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::SentForm;
use crate::links::with_query;
use crate::pages::{View, html};
use crate::visitor::Visitor;

/// How many seconds the browser keeps what it carries to the second step. The core looks at the time itself.
const HALFWAY_LASTS: i64 = 300;

/// The page of either step.
#[derive(Template)]
#[template(path = "desk/sign_in.html")]
pub(crate) struct SignInPage {
    pub view: View,
    pub frame: Frame,
    pub form: Form,
    pub action: String,
    /// Why the last try was refused.
    pub refused: Option<String>,
    /// Whether this is the step after the password.
    pub second: bool,
    /// Whether the browser will keep the session.
    pub encrypted: bool,
}

/// Why a try was refused, as far as it is told.
enum Refused {
    Wrong(&'static str),
    Locked(u64),
}

impl Refused {
    fn of(error: Error, wrong: &'static str) -> Result<Self, Failure> {
        match error {
            Error::Unauthenticated(_) => Ok(Self::Wrong(wrong)),
            Error::TooManyRequests { retry_after } => Ok(Self::Locked(retry_after)),
            other => Err(other.into()),
        }
    }
}

impl SignInPage {
    fn first(visitor: &Visitor, ctx: &Ctx, login: &str) -> Self {
        let (view, frame) = Frame::for_anybody(visitor, ctx);
        let fields = vec![
            line(view.language, "login", "question-email", "email", "username", login),
            line(view.language, "password", "desk-password", "password", "current-password", ""),
        ];
        let action = going_on(&frame.links, "sign-in", visitor);
        let form = Form::new(view.language, fields, &[]);
        Self { form, action, refused: None, second: false, encrypted: true, view, frame }
    }

    fn second(visitor: &Visitor, ctx: &Ctx) -> Self {
        let (view, frame) = Frame::for_anybody(visitor, ctx);
        let code = line(view.language, "code", "desk-code", "text", "one-time-code", "");
        let fields = vec![hint(code, view.t("desk-code-help"))];
        let action = going_on(&frame.links, "sign-in/code", visitor);
        let form = Form::new(view.language, fields, &[]);
        Self { form, action, refused: None, second: true, encrypted: true, view, frame }
    }

    /// The same page once more, with why.
    fn again(mut self, refused: &Refused) -> Response {
        let (status, text, wait) = match refused {
            Refused::Wrong(key) => (StatusCode::UNAUTHORIZED, self.view.t(key), None),
            Refused::Locked(seconds) => {
                let time = self.view.language.length(u16::try_from(seconds.div_ceil(60)).unwrap_or(u16::MAX));
                let text = self.view.language.text_with("desk-locked", &[("time", time.into())]);
                (StatusCode::TOO_MANY_REQUESTS, text, Some(HeaderValue::from(*seconds)))
            }
        };
        self.refused = Some(text);
        let mut response = html(status, &self);
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// An address that still knows where somebody wanted to go.
fn going_on(links: &Links, below: &str, visitor: &Visitor) -> String {
    let wanted = visitor.query.first("to").map(|_| links.wanted(visitor));
    with_query(&links.to(below), wanted.iter().map(|wanted| ("to", wanted.as_str())))
}

/// `GET /desk/{slug}/sign-in`
pub(super) async fn show(guest: Guest, visitor: Visitor, Encrypted(encrypted): Encrypted) -> Answer {
    let ctx = guest.anybody().await?;
    Ok(html(StatusCode::OK, &SignInPage { encrypted, ..SignInPage::first(&visitor, &ctx, "") }))
}

/// `POST /desk/{slug}/sign-in`
pub(super) async fn send(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    guest.count_try()?;
    let ctx = guest.anybody().await?;
    let text = |name| form.data.first(name).unwrap_or_default().to_owned();
    let credentials = Credentials { login: text("login"), password: text("password") };
    let (then, old) = (ctx.clone(), guest.session.clone());
    match guest.core().blocking(move || user::sign_in(&then, &credentials, old.as_ref())).await {
        Ok(Step::In(signed_in)) => Ok(welcome(&ctx, &visitor, &signed_in.opened.secret)),
        Ok(Step::CodeNeeded(halfway)) => {
            let to = going_on(&Links::of(&ctx), "sign-in/code", &visitor);
            Ok(with_cookies(Redirect::to(&to), [HALFWAY.set(&halfway, HALFWAY_LASTS)]))
        }
        Err(error) => {
            let refused = Refused::of(error, "desk-wrong-password")?;
            Ok(SignInPage::first(&visitor, &ctx, &text("login")).again(&refused))
        }
    }
}

/// `GET /desk/{slug}/sign-in/code`
pub(super) async fn show_code(guest: Guest, visitor: Visitor) -> Answer {
    let ctx = guest.anybody().await?;
    if guest.halfway.is_none() {
        return Ok(back_to_first(&ctx, &visitor));
    }
    Ok(html(StatusCode::OK, &SignInPage::second(&visitor, &ctx)))
}

/// `POST /desk/{slug}/sign-in/code`
pub(super) async fn send_code(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    guest.count_try()?;
    let ctx = guest.anybody().await?;
    let Some(halfway) = guest.halfway.clone() else { return Ok(back_to_first(&ctx, &visitor)) };
    let (then, old, code) =
        (ctx.clone(), guest.session.clone(), form.data.first("code").unwrap_or_default().to_owned());
    let done = guest.core().blocking(move || user::sign_in_with_code(&then, &halfway, &code, old.as_ref()));
    match done.await {
        Ok(signed_in) => Ok(welcome(&ctx, &visitor, &signed_in.opened.secret)),
        Err(Error::Unauthenticated(Refusal::StaleSignIn)) => Ok(back_to_first(&ctx, &visitor)),
        Err(error) => {
            let refused = Refused::of(error, "desk-code-wrong")?;
            Ok(SignInPage::second(&visitor, &ctx).again(&refused))
        }
    }
}

/// `POST /desk/{slug}/sign-out`
pub(super) async fn end(guest: Guest) -> Answer {
    let ctx = guest.anybody().await?;
    guest.close().await?;
    let to = Links::of(&ctx).after("sign-in", "signed-out");
    Ok(with_cookies(Redirect::to(&to), [SESSION.clear()]))
}

fn welcome(ctx: &Ctx, visitor: &Visitor, session: &Secret) -> Response {
    let to = Links::of(ctx).wanted(visitor);
    with_cookies(Redirect::to(&to), [SESSION.set(session, LONGEST.as_secs()), HALFWAY.clear()])
}

/// The first step took place too long ago, or never.
fn back_to_first(ctx: &Ctx, visitor: &Visitor) -> Response {
    let to = going_on(&Links::of(ctx), "sign-in", visitor);
    with_cookies(Redirect::to(&to), [HALFWAY.clear()])
}

fn with_cookies<const N: usize>(redirect: Redirect, cookies: [Option<HeaderValue>; N]) -> Response {
    let mut response = redirect.into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
