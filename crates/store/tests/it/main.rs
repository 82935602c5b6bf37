//! The store on both databases: transactions, the nets beneath `take_time`, the schema.

mod claims;
mod revision;
mod schema;
mod tls;
mod transactions;

use domain::{CalendarId, Organization, OrganizationId};
use store::Db;
use testkit::{Engine, TestDatabase};

/// A fresh database with organization 1 and its calendars 1 (one lane) and 2 (three lanes).
fn database(engine: Engine) -> (Db, TestDatabase) {
    let database = TestDatabase::new(engine).expect("the engine is available");
    let db = Db::open(&database.url, 8).expect("the database opens");
    db.write(|tx| {
        let organization = Organization {
            id: OrganizationId(1),
            slug: "Alice".into(),
            name: "Alice".into(),
            time_zone: "Europe/Rome".into(),
            currency: domain::Currency::parse("EUR").expect("it works"),
            active: true,
            settings: domain::organization::OrganizationSettings::default(),
        };
        tx.insert_organization(&organization, jiff::Timestamp::UNIX_EPOCH)?;
        tx.insert_calendar(OrganizationId(1), CalendarId(1), 1)?;
        tx.insert_calendar(OrganizationId(1), CalendarId(2), 3)
    })
    .expect("the set-up is written");
    (db, database)
}
