//! The other yardstick: one row, one commit, on the same disk with the same settings.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::load::Outcome;
use crate::table::Table;

/// Commits rows one by one for that long.
pub(crate) fn commits(table: &mut Table, folder: &Path, seconds: Duration) -> Result<(), Box<dyn std::error::Error>> {
    let path = folder.join("raw.db");
    let connection = rusqlite::Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")?;
    let mut insert = connection.prepare("INSERT INTO rows (text) VALUES (?1)")?;
    table.measure("raw one-row commits", || {
        let (began, mut latencies) = (Instant::now(), Vec::new());
        while began.elapsed() < seconds {
            let sent = Instant::now();
            insert.execute(["one row of text, as long as a short note"])?;
            latencies.push(sent.elapsed());
        }
        Ok(Outcome::of(latencies, began.elapsed()))
    })
}
