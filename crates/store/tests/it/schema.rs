//! The schema: migrations, and databases from the future.

use store::{Db, Error, latest_schema_version};

use crate::database;

testkit::both_databases! {
    fn opening_again_changes_nothing(engine) {
        let (db, database) = database(engine);
        db.close();
        let db = Db::open(&database.url, 2).unwrap();
        let status = db.migrations().unwrap();
        assert_eq!((status.applied, status.known), (latest_schema_version(), latest_schema_version()));
        assert!(db.read(|tx| tx.find_organization_by_slug("ALICE")).unwrap().is_some());
    }

    fn a_database_of_a_newer_version_is_refused(engine) {
        let (db, database) = database(engine);
        db.write(|tx| {
            tx.execute(
                "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (9999, 'later', '', '')",
                &[],
            )
        })
        .unwrap();
        db.close();
        let refused = Db::open(&database.url, 2).err();
        assert!(matches!(refused, Some(Error::NewerSchema { found: 9999, .. })), "{refused:?}");
    }
}

#[test]
fn the_bundled_sqlite_is_a_sound_one() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn an_unreachable_database_is_unavailable_and_its_password_is_not_told() {
    let error = Db::open("postgres://someone:secret@127.0.0.1:1/none", 1).err().expect("nothing listens there");
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
}
