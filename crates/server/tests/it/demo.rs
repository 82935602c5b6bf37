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
    content
}

#[test]
fn the_demo_is_the_same_on_every_run() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo(one.path());
    demo(two.path());
    let (one, two) = (content(one.path()), content(two.path()));
    assert!(one.len() > 5000, "{}", one.len());
    assert!(one == two, "the two runs differ");
    let organizations: std::collections::BTreeSet<&str> = one.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(organizations.len(), 5);
}
