use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use percent_encoding::percent_decode_str;

const CHILD: &str = "POLYCLINIC_TESTKIT_CHILD";

/// The other process of the test below: starts a cluster, says where, and waits to be killed.
#[test]
#[ignore = "run by a_killed_process_leaves_no_cluster_behind"]
fn child() {
    if std::env::var_os(CHILD).is_some() {
        let url = testkit::cluster::url_of_new_database().expect("PostgreSQL");
        writeln!(std::io::stdout(), "\nurl {url}").unwrap();
        std::thread::sleep(Duration::from_mins(1));
    }
}

#[test]
fn a_killed_process_leaves_no_cluster_behind() {
    if !testkit::Engine::Postgres.is_available() {
        return;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "watchdog::child", "--nocapture"]).env(CHILD, "1").stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let url = lines.find_map(|line| Some(line.strip_prefix("url ")?.to_owned())).expect("the child has a cluster");
    let folder = folder_of(&url);
    assert!(folder.exists());

    child.kill().unwrap();
    child.wait().unwrap();
    assert!((0..200).any(|_| is_gone(&folder)), "{} is still there", folder.display());
}

fn folder_of(url: &str) -> PathBuf {
    let host = url.split_once('@').unwrap().1.split_once('/').unwrap().0;
    PathBuf::from(percent_decode_str(host).decode_utf8().unwrap().into_owned())
}

/// Whether it is gone, after a little while when it isn't.
fn is_gone(folder: &Path) -> bool {
    if folder.exists() {
        std::thread::sleep(Duration::from_millis(50));
    }
    !folder.exists()
}
