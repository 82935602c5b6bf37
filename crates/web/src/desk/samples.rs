//! Samples of every page of the desk: signed in or not, the empty, the refused, and text that looks like HTML.

use domain::{FieldCode, FieldError, Role};

use super::account::{AccountPage, Moment, SessionRow};
use super::form::{Form, choice, line};
use super::frame::{Frame, PartLink};
use super::links::Links;
use super::password::{ForgottenPage, NewPasswordPage, PasswordPage};
use super::second_factor::{SecondFactorPage, Shown, Stage};
use super::sign_in::SignInPage;
use super::user::{LinkPage, NewUserPage, UserPage, UserRow, UsersPage, role_name};
use crate::language::Language;
use crate::pages::samples::{HTML, facts, view};
use crate::pages::{Samples, View};

fn frame(view: &View, who: Option<&str>) -> Frame {
    let link = |below, key, current| PartLink { href: format!("/desk/alice/{below}"), label: view.t(key), current };
    let parts = vec![link("account", "desk-account", true), link("users", "desk-users", false)];
    let parts = if who.is_some() { parts } else { Vec::new() };
    Frame { links: Links::new("alice"), who: who.map(str::to_owned), parts, done: Some(view.t("desk-done-link")) }
}

/// The texts and the frame, for somebody whose name looks like HTML or for nobody.
fn round(language: Language, who: Option<&str>) -> (View, Frame) {
    let view = view(language, HTML);
    let frame = frame(&view, who);
    (view, frame)
}

/// A form with everything that may be wrong with it.
fn form(language: Language) -> Form {
    let fields = vec![
        line(language, "login", "question-email", "email", "username", HTML),
        line(language, "password", "desk-new-password", "password", "new-password", HTML),
        line(language, "current", "desk-current-password", "password", "current-password", ""),
        line(language, "code", "desk-code", "text", "one-time-code", ""),
        role_field(language),
    ];
    let wrong = |field: &str, code| FieldError::new(field, code, HTML);
    let errors = [
        wrong("login", FieldCode::BadFormat),
        wrong("login", FieldCode::UnknownOption),
        wrong("password", FieldCode::TooShort),
        wrong("password", FieldCode::TooLong),
        wrong("password", FieldCode::BadFormat),
        wrong("current", FieldCode::BadFormat),
        wrong("code", FieldCode::BadFormat),
        wrong("role", FieldCode::Required),
        wrong("role", FieldCode::UnknownOption),
        wrong("", FieldCode::UnknownOption),
        wrong(HTML, FieldCode::WrongType),
    ];
    Form::new(language, fields, &errors)
}

fn role_field(language: Language) -> crate::fields::Field {
    let options = Role::ALL.iter().map(|&role| (role.as_str(), role_name(language, role))).collect();
    choice(language, "role", "desk-role", options, "owner")
}

impl Samples for SignInPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |second, refused: Option<&str>| {
            let (view, frame) = round(language, None);
            let (form, action) = (form(language), "/desk/alice/sign-in".to_owned());
            let refused = refused.map(|key| view.t(key));
            Self { refused, view, frame, form, action, second, encrypted: second }
        };
        vec![page(false, None), page(false, Some("desk-wrong-password")), page(true, Some("desk-code-wrong"))]
    }
}

impl Samples for ForgottenPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |form| {
            let (view, frame) = round(language, None);
            Self { view, frame, form }
        };
        vec![page(None), page(Some(form(language)))]
    }
}

impl Samples for NewPasswordPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |form| {
            let (view, frame) = round(language, None);
            Self { view, frame, form, action: "/desk/alice/new-password/x".to_owned() }
        };
        vec![page(None), page(Some(form(language)))]
    }
}

impl Samples for PasswordPage {
    fn samples(language: Language) -> Vec<Self> {
        let (view, frame) = round(language, Some(HTML));
        vec![Self { view, frame, form: form(language) }]
    }
}

impl Samples for AccountPage {
    fn samples(language: Language) -> Vec<Self> {
        let moment = || Moment { iso: "2026-03-02T14:00:00Z".to_owned(), text: "Monday".to_owned() };
        let row = |end: Option<&str>| SessionRow { since: moment(), seen: moment(), end: end.map(str::to_owned) };
        let page = |has_factor, sessions| {
            let (view, frame) = round(language, Some(HTML));
            Self { view, frame, facts: facts(HTML), factor: HTML.to_owned(), has_factor, sessions }
        };
        vec![page(false, vec![row(None)]), page(true, vec![row(None), row(Some("/desk/alice/account/sessions/3/end"))])]
    }
}

impl Samples for SecondFactorPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |stage| {
            let (view, frame) = round(language, Some(HTML));
            Self { view, frame, stage }
        };
        let setup = Shown { secret: "ABCD EFGH".to_owned(), path: "M4 4h2v1h-2z".to_owned(), size: 29 };
        vec![
            page(Stage::None),
            page(Stage::Begun { setup, form: form(language) }),
            page(Stage::On { form: form(language) }),
            page(Stage::Codes(vec!["aaaa-bbbb-cccc-dddd".to_owned(); 10])),
        ]
    }
}

impl Samples for UsersPage {
    fn samples(language: Language) -> Vec<Self> {
        let row = |active| UserRow {
            href: "/desk/alice/users/7".to_owned(),
            name: HTML.to_owned(),
            login: HTML.to_owned(),
            role: role_name(language, Role::Admin),
            second_factor: active,
            active,
        };
        let page = |rows, other: Option<&str>| {
            let (view, frame) = round(language, Some(HTML));
            Self { view, frame, rows, first: other.map(str::to_owned), next: other.map(str::to_owned) }
        };
        vec![page(Vec::new(), None), page(vec![row(true), row(false)], Some("/desk/alice/users?after=x"))]
    }
}

impl Samples for NewUserPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |mails| {
            let (view, frame) = round(language, Some(HTML));
            Self { view, frame, form: form(language), mails }
        };
        vec![page(false), page(true)]
    }
}

impl Samples for UserPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |active, second_factor, mails| {
            let (view, frame) = round(language, Some(HTML));
            let (name, href) = (HTML.to_owned(), "/desk/alice/users/7".to_owned());
            let role = Form::new(language, vec![role_field(language)], &[]);
            Self { view, frame, name, active, second_factor, facts: facts(HTML), role, href, mails }
        };
        vec![page(true, true, true), page(true, false, false), page(false, false, false)]
    }
}

impl Samples for LinkPage {
    fn samples(language: Language) -> Vec<Self> {
        let (view, frame) = round(language, Some(HTML));
        let text = language.text_with("desk-link-text", &[("name", HTML.into())]);
        vec![Self { view, frame, text, link: HTML.to_owned(), user: "/desk/alice/users/7".to_owned() }]
    }
}
