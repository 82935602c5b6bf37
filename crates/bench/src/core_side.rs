//! What has no door of its own yet, called in the core: the next free start, any of fifty with a room, holds.

use std::time::{Duration, Instant};

use app::availability::{SlotQuery, Who};
use app::{App, Ctx};
use domain::ServiceId;
use jiff::Timestamp;

use crate::clinic::Clinic;
use crate::load::Outcome;
use crate::table::Table;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Measures all of it.
pub(crate) fn measure(table: &mut Table, clinic: &Clinic, seconds: Duration) -> Result<()> {
    let app = clinic.open()?;
    let ctx = clinic.ctx(&app);
    let month = |service| query(service, Some(domain::time::plus_minutes(app.now(), 30 * 1440)));
    table.measure("slots of 30 days in the core", || slots(&app, &ctx, month(clinic.single), seconds))?;
    table.measure("any of 50 with a room, 30 days, in the core", || {
        slots(&app, &ctx, month(clinic.any_of_fifty), seconds)
    })?;
    table.measure("next free start in 365 booked-out days", || {
        next(&app, &ctx, query(clinic.booked_out, None), seconds)
    })?;
    table.measure("holds, 32 threads in the core", || holds(&app, clinic, seconds))?;
    // What no job has sealed here must not be the work of the server that is started next.
    while app.db().write(|tx| app::audit::seal(tx, 1000))? > 0 {}
    app.db().close();
    Ok(())
}

fn query(service_id: ServiceId, until: Option<Timestamp>) -> SlotQuery {
    SlotQuery { service_id, who: Who::default(), from: None, until }
}

fn slots(app: &App, ctx: &Ctx, query: SlotQuery, seconds: Duration) -> Result<Outcome> {
    repeat(seconds, || {
        let ctx = ctx.clone();
        let found = app.db().read(move |tx| app::availability::slots(tx, &ctx, &query))?;
        if found.starts.is_empty() { Err("no slots".into()) } else { Ok(()) }
    })
}

fn next(app: &App, ctx: &Ctx, query: SlotQuery, seconds: Duration) -> Result<Outcome> {
    repeat(seconds, || {
        let ctx = ctx.clone();
        app.db().read(move |tx| app::availability::next(tx, &ctx, &query, 1))?;
        Ok(())
    })
}

fn repeat(seconds: Duration, mut step: impl FnMut() -> Result<()>) -> Result<Outcome> {
    let (began, mut latencies) = (Instant::now(), Vec::new());
    while began.elapsed() < seconds {
        let sent = Instant::now();
        step()?;
        latencies.push(sent.elapsed());
    }
    Ok(Outcome::of(latencies, began.elapsed()))
}

/// Places a hold and releases it, so that the time never runs out.
fn holds(app: &App, clinic: &Clinic, seconds: Duration) -> Result<Outcome> {
    let began = Instant::now();
    let latencies = std::thread::scope(|scope| {
        let worker = |number: usize| {
            let (app, ctx) = (app.clone(), clinic.ctx(app));
            let start = clinic.hold_start(number);
            let service_id = clinic.holding;
            scope.spawn(move || {
                let mut latencies = Vec::new();
                while began.elapsed() < seconds {
                    let sent = Instant::now();
                    let (placing, releasing) = (ctx.clone(), ctx.clone());
                    let new = app::hold::NewHold { service_id, who: Who::default(), start, minutes: None };
                    let hold = app.db().write(move |tx| app::hold::place(tx, &placing, &new))?;
                    latencies.push(sent.elapsed());
                    app.db().write(move |tx| app::hold::release(tx, &releasing, hold.id))?;
                }
                Ok::<_, app::Error>(latencies)
            })
        };
        let workers: Vec<_> = (0..32).map(worker).collect();
        let joined = workers.into_iter().map(|worker| {
            worker.join().map_err(|_| "a worker panicked".to_owned())?.map_err(|error| error.to_string())
        });
        joined.collect::<std::result::Result<Vec<Vec<Duration>>, String>>()
    })?;
    Ok(Outcome::of(latencies.concat(), began.elapsed()))
}
