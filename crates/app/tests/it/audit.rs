//! The audit log.

use app::audit;
use domain::AuditId;
use testkit::TestClinic;
use testkit::clinic::at;

use crate::{book, visit};

fn seal_all(clinic: &TestClinic) {
    while clinic.write(|tx| audit::seal(tx, 7)).expect("it works") > 0 {}
}

fn verify(clinic: &TestClinic) -> audit::Verification {
    let organization = clinic.alice.organization.id;
    clinic.read(move |tx| audit::verify(tx, organization)).expect("it works")
}

fn tamper(clinic: &TestClinic, sql: &'static str) {
    let organization = clinic.alice.organization.id;
    let changed = clinic.write(move |tx| Ok(tx.execute(sql, &[&organization])?)).expect("it works");
    assert!(changed > 0);
}

testkit::both_databases! {
    fn every_change_has_an_entry_and_the_chain_holds(engine) {
        let clinic = TestClinic::start(engine);
        book(&clinic, visit(&clinic.alice.checkup, at(1, "10:00"), "Ada")).unwrap();
        let organization = clinic.alice.organization.id;
        let entries = clinic.read(move |tx| Ok(tx.list_audit(organization, AuditId(0), 1000)?)).unwrap();
        let booked = entries.iter().find(|entry| entry.action == "appointment.book").unwrap();
        assert_eq!((booked.actor.as_str(), booked.request_id.as_str()), ("anonymous", "test"));
        assert!(!entries.iter().any(|entry| entry.detail.contains("Ada") || entry.detail.contains('@')), "no patient data");
        assert_eq!(verify(&clinic).unsealed, i64::try_from(entries.len()).unwrap());
        seal_all(&clinic);
        let verified = verify(&clinic);
        assert_eq!((verified.sound, verified.unsealed, verified.faults.len()), (i64::try_from(entries.len()).unwrap(), 0, 0));
    }

    fn a_changed_entry_is_found(engine) {
        let clinic = TestClinic::start(engine);
        seal_all(&clinic);
        tamper(&clinic, "UPDATE audit_entries SET actor = 'someone else' WHERE organization_id = $1 AND action = 'service.create'");
        assert!(verify(&clinic).faults.iter().any(|fault| fault.contains("was changed")));
    }

    fn a_removed_entry_is_found(engine) {
        let clinic = TestClinic::start(engine);
        seal_all(&clinic);
        tamper(&clinic, "DELETE FROM audit_entries WHERE organization_id = $1 AND action = 'location.create'");
        assert!(verify(&clinic).faults.iter().any(|fault| fault.contains("is gone")));
    }

    fn a_removed_link_is_found(engine) {
        let clinic = TestClinic::start(engine);
        seal_all(&clinic);
        tamper(&clinic, "DELETE FROM audit_chain WHERE organization_id = $1 AND position = 3");
        let faults = verify(&clinic).faults;
        assert!(faults.iter().any(|fault| fault.contains("missing")) && faults.iter().any(|fault| fault.contains("outside")), "{faults:?}");
    }
}
