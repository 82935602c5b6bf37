//! The same operations on SQLite and on PostgreSQL, side by side: every answer is the same, and so is what is stored in the end.
//! Ids are compared by what they are ids of, because the two databases draw numbers differently.
//!
//! `POLYCLINIC_DIFFERENTIAL_OPERATIONS` makes it longer, `POLYCLINIC_SEED` makes it another one.

mod contents;

use testkit::{Engine, TestClinic};

use crate::model::explore::{Log, explore, number};
use crate::model::operation::Case;
use crate::model::plan::Plan;
use crate::model::player::Player;

/// How many operations there are unless told otherwise.
const OPERATIONS: usize = 1000;

#[test]
fn both_databases_do_the_same() {
    if !Engine::Postgres.is_available() {
        return;
    }
    let clinics = [Engine::Sqlite, Engine::Postgres].map(TestClinic::start);
    let mut cases = 0;
    let log = explore(number("POLYCLINIC_DIFFERENTIAL_OPERATIONS", OPERATIONS), |case, log| {
        cases += 1;
        play(&clinics, case, &format!("both-{cases}"), log)
    });
    log.report("SQLite and PostgreSQL");
    log.assert_seen(&[
        "Book: Taken",
        "Confirm: Taken",
        "Move: Taken",
        "Cancel: Status",
        "Join: Taken",
        "Close: Affected",
    ]);
}

/// Plays a case on both; the first difference is an error.
fn play(clinics: &[TestClinic; 2], case: &Case, slug: &str, log: &mut Log) -> Result<(), String> {
    let plan = Plan::new(case.first_day);
    let [mut sqlite, mut postgres] = clinics.each_ref().map(|clinic| Player::new(clinic, &plan, slug));
    for operation in &case.operations {
        let operation = operation.clone().settled(sqlite.counts());
        let answers = [sqlite.play(&operation), postgres.play(&operation)];
        log.add(&operation, &answers[0]);
        if answers[0] != answers[1] || sqlite.said != postgres.said {
            return Err(format!(
                "SQLite:     {:?}\n{}\nPostgreSQL: {:?}\n{}",
                answers[0], sqlite.said, answers[1], postgres.said
            ));
        }
    }
    contents::compare(&sqlite, &postgres)
}
