//! Servers that are not there, say nothing, are not who they should be, or don't want us: nothing is sent, and it is told soon.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};

use super::*;

const SOON: Duration = Duration::from_secs(5);

/// Little time, for servers that use up all of it.
const IMPATIENT: Patience = Patience { step: Duration::from_millis(300), whole: Duration::from_secs(3) };

/// A server that does that with every connection, each on a thread of its own.
fn server(talk: fn(std::net::TcpStream)) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        listener.incoming().flatten().for_each(|socket| drop(std::thread::spawn(move || talk(socket))));
    });
    port
}

#[test]
fn nobody_listens() {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let settings = settings(free.local_addr().unwrap().port(), MailSecurity::None);
    drop(free);
    let began = Instant::now();
    let said = words(mailer(&settings).send(&mail()));
    assert!(said.starts_with("the mail server can't be reached: Connection refused"), "{said}");
    assert!(began.elapsed() < SOON);
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let port = server(|mut socket| drop(socket.read_to_end(&mut Vec::new())));
    for security in [MailSecurity::None, MailSecurity::Starttls, MailSecurity::Tls] {
        let began = Instant::now();
        let said = words(mailer_with(&settings(port, security), IMPATIENT).send(&mail()));
        assert_eq!(said, "the mail server did not answer in time", "{security:?}");
        assert!((IMPATIENT.step..IMPATIENT.whole).contains(&began.elapsed()), "{:?}", began.elapsed());
    }
}

/// Each step alone would be in time.
#[test]
fn a_server_that_never_ends_a_line_is_given_up() {
    let port = server(|mut socket| {
        while socket.write_all(b"2").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let patience = Patience { step: Duration::from_secs(10), whole: Duration::from_secs(1) };
    let mailer = Arc::new(mailer_with(&settings(port, MailSecurity::None), patience));
    let began = Instant::now();
    // More than have a turn.
    let senders: Vec<_> = (0..2 * AT_ONCE)
        .map(|_| {
            let mailer = Arc::clone(&mailer);
            std::thread::spawn(move || words(mailer.send(&mail())))
        })
        .collect();
    for sender in senders {
        assert_eq!(sender.join().unwrap(), "the mail server did not answer in time");
    }
    assert!((patience.whole..SOON).contains(&began.elapsed()), "{:?}", began.elapsed());
}

#[test]
fn a_server_that_speaks_something_else_is_told_so() {
    let port = server(|mut socket| {
        drop(socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        drop(socket.read(&mut [0; 512]));
    });
    let said = words(mailer(&settings(port, MailSecurity::None)).send(&mail()));
    assert_eq!(said, "the mail server does not speak SMTP as expected");
}

#[test]
fn a_recipient_that_is_refused_is_told_by_its_code_only() {
    let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
    let mailer = mailer(&settings_of(&sink, SinkOptions::default()));
    let said = words(mailer.send(&Mail { to: "nobody@example.org".to_owned(), ..mail() }));
    assert_eq!(said, "the mail server refused (code 550)");
    assert!(sink.mails().is_empty());
    mailer.send(&mail()).expect("the next one is taken");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    for tls in [SinkTls::Starttls, SinkTls::Tls] {
        let options = SinkOptions { tls, account: Some(("desk", "s3cret")) };
        let Some(sink) = MailSink::start(options) else { return };
        let untrusted = config::Mail { ca_certificates: None, ..settings_of(&sink, options) };
        for said in [words(mailer(&untrusted).send(&mail())), words(mailer(&untrusted).check())] {
            assert!(said.starts_with("no safe way to the mail server: invalid peer certificate"), "{said}");
        }
        // It is in the name of localhost and 127.0.0.1.
        let host = Some("127.0.0.2".to_owned().try_into().unwrap());
        let elsewhere = config::Mail { host, ..settings_of(&sink, options) };
        words(mailer(&elsewhere).send(&mail()));
        assert!(sink.mails().is_empty());
    }
}

/// As when somebody on the way cuts the offer of STARTTLS out: neither password nor mail goes in the clear.
#[test]
fn a_server_without_encryption_gets_nothing_unless_that_is_wanted() {
    let options = SinkOptions { account: Some(("desk", "s3cret")), ..SinkOptions::default() };
    let Some(sink) = MailSink::start(options) else { return };
    let settings = config::Mail { security: MailSecurity::Starttls, ..settings_of(&sink, options) };
    let said = words(mailer(&settings).send(&mail()));
    assert!(said.contains("STARTTLS is not supported"), "{said}");
    assert!(sink.mails().is_empty());
}

#[test]
fn a_wrong_password_is_told() {
    let options = SinkOptions { tls: SinkTls::Tls, account: Some(("desk", "right")) };
    let Some(sink) = MailSink::start(options) else { return };
    let password = Some("s3cret".to_owned().try_into().unwrap());
    let wrong = config::Mail { password, ..settings_of(&sink, options) };
    for said in [words(mailer(&wrong).send(&mail())), words(mailer(&wrong).check())] {
        assert_eq!(said, "the mail server did not let us in with this username and password (code 535)");
    }
    let stranger = config::Mail { username: None, password: None, ..settings_of(&sink, options) };
    let said = words(mailer(&stranger).send(&mail()));
    assert_eq!(said, "the mail server did not let us in with this username and password (code 530)");
    assert!(sink.mails().is_empty());
}

#[test]
fn certificates_that_are_none_are_told_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authorities.pem");
    let made = || {
        let settings = config::Mail { ca_certificates: Some(file.clone()), ..settings(25, MailSecurity::Tls) };
        let made = SmtpMailer::new(&settings, Arc::new(SystemClock), Arc::new(OsRandom), IMPATIENT);
        let Err(Failure::Usage(words)) = made else { panic!("must fail") };
        words
    };
    assert!(made().starts_with("mail.ca_certificates: can't read "));
    std::fs::write(&file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    assert!(made().starts_with("mail"), "{}", made());
    std::fs::write(&file, "nothing").unwrap();
    assert!(made().contains("these are no certificates"), "{}", made());
}
