//! The yardsticks on PostgreSQL, by its own `pgbench`: a bare range read on the index of claims, and a bare insert under the same
//! exclusion constraint, each by its key alone.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::load::Outcome;
use crate::table::Table;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// One calendar with a booking every half hour for three years, and empty ones to book.
const SET_UP: &str = "
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    DROP TABLE IF EXISTS bare_claims;
    DROP SEQUENCE IF EXISTS bare_numbers;
    CREATE SEQUENCE bare_numbers CACHE 32;
    CREATE TABLE bare_claims (
        calendar_id BIGINT NOT NULL, starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL,
        PRIMARY KEY (calendar_id, starts_at, ends_at),
        EXCLUDE USING gist (calendar_id WITH =, int8range(starts_at, ends_at) WITH &&));
    INSERT INTO bare_claims SELECT 1, n * 1800, n * 1800 + 1200 FROM generate_series(0, 52560) AS n;
    ANALYZE bare_claims;
";

/// A day's claims of one calendar.
const READ: &str = "\\set day random(1, 1000)
SELECT starts_at, ends_at FROM bare_claims WHERE calendar_id = 1 AND starts_at >= :day * 86400 AND starts_at < :day * 86400 + 86400;
";

/// A claim where there is none yet, on one of twenty calendars, as the bookings are.
const INSERT: &str =
    "INSERT INTO bare_claims SELECT 2 + n % 20, n / 20 * 900, n / 20 * 900 + 900 FROM (SELECT nextval('bare_numbers') AS n) AS next;
";

/// Does what the server would do by itself within minutes of so much being written, and must not do while others are measured.
pub(crate) fn vacuum(url: &str) -> Result<()> {
    run(Command::new(program("psql")?).args(["-q", "-X", "-c", "VACUUM ANALYZE"]).arg(url)).map(|_| ())
}

/// Measures both.
pub(crate) fn measure(table: &mut Table, url: &str, folder: &Path, seconds: Duration) -> Result<()> {
    run(Command::new(program("psql")?).args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-c", SET_UP]).arg(url))?;
    let bench = |script: &str, connections: usize| bench(script, url, folder, connections, seconds);
    for connections in [1, 16] {
        table.measure(&format!("pgbench range read, {connections} connections"), || bench(READ, connections))?;
    }
    for connections in [1, 16, 32] {
        table.measure(&format!("pgbench insert, {connections} connections"), || bench(INSERT, connections))?;
    }
    Ok(())
}

fn bench(script: &str, url: &str, folder: &Path, connections: usize, seconds: Duration) -> Result<Outcome> {
    let file = folder.join("script.sql");
    std::fs::write(&file, script)?;
    let mut command = Command::new(program("pgbench")?);
    command.args([
        "-n",
        "-M",
        "prepared",
        "-j",
        "1",
        "-c",
        &connections.to_string(),
        "-T",
        &seconds.as_secs().to_string(),
    ]);
    command.arg("-f").arg(&file).arg(url).current_dir(folder);
    let output = run(&mut command)?;
    let figure = |name: &str| -> Result<f64> {
        let line = output.lines().find_map(|line| line.strip_prefix(name)).ok_or("pgbench gave no such figure")?;
        Ok(line.split_whitespace().next().unwrap_or_default().parse()?)
    };
    let average = Duration::from_secs_f64(figure("latency average = ")? / 1000.0);
    Ok(Outcome { per_second: figure("tps = ")?, median: average, p99: average })
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
}

/// A program of PostgreSQL: on the path, else Debian's newest.
fn program(name: &str) -> Result<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let folders = on_path.unwrap_or_default().into_iter().chain(debian_folders(Path::new("/usr/lib/postgresql")));
    let found = folders.map(|folder| folder.join(name)).find(|file| file.is_file());
    found.ok_or_else(|| format!("{name} of PostgreSQL is not installed").into())
}

/// `VERSION/bin` of each installed version, newest first: as the tests of the house look for it, which `bench` is no part of.
fn debian_folders(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let mut versions: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.into_iter().map(|version| root.join(version.to_string()).join("bin")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debians_versions_are_ordered_as_numbers() {
        let root = tempfile::tempdir().unwrap();
        for version in ["9", "15", "17", "common"] {
            std::fs::create_dir(root.path().join(version)).unwrap();
        }
        let found = debian_folders(root.path());
        assert_eq!(found, ["17/bin", "15/bin", "9/bin"].map(|folder| root.path().join(folder)));
    }
}
