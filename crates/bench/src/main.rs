//! What slots, bookings and holds cost, as ratios in one run: against a bare axum route, and against raw commits on the same
//! disk or what `pgbench` makes of the same PostgreSQL. Machines differ, ratios less.
//!
//! ```sh
//! cargo build --release && cargo run --release -p bench
//! cargo run --release -p bench -- --database postgres://user@host/empty_database
//! cargo run --release -p bench -- --growth
//! ```
//!
//! The load generator, the server and the database share the machine's cores, as they do in every run that is to be compared.

mod bare;
mod clinic;
mod copies;
mod core_side;
mod engine;
mod load;
mod pgbench;
mod raw;
mod recording;
mod server;
mod table;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::clinic::Clinic;
use crate::load::{Load, Requests};
use crate::server::Server;
use crate::table::Table;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Measures the server that was built beside this program.
#[derive(Clone, Debug, Parser)]
struct Options {
    /// Seconds of each measurement
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Rounds, of which the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Organizations in the database
    #[arg(long, default_value_t = 1)]
    organizations: usize,
    /// Appointments of each organization besides the measured ones
    #[arg(long, default_value_t = 1000)]
    appointments: usize,
    /// Measure with 1, 100 and 1,000 organizations, and compare (SQLite)
    #[arg(long, conflicts_with_all = ["organizations", "database"])]
    growth: bool,
    /// Measure only what has a name that begins so, such as "bookings"
    #[arg(long)]
    only: Option<String>,
    /// Folder for the SQLite database; its disk is what is measured [default: a temporary one]
    #[arg(long, conflicts_with = "database")]
    data: Option<PathBuf>,
    /// An empty PostgreSQL database to measure instead of SQLite
    #[arg(long)]
    database: Option<String>,
    /// Ask the engine that often, and do nothing else
    #[arg(long, hide = true)]
    engine: Option<u64>,
    /// Serve the bare route on this port, and do nothing else
    #[arg(long, hide = true)]
    bare: Option<u16>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if let Some(port) = options.bare {
        return bare::serve(port);
    }
    if let Some(times) = options.engine {
        engine::repeat(times);
    } else if let Some(url) = &options.database {
        postgres(&options, url)?.print();
    } else if options.growth {
        let tables = [1, 100, 1000].map(|organizations| sqlite(&options, organizations));
        table::print_growth(&tables.into_iter().collect::<Result<Vec<_>>>()?);
    } else {
        sqlite(&options, options.organizations)?.print();
    }
    Ok(())
}

fn sqlite(options: &Options, organizations: usize) -> Result<Table> {
    let temporary = tempfile::tempdir()?;
    let folder = options.data.clone().unwrap_or_else(|| temporary.path().to_owned());
    let file = folder.join("bench.db");
    drop(std::fs::remove_file(&file));
    let clinic = Clinic::seed(&file.display().to_string(), organizations, options.appointments)?;
    let yardstick = |table: &mut Table, seconds| raw::commits(table, &folder, seconds);
    rounds(options, &clinic, &format!("SQLite, {organizations} organizations"), yardstick)
}

fn postgres(options: &Options, url: &str) -> Result<Table> {
    let clinic = Clinic::seed(url, options.organizations, options.appointments)?;
    let folder = tempfile::tempdir()?;
    let yardstick = |table: &mut Table, seconds| pgbench::measure(table, url, folder.path(), seconds);
    rounds(options, &clinic, &format!("PostgreSQL, {} organizations", options.organizations), yardstick)
}

fn rounds(
    options: &Options,
    clinic: &Clinic,
    title: &str,
    yardstick: impl Fn(&mut Table, Duration) -> Result<()>,
) -> Result<Table> {
    let mut table = Table::new(title, options.rounds, options.only.clone());
    let seconds = Duration::from_secs(options.seconds);
    for round in 0..options.rounds {
        if let Some(url) = &options.database {
            pgbench::vacuum(url)?;
        }
        doors(&mut table, clinic, seconds, round)?;
        recording::measure(&mut table, clinic, seconds, round)?;
        yardstick(&mut table, seconds)?;
        core_side::measure(&mut table, clinic, seconds)?;
    }
    engine::measure(&mut table, seconds)?;
    Ok(table)
}

/// What goes through HTTP.
fn doors(table: &mut Table, clinic: &Clinic, seconds: Duration, round: usize) -> Result<()> {
    let bare = Server::bare()?;
    for connections in [1, 16, 32] {
        let load = Load { address: bare.address, connections, seconds };
        let request = Requests::Same(load::get("/bare", ""));
        table.measure(&format!("bare route, {connections} connections"), || load.run(&request))?;
    }
    drop(bare);
    let server = Server::polyclinic(&clinic.url, &[])?;
    table.note("cold start to the first slots, ms", server.first_answer(&clinic.slots(1))?);
    table.note("resident memory idle, MB", server.resident_megabytes()?);
    for days in [1, 7, 30] {
        for connections in [1, 16, 32] {
            let load = Load { address: server.address, connections, seconds };
            let request = Requests::Same(clinic.slots(days));
            table.measure(&format!("slots of {days} days, {connections} connections"), || load.run(&request))?;
        }
    }
    for connections in [1, 16, 32] {
        let load = Load { address: server.address, connections, seconds };
        table.measure(&format!("bookings, {connections} connections"), || {
            load.run(&Requests::Each(clinic.bookings(round, connections)))
        })?;
    }
    table.note("resident memory after the load, MB", server.resident_megabytes()?);
    Ok(())
}
