//! The jobs on both databases.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testkit::TestClinic;

fn unsealed(clinic: &TestClinic) -> i64 {
    let organization = clinic.alice.organization.id;
    clinic.read(move |tx| app::audit::verify(tx, organization)).expect("a walk").unsealed
}

fn call(clinic: &TestClinic) -> domain::activity::Call {
    domain::activity::Call {
        at: clinic.app.now(),
        door: "test",
        method: "GET".to_owned(),
        endpoint: "/v1/alice/prospects".to_owned(),
        status: 200,
        duration_us: 1000,
        caller: domain::activity::Caller::default(),
        address: None,
    }
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

    fn calls_are_written_within_a_second_and_before_the_end(engine) {
        let clinic = TestClinic::start(engine);
        let call = || clinic.app.recorder().called(call(&clinic));
        let kept = || {
            let ctx = clinic.app.operator("test");
            clinic.read(move |tx| app::activity::stats(tx, &ctx, &app::activity::ActivityQuery::default())).expect("sums").calls
        };
        let runner = jobs::Runner::start(clinic.app.clone()).unwrap();
        assert!(call());
        let began = Instant::now();
        while kept() == 0 {
            assert!(began.elapsed() < Duration::from_secs(20), "nothing is written");
            std::thread::sleep(Duration::from_millis(10));
        }
        (0..5000).for_each(|_| assert!(call()));
        runner.stop();
        assert_eq!((kept(), clinic.app.recorder().waiting(), clinic.app.recorder().dropped()), (5001, 0, 0));
    }

    fn calls_that_never_stop_coming_keep_no_other_job_waiting(engine) {
        let clinic = TestClinic::start(engine);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            // Faster than anybody writes: there is always something to do.
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    if !clinic.app.recorder().called(call(&clinic)) {
                        std::thread::yield_now();
                    }
                }
            });
            while clinic.app.recorder().waiting() < 10_000 {
                std::thread::yield_now();
            }
            let runner = jobs::Runner::start(clinic.app.clone()).unwrap();
            let began = Instant::now();
            while unsealed(&clinic) > 0 && began.elapsed() < Duration::from_secs(30) {
                std::thread::sleep(Duration::from_millis(10));
            }
            let sealed_after = began.elapsed();
            stop.store(true, Ordering::Relaxed);
            runner.stop();
            assert!(sealed_after < Duration::from_secs(30), "nothing is sealed as long as calls come");
        });
        assert_eq!(clinic.app.recorder().waiting(), 0);
    }

    fn what_has_ended_is_removed(engine) {
        let clinic = TestClinic::start(engine);
        let (app, secret) = (clinic.app.clone(), domain::secret::Secret::given(testkit::clinic::ADMIN_SECRET));
        clinic.write(move |tx| app::session::open_portal(tx, &app, &secret, None, "test")).unwrap();
        let rows = || clinic.read(|tx| Ok(tx.query_one("SELECT count(*) FROM sessions", &[], |row| row.at::<i64>(0))?)).expect("a count");
        jobs::run_all(&clinic.app).unwrap();
        assert_eq!(rows(), 1);
        clinic.clock.advance(jiff::SignedDuration::from_hours(8));
        jobs::run_all(&clinic.app).unwrap();
        assert_eq!(rows(), 0);
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
