//! Random sequences of operations on the core, each answer compared with the prediction of an oracle.
//!
//! `POLYCLINIC_MODEL_STEPS` makes it longer (100000 take some minutes), `POLYCLINIC_SEED` makes it another one. A divergence is
//! reported as the shortest sequence found that shows it.

pub(crate) mod answer;
pub(crate) mod explore;
pub(crate) mod names;
pub(crate) mod operation;
mod oracle;
pub(crate) mod plan;
pub(crate) mod player;

use testkit::TestClinic;

use explore::{Log, explore, number};
use operation::Case;
use oracle::Oracle;
use plan::Plan;
use player::Player;

/// How many operations there are unless told otherwise.
const STEPS: usize = 2000;

testkit::both_databases! {
    fn the_core_does_as_the_oracle_says(engine) {
        let clinic = TestClinic::start(engine);
        let mut cases = 0;
        let log = explore(number("POLYCLINIC_MODEL_STEPS", STEPS), |case, log| {
            cases += 1;
            play(&clinic, case, &format!("model-{cases}"), log)
        });
        log.report(&format!("model on {engine:?}"));
        log.assert_seen(&["Book: Taken", "Book: SlotTaken", "Book: SlotNotOffered", "Confirm: Taken", "Confirm: HoldExpired"]);
        log.assert_seen(&["Move: Taken", "Cancel: Status", "Gather: Taken", "Join: Taken", "Close: Affected", "Slots: Starts"]);
    }
}

/// Plays a case on both; the first divergence is an error.
fn play(clinic: &TestClinic, case: &Case, slug: &str, log: &mut Log) -> Result<(), String> {
    let plan = Plan::new(case.first_day);
    let (mut player, mut oracle) = (Player::new(clinic, &plan, slug), Oracle::new(&plan));
    for operation in &case.operations {
        let operation = operation.clone().settled(player.counts());
        let (answer, predicted) = (player.play(&operation), oracle.predict(&operation));
        log.add(&operation, &answer);
        if answer != predicted {
            return Err(format!("the product:  {answer:?}\nthe oracle:   {predicted:?}"));
        }
    }
    Ok(())
}
