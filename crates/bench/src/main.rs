//! What slots, bookings and holds cost, as ratios in one run: against a bare axum route, and against raw commits on the same
//! disk. Machines differ, ratios less.
//!
//! ```sh
//! cargo build --release && cargo run --release -p bench -- --seconds 2 --rounds 5
//! ```
//!
//! The load generator and the server share the machine's cores, as they do in every run that is to be compared.

mod bare;
mod clinic;
mod core_side;
mod load;
mod raw;
mod server;
mod table;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::clinic::Clinic;
use crate::load::{Load, Requests};
use crate::server::Server;
use crate::table::Table;

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
    #[arg(long, default_value_t = 2000)]
    appointments: usize,
    /// Measure only what has a name that begins so, such as "bookings"
    #[arg(long)]
    only: Option<String>,
    /// Folder for the database; its disk is what is measured [default: a temporary one]
    #[arg(long)]
    data: Option<PathBuf>,
    /// Serve the bare route on this port, and do nothing else
    #[arg(long, hide = true)]
    bare: Option<u16>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::parse();
    if let Some(port) = options.bare {
        return bare::serve(port);
    }
    let temporary = tempfile::tempdir()?;
    let folder = options.data.clone().unwrap_or_else(|| temporary.path().to_owned());
    let clinic = Clinic::seed(&folder.join("bench.db"), options.organizations, options.appointments)?;
    let mut table = Table::new(options.rounds, options.only.clone());
    let seconds = Duration::from_secs(options.seconds);
    for round in 0..options.rounds {
        doors(&mut table, &clinic, seconds, round)?;
        raw::commits(&mut table, &folder, seconds)?;
        core_side::measure(&mut table, &clinic, seconds)?;
    }
    table.print();
    Ok(())
}

/// What goes through HTTP.
fn doors(
    table: &mut Table,
    clinic: &Clinic,
    seconds: Duration,
    round: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let bare = Server::bare()?;
    for connections in [1, 16, 32] {
        let load = Load { address: bare.address, connections, seconds };
        let request = Requests::Same(load::get("/bare", ""));
        table.measure(&format!("bare route, {connections} connections"), || load.run(&request))?;
    }
    drop(bare);
    let server = Server::polyclinic(&clinic.path)?;
    table.note("cold start to the first slots, ms", server.first_answer(&clinic.slots(1))?);
    table.note("resident memory idle, MB", server.resident_megabytes()?);
    for days in [1, 7, 30] {
        for connections in [1, 16, 32] {
            let load = Load { address: server.address, connections, seconds };
            let request = Requests::Same(clinic.slots(days));
            table.measure(&format!("slots of {days} days, {connections} connections"), || load.run(&request))?;
        }
    }
    for connections in [1, 32] {
        let load = Load { address: server.address, connections, seconds };
        table.measure(&format!("bookings, {connections} connections"), || {
            load.run(&Requests::Each(clinic.bookings(round, connections)))
        })?;
    }
    table.note("resident memory after the load, MB", server.resident_megabytes()?);
    Ok(())
}
