//! One idempotency key, many connections, a server that dies between commit and answer: one effect, and one answer.

use std::time::{Duration, Instant};

use chaos::journal::{Answer, Entry, Operation, Outcome, Reply, Request};
use testkit::Engine;

use crate::clinic::minute_of;
use crate::line::Line;
use crate::process::Address;
use crate::random::Random;
use crate::server::Call;
use crate::stage::{Stage, say, seed, setting};

/// How many ask for the same at once.
const CONNECTIONS: u64 = 50;

#[test]
fn sqlite() {
    run(Engine::Sqlite);
}

#[test]
fn postgres() {
    run(Engine::Postgres);
}

/// What became of a storm.
#[derive(Default)]
struct Tally {
    journal: Vec<Entry>,
    answered_before: usize,
    answered_after: usize,
}

fn run(engine: Engine) {
    let Some(mut stage) = Stage::set_up(engine) else { return };
    let began = Instant::now();
    let rounds: u64 = setting("POLYCLINIC_STORM_ROUNDS", 20);
    let mut random = Random::new(seed());
    let mut tally = Tally::default();
    for round in 0..rounds {
        play(&mut stage, round, &mut random, &mut tally);
    }
    let defects = stage.all_found(&tally.journal);
    say(&format!(
        "storm on {engine:?}, seed {}: {rounds} keys x {CONNECTIONS} connections, {rounds} kills, {} answered before the kill, {} \
         after the restart, {} defects, {:.1} s",
        seed(),
        tally.answered_before,
        tally.answered_after,
        defects.len(),
        began.elapsed().as_secs_f32(),
    ));
    stage.assert_sound(&defects);
}

fn play(stage: &mut Stage, round: u64, random: &mut Random, tally: &mut Tally) {
    let operation = Operation::Book { service: stage.clinic.checkup, start: start(round) };
    let request = Request { key: format!("storm-{:x}-{round}", seed()), operation: operation.clone() };
    let before = ask_and_kill(stage, &request, random);
    let after = ask_all(&stage.server.address(), &request);
    assert_eq!(after.len() as u64, CONNECTIONS, "each is answered after the restart");
    tally.answered_before += before.len();
    tally.answered_after += after.len();
    let answer = after[0].clone();
    assert!(
        before.iter().chain(&after).all(|other| *other == answer),
        "not all answers are the same: {before:?} {after:?}"
    );
    let answer: Answer = serde_json::from_str(&answer).expect("an answer");
    tally.journal.push(Entry { client: 0, key: request.key, operation, outcome: Outcome::Acknowledged(answer) });
}

/// Everybody asks at once, and the server is killed: at any moment, or once something is committed and nobody was told. The
/// answers that came through nevertheless.
fn ask_and_kill(stage: &mut Stage, request: &Request, random: &mut Random) -> Vec<String> {
    let stalls = random.below(4) > 0;
    if stalls {
        let answers = i64::try_from(random.below(CONNECTIONS)).expect("a few");
        drop(Line::new(stage.server.address()).call(&Call::StallAfter(answers)));
    }
    let address = stage.server.address();
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| ask_all(&address, request));
        if stalls {
            stage.server.wait_for_stall();
        } else {
            std::thread::sleep(Duration::from_micros(random.below(20_000)));
        }
        stage.server.kill();
        stage.server.restart();
        asking.join().expect("nobody panics")
    })
}

/// Asks on as many new lines at once; the answers of those that did not break.
fn ask_all(address: &Address, request: &Request) -> Vec<String> {
    let ask = || Line::new(address.clone()).ask(request);
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        let replies = asking.into_iter().filter_map(|asking| asking.join().expect("nobody panics").ok());
        replies.map(answer).collect()
    })
}

fn answer(reply: Reply) -> String {
    match reply {
        Reply::Acknowledged(answer) => answer,
        other => panic!("the start is free, and yet: {other:?}"),
    }
}

/// Another start for each round; there are eight practitioners for each of them.
fn start(round: u64) -> i64 {
    let (day, half_hour) = (round % 20, i64::try_from(round / 20 % 8).expect("a few"));
    minute_of(day, 780 + 30 * half_hour)
}
