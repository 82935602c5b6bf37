//! The checker's own tests: each defect, planted in a sound clinic, is found.

use std::io::{Seek, SeekFrom, Write};

use chaos::Rule;
use testkit::Engine;

use crate::scene::{REFUSED, Scene};

/// Plants something and looks for it.
fn finds(engine: Engine, rule: Rule, words: &str, plant: impl FnOnce(&Scene) -> String) {
    let scene = Scene::new(engine);
    scene.plant(&plant(&scene));
    scene.assert_found(rule, words);
}

/// One more claim like those of that appointment, changed in some places.
fn another_claim(owner: i64, changes: &[(&str, &str)]) -> String {
    let columns = ["organization_id", "calendar_id", "lane", "starts_at", "ends_at", "expires_at", "kind", "owner_id"];
    let change = |column| changes.iter().find(|(changed, _)| *changed == column).map_or(column, |(_, value)| *value);
    let (columns, values) = (columns.join(", "), columns.map(change).join(", "));
    format!(
        "INSERT INTO claims ({columns}) SELECT {values} FROM claims WHERE kind = 'appointment' AND owner_id = {owner}"
    )
}

/// The appointment of that key once more, with the same answers.
fn again(key: &str) -> String {
    let id = format!("SELECT appointment_id FROM questionnaire_responses WHERE answers LIKE '%\"{key}\"%'");
    format!(
        "CREATE TEMPORARY TABLE a AS SELECT * FROM appointments WHERE id = ({id});
         CREATE TEMPORARY TABLE q AS SELECT * FROM questionnaire_responses WHERE appointment_id = ({id});
         UPDATE a SET id = 99999; INSERT INTO appointments SELECT * FROM a;
         UPDATE q SET id = 99999, appointment_id = 99999; INSERT INTO questionnaire_responses SELECT * FROM q"
    )
}

/// Gives an appointment another key.
fn rename(id: i64, key: &str) -> String {
    format!("UPDATE questionnaire_responses SET answers = '{{\"visitReason\":\"{key}\"}}' WHERE appointment_id = {id}")
}

/// One more audit entry like those of that action.
fn another_entry(action: &str) -> String {
    format!(
        "INSERT INTO audit_entries SELECT organization_id, id + 100000, at, actor, action, subject, detail, request_id, hash
         FROM audit_entries WHERE action = '{action}'"
    )
}

testkit::both_databases! {
    fn a_sound_clinic_has_no_defects(engine) {
        let scene = Scene::new(engine);
        assert_eq!(scene.defects(), []);
        scene.plant("SELECT 1");
        assert_eq!(scene.defects(), [], "to look for defects makes none");
    }

    fn claims_that_overlap(engine) {
        finds(engine, Rule::Overlap, "overlaps", |scene| another_claim(scene.booked, &[("starts_at", "starts_at + 60000000")]));
    }

    fn more_at_once_than_there_are_lanes(engine) {
        finds(engine, Rule::Capacity, "has 2 claims", |scene| another_claim(scene.booked, &[("lane", "lane + 1")]));
    }

    fn more_members_than_seats(engine) {
        finds(engine, Rule::Capacity, "2 members and 1 seats", |scene| {
            let calendar = format!("SELECT calendar_id FROM group_sessions WHERE id = {}", scene.session);
            format!("UPDATE calendars SET capacity = 1 WHERE id = ({calendar})")
        });
    }

    fn a_claim_that_is_missing(engine) {
        finds(engine, Rule::Claims, "has 1 claims instead of 2", |scene| {
            let chairs = "SELECT calendar_id FROM resources";
            format!("DELETE FROM claims WHERE owner_id = {} AND calendar_id IN ({chairs})", scene.booked)
        });
    }

    fn a_seat_that_is_missing(engine) {
        finds(engine, Rule::Claims, "has 0 claims instead of 1", |scene| {
            format!("DELETE FROM claims WHERE owner_id = {}", scene.seat)
        });
    }

    fn a_claim_of_somebody_else(engine) {
        finds(engine, Rule::Claims, "has no claim of any of the calendars", |scene| {
            format!("UPDATE claims SET calendar_id = {} WHERE owner_id = {} AND calendar_id = {}",
                scene.clinic.calendars[7], scene.booked, scene.clinic.calendars[0])
        });
    }

    fn a_claim_at_another_time(engine) {
        finds(engine, Rule::Claims, "is not from", |scene| {
            format!("UPDATE claims SET ends_at = ends_at - 60000000 WHERE owner_id = {}", scene.booked)
        });
    }

    fn a_claim_that_would_expire(engine) {
        finds(engine, Rule::Claims, "is not as such a claim must be", |scene| {
            format!("UPDATE claims SET expires_at = 1 WHERE owner_id = {}", scene.confirmed)
        });
    }

    fn a_claim_of_a_hold_that_was_confirmed(engine) {
        finds(engine, Rule::Claims, "belongs to nothing", |scene| {
            format!("UPDATE claims SET kind = 'hold' WHERE owner_id = {}", scene.confirmed)
        });
    }

    fn a_claim_of_what_was_cancelled(engine) {
        finds(engine, Rule::Claims, "belongs to nothing", |scene| {
            format!("UPDATE claims SET owner_id = {} WHERE owner_id = {}", scene.cancelled, scene.booked)
        });
    }

    fn a_claim_of_nothing(engine) {
        finds(engine, Rule::Claims, "belongs to nothing", |scene| {
            another_claim(scene.booked, &[("owner_id", "99999"), ("lane", "lane + 5")])
        });
    }

    fn a_member_of_a_session_that_was_called_off(engine) {
        finds(engine, Rule::Claims, "its group session was called off", |scene| {
            format!("UPDATE group_sessions SET cancelled = TRUE WHERE id = {}", scene.session)
        });
    }

    fn a_closure_that_closes_only_a_part(engine) {
        finds(engine, Rule::Claims, "does not cover its time", |scene| {
            format!("DELETE FROM claims WHERE owner_id = {} AND calendar_id = {} AND starts_at % 86400000000 = 0",
                scene.closure, scene.clinic.calendars[0])
        });
    }

    fn a_closure_that_lost_a_calendar(engine) {
        finds(engine, Rule::Promise, "and was promised as", |scene| {
            format!("DELETE FROM claims WHERE owner_id = {} AND calendar_id = {}", scene.closure, scene.clinic.calendars[0])
        });
    }

    fn an_appointment_that_is_gone(engine) {
        finds(engine, Rule::Promise, "is Absent", |scene| {
            let id = scene.booked;
            format!("DELETE FROM claims WHERE owner_id = {id}; DELETE FROM appointments WHERE id = {id}")
        });
    }

    fn a_confirmation_that_is_gone(engine) {
        finds(engine, Rule::Promise, "is Absent", |scene| {
            format!("DELETE FROM appointments WHERE id = {}", scene.confirmed)
        });
    }

    fn a_move_that_is_gone(engine) {
        finds(engine, Rule::Promise, "was promised to be", |scene| {
            format!("UPDATE appointments SET starts_at = previous_start WHERE id = {}", scene.moved)
        });
    }

    fn a_cancellation_that_is_gone(engine) {
        finds(engine, Rule::Promise, "was promised to be", |scene| {
            format!("UPDATE appointments SET status = 'booked' WHERE id = {}", scene.cancelled)
        });
    }

    fn a_hold_that_is_gone(engine) {
        finds(engine, Rule::Promise, "was not promised", |scene| {
            format!("DELETE FROM claims WHERE owner_id = {0}; DELETE FROM holds WHERE id = {0}", scene.held)
        });
    }

    fn a_release_that_is_gone(engine) {
        finds(engine, Rule::Promise, "was not promised", |scene| {
            format!("UPDATE holds SET id = {} WHERE id = {}", scene.released, scene.held)
        });
    }

    fn a_session_that_is_gone(engine) {
        finds(engine, Rule::Promise, "is gone", |scene| format!("DELETE FROM group_sessions WHERE id = {}", scene.session));
    }

    fn a_session_that_is_on_again(engine) {
        finds(engine, Rule::Promise, "that it was called off is false", |scene| {
            format!("UPDATE group_sessions SET cancelled = FALSE WHERE id = {}", scene.called_off)
        });
    }

    fn a_closure_that_is_gone(engine) {
        finds(engine, Rule::Promise, "that it is there is false", |scene| {
            format!("DELETE FROM claims WHERE owner_id = {0}; DELETE FROM closures WHERE id = {0}", scene.closure)
        });
    }

    fn a_closure_that_was_lifted_and_is_back(engine) {
        finds(engine, Rule::Promise, "that it is there is true", |scene| {
            format!("UPDATE closures SET id = {} WHERE id = {}", scene.reopened, scene.closure)
        });
    }

    fn hours_of_a_date_that_are_gone(engine) {
        finds(engine, Rule::Promise, "hours of", |_| "DELETE FROM roster_exceptions".to_owned());
    }

    fn a_change_of_a_roster_that_is_gone(engine) {
        finds(engine, Rule::Promise, "opens at", |_| "UPDATE rosters SET weekly = replace(weekly, '510', '480')".to_owned());
    }

    fn a_patient_who_is_gone(engine) {
        finds(engine, Rule::Claims, "point to nobody", |_| "UPDATE patient_keys SET patient_id = 99999".to_owned());
    }

    fn a_booking_that_was_done_twice(engine) {
        finds(engine, Rule::Effect, "made 2 appointments", |_| again("key-0"));
    }

    fn a_booking_in_doubt_that_was_done_twice(engine) {
        finds(engine, Rule::Effect, "key-done (InDoubt) made 2 appointments", |_| again("key-done"));
    }

    fn a_request_that_was_refused_and_done(engine) {
        finds(engine, Rule::Effect, "key-refused", |scene| {
            rename(scene.booked, REFUSED)
        });
    }

    fn an_appointment_nobody_asked_for(engine) {
        finds(engine, Rule::Effect, "nobody asked", |scene| {
            rename(scene.booked, "another")
        });
    }

    fn a_change_that_was_done_twice(engine) {
        finds(engine, Rule::Effect, "2 entries of appointment.move", |_| another_entry("appointment.move"));
    }

    fn a_roster_that_was_changed_twice(engine) {
        finds(engine, Rule::Effect, "2 entries of roster.change", |_| another_entry("roster.change"));
    }

    fn an_entry_that_was_changed(engine) {
        finds(engine, Rule::Audit, "its entry was changed", |_| {
            "UPDATE audit_entries SET actor = 'staff:eve' WHERE action = 'appointment.move'".to_owned()
        });
    }

    fn an_entry_that_is_gone(engine) {
        finds(engine, Rule::Audit, "its entry is gone", |_| "DELETE FROM audit_entries WHERE action = 'hold.place'".to_owned());
    }

    fn an_entry_outside_of_the_chain(engine) {
        finds(engine, Rule::Audit, "stand outside", |_| another_entry("hold.release"));
    }

    fn an_entry_that_is_not_sealed(engine) {
        finds(engine, Rule::Audit, "are not sealed", |_| {
            "INSERT INTO audit_unsealed SELECT organization_id, min(id) FROM audit_entries GROUP BY organization_id".to_owned()
        });
    }

    fn a_link_that_is_gone(engine) {
        finds(engine, Rule::Audit, "links are missing", |_| "DELETE FROM audit_chain WHERE position = 3".to_owned());
    }

    fn a_link_that_does_not_follow(engine) {
        finds(engine, Rule::Audit, "does not follow", |_| "UPDATE audit_chain SET link = 'x' WHERE position = 3".to_owned());
    }

    fn an_appointment_told_of_twice(engine) {
        finds(engine, Rule::Audit, "is told of (2, 0, 0)", |_| another_entry("appointment.book"));
    }

    fn an_event_that_is_missing(engine) {
        finds(engine, Rule::Audit, "events of bookings", |scene| format!("DELETE FROM events WHERE subject = {}", scene.seat));
    }

    fn a_table_that_is_gone(engine) {
        finds(engine, Rule::Storage, "closures", |_| "DROP TABLE closures".to_owned());
    }
}

/// PostgreSQL has no such check built in.
#[test]
fn a_file_that_is_damaged() {
    let scene = Scene::new(Engine::Sqlite);
    let mut database = chaos::database::Database::open(&format!("sqlite://{}", scene.file())).unwrap();
    let number = |rows: Vec<chaos::database::Row>| rows[0].int(0).unwrap();
    let root = number(database.rows("SELECT rootpage FROM sqlite_master WHERE name = 'claims_by_owner'").unwrap());
    let size = number(database.rows("PRAGMA page_size").unwrap());
    drop(database);
    let mut file = std::fs::File::options().write(true).open(scene.file()).unwrap();
    // An index that knows of nothing: whoever asks it would be told that there are no claims.
    file.seek(SeekFrom::Start(u64::try_from((root - 1) * size).unwrap())).unwrap();
    file.write_all(&[10, 0, 0, 0, 0, 0, 0]).unwrap();
    scene.assert_found(Rule::Storage, "claims_by_owner");
}
