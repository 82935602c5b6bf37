//! Things of Alice's that operations are about, made anew for each call that changes them.

use domain::access_request::AccessWish;
use domain::article::ArticleDetails;
use domain::partner::PartnerDetails;
use domain::patient::PatientDetails;
use domain::tag::NewTag;
use domain::ticket::TicketDetails;
use domain::{Scope, Scopes};
use testkit::TestClinic;
use testkit::clinic::at;

use crate::doors::{api, booking, router, send, service_id};

/// Ids of one of each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made {
    /// Another each time.
    pub(crate) number: i64,
    pub(crate) person: String,
    /// On the person.
    pub(crate) tag: String,
    /// On nobody.
    pub(crate) spare_tag: i64,
    pub(crate) ticket: String,
    pub(crate) provider: String,
    pub(crate) article: String,
    /// Without keys.
    pub(crate) partner: i64,
    /// Of another partner; it works.
    pub(crate) key: String,
    /// Revoked.
    pub(crate) dead_key: String,
    pub(crate) request: String,
    pub(crate) service: String,
    pub(crate) form: String,
    /// A visit, its access key, and that of another.
    pub(crate) visit: String,
    pub(crate) access_key: String,
    pub(crate) other_access_key: String,
    /// A start that is on offer.
    pub(crate) start: String,
}

/// A path of a route, with these ids.
pub(crate) fn path(route: &str, slug: &str, made: &Made) -> String {
    let route_path = route.split(' ').nth(1).unwrap();
    let (mut path, mut before) = (String::new(), "");
    for part in route_path.split('/').skip(1) {
        let partner = made.partner.to_string();
        let filled = match (before, part) {
            (_, "{PPass}") => slug,
            ("prospects", "{id}") => &made.person,
            ("providers", "{id}") => &made.provider,
            ("ticket" | "tickets", "{id}") => &made.ticket,
            ("kb", "{id}") => &made.article,
            ("services", "{id}") => &made.service,
            ("forms", "{id}") => &made.form,
            ("appointments", "{id}") => &made.visit,
            (_, "{tagId}") => &made.tag,
            (_, "{partnerId}") => &partner,
            // What works can't be removed.
            (_, "{keyId}") if route.starts_with("DELETE") => &made.dead_key,
            (_, "{keyId}") => &made.key,
            (_, "{requestId}") => &made.request,
            (_, plain) => plain,
        };
        assert!(!filled.contains('{'), "{route}: nothing is known of {filled}");
        path = format!("{path}/{filled}");
        before = part;
    }
    path
}

/// Makes one of each for the NaturaeSoft door.
pub(crate) fn naturae(clinic: &TestClinic, number: i64) -> Made {
    let (app, alice, provider) = (clinic.app.clone(), clinic.system(&clinic.alice), clinic.alice.bob.id.to_string());
    let made = clinic.write(move |tx| {
        let operator = app.operator("test");
        let details = PatientDetails { given_name: "Alicia".into(), ..PatientDetails::default() };
        let person = app::patient::create(tx, &alice, details)?.id;
        let tag = |name: &str| NewTag { name: format!("{name} {number}"), colour: None };
        let (worn, spare) = (tag("VIP"), tag("Spare"));
        let (worn, spare) = (app::tag::create(tx, &alice, &worn)?.id, app::tag::create(tx, &alice, &spare)?.id);
        app::tag::assign(tx, &alice, person, worn)?;
        let ticket = app::ticket::create(tx, &alice, &TicketDetails::about("Printer"))?.id;
        let article = ArticleDetails { title: "T".into(), active: true, ..ArticleDetails::default() };
        let article = app::article::create(tx, &app.installation("test", app.now()), &article)?.id;
        let mut partner = |name: &str| {
            app::partner::create(tx, &operator, PartnerDetails::named(format!("{name} {number}"))).map(|made| made.id)
        };
        let (keyless, keyed) = (partner("Keyless")?, partner("Keyed")?);
        let new = super::cast::new_key(keyed, Scopes::NONE, "alice");
        let key = app::api_key::create(tx, &operator, &new)?.key.id;
        let dead = app::api_key::create(tx, &operator, &new)?.key.id;
        app::api_key::revoke(tx, &operator, dead)?;
        let request = app::access_request::submit(tx, &app, wish(number), "test")?.id;
        Ok(Made {
            number,
            person: person.to_string(),
            tag: worn.to_string(),
            spare_tag: spare.0,
            ticket: ticket.to_string(),
            provider: provider.clone(),
            article: article.to_string(),
            partner: keyless.0,
            key: key.to_string(),
            dead_key: dead.to_string(),
            request: request.to_string(),
            ..Made::default()
        })
    });
    made.unwrap()
}

fn wish(number: i64) -> AccessWish {
    AccessWish {
        company: format!("Meadow {number}"),
        practice: "alice".into(),
        contact_name: "Eve".into(),
        contact_email: "eve@example.org".into(),
        contact_phone: None,
        scopes: Scopes::of(&[Scope::Articles]),
        message: None,
    }
}

/// Makes one of each for the CarePortals door, at a practice of that name.
pub(crate) async fn careportals(clinic: &TestClinic, slug: &str, number: i64) -> Made {
    let router = router(clinic.core());
    let service = service_id(&router, slug, "Check-up").await;
    let read = send(&router, api("GET", slug, &format!("/services/{service}"), None)).await.json();
    let mut visits = Vec::new();
    for half_hour in [0, 1] {
        let body = booking(&service, start(number, half_hour), "Ada");
        let made = send(&router, api("POST", slug, "/appointments", Some(&body))).await.json();
        visits.push(["_id", "accessKey"].map(|member| made[member].as_str().unwrap().to_owned()));
    }
    let [[visit, access_key], [_, other_access_key]] = visits.try_into().unwrap();
    Made {
        number,
        service,
        form: read["form"]["id"].as_str().unwrap().to_owned(),
        visit,
        access_key,
        other_access_key,
        start: start(number, 2).to_string(),
        ..Made::default()
    }
}

/// One of three starts that nobody else of that number uses.
fn start(number: i64, half_hour: i64) -> jiff::Timestamp {
    let (week, rest) = (number / 20, number % 20);
    let (day, part) = (rest / 4, rest % 4);
    let hour = ["09:00", "10:30", "13:00", "14:30"][usize::try_from(part).unwrap()];
    domain::time::plus_minutes(at(7 * (week + 1) + day, hour), 30 * half_hour)
}
