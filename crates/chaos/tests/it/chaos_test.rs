//! Clients of all kinds while the server, and PostgreSQL under it, are killed at random moments.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chaos::journal::{Entry, Outcome};
use testkit::Engine;

use crate::client::{CLIENTS, Crowd};
use crate::random::Random;
use crate::stage::{Stage, say, seed, setting};
use crate::wish::Common;

#[test]
fn sqlite() {
    run(Engine::Sqlite);
}

#[test]
fn postgres() {
    run(Engine::Postgres);
}

fn run(engine: Engine) {
    let Some(mut stage) = Stage::set_up(engine) else { return };
    let began = Instant::now();
    let (journal, kills) = play(&mut stage);
    let defects = stage.all_found(&journal);
    say(&summary(&stage, &journal, &kills, defects.len(), began.elapsed()));
    stage.assert_sound(&defects);
}

/// How many requests and kills a short run has. PostgreSQL needs some seconds to recover from each.
fn short(engine: Engine) -> (u64, u64) {
    match engine {
        Engine::Sqlite => (12_000, 12),
        Engine::Postgres => (4000, 4),
    }
}

/// Lets the clients loose, and kills what they talk to. Their journals, and what was killed how often.
fn play(stage: &mut Stage) -> (Vec<Entry>, BTreeMap<&'static str, u64>) {
    let folder = stage.path().to_owned();
    let crowd = Crowd {
        common: Common::new(stage.clinic.clone(), stage.clock),
        address: stage.server.address(),
        seed: seed(),
        total: setting("POLYCLINIC_CHAOS_OPERATIONS", short(stage.engine).0),
        begun: AtomicU64::new(0),
        busy: AtomicU64::new(CLIENTS as u64),
        folder: &folder,
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                scope.spawn({
                    let crowd = &crowd;
                    move || crowd.run_client(number)
                })
            })
            .collect();
        let kills = strike_again_and_again(stage, &crowd);
        let journals =
            clients.into_iter().map(|client| client.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (journals.flatten().collect(), kills)
    })
}

/// So many kills, at random moments between the first request and the last.
fn strike_again_and_again(stage: &mut Stage, crowd: &Crowd<'_>) -> BTreeMap<&'static str, u64> {
    let mut random = Random::new(crowd.seed);
    let kills: u64 = setting("POLYCLINIC_CHAOS_KILLS", short(stage.engine).1);
    let mut moments: Vec<u64> = (0..kills).map(|_| random.below(crowd.total)).collect();
    moments.sort_unstable();
    let mut struck = BTreeMap::new();
    for moment in moments {
        while crowd.begun.load(Ordering::SeqCst) < moment && crowd.busy.load(Ordering::SeqCst) > 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(random.below(5000)));
        *struck.entry(stage.strike(&mut random)).or_default() += 1;
    }
    struck
}

fn summary(
    stage: &Stage,
    journal: &[Entry],
    kills: &BTreeMap<&'static str, u64>,
    defects: usize,
    elapsed: Duration,
) -> String {
    let acknowledged = journal.iter().filter(|entry| entry.answer().is_some()).count();
    let doubtful = journal.iter().filter(|entry| entry.outcome == Outcome::InDoubt).count();
    let of_each: Vec<String> = kills.iter().map(|(what, times)| format!("{what} {times}")).collect();
    format!(
        "chaos on {:?}, seed {}: {} operations, {acknowledged} acknowledged, {} refused, {doubtful} left in doubt, {} kills ({}), \
         {defects} defects, {:.1} s",
        stage.engine,
        seed(),
        journal.len(),
        journal.len() - acknowledged - doubtful,
        kills.values().sum::<u64>(),
        of_each.join(", "),
        elapsed.as_secs_f32(),
    )
}
