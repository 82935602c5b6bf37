//! Setting a clinic up: limits, references, permissions, other people's things.

use app::organization::{self, NewOrganization, OrganizationKey};
use domain::organization::OrganizationSettings;
use domain::service::{ServiceDetails, ServiceTeam};
use domain::{Error, Noun, Permission};
use testkit::TestClinic;
use testkit::clinic::details;

use crate::names;

testkit::both_databases! {
    fn a_short_name_is_taken_once_whatever_its_case(engine) {
        let clinic = TestClinic::start(engine);
        let make = |slug: &str, zone: &str, currency: &str| {
            let new = NewOrganization {
                slug: slug.into(),
                name: "N".into(),
                time_zone: zone.into(),
                currency: currency.into(),
                settings: OrganizationSettings::default(),
            };
            let app = clinic.app.clone();
            clinic.write(move |tx| organization::create(tx, &app, "test", app.now(), &new))
        };
        assert!(matches!(make("ALICE", "Europe/Rome", "EUR"), Err(Error::Duplicate { field: "slug", .. })));
        let error = make("no good", "Mars/Base", "euro").unwrap_err();
        assert!(names(&error, &["slug", "time_zone", "currency"]), "{error:?}");
    }

    fn an_organization_is_found_by_name_and_domain_unless_it_is_switched_off(engine) {
        let clinic = TestClinic::start(engine);
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| organization::add_domain(tx, &ctx, "Booking.Alice.example")).unwrap();
        let open = |key: OrganizationKey| clinic.read(move |tx| organization::open(tx, &key)).map(|found| found.slug);
        assert_eq!(open(OrganizationKey::Slug("Alice".into())).unwrap(), "alice");
        assert_eq!(open(OrganizationKey::Domain("booking.alice.EXAMPLE".into())).unwrap(), "alice");
        let ctx = clinic.system(&clinic.charlie);
        let taken = clinic.write(move |tx| organization::add_domain(tx, &ctx, "booking.alice.example"));
        assert!(matches!(taken, Err(Error::Duplicate { field: "domain", .. })));
        let ctx = clinic.system(&clinic.alice);
        clinic.write(move |tx| organization::set_active(tx, &ctx, false)).unwrap();
        assert!(matches!(open(OrganizationKey::Slug("alice".into())), Err(Error::NotFound(Noun::Organization))));
    }

    fn every_bad_field_of_a_service_is_named(engine) {
        let clinic = TestClinic::start(engine);
        let create = |details: ServiceDetails, team: ServiceTeam| {
            let ctx = clinic.system(&clinic.alice);
            clinic.write(move |tx| app::service::create(tx, &ctx, details.clone(), &team)).map(|service| service.id)
        };
        let bad = ServiceDetails { name: " ".into(), gap: 500, max_lead: 1, min_lead: 2, ..details("x", 0) };
        assert!(names(&create(bad, ServiceTeam::default()).unwrap_err(), &["name", "duration", "gap", "max_lead"]));
        let too_long = ServiceDetails { buffer_before: 120, ..details("x", 1400) };
        assert!(names(&create(too_long, ServiceTeam::default()).unwrap_err(), &["duration"]));
        let theirs = ServiceTeam { practitioners: vec![clinic.charlie.bob.id], requirements: vec![] };
        assert!(matches!(create(details("x", 30), theirs), Err(Error::NotFound(Noun::Practitioner))));
        let theirs = ServiceTeam { practitioners: vec![], requirements: vec![vec![clinic.charlie.chair.id]] };
        assert!(matches!(create(details("x", 30), theirs), Err(Error::NotFound(Noun::Resource))));
        let theirs = ServiceDetails { questionnaire_id: Some(clinic.charlie.questionnaire.id), ..details("x", 30) };
        assert!(matches!(create(theirs, ServiceTeam::default()), Err(Error::NotFound(Noun::Questionnaire))));
    }

    fn only_those_who_may_configure_do(engine) {
        let clinic = TestClinic::start(engine);
        for ctx in [clinic.anonymous(&clinic.alice), clinic.staff(&clinic.alice)] {
            let team = ServiceTeam::default();
            let result = clinic.write(move |tx| app::service::create(tx, &ctx, details("x", 30), &team));
            assert!(matches!(result, Err(Error::Forbidden(Permission::Configure))));
        }
    }

    fn a_new_version_of_the_questions_leaves_old_answers_alone(engine) {
        let clinic = TestClinic::start(engine);
        let (ctx, id) = (clinic.system(&clinic.alice), clinic.alice.questionnaire.id);
        let mut items = clinic.alice.questionnaire.items.clone();
        items.truncate(2);
        let changed = clinic.write(move |tx| app::questionnaire::change(tx, &ctx, id, items.clone())).unwrap();
        assert_eq!((changed.version, changed.items.len()), (2, 2));
        let ctx = clinic.anonymous(&clinic.alice);
        let read = clinic.read(move |tx| app::questionnaire::get(tx, &ctx, id)).unwrap();
        assert_eq!(read, changed);
        let ctx = clinic.anonymous(&clinic.charlie);
        assert!(clinic.read(move |tx| app::questionnaire::get(tx, &ctx, id)).is_err());
    }

    fn services_are_listed_by_name_and_only_while_they_are_open(engine) {
        let clinic = TestClinic::start(engine);
        let list = || {
            let ctx = clinic.anonymous(&clinic.alice);
            clinic.read(move |tx| app::service::list(tx, &ctx)).unwrap().into_iter().map(|service| service.details.name).collect::<Vec<_>>()
        };
        assert_eq!(list(), ["Check-up", "Cleaning", "Treatment", "Video call"], "classes are joined, not booked");
        let (ctx, id) = (clinic.system(&clinic.alice), clinic.alice.cleaning.id);
        clinic.write(move |tx| app::service::set_active(tx, &ctx, id, false)).unwrap();
        assert_eq!(list(), ["Check-up", "Treatment", "Video call"]);
    }
}
