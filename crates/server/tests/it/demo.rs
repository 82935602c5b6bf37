//! `polyclinic demo`: the same on every run, and usable by what it prints.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program;

/// Runs the demo until it has written its credentials, then ends it; what it left is in the folder.
fn demo(folder: &Path) {
    let data = folder.display().to_string();
    // The moment is in the past of any clock, so that all data is the same on every run.
    let arguments = ["demo", "--port", "0", "--data", &data, "--at", "2026-03-02T08:00-05:00[America/New_York]"];
    let mut child = program::command(&arguments).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while !folder.join("demo.json").exists() {
        assert!(began.elapsed() < Duration::from_mins(2), "the demo does not start");
        assert_eq!(child.try_wait().unwrap(), None, "the demo ended");
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Every appointment by organization, start and state: what a user of the demo sees.
fn content(folder: &Path) -> Vec<(String, String)> {
    let db = app::Db::open(&folder.join("demo.db").display().to_string(), 1).unwrap();
    let organizations =
        db.read(|tx| app::organization::list_across_all_organizations(tx, domain::OrganizationId(0), 100)).unwrap();
    let mut content = Vec::new();
    for organization in organizations {
        let rows = db.read(move |tx| {
            Ok::<_, app::Error>(tx.list_appointments(
                organization.id,
                jiff::Timestamp::MIN,
                jiff::Timestamp::MAX,
                100_000,
            )?)
        });
        content.extend(
            rows.unwrap()
                .into_iter()
                .map(|row| (organization.slug.clone(), format!("{} {} {}", row.start, row.status, row.service_name))),
        );
    }
    content.extend(desk(&db).into_iter().map(|row| (String::new(), row)));
    content
}

/// What stands beside the calendars: the front desk of each organization, what all share, and what partners did.
fn desk(db: &app::Db) -> Vec<String> {
    let page = domain::PageQuery::new(1, 200).unwrap();
    let read = db.read(move |tx| {
        let mut rows = Vec::new();
        for organization in app::organization::list_across_all_organizations(tx, domain::OrganizationId(0), 100)? {
            let id = organization.id;
            rows.extend(tx.list_tags(id)?.into_iter().map(|tag| tag.name));
            rows.extend(tx.list_tickets(id, page)?.into_iter().map(|ticket| format!("{:?}", ticket.details)));
            let people = tx.search_patients(id, &domain::patient::PatientFilter::default(), page)?;
            rows.extend(people.into_iter().map(|person| format!("{:?}", person.profile)));
        }
        let products = tx.list_products(&domain::product::ProductFilter::default(), page)?;
        rows.extend(products.into_iter().map(|product| format!("{product:?}")));
        let articles = tx.list_articles(&domain::article::ArticleFilter::default(), page)?;
        rows.extend(articles.into_iter().map(|article| format!("{article:?}")));
        let (keys, _) = tx.list_api_keys(&store::KeyFilter::default(), page, jiff::Timestamp::UNIX_EPOCH)?;
        rows.extend(keys.into_iter().map(|key| format!("{} {} {:?}", key.name, key.partner_name, key.scopes)));
        let calls = tx.list_activity(&store::ActivityFilter::default(), page)?;
        rows.extend(
            calls.into_iter().map(|call| format!("{} {} {} {}", call.at, call.endpoint, call.status, call.duration_us)),
        );
        Ok::<_, app::Error>(rows)
    });
    read.unwrap()
}

#[test]
fn the_demo_is_the_same_on_every_run() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo(one.path());
    demo(two.path());
    let (one, two) = (content(one.path()), content(two.path()));
    assert!(one.len() > 5000, "{}", one.len());
    assert!(one == two, "the two runs differ");
    let organizations: std::collections::BTreeSet<&str> =
        one.iter().map(|(slug, _)| slug.as_str()).filter(|slug| !slug.is_empty()).collect();
    assert_eq!(organizations.len(), 5);
}

#[test]
fn the_demo_tells_how_to_come_in() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path());
    let text = std::fs::read_to_string(folder.path().join("demo.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let door = &manifest["dialects"]["naturae"];
    assert!(door["base_url"].as_str().unwrap().ends_with("/naturae"));
    assert_eq!(door["path_parameters"]["PPass"], "DemoOffice");
    assert!(door["headers"]["Authorization"].as_str().unwrap().starts_with("Bearer eyJ"));
    assert_eq!(door["headers"]["X-Admin-Secret"], door["admin_secret"]);
    assert!(door["api_key"].as_str().unwrap().starts_with("pk_"));
    let desk = &manifest["desk"];
    assert!(desk["url"].as_str().unwrap().ends_with("/desk/DemoOffice"));
    assert!(desk["login"].is_string() && desk["password"].is_string());
}

#[test]
fn the_first_service_listed_can_be_booked_as_the_guide_says() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path());
    let db = app::Db::open(&folder.path().join("demo.db").display().to_string(), 1).unwrap();
    let services = db.read(|tx| {
        let key = app::organization::OrganizationKey::Slug("DemoOffice".to_owned());
        let organization = app::organization::open(tx, &key)?;
        Ok::<_, app::Error>(tx.list_active_services(organization.id)?)
    });
    let first = &services.unwrap()[0];
    assert!(!first.details.payment.enabled, "{} wants a card, which the guide's command has not", first.details.name);
}
