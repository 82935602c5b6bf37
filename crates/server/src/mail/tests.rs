//! Mail as a real server takes it, and everything else that a server can do instead.

mod refused;

use std::sync::Mutex;
use std::time::Instant;

use api_common::new_password_link;
use app::user::{self, Letter, NewUser};
use app::{Ctx, Parts};
use availability::Channel;
use domain::secret::Secret;
use domain::{FrozenClock, OsRandom, Role, SystemClock};
use testkit::sink::TakenMail;
use testkit::{MailSink, SinkOptions, SinkTls, TestClinic};

use super::*;

const SENDER: &str = "Zahnärzte am See <desk@clinic.example.org>";
const LINK: &str = "https://clinic.example.org/desk/alice/new-password/";

/// What is written to Bob.
fn mail() -> Mail {
    Mail {
        to: "bob@example.org".to_owned(),
        subject: "Dein neues Passwort – Zahnärzte am See, Straße des schönen langen Namens 117, 3. Stock links"
            .to_owned(),
        text: format!("Grüße!\n\n{LINK}{}\n\n.\nA line of one dot.\n", "x".repeat(43)),
    }
}

/// Settings of a mail server at that port of this machine.
fn settings(port: u16, security: MailSecurity) -> config::Mail {
    config::Mail {
        host: Some("127.0.0.1".to_owned().try_into().unwrap()),
        port: std::num::NonZeroU16::new(port),
        security,
        from: Some(SENDER.to_owned().try_into().unwrap()),
        ..config::Mail::default()
    }
}

/// Those of a sink, trusted, with the account that it asks for.
fn settings_of(sink: &MailSink, options: SinkOptions) -> config::Mail {
    let security = match options.tls {
        SinkTls::None => MailSecurity::None,
        SinkTls::Starttls => MailSecurity::Starttls,
        SinkTls::Tls => MailSecurity::Tls,
    };
    config::Mail {
        username: options.account.map(|account| account.0.to_owned()),
        password: options.account.map(|account| account.1.to_owned().try_into().unwrap()),
        ca_certificates: (options.tls != SinkTls::None).then(|| sink.certificate()),
        ..settings(sink.port, security)
    }
}

fn mailer_with(settings: &config::Mail, patience: Patience) -> SmtpMailer {
    SmtpMailer::new(settings, Arc::new(SystemClock), Arc::new(OsRandom), patience).unwrap().unwrap()
}

fn mailer(settings: &config::Mail) -> SmtpMailer {
    mailer_with(settings, Patience::default())
}

/// The words of a failure. None of them tells who was written to, what, or the password.
fn words(result: Result<()>) -> String {
    let Err(Error::Unavailable(words)) = result else { panic!("{result:?}") };
    for secret in ["bob@", "nobody@", "desk@", "s3cret", "new-password", "xxx"] {
        assert!(!words.contains(secret), "{words}");
    }
    words
}

/// The only mail that a sink has.
fn only(sink: &MailSink) -> TakenMail {
    let mut mails = sink.mails();
    assert_eq!(mails.len(), 1);
    mails.remove(0)
}

#[test]
fn a_mail_arrives_as_it_was_written() {
    let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
    let settings = config::Mail {
        reply_to: Some("office@clinic.example.org".to_owned().try_into().unwrap()),
        ..settings_of(&sink, SinkOptions::default())
    };
    let clock = Arc::new(FrozenClock::new("2026-03-02T08:00:00Z".parse().unwrap()));
    let mailer = SmtpMailer::new(&settings, clock, Arc::new(OsRandom), Patience::default()).unwrap().unwrap();
    mailer.send(&mail()).unwrap();
    let arrived = only(&sink);
    assert_eq!((arrived.one("X-MailFrom"), arrived.one("X-RcptTo")), ("desk@clinic.example.org", "bob@example.org"));
    assert_eq!((arrived.one("From"), arrived.one("To")), (SENDER, "bob@example.org"));
    assert_eq!(
        (arrived.one("Reply-To"), arrived.one("Subject")),
        ("office@clinic.example.org", mail().subject.as_str())
    );
    assert_eq!(arrived.text.trim_end(), mail().text.trim_end());
    assert_eq!(arrived.one("Date"), "Mon, 02 Mar 2026 08:00:00 +0000");
    assert_eq!((arrived.one("Auto-Submitted"), arrived.one("MIME-Version")), ("auto-generated", "1.0"));
    assert_eq!(arrived.one("Content-Type"), "text/plain; charset=\"utf-8\"");
    let id = arrived.one("Message-ID").strip_prefix('<').unwrap().strip_suffix("@clinic.example.org>").unwrap();
    assert!(id.len() == 32 && id.bytes().all(|letter| letter.is_ascii_hexdigit()), "{id}");
    assert_eq!(arrived.one("X-Greeting"), "clinic.example.org", "not the machine's name");
}

#[test]
fn a_connection_serves_several_and_many_can_send_at_once() {
    let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
    let mailer = mailer(&settings_of(&sink, SinkOptions::default()));
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for number in 0..20 {
            let (mailer, failed) = (&mailer, &failed);
            scope.spawn(move || {
                let mail = Mail { to: format!("user{number}@example.org"), ..mail() };
                failed.lock().unwrap().extend(mailer.send(&mail).err());
            });
        }
    });
    assert!(failed.lock().unwrap().is_empty(), "{failed:?}");
    let mails = sink.mails();
    let mut recipients: Vec<_> = mails.iter().map(|mail| mail.one("X-RcptTo")).collect();
    recipients.sort_unstable();
    recipients.dedup();
    assert_eq!((recipients.len(), mails.len()), (20, 20));
    let connections = mails.iter().map(|mail| mail.one("X-Peer")).collect::<std::collections::BTreeSet<_>>();
    assert!(connections.len() <= AT_ONCE as usize, "{connections:?}");
}

#[test]
fn no_line_of_the_head_can_be_slipped_in() {
    let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
    let mailer = mailer(&settings_of(&sink, SinkOptions::default()));
    for end in ["\r\n", "\n", "\r", "\u{2028}", "\0"] {
        let line = format!("x{end}Bcc: charlie@example.org{end}{end}Another text");
        mailer.send(&Mail { subject: line.clone(), ..mail() }).unwrap();
        for to in [format!("bob@example.org{end}Bcc: charlie@example.org"), format!("bob{end}@example.org"), line] {
            words(mailer.send(&Mail { to, ..mail() }));
        }
        let name = format!("Clinic{end}Bcc: charlie@example.org{end} <desk@clinic.example.org>");
        assert!(config::MailAddress::try_from(name).is_err());
    }
    for to in ["bob@example.org, charlie@example.org", "bob@example.org> RCPT TO:<charlie@example.org", "bob", "@", ""]
    {
        words(mailer.send(&Mail { to: to.to_owned(), ..mail() }));
    }
    let mails = sink.mails();
    assert_eq!(mails.len(), 5);
    for arrived in mails {
        assert!(arrived.all("Bcc").is_empty() && arrived.one("X-RcptTo") == "bob@example.org");
        assert_eq!(arrived.one("Subject"), "x Bcc: charlie@example.org Another text");
        assert_eq!(arrived.text.trim_end(), mail().text.trim_end());
    }
}

#[test]
fn domains_beyond_ascii_are_written_as_servers_know_them() {
    let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
    mailer(&settings_of(&sink, SinkOptions::default()))
        .send(&Mail { to: "bob@zähne.example".to_owned(), ..mail() })
        .unwrap();
    assert_eq!(only(&sink).one("X-RcptTo"), "bob@xn--zhne-loa.example");
}

#[test]
fn the_way_is_encrypted_and_the_account_known() {
    for tls in [SinkTls::Starttls, SinkTls::Tls] {
        let options = SinkOptions { tls, account: Some(("desk", "s3cret")) };
        let Some(sink) = MailSink::start(options) else { return };
        let mailer = mailer(&settings_of(&sink, options));
        mailer.check().unwrap();
        assert!(sink.mails().is_empty(), "a check sends nothing");
        mailer.send(&mail()).unwrap();
        assert_eq!(only(&sink).one("X-Encrypted"), "yes");
    }
}

testkit::both_databases! {
    fn the_link_that_was_mailed_works_once(engine) {
        let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
        let clinic = TestClinic::start(engine);
        let mailer = Arc::new(mailer(&settings_of(&sink, SinkOptions::default())));
        let app = clinic.app_of(|parts| Parts { mailer, ..parts });
        let staff = app.system(clinic.alice.organization.clone(), "test", app.now());
        let new = NewUser { login: "bob@example.org".to_owned(), name: "Bob".to_owned(), role: Role::FrontDesk };
        let then = staff.clone();
        let bob = app.db().write(move |tx| user::create(tx, &then, &new)).unwrap();
        let here = app.anonymous(clinic.alice.organization.clone(), Channel::Online, "test");
        let letter = |ctx: &Ctx| {
            let practice = ctx.organization().clone();
            move |token: &Secret| Letter::in_english(&practice.name, &new_password_link("https://clinic.example.org", &practice.slug, token))
        };

        user::request_reset(&here, "nobody@example.org", letter(&here)).unwrap();
        user::request_reset(&here, " Bob@Example.org", letter(&here)).unwrap();
        let asked = only(&sink);
        user::send_reset(&staff, bob.id, letter(&staff)).unwrap();
        let mails = sink.mails();
        let given = mails.iter().find(|mail| mail.text != asked.text).unwrap();
        assert_eq!(mails.len(), 2);

        let token = |mail: &TakenMail| Secret::given(mail.text.lines().find_map(|line| line.strip_prefix(LINK)).unwrap());
        for arrived in &mails {
            assert_eq!(arrived.one("X-RcptTo"), "bob@example.org");
            assert!(arrived.one("Subject").contains(&here.organization().name) && arrived.text.contains("within an hour"));
        }
        assert!(user::reset_password(&here, &token(&asked), "long walks by the lake").is_err(), "the later link counts");
        user::reset_password(&here, &token(given), "long walks by the lake").unwrap();
        assert!(user::reset_password(&here, &token(given), "yet another password").is_err(), "a link works once");
    }

    fn staff_is_told_when_a_link_could_not_be_sent(engine) {
        let Some(sink) = MailSink::start(SinkOptions::default()) else { return };
        let clinic = TestClinic::start(engine);
        let settings = settings_of(&sink, SinkOptions::default());
        let app = clinic.app_of(|parts| Parts { mailer: Arc::new(mailer(&settings)), ..parts });
        let staff = app.system(clinic.alice.organization.clone(), "test", app.now());
        let new = NewUser { login: "nobody@example.org".to_owned(), name: "No Body".to_owned(), role: Role::FrontDesk };
        let then = staff.clone();
        let nobody = app.db().write(move |tx| user::create(tx, &then, &new)).unwrap();
        assert!(words(user::send_reset(&staff, nobody.id, |_| Letter::in_english("", ""))).contains("(code 550)"));
        let here = app.anonymous(clinic.alice.organization.clone(), Channel::Online, "test");
        user::request_reset(&here, "nobody@example.org", |_| Letter::in_english("", "")).expect("whoever asks is told nothing");
        drop(sink);
        let began = Instant::now();
        words(user::send_reset(&staff, nobody.id, |_| Letter::in_english("", "")));
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
