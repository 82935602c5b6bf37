//! Sessions at the portal: those of one key or of the operator, listed and ended by whoever has one of them.

use app::session::{self, Opened, Resumed};
use app::{Error, Result};
use domain::secret::Secret;
use domain::{AuditId, Noun, OrganizationId, SessionId};
use jiff::SignedDuration;
use testkit::TestClinic;
use testkit::clinic::ADMIN_SECRET;

use crate::access::key;

fn open(clinic: &TestClinic, shown: &str) -> Opened {
    let (app, shown) = (clinic.app.clone(), Secret::given(shown));
    clinic.write(move |tx| session::open_portal(tx, &app, &shown, None, "test")).expect("a session")
}

fn resume(clinic: &TestClinic, opened: &Opened) -> Result<Resumed> {
    let (app, secret) = (clinic.app.clone(), opened.secret.clone());
    clinic.read(move |tx| session::resume(tx, &app, &secret, "test"))
}

fn list(clinic: &TestClinic, opened: &Opened) -> Vec<SessionId> {
    let (mine, now) = (resume(clinic, opened).unwrap(), clinic.app.now());
    let listed = clinic.read(move |tx| session::list(tx, &mine, now)).unwrap();
    listed.into_iter().map(|session| session.id).collect()
}

fn end_one(clinic: &TestClinic, opened: &Opened, id: SessionId) -> Result<()> {
    let (app, mine) = (clinic.app.clone(), resume(clinic, opened).unwrap());
    clinic.write(move |tx| session::end_one(tx, &app, &mine, id, "test"))
}

fn end_others(clinic: &TestClinic, opened: &Opened) {
    let (app, mine) = (clinic.app.clone(), resume(clinic, opened).unwrap());
    clinic.write(move |tx| session::end_others(tx, &app, &mine, "test")).unwrap();
}

testkit::both_databases! {
    fn the_sessions_of_one_key_are_listed_and_ended_by_each_of_them(engine) {
        let clinic = TestClinic::start(engine);
        let (made, other) = (key(&clinic, &["alice"], &[]), key(&clinic, &["alice"], &[]));
        let [first, second, third] = [(); 3].map(|()| open(&clinic, made.secret.reveal()));
        let (stranger, admin) = (open(&clinic, other.secret.reveal()), open(&clinic, ADMIN_SECRET));
        assert_eq!(list(&clinic, &first), [third.session.id, second.session.id, first.session.id], "newest first");
        assert_eq!(list(&clinic, &stranger), [stranger.session.id]);
        assert_eq!(list(&clinic, &admin), [admin.session.id], "the operator's are its own as well");
        for who in [&stranger, &admin] {
            let refused = end_one(&clinic, who, first.session.id);
            assert!(matches!(refused, Err(Error::NotFound(Noun::Session))), "{refused:?}");
        }
        end_one(&clinic, &first, second.session.id).unwrap();
        assert!(resume(&clinic, &second).is_err() && resume(&clinic, &first).is_ok());
        assert!(matches!(end_one(&clinic, &first, second.session.id), Err(Error::NotFound(_))), "it is gone");
        end_others(&clinic, &third);
        assert!(resume(&clinic, &first).is_err() && resume(&clinic, &third).is_ok());
        assert!(resume(&clinic, &stranger).is_ok() && resume(&clinic, &admin).is_ok(), "those of others stay");
        let more = open(&clinic, ADMIN_SECRET);
        end_others(&clinic, &admin);
        assert!(resume(&clinic, &more).is_err() && resume(&clinic, &third).is_ok());
    }

    fn what_has_reached_its_end_is_not_listed_and_ends_are_audited(engine) {
        let clinic = TestClinic::start(engine);
        let made = key(&clinic, &["alice"], &[]);
        let old = open(&clinic, made.secret.reveal());
        clinic.clock.advance(SignedDuration::from_hours(7));
        let (fresh, third) = (open(&clinic, made.secret.reveal()), open(&clinic, made.secret.reveal()));
        assert_eq!(list(&clinic, &fresh), [third.session.id, fresh.session.id, old.session.id]);
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(list(&clinic, &fresh), [third.session.id, fresh.session.id]);
        end_one(&clinic, &fresh, third.session.id).unwrap();
        end_others(&clinic, &fresh);
        let entries = clinic.read(|tx| Ok(tx.list_audit(OrganizationId::INSTALLATION, AuditId(0), 1000)?)).unwrap();
        let told = |action: &str| -> Vec<(String, i64)> {
            let alike = entries.iter().filter(|entry| entry.action == action);
            alike.map(|entry| (entry.actor.clone(), entry.subject)).collect()
        };
        let actor = format!("partner:{}/key:{}", made.key.partner, made.key.id);
        assert_eq!(told("session.end"), [(actor.clone(), third.session.id.0)]);
        assert_eq!(told("session.end_others"), [(actor, fresh.session.id.0)]);
    }
}
