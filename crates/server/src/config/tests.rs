mod errors;
mod mail;

use std::path::Path;

use super::*;

/// Sources that don't depend on where the tests run.
fn sources(file: &Path, environment: &[(&str, &str)], flags: &[(&'static str, &'static str, &str)]) -> Sources {
    Sources {
        file: Some(file.to_owned()),
        environment: environment.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        flags: flags.iter().map(|(name, key, value)| Flag { name, key, value: (*value).to_owned() }).collect(),
    }
}

struct Given {
    folder: tempfile::TempDir,
}

impl Given {
    fn file(text: &str) -> Self {
        let given = Self { folder: tempfile::tempdir().unwrap() };
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

#[test]
fn nothing_given_is_the_defaults() {
    let config = Given::file("").load(&[], &[]).unwrap().config;
    assert_eq!(config, Config::default());
    assert_eq!(config.server.listen.socket(), "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.server.max_body_bytes.get(), 2 * 1024 * 1024);
    assert_eq!(config.database.url.masked(), "polyclinic-data/polyclinic.db");
}

#[test]
fn a_flag_beats_the_environment_beats_the_file() {
    let given = Given::file("[database]\nurl = 'file.db'\nconnections = 2\n[log]\nformat = 'json'");
    let environment = [("POLYCLINIC_DATABASE__URL", "environment.db"), ("POLYCLINIC_DATABASE__CONNECTIONS", "3")];
    let flags = [("--database", "database.url", "flag.db")];

    let loaded = given.load(&environment, &flags).unwrap();
    assert_eq!(loaded.config.database.url.masked(), "flag.db");
    assert_eq!(loaded.config.database.connections.get(), 3);
    assert_eq!(loaded.config.log.format, value::LogFormat::Json);
    assert_eq!(loaded.origin("database.url"), Some("--database"));
    assert_eq!(loaded.origin("database.connections"), Some("POLYCLINIC_DATABASE__CONNECTIONS"));
    assert!(loaded.origin("log.format").is_some_and(|origin| origin.ends_with("polyclinic.toml")));
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
        ("POLYCLINIC_LIMITS__ACCESS_KEY_TRIES_PER_HOUR", "7"),
        ("POLYCLINIC_LOG__LEVEL", "warn,store=debug"),
        ("POLYCLINIC_PAYMENTS__PROVIDER", "test"),
    ];
    let config = Given::file("").load(&environment, &[]).unwrap().config;
    assert_eq!(config.server.listen.socket(), "[::]:80".parse().unwrap());
    assert!(config.server.trust_proxy_headers);
    assert_eq!(String::from(config.server.base_domain.unwrap()), "clinics.example.org");
    assert_eq!(config.metrics.listen, None);
    assert_eq!(config.limits.access_key_tries_per_hour.get(), 7);
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

    let both = given.error(&[("POLYCLINIC_DATABASE__URL_FILE", &secret), ("POLYCLINIC_DATABASE__URL", "other.db")]);
    assert_eq!(both, "POLYCLINIC_DATABASE__URL and POLYCLINIC_DATABASE__URL_FILE are both set; keep one of them");
    let missing = given.error(&[("POLYCLINIC_DATABASE__URL_FILE", "/nonexistent/secret")]);
    assert!(missing.starts_with("POLYCLINIC_DATABASE__URL_FILE: can't read /nonexistent/secret: "), "{missing}");
}

#[test]
fn variables_of_others_are_left_alone() {
    let environment =
        [("POLYCLINIC_PORT", "tcp://10.0.0.1:80"), ("POLYCLINIC_SERVICE_HOST", "10.0.0.1"), ("PATH", "/bin")];
    assert_eq!(Given::file("").load(&environment, &[]).unwrap().config, Config::default());
}

#[test]
fn passwords_are_masked_wherever_they_stand() {
    let cases = [
        ("clinic.db", "clinic.db"),
        ("sqlite:///srv/a:b@c.db", "sqlite:///srv/a:b@c.db"),
        ("postgres://db/clinic", "postgres://db/clinic"),
        ("postgres://clinic@db:5432/clinic", "postgres://clinic@db:5432/clinic"),
        ("postgres://clinic:s3cret@db/clinic", "postgres://clinic:***@db/clinic"),
        ("postgresql://clinic:s3@c/r?e:t@db/clinic", "postgresql://clinic:***@db/clinic"),
        ("postgres://db/clinic?user=a&password=s3cret&b=c", "postgres://db/clinic?user=a&password=***&b=c"),
    ];
    for (url, expected) in cases {
        let loaded = Given::file("").load(&[("DATABASE_URL", url)], &[]).unwrap();
        assert_eq!(loaded.config.database.url.masked(), expected);
        let everything = format!("{loaded:?} {}", dump(&loaded));
        assert!(everything.contains(expected) && !everything.contains("s3"), "{everything}");
    }
}

#[test]
fn the_public_address_follows_from_the_listener() {
    let public = |text: &str| Given::file(text).load(&[], &[]).unwrap().config.public_url();
    assert_eq!(public(""), "http://127.0.0.1:8080");
    assert_eq!(public("[server]\nlisten = '0.0.0.0:80'"), "http://localhost:80");
    assert_eq!(public("[server]\nlisten = '[::1]:80'"), "http://[::1]:80");
    assert_eq!(public("[server]\npublic_url = 'https://a.example/'"), "https://a.example");
}

#[test]
fn the_generated_file_is_the_defaults_and_has_every_key() {
    let text = generate();
    assert_eq!(Given::file(&text).load(&[], &[]).unwrap().config, Config::default());
    // With the examples switched on, it is still valid.
    let examples = text.replace("\n# public_url =", "\npublic_url =").replace("\n# base_domain =", "\nbase_domain =");
    let config = Given::file(&examples.replace("\n# listen =", "\nlisten =")).load(&[], &[]).unwrap().config;
    assert!(
        config.server.public_url.is_some() && config.server.base_domain.is_some() && config.metrics.listen.is_some()
    );
    for (section, key) in section_keys() {
        let has_line = text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = ")));
        assert!(has_line && text.contains(&format!("[{section}]")), "{section}.{key}");
        assert!(!key.ends_with("_file"), "{key} would be read as the name of a file");
    }
}

#[test]
fn a_dump_can_be_read_again() {
    let given = Given::file("[limits]\naccess_key_tries_per_hour = 60\n[metrics]\nlisten = '127.0.0.1:9090'");
    let loaded = given.load(&[], &[]).unwrap();
    let text = dump(&loaded);
    assert_eq!(Given::file(&text).load(&[], &[]).unwrap().config, loaded.config);
    assert!(text.contains("access_key_tries_per_hour = 60  # "), "{text}");
    assert!(text.contains("\n# public_url is not set\n"), "{text}");
}
