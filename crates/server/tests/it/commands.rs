use std::fs::OpenOptions;
use std::process::Stdio;

use crate::program::{command, polyclinic, run};

#[test]
fn version_tells_what_the_program_carries() {
    let text = polyclinic(&["version"]);
    assert!(text.stdout.starts_with(&format!("polyclinic {} (", env!("CARGO_PKG_VERSION"))), "{text:?}");
    let json = polyclinic(&["version", "--json"]);
    let versions: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(versions["version"], env!("CARGO_PKG_VERSION"));
    assert!(versions["schema"].as_i64().is_some_and(|schema| schema > 0), "{versions}");
    assert!(versions["tzdb"].as_str().is_some_and(|edition| edition.starts_with("20")), "{versions}");
    assert_eq!((text.code, json.code), (Some(0), Some(0)));
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = polyclinic(&["completions", shell]);
        assert!(ended.code == Some(0) && ended.stdout.contains("healthcheck"), "{shell}: {ended:?}");
    }
    assert_eq!(polyclinic(&["completions", "tcsh"]).code, Some(2));
}

#[test]
fn config_works_without_any_configuration() {
    let check = polyclinic(&["config", "check"]);
    assert_eq!((check.code, check.stdout.as_str()), (Some(0), ""));
    assert!(check.stderr.contains("http://127.0.0.1:8080"), "{check:?}");
    let dump = polyclinic(&["config", "dump"]);
    assert!(dump.code == Some(0) && dump.stdout.contains("connections = 16\n"), "{dump:?}");
}

#[test]
fn the_file_in_the_current_folder_is_read_unless_another_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("polyclinic.toml"), "[database]\nconnections = 7\n").unwrap();
    std::fs::write(folder.path().join("other.toml"), "[database]\nconnections = 8\n").unwrap();
    let dump = |arguments: &[&str]| run(command(arguments).current_dir(folder.path())).stdout;
    assert!(dump(&["config", "dump"]).contains("connections = 7  # polyclinic.toml\n"));
    assert!(dump(&["config", "dump", "--config", "other.toml"]).contains("connections = 8  # other.toml\n"));
}

#[test]
fn the_flag_for_the_database_beats_its_variable() {
    let flag = ["--database", "postgres://clinic:s3cret@db/clinic", "config", "dump"];
    let ended = run(command(&flag).env("DATABASE_URL", "other.db"));
    assert!(ended.stdout.contains("url = \"postgres://clinic:***@db/clinic\"  # --database\n"), "{ended:?}");
    let wrong = polyclinic(&["--database", "mysql://clinic:s3cret@db", "config", "check"]);
    assert!(
        wrong.code == Some(2) && wrong.stderr.starts_with("error: --database: ") && !wrong.stderr.contains("s3cret")
    );
}

#[test]
fn a_wrong_configuration_is_one_line_and_exit_code_2() {
    let ended = run(command(&["config", "check"]).env("POLYCLINIC_SERVER__LISEN", "x"));
    let line = "error: POLYCLINIC_SERVER__LISEN: no such variable; did you mean POLYCLINIC_SERVER__LISTEN?\n";
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(2), "", line));
    assert_eq!(polyclinic(&["config", "check", "--config", "missing.toml"]).code, Some(2));
}

#[test]
fn a_generated_file_passes_the_check() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("polyclinic.toml"), polyclinic(&["config", "generate"]).stdout).unwrap();
    assert_eq!(run(command(&["config", "check"]).current_dir(folder.path())).code, Some(0));
}

#[test]
fn wrong_usage_is_exit_code_2_and_help_is_not() {
    assert_eq!(polyclinic(&[]).code, Some(2));
    assert_eq!(polyclinic(&["frobnicate"]).code, Some(2));
    assert_eq!(polyclinic(&["--help"]).code, Some(0));
    assert_eq!(polyclinic(&["--version"]).code, Some(0));
}

#[test]
fn a_reader_that_leaves_is_no_failure_and_a_full_disk_is() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let gone = run_with_stdout(writer.into());
    assert_eq!(gone, (Some(0), String::new()));
    if let Ok(full) = OpenOptions::new().write(true).open("/dev/full") {
        let (code, stderr) = run_with_stdout(full.into());
        assert!(code == Some(1) && stderr.starts_with("error: can't write the output: "), "{stderr}");
    }
}

fn run_with_stdout(stdout: Stdio) -> (Option<i32>, String) {
    let child = command(&["config", "generate"]).stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}
