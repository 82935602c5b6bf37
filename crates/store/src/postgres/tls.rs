//! The way to PostgreSQL: encrypted or not, as `sslmode` and `sslrootcert` in its address say, with the meaning they have for
//! PostgreSQL's own programs (libpq, "SSL Support"). The driver knows half of these words.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls_tokio_postgres::rustls::ClientConfig;
use rustls_tokio_postgres::{MakeRustlsConnect, config_from_ca_cert, config_no_verify, config_webpki_roots};

use crate::{Error, Result};

/// What an address says of encryption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// None.
    Disable,
    /// If the server offers it, whoever the server is.
    #[default]
    Prefer,
    /// Always; whoever the server is, unless an authority is named that must know it.
    Require,
    /// Always, and only if an authority that is trusted says that the server is the one of that name.
    VerifyFull,
}

/// An address, apart from what the driver does not understand.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    url: String,
    mode: Mode,
    /// File of the certificates (PEM) of the authorities that are trusted, in place of the well-known ones.
    authorities: Option<String>,
}

impl Address {
    fn parse(url: &str) -> Result<Self> {
        // A password may have a question mark in it.
        let host = url.rfind('@').unwrap_or_default();
        let query = url[host..].find('?').map(|at| host + at);
        let Some(query) = query else {
            return Ok(Self { url: url.to_owned(), mode: Mode::default(), authorities: None });
        };
        let (mut kept, mut mode, mut authorities) = (Vec::new(), Mode::default(), None);
        for pair in url[query + 1..].split('&') {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Mode::parse(value)?,
                Some(("sslrootcert", value)) => {
                    authorities = Some(percent_decode_str(value).decode_utf8_lossy().into_owned());
                }
                _ => kept.push(pair),
            }
        }
        let (base, question) = (&url[..query], if kept.is_empty() { "" } else { "?" });
        Ok(Self { url: format!("{base}{question}{}", kept.join("&")), mode, authorities })
    }

    /// Whom to believe.
    fn trust(&self) -> Result<ClientConfig> {
        match (&self.authorities, self.mode) {
            (Some(file), Mode::Require | Mode::VerifyFull) => {
                config_from_ca_cert(file).map_err(|error| Error::Unavailable(format!("sslrootcert {file}: {error}")))
            }
            (None, Mode::VerifyFull) => Ok(config_webpki_roots()),
            _ => Ok(config_no_verify()),
        }
    }
}

impl Mode {
    fn parse(text: &str) -> Result<Self> {
        match text {
            "disable" => Ok(Self::Disable),
            "prefer" => Ok(Self::Prefer),
            "require" => Ok(Self::Require),
            "verify-full" => Ok(Self::VerifyFull),
            _ => Err(Error::Unavailable("sslmode is one of disable, prefer, require, verify-full".to_owned())),
        }
    }
}

/// Whether nobody can sit in between: the server is on this machine, or is made to show that it is the one of that name.
pub(crate) fn is_safe(url: &str) -> Result<bool> {
    let address = Address::parse(url)?;
    let config: Config = address.url.parse().map_err(|_| super::bad_url())?;
    let verified = match address.mode {
        Mode::VerifyFull => true,
        Mode::Require => address.authorities.is_some(),
        Mode::Disable | Mode::Prefer => false,
    };
    Ok(verified || config.get_hosts().iter().all(is_on_this_machine))
}

fn is_on_this_machine(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
    }
}

/// Connects to that address, once it has been said how else.
pub(super) fn connect(url: &str, prepare: impl FnOnce(&mut Config)) -> Result<Client> {
    let address = Address::parse(url)?;
    let mut config: Config = address.url.parse().map_err(|_| super::bad_url())?;
    prepare(&mut config);
    // Nobody listens on a socket of this machine, and PostgreSQL encrypts nothing there: its own programs ignore the mode too.
    let is_local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
    let ssl_mode = match address.mode {
        mode if is_local || mode == Mode::Disable => return Ok(config.connect(NoTls)?),
        Mode::Prefer => SslMode::Prefer,
        _ => SslMode::Require,
    };
    config.ssl_mode(ssl_mode);
    Ok(config.connect(MakeRustlsConnect::new(address.trust()?))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_driver_does_not_know_is_taken_off() {
        let read = |url: &str| Address::parse(url).map(|address| (address.url, address.mode, address.authorities));
        let plain = "postgres://alice:p?w@db.example.org/clinic";
        assert_eq!(read(plain).unwrap(), (plain.to_owned(), Mode::Prefer, None));
        let all = format!("{plain}?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fetc%2Fca.pem");
        let expected = (format!("{plain}?connect_timeout=3"), Mode::VerifyFull, Some("/etc/ca.pem".to_owned()));
        assert_eq!(read(&all).unwrap(), expected);
        assert_eq!(read("postgres:///x?sslmode=disable").unwrap(), ("postgres:///x".to_owned(), Mode::Disable, None));
        for bad in ["verify-ca", "", "Require", "yes"] {
            assert!(read(&format!("{plain}?sslmode={bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn nobody_sits_in_between_on_this_machine_or_where_the_server_shows_who_it_is() {
        for safe in [
            "postgres://localhost/x",
            "postgres://127.0.0.9:1/x",
            "postgres://%2Frun%2Fpostgresql/x?sslmode=disable",
            "postgres://db.example.org/x?sslmode=verify-full",
            "postgres://db.example.org/x?sslmode=require&sslrootcert=/ca.pem",
        ] {
            assert!(is_safe(safe).unwrap(), "{safe}");
        }
        for unsafe_ in
            ["postgres://db.example.org/x", "postgres://10.0.0.5/x?sslmode=require", "postgres://localhost,db/x"]
        {
            assert!(!is_safe(unsafe_).unwrap(), "{unsafe_}");
        }
    }

    #[test]
    fn authorities_that_are_not_there_are_told_of() {
        let address = Address::parse("postgres://db/clinic?sslmode=verify-full&sslrootcert=/none.pem").unwrap();
        let error = address.trust().map(drop).unwrap_err();
        assert!(error.to_string().contains("sslrootcert /none.pem"), "{error}");
        assert!(Address::parse("postgres://db/clinic?sslmode=verify-full").unwrap().trust().is_ok());
    }
}
