//! What the record of calls costs.

use std::time::Duration;

use crate::clinic::Clinic;
use crate::load::{Load, Requests};
use crate::server::Server;
use crate::table::Table;

/// The two that are compared, with what turns the record on and off.
const MEASURED: [(&str, &str); 2] =
    [("naturae slots, 16 connections", "true"), ("naturae slots, 16 connections, not recorded", "false")];

/// Measures the same calls of a partner's program with the record of calls and without, in turns, and every other round the
/// other way round: what else the machine does meets both.
pub(crate) fn measure(
    table: &mut Table,
    clinic: &Clinic,
    seconds: Duration,
    round: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut measured = MEASURED;
    measured.rotate_left(round % 2);
    for (name, recorded) in measured {
        if !table.wants(name) {
            continue;
        }
        let server = Server::polyclinic(&clinic.url, &[("POLYCLINIC_ACCESS__RECORD_CALLS", recorded)])?;
        let load = Load { address: server.address, connections: 16, seconds };
        let request = Requests::Same(clinic.naturae_slots());
        // What is made at the first call is made.
        server.first_answer(&clinic.naturae_slots())?;
        table.measure(name, || load.run(&request))?;
    }
    Ok(())
}
