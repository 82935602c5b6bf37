//! The second factor: set up with a phone, its recovery codes, and turned off.

use std::fmt::Write as _;

use app::user::{self, FactorSetup};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::{Error, FieldError};
use qrcode::{Color, QrCode};

use super::Answer;
use super::form::{Form, hint, line, refusals};
use super::frame::{Frame, Part};
use super::guest::{Guest, Member};
use super::links::Links;
use crate::fields::Control;
use crate::forms::SentForm;
use crate::pages::{View, html};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "desk/second_factor.html")]
pub(crate) struct SecondFactorPage {
    pub view: View,
    pub frame: Frame,
    pub stage: Stage,
}

/// How far it is.
pub(crate) enum Stage {
    /// There is none.
    None,
    /// The phone has to be told, and to show that it knows.
    Begun { setup: Shown, form: Form },
    /// There is one; a code renews the recovery codes or turns it off.
    On { form: Form },
    /// New recovery codes, shown this once.
    Codes(Vec<String>),
}

/// What the phone has to be told.
pub(crate) struct Shown {
    /// To be typed in, in groups of four.
    pub secret: String,
    /// The outline of the QR code's dark squares.
    pub path: String,
    /// Its width and height in squares, with the quiet zone.
    pub size: usize,
}

/// Squares that must stay light round a QR code (ISO/IEC 18004).
const QUIET: usize = 4;

impl Shown {
    fn new(setup: &FactorSetup) -> Result<Self, Error> {
        let code = QrCode::new(&setup.url).map_err(|error| Error::Internal(format!("QR code: {error}")))?;
        let secret: Vec<char> = setup.secret.chars().collect();
        let groups = secret.chunks(4).map(|group| group.iter().collect::<String>());
        Ok(Self {
            secret: groups.collect::<Vec<_>>().join(" "),
            path: path(&code.to_colors(), code.width()),
            size: code.width() + 2 * QUIET,
        })
    }
}

/// A bar for each run of dark squares in a row.
fn path(squares: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (row, squares) in squares.chunks(width).enumerate() {
        let mut column = 0;
        for run in squares.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len());
            }
            column += run.len();
        }
    }
    path
}

fn code_form(view: &View, errors: &[FieldError]) -> Form {
    let code = line(view.language, "code", "desk-code", "text", "one-time-code", "");
    Form::new(view.language, vec![hint(code, view.t("desk-code-help"))], errors)
}

fn page(visitor: &Visitor, member: &Member, stage: impl FnOnce(&View) -> Stage) -> SecondFactorPage {
    let (view, frame) = Frame::new(visitor, member, Part::Account);
    SecondFactorPage { stage: stage(&view), view, frame }
}

/// The page with the QR code.
fn begun(
    visitor: &Visitor,
    member: &Member,
    setup: &FactorSetup,
    errors: &[FieldError],
) -> Result<SecondFactorPage, Error> {
    let setup = Shown::new(setup)?;
    Ok(page(visitor, member, |view| {
        let code = line(view.language, "code", "desk-code", "text", "one-time-code", "");
        Stage::Begun { setup, form: Form::new(view.language, vec![code], errors) }
    }))
}

/// `GET /desk/{slug}/account/second-factor`
pub(super) async fn show(guest: Guest, visitor: Visitor) -> Answer {
    let member = guest.member().await?;
    let stage =
        |view: &View| if member.user.second_factor { Stage::On { form: code_form(view, &[]) } } else { Stage::None };
    Ok(html(StatusCode::OK, &page(&visitor, &member, stage)))
}

/// `POST /desk/{slug}/account/second-factor/begin`
pub(super) async fn begin(guest: Guest, visitor: Visitor) -> Answer {
    let page = guest.write(move |tx, member| {
        let setup = user::begin_factor(tx, &member.ctx)?;
        begun(&visitor, member, &setup, &[])
    });
    Ok(html(StatusCode::OK, &page.await?))
}

/// `POST /desk/{slug}/account/second-factor/confirm`
pub(super) async fn confirm(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    let (code, then) = (form.data.first("code").unwrap_or_default().to_owned(), visitor.clone());
    let confirmed = guest.write(move |tx, member| {
        let codes = user::confirm_factor(tx, &member.ctx, &code)?;
        Ok(page(&then, member, |_| Stage::Codes(codes)))
    });
    match confirmed.await {
        Ok(page) => Ok(html(StatusCode::OK, &page)),
        Err(Error::Invalid(errors)) => {
            let page = guest.read(move |tx, member| {
                let setup = user::pending_factor(tx, &member.ctx)?;
                begun(&visitor, member, &setup, &errors)
            });
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page.await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /desk/{slug}/account/second-factor/codes`
pub(super) async fn renew_codes(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    let member = guest.member().await?;
    let (ctx, code) = (member.ctx.clone(), form.data.first("code").unwrap_or_default().to_owned());
    match guest.core().blocking(move || user::renew_recovery_codes(&ctx, &code)).await {
        Ok(codes) => Ok(html(StatusCode::OK, &page(&visitor, &member, |_| Stage::Codes(codes)))),
        Err(error) => still_on(&visitor, &member, error),
    }
}

/// `POST /desk/{slug}/account/second-factor/off`
pub(super) async fn turn_off(guest: Guest, visitor: Visitor, form: SentForm) -> Answer {
    let member = guest.member().await?;
    let (ctx, code) = (member.ctx.clone(), form.data.first("code").unwrap_or_default().to_owned());
    match guest.core().blocking(move || user::turn_factor_off(&ctx, &code)).await {
        Ok(()) => {
            let links = Links::of(&member.ctx);
            Ok(Redirect::to(&links.after("account", "factor-off")).into_response())
        }
        Err(error) => still_on(&visitor, &member, error),
    }
}

/// The page of a second factor that stands, after a code that was wrong.
fn still_on(visitor: &Visitor, member: &Member, error: Error) -> Answer {
    let errors = refusals(error)?;
    let page = page(visitor, member, |view| Stage::On { form: code_form(view, &errors) });
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_has_a_bar_for_each_run_of_dark_squares() {
        use Color::{Dark as D, Light as L};
        assert_eq!(path(&[D, D, L, L, D, D, D, L, D], 3), "M4 4h2v1h-2zM5 5h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z");
    }
}
