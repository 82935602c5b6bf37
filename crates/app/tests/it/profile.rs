//! What is known of patients: kept, changed, looked for, and how it lets them be recognised.

use app::appointment::NewAppointment;
use app::patient;
use domain::patient::{Gender, LifeStage, PatientDetails, PatientFilter};
use domain::text::Search;
use domain::{Error, Noun, PageQuery, Patient, PatientId, PractitionerId, Result};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::{answers, at};

use crate::{book, names, visit};

fn register(clinic: &TestClinic, fill: impl Fn(&mut Patient) + Send + 'static) -> Result<Patient> {
    let ctx = clinic.staff(&clinic.alice);
    clinic.write(move |tx| patient::register(tx, &ctx, &fill))
}

fn update(clinic: &TestClinic, id: PatientId, change: impl Fn(&mut Patient) + Send + 'static) -> Result<Patient> {
    let ctx = clinic.staff(&clinic.alice);
    clinic.write(move |tx| patient::update(tx, &ctx, id, &change))
}

fn named(given_name: &str, family_name: &str, email: Option<&str>) -> PatientDetails {
    PatientDetails {
        given_name: given_name.into(),
        family_name: family_name.into(),
        email: email.map(str::to_owned),
        ..PatientDetails::default()
    }
}

fn search(clinic: &TestClinic, text: Option<&str>, is_prospect: Option<bool>) -> Vec<String> {
    let filter = PatientFilter { search: Search::parse("search", text).unwrap(), is_prospect };
    let ctx = clinic.staff(&clinic.alice);
    let page = clinic.write(move |tx| patient::search(tx, &ctx, &filter, PageQuery::default())).unwrap();
    assert_eq!(page.total, i64::try_from(page.items.len()).unwrap());
    page.items.iter().map(Patient::full_name).collect()
}

/// Who a booking by somebody of that name and address turns out to be.
fn booked_as(clinic: &TestClinic, time: &str, first_name: &str, email: &str) -> Option<PatientId> {
    let mut given = answers(first_name);
    given.insert("email".to_owned(), email.into());
    let new = NewAppointment { answers: given, ..visit(&clinic.alice.checkup, at(1, time), first_name) };
    book(clinic, new).unwrap().appointment.patient_id
}

testkit::both_databases! {
    fn everything_that_is_told_is_kept(engine) {
        let clinic = TestClinic::start(engine);
        let bob = clinic.alice.bob.id;
        let made = register(&clinic, move |patient| {
            patient.details = named(" Ada ", "Example", Some("Ada@Example.com"));
            for (name, _) in domain::patient::PatientProfile::TEXTS {
                *patient.profile.text_mut(name).unwrap() = Some(format!(" {name}")[..name.len().min(9)].to_owned());
            }
            patient.profile.gender = Some(Gender::Female);
            patient.profile.life_stage = Some(LifeStage::EarlyAdult);
            patient.profile.practitioner_id = Some(bob);
            patient.profile.is_prospect = true;
            patient.profile.photo = Some("data:image/png;base64,AAAA".into());
            patient.profile.other.insert("elsewhere".into(), serde_json::json!({ "a": 1 }));
        }).unwrap();
        let (ctx, id) = (clinic.staff(&clinic.alice), made.id);
        assert_eq!(clinic.write(move |tx| patient::get(tx, &ctx, id)).unwrap(), made);
        assert_eq!((made.details.given_name.as_str(), made.details.email.as_deref()), ("Ada", Some("ada@example.com")));
        assert_eq!(made.profile.nick_name.as_deref(), Some("nick_nam"));
        clinic.clock.advance(SignedDuration::from_mins(1));
        let changed = update(&clinic, id, |patient| patient.profile.nick_name = Some("  ".into())).unwrap();
        assert_eq!((changed.profile.nick_name, changed.profile.pronouns.as_deref()), (None, Some("pronoun")));
        assert_eq!((changed.created_at, changed.updated_at), (made.created_at, clinic.app.now()));
        assert_eq!(changed.profile.other, made.profile.other);
    }

    fn bad_members_are_all_named_and_change_nothing(engine) {
        let clinic = TestClinic::start(engine);
        let made = register(&clinic, |patient| patient.details = named("Ada", "", None)).unwrap();
        let refused = update(&clinic, made.id, |patient| {
            patient.details.email = Some("nobody".into());
            patient.profile.city = Some("x".repeat(101));
            patient.profile.notes = Some("\0".into());
        });
        assert!(names(&refused.unwrap_err(), &["city", "notes", "email"]));
        for id in [clinic.charlie.bob.id, PractitionerId(-1)] {
            let refused = update(&clinic, made.id, move |patient| patient.profile.practitioner_id = Some(id));
            assert!(names(&refused.unwrap_err(), &["practitioner_id"]));
        }
        let (ctx, id) = (clinic.staff(&clinic.alice), made.id);
        assert_eq!(clinic.write(move |tx| patient::get(tx, &ctx, id)).unwrap(), made);
        let ctx = clinic.staff(&clinic.charlie);
        let refused = clinic.write(move |tx| patient::update(tx, &ctx, id, |_| ()));
        assert!(matches!(refused, Err(Error::NotFound(Noun::Patient))));
    }

    fn who_is_registered_is_recognised_when_they_book_by_what_is_known_now(engine) {
        let clinic = TestClinic::start(engine);
        let ada = register(&clinic, |patient| patient.details = named("Ada", "Example", Some("ada@example.com"))).unwrap().id;
        assert_eq!(booked_as(&clinic, "09:00", "ADA", "ada@example.com"), Some(ada));
        update(&clinic, ada, |patient| patient.details.email = Some("ada@example.org".into())).unwrap();
        assert_eq!(booked_as(&clinic, "09:30", "Ada", "ada@example.org"), Some(ada));
        assert_ne!(booked_as(&clinic, "10:00", "Ada", "ada@example.com"), Some(ada), "that was long ago");
        let twin = register(&clinic, |patient| patient.details = named("Ada", "Example", Some("ada@example.org"))).unwrap().id;
        assert_ne!(twin, ada, "nobody looks for somebody alike");
        assert_eq!(booked_as(&clinic, "10:30", "Ada", "ada@example.org"), Some(ada), "the first one stands");
    }

    fn who_has_booked_can_be_looked_for_and_changed(engine) {
        let clinic = TestClinic::start(engine);
        let ada = booked_as(&clinic, "09:00", "Ada", "ada@example.com").unwrap();
        assert_eq!(search(&clinic, Some("ADA@EX"), Some(false)), ["Ada Example"]);
        let changed = update(&clinic, ada, |patient| patient.profile.cell_phone = Some("+39 333 555-0001".into())).unwrap();
        assert_eq!(changed.details.phone.as_deref(), Some("+393335550001"));
        for text in ["333 555-0001", "3335550001", "+39"] {
            assert_eq!(search(&clinic, Some(text), None), ["Ada Example"], "{text}");
        }
    }

    fn lists_are_sorted_filtered_and_counted(engine) {
        let clinic = TestClinic::start(engine);
        for (given, family, is_prospect) in [("Zoe", "Able", true), ("Ann", "Able", false), ("100%", "Under_score", true)] {
            register(&clinic, move |patient| {
                patient.details = named(given, family, None);
                patient.profile.is_prospect = is_prospect;
            }).unwrap();
        }
        assert_eq!(search(&clinic, None, None), ["Ann Able", "Zoe Able", "100% Under_score"]);
        assert_eq!(search(&clinic, None, Some(true)), ["Zoe Able", "100% Under_score"]);
        assert_eq!(search(&clinic, Some("%"), None), ["100% Under_score"]);
        assert_eq!(search(&clinic, Some("_"), None), ["100% Under_score"]);
        assert_eq!(search(&clinic, Some(" able "), Some(false)), ["Ann Able"]);
        let ctx = clinic.staff(&clinic.charlie);
        let theirs = clinic.write(move |tx| patient::search(tx, &ctx, &PatientFilter::default(), PageQuery::default())).unwrap();
        assert_eq!(theirs.total, 0);
    }
}
