//! Who may do what, from the command line.

use std::io::Write;
use std::process::Stdio;

use testkit::TestDatabase;

use crate::program::{Ended, command, polyclinic, run};

/// A database with one organization, whose short name is `alice`, as the command line made it.
pub(crate) struct Installation {
    pub(crate) database: TestDatabase,
}

impl Installation {
    /// With one organization.
    pub(crate) fn new(engine: testkit::Engine) -> Self {
        let this = Self { database: TestDatabase::new(engine).unwrap() };
        let zone = ["--time-zone", "Europe/Rome", "--currency", "EUR"];
        this.done(&[&["organization", "create", "--slug", "alice", "--name", "Alice"], &zone[..]].concat());
        this
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        polyclinic(&[arguments, &["--database", &self.database.url]].concat())
    }

    /// What a command says that has to work.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        ended.stdout.trim_end().to_owned()
    }
}

testkit::both_databases! {
    fn partners_and_keys(engine) {
        let here = Installation::new(engine);
        let partner = here.done(&["partner", "create", "--name", "Lakeside", "--email", "Bob@Example.org"]);
        assert_eq!(here.run(&["partner", "create", "--name", "LAKESIDE"]).code, Some(1));
        let bad = here.run(&["partner", "create", "--name", " ", "--email", "x"]);
        assert!(bad.code == Some(2) && bad.stderr.contains("--name") && bad.stderr.contains("--email"), "{bad:?}");
        let key = |more: &[&str]| [&["api-key", "create", "--partner", &partner, "--name", "site"], more].concat().iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let make = |more: &[&str]| { let all = key(more); here.run(&all.iter().map(String::as_str).collect::<Vec<_>>()) };
        let made = make(&["--practice", "alice", "--scope", "KB", "--scope", "Tickets"]);
        let (id, secret) = made.stdout.trim_end().split_once('\t').unwrap();
        assert!(secret.starts_with("pk_") && secret.len() == 46, "{made:?}");
        for wrong in [&["--practice", "mars"][..], &[], &["--practice", "alice", "--scope", "Everything"], &["--practice", "alice", "--all-practices"]] {
            assert_eq!(make(wrong).code, Some(2), "{wrong:?}");
        }
        let listed = here.done(&["api-key", "list"]);
        assert!(listed.contains("\talice\tKB,Tickets\t") && listed.ends_with("\tActive") && !listed.contains(secret), "{listed}");
        let rotated = here.done(&["api-key", "rotate", id, "--old-until", "2126-01-01T00:00Z"]);
        let (new, _) = rotated.split_once('\t').unwrap();
        here.done(&["api-key", "revoke", id]);
        let keys: Vec<serde_json::Value> = here.done(&["api-key", "list", "--partner", &partner, "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let states: Vec<_> = keys.iter().map(|key| (key["id"].to_string(), key["status"].as_str().unwrap())).collect();
        assert_eq!(states, [(new.to_owned(), "Active"), (id.to_owned(), "Revoked")]);
        assert!(here.done(&["partner", "list"]).contains("\tLakeside\t1 keys\tactive"));
        assert_eq!(here.run(&["api-key", "revoke", "999999"]).code, Some(1));
        assert!(here.done(&["audit", "verify"]).contains("(installation)\t"));
    }

    fn users(engine) {
        let here = Installation::new(engine);
        let user = ["--organization", "alice", "--login", "bob@example.org"];
        let create = [&["user", "create", "--name", "Bob", "--role", "front_desk"], &user[..]].concat();
        let (id, password) = { let line = here.done(&create); let (id, password) = line.split_once('\t').unwrap(); (id.to_owned(), password.to_owned()) };
        assert_eq!(password.len(), 43);
        assert_eq!(here.run(&create).code, Some(1), "it is there already");
        assert_eq!(here.run(&["user", "create", "--name", "B", "--role", "king", "--organization", "alice", "--login", "b@example.org"]).code, Some(2));
        here.done(&[&["user", "set-role", "--role", "owner"], &user[..]].concat());
        here.done(&[&["user", "reset-totp"], &user[..]].concat());
        let listed = here.done(&["user", "list", "--organization", "alice"]);
        assert_eq!(listed, format!("{id}\tbob@example.org\tBob\towner\tactive"));
        let set = |password: &str| {
            let mut command = command(&[&["user", "set-password", "--password-stdin", "--database", &here.database.url], &user[..]].concat());
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
            let output = child.wait_with_output().unwrap();
            assert!(!String::from_utf8_lossy(&output.stdout).contains(password.trim()), "not shown again");
            output.status.code()
        };
        assert_eq!((set("long walks by the lake\n"), set("short\n")), (Some(0), Some(2)));
        assert_eq!(here.run(&["user", "list", "--organization", "mars"]).code, Some(1));
    }
}

#[test]
fn secrets_are_masked_and_never_repeated() {
    let secret = "0123456789abcdef0123456789abcdef";
    let dump = run(command(&["config", "dump"]).env("POLYCLINIC_ACCESS__SECRET", secret));
    let line = "secret = \"***\"  # POLYCLINIC_ACCESS__SECRET\n";
    assert!(dump.code == Some(0) && dump.stdout.contains(line) && !dump.stdout.contains(secret), "{dump:?}");
    let short = run(command(&["config", "check"]).env("POLYCLINIC_ACCESS__ADMIN_SECRET", "swordfish"));
    assert!(short.code == Some(2) && short.stderr.contains("at least 16 bytes") && !short.stderr.contains("swordfish"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, format!("{secret}\n")).unwrap();
    let read = run(command(&["config", "dump"]).env("POLYCLINIC_ACCESS__SECRET_FILE", &file));
    assert!(read.code == Some(0) && !read.stdout.contains(secret), "{read:?}");
}
