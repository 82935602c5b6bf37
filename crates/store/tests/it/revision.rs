//! What services are set up with may be remembered for as long as the organization's revision stands, so each change must renew it.

use domain::OrganizationId;
use store::Tx;

use crate::database;

/// A change of each kind to each table that an offer is made of; each needs those before it.
const CHANGES: [&str; 24] = [
    "INSERT INTO practitioners (organization_id, id, calendar_id, given_name, family_name, active) VALUES ($1, 1, 1, 'A', 'B', TRUE)",
    "UPDATE practitioners SET active = FALSE WHERE organization_id = $1",
    "INSERT INTO locations (organization_id, id, name, time_zone, active) VALUES ($1, 1, 'L', 'Europe/Rome', TRUE)",
    "INSERT INTO resources (organization_id, id, calendar_id, location_id, kind, name, active) VALUES ($1, 1, 2, 1, 'room', 'R', TRUE)",
    "UPDATE resources SET active = FALSE WHERE organization_id = $1",
    "INSERT INTO services (organization_id, id, name, duration, gap, buffer_before, buffer_after, start_rule, min_lead, max_lead,
        change_notice, payment_enabled, price_minor, currency, pay_later, save_card_only, health_card_coverage, is_virtual, channels, active)
     VALUES ($1, 1, 'S', 30, 0, 0, 0, '\"every_duration\"', 0, 1000, 0, FALSE, 0, 'EUR', FALSE, FALSE, 0, FALSE, 7, TRUE)",
    "UPDATE services SET duration = 45 WHERE organization_id = $1",
    "INSERT INTO service_practitioners (organization_id, service_id, practitioner_id) VALUES ($1, 1, 1)",
    "UPDATE service_practitioners SET practitioner_id = 1 WHERE organization_id = $1",
    "INSERT INTO service_requirements (organization_id, service_id, requirement, resource_id) VALUES ($1, 1, 0, 1)",
    "UPDATE service_requirements SET requirement = 1 WHERE organization_id = $1",
    "INSERT INTO rosters (organization_id, id, calendar_id, time_zone, every_weeks, anchor, weekly, channels)
     VALUES ($1, 1, 1, 'Europe/Rome', 1, '2026-01-05', '[]', 7)",
    "UPDATE rosters SET channels = 1 WHERE organization_id = $1",
    "INSERT INTO roster_exceptions (organization_id, roster_id, date, periods) VALUES ($1, 1, '2026-01-05', '[]')",
    "UPDATE roster_exceptions SET periods = '[ ]' WHERE organization_id = $1",
    "UPDATE calendars SET capacity = 2 WHERE organization_id = $1",
    "DELETE FROM roster_exceptions WHERE organization_id = $1",
    "DELETE FROM rosters WHERE organization_id = $1",
    "DELETE FROM service_requirements WHERE organization_id = $1",
    "DELETE FROM service_practitioners WHERE organization_id = $1",
    "DELETE FROM services WHERE organization_id = $1",
    "DELETE FROM resources WHERE organization_id = $1",
    "DELETE FROM practitioners WHERE organization_id = $1",
    "UPDATE calendars SET capacity = 1 WHERE organization_id = $1",
];

/// What no offer is made of.
const INDIFFERENT: &str = "INSERT INTO locations";

fn revision(tx: &mut Tx<'_>) -> store::Result<i64> {
    tx.find_revision(OrganizationId(1))
}

testkit::both_databases! {
    fn every_change_of_the_set_up_renews_the_revision(engine) {
        let (db, _database) = database(engine);
        for change in CHANGES {
            let before = db.read(revision).unwrap();
            db.write(move |tx| tx.execute(change, &[&OrganizationId(1)])).unwrap();
            let renewed = db.read(revision).unwrap() != before;
            assert_eq!(renewed, !change.starts_with(INDIFFERENT), "{change}");
        }
    }

    fn a_revision_that_was_rolled_back_does_not_come_again(engine) {
        let (db, _database) = database(engine);
        let change = "UPDATE calendars SET capacity = 2 WHERE organization_id = $1";
        let (sender, seen) = std::sync::mpsc::channel();
        let refused = db.write(move |tx| {
            tx.execute(change, &[&OrganizationId(1)])?;
            let _ = sender.send(revision(tx)?);
            Err::<(), _>(store::Error::Overlap)
        });
        assert!(refused.is_err());
        let lost = seen.recv().unwrap();
        db.write(move |tx| tx.execute(change, &[&OrganizationId(1)])).unwrap();
        let kept = db.read(revision).unwrap();
        assert!(kept != lost && kept != 0, "{kept} {lost}");
    }
}
