//! API keys: made, changed, rotated and ended by who runs the installation, looked at by their partner. A secret is shown once,
//! on the page that answers the form.

pub(super) mod change;
pub(super) mod end;

use app::api_key::{self, Created, KeyQuery, NamedPractices, NewApiKey};
use app::{Error, Result, Tx, partner};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::api_key::KeyStatus;
use domain::page::{LIMIT_MAX, PageQuery};
use domain::questionnaire::ItemKind;
use domain::{ApiKey, ApiKeyId, FieldCode, FieldError, Noun, PartnerId, QuestionnaireItem, Refusal};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::form::{Form, ask, choose, hint, refusals, require, scopes, scopes_question, unless_wrong};
use super::guest::{Guest, Member};
use super::list::{Pager, wanted};
use super::shell::{Part, Shell};
use super::words::{self, Moment};
use crate::clinic::Segments;
use crate::error::Failure;
use crate::fields::Control;
use crate::forms::{FormData, SentForm};
use crate::pages::{View, html};
use crate::visitor::Visitor;

/// How many practices a form names as examples.
const NAMED: i64 = 8;

#[derive(Template)]
#[template(path = "portal/keys.html")]
pub(crate) struct KeysPage {
    pub shell: Shell,
    pub may_change: bool,
    pub keys: Vec<KeyRow>,
    pub pager: Pager,
    pub deleted: bool,
}

/// A key, without its secret.
pub(crate) struct KeyRow {
    pub href: String,
    pub name: String,
    pub last4: String,
    pub partner: String,
    pub practices: String,
    pub scopes: Vec<&'static str>,
    pub created: Moment,
    pub last_used: Option<Moment>,
    pub status: &'static str,
    pub active: bool,
    /// Whether calls with it are taken: it works, and its partner is switched on.
    pub good: bool,
    /// When it ends, or ended.
    pub end: Option<Moment>,
}

impl KeyRow {
    pub(crate) fn new(key: &ApiKey, now: Timestamp) -> Self {
        let refusal = key.refusal(now);
        let end = [key.revoked_at, key.expires_at].into_iter().flatten().min();
        Self {
            href: href(key.id),
            name: key.name.clone(),
            last4: key.last4.clone(),
            partner: key.partner_name.clone(),
            practices: words::practices(&key.practices),
            scopes: words::scopes(key.scopes),
            created: words::moment(key.created_at),
            last_used: key.last_used_at.map(words::moment),
            status: match refusal {
                None => "Active",
                Some(Refusal::ExpiredKey) => "Expired",
                Some(Refusal::PartnerInactive) => "Partner off",
                Some(_) => "Revoked",
            },
            active: key.status(now) == KeyStatus::Active,
            good: refusal.is_none(),
            end: end.map(words::moment),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/key.html")]
pub(crate) struct KeyPage {
    pub shell: Shell,
    pub view: View,
    pub key: KeyRow,
    /// Whether whoever looks may do anything about it.
    pub may_change: bool,
    /// How it is rotated, while it works and may be.
    pub change: Option<Change>,
    /// What has just been done.
    pub done: Option<&'static str>,
}

/// How a key is rotated.
pub(crate) struct Change {
    pub form: Form,
    /// See [`unless_sent_before`].
    pub latest: String,
}

#[derive(Template)]
#[template(path = "portal/new_key.html")]
pub(crate) struct NewKeyPage {
    pub shell: Shell,
    pub view: View,
    pub form: Form,
    /// See [`unless_sent_before`].
    pub latest: String,
    /// Whether there are more partners than are listed.
    pub more_partners: bool,
    pub no_partners: bool,
}

/// The only page with a secret.
#[derive(Template)]
#[template(path = "portal/secret.html")]
pub(crate) struct SecretPage {
    pub shell: Shell,
    pub title: &'static str,
    pub secret: String,
    pub key: KeyRow,
    /// What becomes of the key that was rotated.
    pub old: Option<String>,
}

impl SecretPage {
    pub(crate) fn new(shell: Shell, title: &'static str, created: &Created, now: Timestamp) -> Self {
        let (secret, key) = (created.secret.reveal().to_owned(), KeyRow::new(&created.key, now));
        Self { shell, title, secret, key, old: None }
    }
}

fn href(id: ApiKeyId) -> String {
    format!("/portal/keys/{id}")
}

/// `GET /portal/keys`
pub(crate) async fn list(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| {
        let found = api_key::list(tx, &member.ctx, &KeyQuery::default(), wanted(&visitor))?;
        Ok(KeysPage {
            shell: Shell::of(member, Part::Keys),
            may_change: member.is_operator(),
            pager: Pager::new(&visitor, &found),
            deleted: visitor.query.first("deleted").is_some(),
            keys: found.items.iter().map(|key| KeyRow::new(key, member.ctx.now())).collect(),
        })
    });
    Ok(html(StatusCode::OK, &page.await?))
}

/// `GET /portal/keys/new`
pub(crate) async fn new(guest: Guest, visitor: Visitor) -> std::result::Result<Response, Failure> {
    let page = guest.read(move |tx, member| new_page(tx, member, &visitor.query, &[])).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST /portal/keys/new`
pub(crate) async fn create(guest: Guest, sent: SentForm) -> std::result::Result<Response, Failure> {
    let (new, latest) = (new_key(&sent.data), latest_sent(&sent.data));
    let made = guest.write(move |tx, member| {
        unless_sent_before(tx, member, latest.as_deref())?;
        let (Some(new), mistakes) = &new else { return Err(Error::Invalid(new.1.clone())) };
        let created = api_key::create(tx, &member.ctx, new).map_err(partner_first);
        let created = unless_wrong(created, mistakes.clone())?;
        let shell = Shell::of(member, Part::Keys);
        Ok(SecretPage::new(shell, "API key created", &created, member.ctx.now()))
    });
    match made.await {
        Ok(page) => Ok(html(StatusCode::OK, &page)),
        Err(error) => {
            let errors = refusals(error)?;
            let page = guest.read(move |tx, member| new_page(tx, member, &sent.data, &errors)).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// A partner that is gone is a field of the form like any other.
fn partner_first(error: Error) -> Error {
    match error {
        Error::NotFound(Noun::Partner) => {
            Error::invalid("partner", FieldCode::UnknownReference, "Choose one of these partners.")
        }
        other => other,
    }
}

/// The key that was asked for, if it was said for whom, and what is wrong with the form.
fn new_key(form: &FormData) -> (Option<NewApiKey>, Vec<FieldError>) {
    let partner = form.given("partner").and_then(|id| id.parse().ok()).map(PartnerId);
    let missing = FieldError::new("partner", FieldCode::Required, "Choose one of these partners.");
    let (expires_at, mistake) = last_day(form);
    let new = partner.map(|partner| NewApiKey {
        name: form.first("name").unwrap_or_default().to_owned(),
        partner,
        scopes: scopes(form),
        practices: practices(form),
        expires_at,
    });
    (new, partner.is_none().then_some(missing).into_iter().chain(mistake).collect())
}

/// The end of the last day that was chosen, if any was; and what is wrong with that.
fn last_day(form: &FormData) -> (Option<Timestamp>, Option<FieldError>) {
    let end = form.given("expires_at").map(end_of);
    let wrong = FieldError::new("expires_at", FieldCode::BadFormat, "Write a date, such as 2030-12-31.");
    (end.flatten(), (end == Some(None)).then_some(wrong))
}

/// The end of that day.
fn end_of(date: &str) -> Option<Timestamp> {
    let next: Date = date.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// The questions about where a key is good.
pub(crate) fn practices_questions(tx: &mut Tx<'_>) -> Result<Vec<QuestionnaireItem>> {
    let known = app::organization::list_across_all_organizations(tx, domain::OrganizationId(0), NAMED + 1)?;
    let more = i64::try_from(known.len()).unwrap_or(i64::MAX) > NAMED;
    let names: Vec<&str> =
        known.iter().take(usize::try_from(NAMED).unwrap_or_default()).map(|known| &*known.slug).collect();
    let help = format!(
        "Short names, with commas between. Here: {}{}.",
        names.join(", "),
        if more { " and others" } else { "" }
    );
    Ok(vec![
        hint(ask("practices", "Practices (PPass)", ItemKind::Text), help),
        ask("all_practices", "Good in all practices, those to come as well", ItemKind::Checkbox),
    ])
}

fn name_question() -> QuestionnaireItem {
    hint(require("name", "Name", ItemKind::Text), "What the key is for, such as Web site or Test.")
}

fn expiry_question() -> QuestionnaireItem {
    hint(ask("expires_at", "Last day", ItemKind::Date), "In UTC. Without it, the key works until it is revoked.")
}

/// Where a key is to be good.
pub(crate) fn practices(form: &FormData) -> NamedPractices {
    if form.first("all_practices").is_some() {
        return NamedPractices::All;
    }
    let names =
        form.first("practices").unwrap_or_default().split(|letter: char| letter == ',' || letter.is_whitespace());
    NamedPractices::Only(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// The same refusals, with the name of each practice that is none: they are all typed into one field.
pub(crate) fn which_practice(errors: &[FieldError], typed: &FormData) -> Vec<FieldError> {
    let NamedPractices::Only(names) = practices(typed) else { return errors.to_vec() };
    let explain = |error: &FieldError| {
        let index = error.field.strip_prefix("practices.").and_then(|index| index.parse::<usize>().ok());
        let Some(name) = index.and_then(|index| names.get(index)) else { return error.clone() };
        FieldError { message: format!("There is no practice “{name}”."), ..error.clone() }
    };
    errors.iter().map(explain).collect()
}

/// The partners to choose from, and whether there are more.
pub(crate) fn partners(tx: &mut Tx<'_>, member: &Member) -> Result<(Vec<(String, String)>, bool)> {
    let found = partner::list(tx, &member.ctx, None, PageQuery::new(1, LIMIT_MAX)?)?;
    let more = found.pages() > 1;
    Ok((found.items.into_iter().map(|partner| (partner.id.to_string(), partner.details.name)).collect(), more))
}

fn new_page(tx: &mut Tx<'_>, member: &Member, typed: &FormData, errors: &[FieldError]) -> Result<NewKeyPage> {
    let (mut partners, more_partners) = partners(tx, member)?;
    let wanted = typed.given("partner").and_then(|id| id.parse().ok()).map(PartnerId);
    if let Some(id) = wanted.filter(|id| !partners.iter().any(|(known, _)| *known == id.to_string()))
        && let Ok(partner) = partner::get(tx, &member.ctx, id)
    {
        partners.push((id.to_string(), partner.details.name));
    }
    let no_partners = partners.is_empty();
    let mut items = vec![name_question(), choose(require("partner", "Partner", ItemKind::Select), partners)];
    items.extend(practices_questions(tx)?);
    items.extend([scopes_question("Scopes"), expiry_question()]);
    Ok(NewKeyPage {
        shell: Shell::of(member, Part::Keys),
        view: Shell::view(),
        form: Form::new(items, typed, &which_practice(errors, typed)),
        latest: latest(tx, member)?,
        more_partners,
        no_partners,
    })
}

/// `GET /portal/keys/{key}`
pub(crate) async fn show(
    guest: Guest,
    visitor: Visitor,
    Segments(id): Segments<ApiKeyId>,
) -> std::result::Result<Response, Failure> {
    let has = |name| visitor.query.first(name).is_some();
    let (saved, revoked) = (has("saved"), has("revoked"));
    let page = guest.read(move |tx, member| {
        let mut page = load(tx, member, id, &[])?;
        page.done = match page.key.active {
            true if saved => Some("Saved. What was added needs a new token."),
            false if revoked => Some("The key has been revoked. Its tokens and sessions ended at once."),
            _ => None,
        };
        Ok(page)
    });
    Ok(html(StatusCode::OK, &page.await?))
}

fn load(tx: &mut Tx<'_>, member: &Member, id: ApiKeyId, errors: &[FieldError]) -> Result<KeyPage> {
    let key = KeyRow::new(&api_key::get(tx, &member.ctx, id)?, member.ctx.now());
    let change = if member.is_operator() && key.active {
        let ends = [("0", "At once"), ("24", "In 24 hours"), ("168", "In 7 days")];
        let ends = ends.map(|(value, label)| (value.to_owned(), label.to_owned()));
        let items = vec![choose(require("hours", "The old key ends", ItemKind::Radio), ends)];
        let typed = FormData::of([("hours", "24".to_owned())]);
        Some(Change { form: Form::new(items, &typed, errors), latest: latest(tx, member)? })
    } else {
        None
    };
    let may_change = member.is_operator();
    Ok(KeyPage { shell: Shell::of(member, Part::Keys), view: Shell::view(), key, may_change, change, done: None })
}

/// `POST /portal/keys/{key}/rotate`
pub(crate) async fn rotate(
    guest: Guest,
    Segments(id): Segments<ApiKeyId>,
    sent: SentForm,
) -> std::result::Result<Response, Failure> {
    let latest = latest_sent(&sent.data);
    let hours: i64 = match sent.data.first("hours") {
        Some("24") => 24,
        Some("168") => 168,
        _ => 0,
    };
    let made = guest.write(move |tx, member| {
        unless_sent_before(tx, member, latest.as_deref())?;
        let until = (hours > 0).then(|| member.ctx.now() + SignedDuration::from_hours(hours));
        let created = api_key::rotate(tx, &member.ctx, id, until)?;
        let old = KeyRow::new(&api_key::get(tx, &member.ctx, id)?, member.ctx.now());
        let old = match old.end {
            Some(end) if old.active => {
                format!("The old key, which ends in {}, works until {} UTC.", old.last4, end.text)
            }
            _ => format!("The old key, which ends in {}, no longer works.", old.last4),
        };
        let shell = Shell::of(member, Part::Keys);
        Ok(SecretPage { old: Some(old), ..SecretPage::new(shell, "API key rotated", &created, member.ctx.now()) })
    });
    match made.await {
        Ok(page) => Ok(html(StatusCode::OK, &page)),
        Err(error) => {
            let errors = refusals(error)?;
            let page = guest.read(move |tx, member| load(tx, member, id, &errors)).await?;
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

/// The number of the newest key.
fn latest(tx: &mut Tx<'_>, member: &Member) -> Result<String> {
    let newest = api_key::list(tx, &member.ctx, &KeyQuery::default(), PageQuery::new(1, 1)?)?;
    Ok(newest.items.first().map_or_else(|| "0".to_owned(), |key| key.id.to_string()))
}

fn latest_sent(form: &FormData) -> Option<String> {
    form.first("latest").map(str::to_owned)
}

/// A form that makes a key knows which was the newest when it was opened. Reloading the page with the secret, or pressing the
/// button twice, sends the form again: that must not leave a second key that nobody has seen.
fn unless_sent_before(tx: &mut Tx<'_>, member: &Member, sent: Option<&str>) -> Result<()> {
    // Who may not make keys is told so by the core.
    if !member.is_operator() || sent == Some(latest(tx, member)?.as_str()) {
        return Ok(());
    }
    let reason = "A key was made since this form was opened, perhaps by sending it twice. Look at the list of keys before you \
                  send it again.";
    Err(Error::Conflict { noun: Noun::ApiKey, reason })
}
