//! Thirty days of calls of the demo's partners: more on working days than at weekends, and a few that went wrong.

use app::recorder::flush;
use app::{App, Result};
use domain::activity::{Call, Caller};
use domain::{ApiKey, Organization, SeededRandom, time};
use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::seed::days_ago;

/// Days before now.
const DAYS: i64 = 30;

/// Method, path after the practice, and how long it takes, in microseconds.
const CALLS: [(&str, &str, i64); 8] = [
    ("GET", "availability/providers", 900),
    ("GET", "availability/providers/ID/slots", 1400),
    ("GET", "availability/providers/ID/next-slot", 2300),
    ("GET", "availability/providers/ID/schedule", 1800),
    ("GET", "prospects", 3100),
    ("POST", "prospects", 2600),
    ("GET", "tickets", 1200),
    ("GET", "tags", 700),
];

/// Calls that are about no practice.
const SHARED: [(&str, &str, i64); 3] = [("GET", "products", 1500), ("GET", "kb", 1300), ("GET", "me", 600)];

/// Writes the calls of these keys.
pub(super) fn fill(app: &App, keys: &[ApiKey], organizations: &[Organization]) -> Result<()> {
    let random = SeededRandom::new(77);
    let practice = organizations.iter().find(|organization| organization.slug == "DemoOffice");
    for day in (0..DAYS).rev() {
        let until = days_ago(app, day);
        let weekday = TimeZone::UTC.to_datetime(until).weekday();
        let busy = if matches!(weekday, Weekday::Saturday | Weekday::Sunday) { 12 } else { 40 };
        // A queue holds far more than the calls of a day.
        for _ in 0..busy + random.below(busy) {
            let at = time::plus_minutes(until, -i64::try_from(random.below(1440)).unwrap_or(0));
            app.recorder().called(call(at, keys, practice, &random));
        }
        while flush(app, 500)? > 0 {}
    }
    Ok(())
}

fn call(at: Timestamp, keys: &[ApiKey], practice: Option<&Organization>, random: &SeededRandom) -> Call {
    let key = pick(keys, random);
    let shared = random.below(4) == 0;
    let (method, path, usual) = if shared { *pick(&SHARED, random) } else { *pick(&CALLS, random) };
    let path = path.replace("ID", &(1 + random.below(9)).to_string());
    let slug = practice.map_or("DemoOffice", |practice| practice.slug.as_str());
    let (status, known) = match random.below(100) {
        0..3 => (404, true),
        3..5 => (400, true),
        5..7 => (403, true),
        7..9 => (401, false),
        9 => (429, true),
        _ => (if method == "POST" { 201 } else { 200 }, true),
    };
    let organization = practice.filter(|_| known && !shared).map(|practice| practice.id);
    let caller = Caller { partner: Some(key.partner), key: Some(key.id), organization };
    Call {
        at,
        door: "naturae",
        method: method.to_owned(),
        endpoint: if shared { format!("/v1/{path}") } else { format!("/v1/{slug}/{path}") },
        status,
        duration_us: usual / 2 + i64::try_from(random.below(usual.unsigned_abs())).unwrap_or(0),
        caller: if known { caller } else { Caller::default() },
        address: format!("192.0.2.{}", 10 + random.below(20)).parse().ok(),
    }
}

fn pick<'a, T>(items: &'a [T], random: &SeededRandom) -> &'a T {
    &items[usize::try_from(random.below(items.len() as u64)).unwrap_or(0)]
}
