//! Settings of mail.

use super::*;

const FROM: &str = "from = 'Zahnärzte am See <desk@clinic.example.org>'\n";

fn error(lines: &str) -> String {
    Given::file(&format!("[mail]\n{lines}")).error(&[])
}

fn mail(lines: &str) -> Mail {
    Given::file(&format!("[mail]\n{lines}")).load(&[], &[]).unwrap().config.mail
}

#[test]
fn what_belongs_together_is_asked_for_together() {
    let host = format!("host = 'smtp.example.org'\n{FROM}");
    let cases = [
        ("host = 'smtp.example.org'".to_owned(), "mail.from: mail.host is set, so this is needed too"),
        (format!("{host}username = 'desk'"), "mail.password: mail.username is set, so this is needed too"),
        (format!("{host}password = 's3cret'"), "mail.username: mail.password is set, so this is needed too"),
        (
            format!("{host}username = 'desk'\npassword = 's3cret'\nsecurity = 'none'"),
            "mail.security: none would show the password to the network; set starttls or tls",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(error(&lines), expected);
    }
    assert_eq!(mail(FROM).host, None, "an address alone does no harm");
    assert!(!mail(&format!("{host}security = 'none'")).is_local());
    for here in ["localhost", "127.0.0.1"] {
        let relay = format!("host = '{here}'\n{FROM}username = 'desk'\npassword = 's3cret'\nsecurity = 'none'");
        assert!(mail(&relay).is_local());
    }
}

#[test]
fn mistakes_name_their_key() {
    let cases = [
        ("hots = 'x'", "unknown key mail.hots; did you mean mail.host?"),
        ("security = 'ssl'", "mail.security: must be one of starttls, tls, none, not \"ssl\""),
        ("port = 0", "mail.port: must be a whole number from 1 to 65535, not 0"),
        ("port = 70000", "mail.port: must be a whole number from 1 to 65535, not 70000"),
        ("password = ''", "mail.password: a secret of at least 1 bytes is expected"),
    ];
    for (line, expected) in cases {
        assert_eq!(error(line), format!("polyclinic.toml: {expected}"));
    }
    for address in
        ["desk", "desk@", "@b.example", "a@b@c.example", "Clinic desk@b.example", "a@b c.example", "dësk@b.example"]
    {
        for key in ["from", "reply_to"] {
            let said = error(&format!("{key} = '{address}'"));
            assert!(said.starts_with(&format!("polyclinic.toml: mail.{key}: {address:?} is not an address")), "{said}");
        }
    }
    let slipped_in = error(r#"from = "Clinic\r\nBcc: charlie@example.org\r\n <desk@clinic.example.org>""#);
    assert!(slipped_in.contains("is not an address"), "{slipped_in}");
}

#[test]
fn the_password_may_be_in_a_file_and_is_never_shown() {
    let given = Given::file(&format!("[mail]\nhost = 'smtp.example.org'\nusername = 'desk'\n{FROM}"));
    let file = given.write("password", "s3cret\n");
    let environment = [("POLYCLINIC_MAIL__PASSWORD_FILE", file.as_str()), ("POLYCLINIC_MAIL__PORT", "2525")];
    let loaded = given.load(&environment, &[]).unwrap();
    assert_eq!(loaded.config.mail.password.as_ref().map(value::SecretText::reveal), Some("s3cret"));
    assert_eq!(loaded.config.mail.port.map(std::num::NonZero::get), Some(2525));
    let shown = format!("{loaded:?} {}", dump(&loaded));
    assert!(
        shown.contains("password = \"***\"  # POLYCLINIC_MAIL__PASSWORD_FILE") && !shown.contains("s3cret"),
        "{shown}"
    );
    assert!(shown.contains("desk@clinic.example.org"), "{shown}");
}
