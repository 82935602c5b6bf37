//! The jobs on both databases.

use std::time::{Duration, Instant};

use testkit::TestClinic;

fn unsealed(clinic: &TestClinic) -> i64 {
    let organization = clinic.alice.organization.id;
    clinic.read(move |tx| app::audit::verify(tx, organization)).expect("a walk").unsealed
}

testkit::both_databases! {
    fn entries_are_sealed_within_a_second(engine) {
        let clinic = TestClinic::start(engine);
        assert!(unsealed(&clinic) > 0);
        let runner = jobs::Runner::start(clinic.app.clone()).unwrap();
        let began = Instant::now();
        while unsealed(&clinic) > 0 {
            assert!(began.elapsed() < Duration::from_secs(20), "the sealer does not run");
            std::thread::sleep(Duration::from_millis(10));
        }
        runner.stop();
    }

    fn two_sealers_make_one_chain(engine) {
        let clinic = TestClinic::start(engine);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| jobs::run_all(&clinic.app));
            }
        });
        jobs::run_all(&clinic.app).unwrap();
        let organization = clinic.alice.organization.id;
        let verified = clinic.read(move |tx| app::audit::verify(tx, organization)).unwrap();
        assert_eq!((verified.unsealed, verified.faults), (0, vec![]));
    }
}
