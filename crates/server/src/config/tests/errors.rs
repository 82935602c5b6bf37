//! What is said about mistakes.

use super::*;

fn error_of_file(text: &str) -> String {
    Given::file(text).error(&[])
}

fn error_of_environment(name: &str, value: &str) -> String {
    Given::file("").error(&[(name, value)])
}

#[test]
fn an_unknown_key_names_the_one_that_is_meant() {
    let cases = [
        ("[server]\nlisen = 'x'", "unknown key server.lisen; did you mean server.listen?"),
        ("[databse]\nurl = 'x'", "unknown key databse; did you mean database?"),
        ("[server]\nurl = 'x'", "unknown key server.url; did you mean database.url?"),
        ("format = 'json'", "unknown key format; did you mean log.format?"),
        ("[metrics]\nxyz = 1", "unknown key metrics.xyz; the keys of [metrics] are listen"),
        (
            "xyz = 1",
            "unknown key xyz; the sections are server, metrics, database, log, meetings, access, limits, payments, mail",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error_of_file(text), format!("polyclinic.toml: {expected}"));
    }
}

#[test]
fn an_unknown_variable_names_the_one_that_is_meant() {
    let cases = [
        ("POLYCLINIC_SERVER__LISEN", "; did you mean POLYCLINIC_SERVER__LISTEN?"),
        ("POLYCLINIC_DATABSE__URL", "; did you mean POLYCLINIC_DATABASE__URL?"),
        ("POLYCLINIC_DATABASE_URL", "; did you mean POLYCLINIC_DATABASE__URL, with two underscores?"),
        ("POLYCLINIC_LOG__XYZ", "; the keys of [log] are level, format"),
    ];
    for (name, expected) in cases {
        assert_eq!(error_of_environment(name, "1"), format!("{name}: no such variable{expected}"));
    }
}

#[test]
fn wrong_types_are_told_with_what_is_expected() {
    let cases = [
        (
            "[database]\nconnections = 'many'",
            "database.connections: must be a whole number of at least 1, not \"many\"",
        ),
        ("[database]\nconnections = 0", "database.connections: must be a whole number of at least 1, not 0"),
        (
            "[limits]\naccess_key_tries_per_hour = -1",
            "limits.access_key_tries_per_hour: must be a whole number of at least 1, not -1",
        ),
        ("[server]\ntrust_proxy_headers = 'maybe'", "server.trust_proxy_headers: must be true or false, not \"maybe\""),
        ("[server]\nlisten = 8080", "server.listen: must be text in quotes, not 8080"),
        ("[log]\nformat = 'xml'", "log.format: must be one of text, json, not \"xml\""),
        ("[log]\nlevel = ['info']", "log.level: must be text in quotes, not a list"),
        ("server = 5", "server: must be a section, not 5"),
    ];
    for (text, expected) in cases {
        assert_eq!(error_of_file(text), format!("polyclinic.toml: {expected}"));
    }
    let variable = error_of_environment("POLYCLINIC_DATABASE__CONNECTIONS", "many");
    assert_eq!(variable, "POLYCLINIC_DATABASE__CONNECTIONS: must be a whole number of at least 1, not \"many\"");
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let error = error_of_file("[server]\nlisten = 127.0.0.1:8080\n");
    assert!(error.starts_with("polyclinic.toml:2: "), "{error}");
    let missing = Config::load(&sources(Path::new("/nonexistent/polyclinic.toml"), &[], &[])).unwrap_err();
    assert!(missing.to_string().starts_with("can't read /nonexistent/polyclinic.toml: "), "{missing}");
}

#[test]
fn bad_addresses_and_names_are_refused() {
    let cases = [
        ("POLYCLINIC_SERVER__LISTEN", &["localhost", "8080", "127.0.0.1", "1.2.3.4:99999"][..]),
        (
            "POLYCLINIC_SERVER__PUBLIC_URL",
            &["clinic.example.org", "ftp://x/", "https://", "https://a@b/", "https://a?b", "https://a#b"],
        ),
        ("POLYCLINIC_SERVER__BASE_DOMAIN", &["https://x", "a b", "a..b", "-a", "a-", "x:80", "x/"]),
        ("POLYCLINIC_LOG__LEVEL", &["inof", "info,store", "info,store=all"]),
        ("POLYCLINIC_MEETINGS__BASE_URL", &["meet"]),
        (
            "POLYCLINIC_DATABASE__URL",
            &[
                "mysql://x/y",
                "sqlite://",
                "sqlite:x.db",
                "postgres:x",
                "host=x dbname=y",
                ":memory:",
                "sqlite://:memory:",
            ],
        ),
    ];
    for (name, values) in cases {
        for value in values {
            let error = error_of_environment(name, value);
            assert!(error.starts_with(&format!("{name}: ")), "{error}");
        }
    }
}

#[test]
fn an_error_never_repeats_a_database_url() {
    for url in ["mysql://u:s3cret@h/d", "password=s3cret host=h", "postgres:u:s3cret@h"] {
        let error = error_of_environment("DATABASE_URL", url);
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[test]
fn two_listeners_need_two_ports() {
    let error = error_of_file("[metrics]\nlisten = '127.0.0.1:8080'");
    assert_eq!(error, "metrics.listen: 127.0.0.1:8080 is taken by server.listen; metrics need another port");
    let any = "[server]\nlisten = '127.0.0.1:0'\n[metrics]\nlisten = '127.0.0.1:0'";
    assert!(Given::file(any).load(&[], &[]).is_ok());
}
