//! Every sample of every page, rendered in every language, and what must hold on all of them.

use std::collections::HashSet;

use super::Samples;
use super::booking_form::BookingFormPage;
use super::cancel::CancelPage;
use super::failure::FailurePage;
use super::home::HomePage;
use super::manage::ManagePage;
use super::move_to::MovePage;
use super::service::ServicePage;
use super::slot::SlotPage;
use super::taken::TakenPage;
use crate::desk;
use crate::language::Language;

/// Renders all samples of a page and checks what must hold on every page.
fn check<P: Samples>() {
    for language in Language::ALL {
        for (index, page) in P::samples(language).into_iter().enumerate() {
            let html = page.render().unwrap();
            let problems = problems(&html, language);
            let name = std::any::type_name::<P>();
            assert!(problems.is_empty(), "{name} sample {index} in {language:?}: {problems:#?}\n{html}");
        }
    }
}

fn problems(html: &str, language: Language) -> Vec<String> {
    let mut problems = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            problems.push(what.to_owned());
        }
    };
    let opening = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction());
    must(html.contains(&opening), "language and direction");
    must(html.matches("<h1").count() == 1, "one main heading");
    must(html.matches("<title>").count() == 1 && !html.contains("<title> "), "a title");
    must(!html.contains('⟦'), "no unknown texts");
    must(!html.contains("{$") && !html.contains("{ $"), "no variables without a value");
    must(!html.contains(" style=") && !html.contains("<style"), "no inline style");
    must(!html.contains("<script>") && html.matches("<script src=\"/assets/").count() == 1, "no inline script");
    must(!html.contains("<b ") && !html.contains("<b>"), "given text stays text");
    must(html.matches("</textarea>").count() == html.matches("<textarea").count(), "given text stays in its field");
    let ids = values(html, "id");
    let known: HashSet<&str> = ids.iter().copied().collect();
    must(known.len() == ids.len(), "ids are unique");
    for label in values(html, "for") {
        must(known.contains(label), "a label is that of a field");
    }
    for name in ["aria-describedby", "aria-labelledby"] {
        for id in values(html, name).into_iter().flat_map(str::split_whitespace) {
            must(known.contains(id), "what describes is there");
        }
    }
    for href in values(html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        must(known.contains(href), "a link within the page leads somewhere");
    }
    let fields = html.matches("<input").count() - html.matches("type=\"hidden\"").count()
        + html.matches("<select").count()
        + html.matches("<textarea").count();
    must(values(html, "for").len() == fields, "every field has a label");
    problems
}

/// The values of an attribute. Text in between has no quotation marks of its own: they are escaped.
fn values<'html>(html: &'html str, attribute: &str) -> Vec<&'html str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_sound_in_every_language() {
    check::<HomePage>();
    check::<ServicePage>();
    check::<SlotPage>();
    check::<TakenPage>();
    check::<BookingFormPage>();
    check::<ManagePage>();
    check::<CancelPage>();
    check::<MovePage>();
    check::<FailurePage>();
    check::<desk::SignInPage>();
    check::<desk::ForgottenPage>();
    check::<desk::NewPasswordPage>();
    check::<desk::PasswordPage>();
    check::<desk::AccountPage>();
    check::<desk::SecondFactorPage>();
    check::<desk::UsersPage>();
    check::<desk::NewUserPage>();
    check::<desk::UserPage>();
    check::<desk::LinkPage>();
}
