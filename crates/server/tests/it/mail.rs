//! Links to new passwords, from the command line and from the desk's pages, and what the doctor says of mail.

use std::time::{Duration, Instant};

use testkit::{MailSink, SinkOptions};

use crate::access::Installation;
use crate::program::{Ended, command, run};
use crate::running::Running;

const LINK: &str = "https://clinic.example.org/desk/alice/new-password/";

/// Settings of mail by that port of this machine.
fn settings(port: &str) -> [(&'static str, &str); 5] {
    [
        ("POLYCLINIC_MAIL__HOST", "127.0.0.1"),
        ("POLYCLINIC_MAIL__PORT", port),
        ("POLYCLINIC_MAIL__SECURITY", "none"),
        ("POLYCLINIC_MAIL__FROM", "Alice's desk <desk@example.org>"),
        ("POLYCLINIC_SERVER__PUBLIC_URL", "https://clinic.example.org/"),
    ]
}

/// The command with these settings.
fn with_mail(port: u16, arguments: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    run(command(arguments).envs(settings(&port.to_string())).current_dir(folder.path()))
}

/// The status of the answer to a form, as a browser sends it from our own page.
fn post(server: &Running, path: &str, form: &str) -> String {
    let head = "Host: x\r\nConnection: close\r\nAccept-Language: ar\r\nSec-Fetch-Site: same-origin\r\nOrigin: https://clinic.example.org\r\nContent-Type: application/x-www-form-urlencoded";
    let length = form.len();
    let answer = server.send(&format!("POST {path} HTTP/1.1\r\n{head}\r\nContent-Length: {length}\r\n\r\n{form}"));
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("{answer}")).to_owned()
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

    fn whoever_has_forgotten_the_password_gets_in_again_by_mail(engine) {
        let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
        let here = Installation::new(engine);
        here.done(&["user", "create", "--organization", "alice", "--login", "bob@example.org", "--name", "Bob", "--role", "front_desk"]);
        let server = Running::serve(&here.database, &settings(&sink.port.to_string()));
        for login in ["nobody%40example.org", "bob%40example.org"] {
            assert_eq!(post(&server, "/desk/alice/forgotten-password", &format!("login={login}")), "303");
        }
        let began = Instant::now();
        while sink.mails().is_empty() && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(100));
        }
        let mails = sink.mails();
        assert_eq!((mails.len(), mails[0].one("X-RcptTo")), (1, "bob@example.org"));
        assert!(mails[0].one("Subject").starts_with("كلمة مرورك الجديدة"), "in the language of whoever asks: {}", mails[0].one("Subject"));
        let path = format!("/desk/alice/new-password/{}", token(&mails[0].text));
        assert!(server.get(&path).starts_with("HTTP/1.1 200 "));
        assert_eq!(post(&server, "/desk/alice/sign-in", "login=bob%40example.org&password=long+walks+by+the+lake"), "401");
        assert_eq!(post(&server, &path, "password=long+walks+by+the+lake"), "303");
        assert_eq!(post(&server, "/desk/alice/sign-in", "login=bob%40example.org&password=long+walks+by+the+lake"), "303");
        assert_eq!(post(&server, &path, "password=another+good+password"), "410", "a link works once");
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
