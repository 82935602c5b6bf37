use std::path::Path;

use super::*;

/// Sources that don't depend on where the tests run.
fn sources(file: &Path, environment: &[(&str, &str)], flags: &[(&'static str, &'static str, &str)]) -> Sources {
    Sources {
        file: Some(file.to_owned()),
        environment: environment
            .iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        flags: flags
            .iter()
            .map(|(name, key, value)| Flag {
                name,
                key,
                value: (*value).to_owned(),
            })
            .collect(),
    }
}

struct Given {
    folder: tempfile::TempDir,
}

impl Given {
    fn file(text: &str) -> Self {
        let given = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        given.write("polyclinic.toml", text);
        given
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn load(
        &self,
        environment: &[(&str, &str)],
        flags: &[(&'static str, &'static str, &str)],
    ) -> Result<Loaded, String> {
        let sources = sources(&self.folder.path().join("polyclinic.toml"), environment, flags);
        Config::load(&sources).map_err(|error| error.to_string())
    }

    /// What is said about it, without the folder.
    fn error(&self, environment: &[(&str, &str)]) -> String {
        let error = self.load(environment, &[]).unwrap_err();
        assert!(!error.contains('\n'), "not one line: {error}");
        error.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

fn error_of_file(text: &str) -> String {
    Given::file(text).error(&[])
}

fn error_of_environment(name: &str, value: &str) -> String {
    Given::file("").error(&[(name, value)])
}

#[test]
fn nothing_given_is_the_defaults() {
    let config = Given::file("").load(&[], &[]).unwrap().config;
    assert_eq!(config, Config::default());
    assert_eq!(config.server.listen.socket(), "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.server.max_body_bytes.get(), 1_048_576);
    assert_eq!(config.database.url.masked(), "polyclinic-data/polyclinic.db");
}

#[test]
fn a_flag_beats_the_environment_beats_the_file() {
    let given = Given::file("[database]\nurl = 'file.db'\nconnections = 2\n[log]\nformat = 'json'");
    let environment = [
        ("POLYCLINIC_DATABASE__URL", "environment.db"),
        ("POLYCLINIC_DATABASE__CONNECTIONS", "3"),
    ];
    let flags = [("--database", "database.url", "flag.db")];

    let loaded = given.load(&environment, &flags).unwrap();
    assert_eq!(loaded.config.database.url.masked(), "flag.db");
    assert_eq!(loaded.config.database.connections.get(), 3);
    assert_eq!(loaded.config.log.format, value::LogFormat::Json);
    assert_eq!(loaded.origin("database.url"), Some("--database"));
    assert_eq!(
        loaded.origin("database.connections"),
        Some("POLYCLINIC_DATABASE__CONNECTIONS")
    );
    assert!(
        loaded
            .origin("log.format")
            .is_some_and(|origin| origin.ends_with("polyclinic.toml"))
    );
    assert_eq!(loaded.origin("log.level"), None);
}

#[test]
fn database_url_is_weaker_than_our_own_variable_and_stronger_than_the_file() {
    let given = Given::file("[database]\nurl = 'file.db'");
    let general = ("DATABASE_URL", "general.db");
    let own = ("POLYCLINIC_DATABASE__URL", "own.db");
    let url = |environment: &[_]| given.load(environment, &[]).unwrap().config.database.url.masked();
    assert_eq!(url(&[general]), "general.db");
    assert_eq!(url(&[own, general]), "own.db");
    assert_eq!(url(&[("DATABASE_URL", "")]), "file.db");
}

#[test]
fn variables_carry_every_type() {
    let environment = [
        ("POLYCLINIC_SERVER__LISTEN", "[::]:80"),
        ("POLYCLINIC_SERVER__TRUST_PROXY_HEADERS", "true"),
        ("POLYCLINIC_SERVER__BASE_DOMAIN", "Clinics.Example.org"),
        ("POLYCLINIC_METRICS__LISTEN", ""),
        ("POLYCLINIC_LIMITS__REQUESTS_PER_MINUTE", "0"),
        ("POLYCLINIC_LOG__LEVEL", "warn,store=debug"),
        ("POLYCLINIC_PAYMENTS__PROVIDER", "test"),
    ];
    let config = Given::file("").load(&environment, &[]).unwrap().config;
    assert_eq!(config.server.listen.socket(), "[::]:80".parse().unwrap());
    assert!(config.server.trust_proxy_headers);
    assert_eq!(String::from(config.server.base_domain.unwrap()), "clinics.example.org");
    assert_eq!(config.metrics.listen, None);
    assert_eq!(config.limits.requests_per_minute, 0);
    assert_eq!(String::from(config.log.level), "warn,store=debug");
    assert_eq!(config.payments.provider, value::PaymentProvider::Test);
}

#[test]
fn a_variable_can_name_a_file_with_the_value() {
    let given = Given::file("");
    let secret = given.write("secret", "postgres://clinic:s3cret@db/clinic\r\n");
    let loaded = given.load(&[("POLYCLINIC_DATABASE__URL_FILE", &secret)], &[]).unwrap();
    assert_eq!(loaded.config.database.url.masked(), "postgres://clinic:***@db/clinic");
    assert_eq!(loaded.origin("database.url"), Some("POLYCLINIC_DATABASE__URL_FILE"));

    let both = given.error(&[
        ("POLYCLINIC_DATABASE__URL_FILE", &secret),
        ("POLYCLINIC_DATABASE__URL", "other.db"),
    ]);
    assert_eq!(
        both,
        "POLYCLINIC_DATABASE__URL and POLYCLINIC_DATABASE__URL_FILE are both set; keep one of them"
    );
    let missing = given.error(&[("POLYCLINIC_DATABASE__URL_FILE", "/nonexistent/secret")]);
    assert!(
        missing.starts_with("POLYCLINIC_DATABASE__URL_FILE: can't read /nonexistent/secret: "),
        "{missing}"
    );
}

#[test]
fn variables_of_others_are_left_alone() {
    let environment = [
        ("POLYCLINIC_PORT", "tcp://10.0.0.1:80"),
        ("POLYCLINIC_SERVICE_HOST", "10.0.0.1"),
        ("PATH", "/bin"),
    ];
    assert_eq!(
        Given::file("").load(&environment, &[]).unwrap().config,
        Config::default()
    );
}

#[test]
fn an_unknown_key_names_the_one_that_is_meant() {
    let cases = [
        (
            "[server]\nlisen = 'x'",
            "unknown key server.lisen; did you mean server.listen?",
        ),
        ("[databse]\nurl = 'x'", "unknown key databse; did you mean database?"),
        (
            "[server]\nurl = 'x'",
            "unknown key server.url; did you mean database.url?",
        ),
        ("format = 'json'", "unknown key format; did you mean log.format?"),
        (
            "[metrics]\nxyz = 1",
            "unknown key metrics.xyz; the keys of [metrics] are listen",
        ),
        (
            "xyz = 1",
            "unknown key xyz; the sections are server, metrics, database, log, meetings, limits, payments",
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
        (
            "POLYCLINIC_DATABASE_URL",
            "; did you mean POLYCLINIC_DATABASE__URL, with two underscores?",
        ),
        ("POLYCLINIC_LOG__XYZ", "; the keys of [log] are level, format"),
    ];
    for (name, expected) in cases {
        assert_eq!(
            error_of_environment(name, "1"),
            format!("{name}: no such variable{expected}")
        );
    }
}

#[test]
fn wrong_types_are_told_with_what_is_expected() {
    let cases = [
        (
            "[database]\nconnections = 'many'",
            "database.connections: must be a whole number of at least 1, not \"many\"",
        ),
        (
            "[database]\nconnections = 0",
            "database.connections: must be a whole number of at least 1, not 0",
        ),
        (
            "[limits]\nrequests_per_minute = -1",
            "limits.requests_per_minute: must be a whole number, not -1",
        ),
        (
            "[server]\ntrust_proxy_headers = 'maybe'",
            "server.trust_proxy_headers: must be true or false, not \"maybe\"",
        ),
        (
            "[server]\nlisten = 8080",
            "server.listen: must be text in quotes, not 8080",
        ),
        (
            "[log]\nformat = 'xml'",
            "log.format: must be one of text, json, not \"xml\"",
        ),
        (
            "[log]\nlevel = ['info']",
            "log.level: must be text in quotes, not a list",
        ),
        ("server = 5", "server: must be a section, not 5"),
    ];
    for (text, expected) in cases {
        assert_eq!(error_of_file(text), format!("polyclinic.toml: {expected}"));
    }
    let variable = error_of_environment("POLYCLINIC_DATABASE__CONNECTIONS", "many");
    assert_eq!(
        variable,
        "POLYCLINIC_DATABASE__CONNECTIONS: must be a whole number of at least 1, not \"many\""
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let error = error_of_file("[server]\nlisten = 127.0.0.1:8080\n");
    assert!(error.starts_with("polyclinic.toml:2: "), "{error}");
    let missing = Config::load(&sources(Path::new("/nonexistent/polyclinic.toml"), &[], &[])).unwrap_err();
    assert!(
        missing
            .to_string()
            .starts_with("can't read /nonexistent/polyclinic.toml: "),
        "{missing}"
    );
}

#[test]
fn bad_addresses_and_names_are_refused() {
    let cases = [
        (
            "POLYCLINIC_SERVER__LISTEN",
            &["localhost", "8080", "127.0.0.1", "1.2.3.4:99999"][..],
        ),
        (
            "POLYCLINIC_SERVER__PUBLIC_URL",
            &[
                "clinic.example.org",
                "ftp://x/",
                "https://",
                "https://a@b/",
                "https://a?b",
                "https://a#b",
            ],
        ),
        (
            "POLYCLINIC_SERVER__BASE_DOMAIN",
            &["https://x", "a b", "a..b", "-a", "a-", "x:80", "x/"],
        ),
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
fn passwords_are_masked_wherever_they_stand() {
    let cases = [
        ("clinic.db", "clinic.db"),
        ("sqlite:///srv/a:b@c.db", "sqlite:///srv/a:b@c.db"),
        ("postgres://db/clinic", "postgres://db/clinic"),
        ("postgres://clinic@db:5432/clinic", "postgres://clinic@db:5432/clinic"),
        ("postgres://clinic:s3cret@db/clinic", "postgres://clinic:***@db/clinic"),
        (
            "postgresql://clinic:s3@c/r?e:t@db/clinic",
            "postgresql://clinic:***@db/clinic",
        ),
        (
            "postgres://db/clinic?user=a&password=s3cret&b=c",
            "postgres://db/clinic?user=a&password=***&b=c",
        ),
    ];
    for (url, expected) in cases {
        let config = Given::file("").load(&[("DATABASE_URL", url)], &[]).unwrap();
        assert_eq!(config.config.database.url.masked(), expected);
        let everything = format!("{config:?}{}", dump(&config));
        assert!(!format!("{:?}", config.config).contains("s3"), "{expected}");
        assert!(
            everything.contains(expected) && !dump(&config).contains("s3"),
            "{expected}"
        );
    }
}

#[test]
fn two_listeners_need_two_ports() {
    let error = error_of_file("[metrics]\nlisten = '127.0.0.1:8080'");
    assert_eq!(
        error,
        "metrics.listen: 127.0.0.1:8080 is taken by server.listen; metrics need another port"
    );
    let any = "[server]\nlisten = '127.0.0.1:0'\n[metrics]\nlisten = '127.0.0.1:0'";
    assert!(Given::file(any).load(&[], &[]).is_ok());
}

#[test]
fn the_public_address_follows_from_the_listener() {
    let public = |text: &str| Given::file(text).load(&[], &[]).unwrap().config.public_url();
    assert_eq!(public(""), "http://127.0.0.1:8080");
    assert_eq!(public("[server]\nlisten = '0.0.0.0:80'"), "http://localhost:80");
    assert_eq!(public("[server]\nlisten = '[::1]:80'"), "http://[::1]:80");
    assert_eq!(
        public("[server]\npublic_url = 'https://a.example/'"),
        "https://a.example"
    );
}

#[test]
fn the_generated_file_is_the_defaults_and_has_every_key() {
    let text = generate();
    assert_eq!(Given::file(&text).load(&[], &[]).unwrap().config, Config::default());
    // With the examples switched on, it is still valid.
    let examples = text
        .replace("\n# public_url =", "\npublic_url =")
        .replace("\n# base_domain =", "\nbase_domain =");
    let config = Given::file(&examples.replace("\n# listen =", "\nlisten ="))
        .load(&[], &[])
        .unwrap()
        .config;
    assert!(
        config.server.public_url.is_some() && config.server.base_domain.is_some() && config.metrics.listen.is_some()
    );
    for (section, key) in section_keys() {
        let has_line = text
            .lines()
            .any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = ")));
        assert!(has_line && text.contains(&format!("[{section}]")), "{section}.{key}");
        assert!(!key.ends_with("_file"), "{key} would be read as the name of a file");
    }
}

#[test]
fn a_dump_can_be_read_again() {
    let given = Given::file("[limits]\nrequests_per_minute = 60\n[metrics]\nlisten = '127.0.0.1:9090'");
    let loaded = given.load(&[], &[]).unwrap();
    let text = dump(&loaded);
    assert_eq!(Given::file(&text).load(&[], &[]).unwrap().config, loaded.config);
    assert!(text.contains("requests_per_minute = 60  # "), "{text}");
    assert!(text.contains("\n# public_url is not set\n"), "{text}");
}
