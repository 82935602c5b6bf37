//! Links to new passwords, from the command line, and what the doctor says of mail.

use testkit::{MailSink, SinkOptions};

use crate::access::Installation;
use crate::program::{Ended, command, run};

const LINK: &str = "https://clinic.example.org/desk/alice/new-password/";

/// The command with mail by that port of this machine.
fn with_mail(port: u16, arguments: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let settings = [
        ("HOST", "127.0.0.1"),
        ("PORT", &port.to_string()),
        ("SECURITY", "none"),
        ("FROM", "Alice's desk <desk@example.org>"),
    ];
    let variables = settings.map(|(key, value)| (format!("POLYCLINIC_MAIL__{key}"), value));
    let url = ("POLYCLINIC_SERVER__PUBLIC_URL", "https://clinic.example.org/");
    run(command(arguments).envs(variables).envs([url]).current_dir(folder.path()))
}

/// The secret at the end of a line that is such a link.
fn token(text: &str) -> &str {
    let token = text.lines().find_map(|line| line.strip_prefix(LINK)).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(token.len(), 43, "{token}");
    token
}

testkit::both_databases! {
    fn links_to_new_passwords_are_mailed_or_shown(engine) {
        let here = Installation::new(engine);
        let database = ["--database", here.database.url.as_str()];
        let bob = ["--organization", "alice", "--login", "bob@example.org"];
        here.done(&[&["user", "create", "--name", "Bob", "--role", "front_desk"], &bob[..]].concat());
        let (send, issue) = ([&["user", "send-reset"], &bob[..], &database].concat(), [&["user", "issue-reset"], &bob[..], &database].concat());

        let without = run(&mut command(&send));
        assert!(without.code == Some(2) && without.stderr.contains("user issue-reset"), "{without:?}");
        let shown = with_mail(1, &issue);
        assert_eq!((shown.code, shown.stdout.lines().count()), (Some(0), 1));
        let unknown = with_mail(1, &[&["user", "send-reset", "--organization", "alice", "--login", "charlie@example.org"], &database[..]].concat());
        assert!(unknown.code == Some(1) && unknown.stderr.contains("no such user"), "{unknown:?}");
        let down = with_mail(1, &send);
        assert!(down.code == Some(1) && down.stderr.contains("can't be reached") && !down.stderr.contains("bob"), "{down:?}");

        let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
        let sent = with_mail(sink.port, &send);
        assert_eq!((sent.code, sent.stdout.as_str(), sent.stderr.as_str()), (Some(0), "", ""));
        let mails = sink.mails();
        assert_eq!((mails.len(), mails[0].one("X-RcptTo"), mails[0].one("From")), (1, "bob@example.org", "Alice's desk <desk@example.org>"));
        assert_ne!(token(&mails[0].text), token(&shown.stdout));
    }

    fn the_doctor_asks_the_mail_server_and_sends_nothing(engine) {
        let here = Installation::new(engine);
        let doctor = ["doctor", "--database", here.database.url.as_str()];
        let none = run(&mut command(&doctor));
        assert!(none.code == Some(0) && none.stdout.contains("ok     mail: none"), "{none:?}");
        let down = with_mail(1, &doctor);
        assert!(down.code == Some(1) && down.stdout.contains("wrong  mail: 127.0.0.1:1: "), "{down:?}");
        let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
        let well = with_mail(sink.port, &doctor);
        assert!(well.code == Some(0) && well.stdout.contains(&format!("ok     mail: 127.0.0.1:{} answers\n", sink.port)), "{well:?}");
        assert!(sink.mails().is_empty());
    }
}
