//! `polyclinic healthcheck URL`: for containers, which have no other program to ask with.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

use axum::http::Uri;

use crate::failure::Failure;

/// How long the server may take, for each step.
const PATIENCE: Duration = Duration::from_secs(5);
/// More than any line with a status is long.
const LONGEST_STATUS: u64 = 1024;

/// Succeeds when that address answers 200.
pub(crate) fn run(url: &str) -> Result<(), Failure> {
    let target = Target::parse(url)?;
    let failed = |reason| Failure::Failed(format!("{url}: {reason}"));
    match target.status().map_err(|error| failed(error.to_string()))? {
        200 => Ok(()),
        status => Err(failed(format!("answers {status}"))),
    }
}

/// What to ask, and where.
struct Target {
    /// Host and port.
    authority: String,
    path: String,
}

impl Target {
    fn parse(url: &str) -> Result<Self, Failure> {
        let wrong = || Failure::Usage(format!("{url:?} is not an address such as http://127.0.0.1:8080/readyz"));
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => {
                let message =
                    "https is not supported here: ask the server itself, such as http://127.0.0.1:8080/readyz";
                return Err(Failure::Usage(message.to_owned()));
            }
            _ => return Err(wrong()),
        }
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
        let authority = format!("{host}:{}", uri.port_u16().unwrap_or(80));
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { authority, path })
    }

    /// The status that is answered.
    fn status(&self) -> std::io::Result<u16> {
        let mut stream = self.connect()?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let Self { authority, path } = self;
        let agent = concat!("polyclinic/", env!("CARGO_PKG_VERSION"));
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut line = String::new();
        BufReader::new(stream.take(LONGEST_STATUS)).read_line(&mut line)?;
        parse_status(&line).ok_or_else(|| std::io::Error::other("this is not an HTTP server"))
    }

    /// A name can have several addresses, such as 127.0.0.1 and ::1; one that answers is enough.
    fn connect(&self) -> std::io::Result<TcpStream> {
        let addresses: Vec<SocketAddr> = self.authority.to_socket_addrs()?.collect();
        let mut last = std::io::Error::other("the host has no address");
        for address in addresses {
            match TcpStream::connect_timeout(&address, PATIENCE) {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

/// The number of `HTTP/1.1 200 OK`.
fn parse_status(line: &str) -> Option<u16> {
    let mut words = line.split_ascii_whitespace();
    words.next().filter(|version| version.starts_with("HTTP/1."))?;
    words.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> Result<(String, String), String> {
        match Target::parse(url) {
            Ok(target) => Ok((target.authority, target.path)),
            Err(Failure::Usage(message)) => Err(message),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_has_host_port_and_path() {
        let full = parts("http://127.0.0.1:8080/readyz?full=1").unwrap();
        assert_eq!(full, ("127.0.0.1:8080".to_owned(), "/readyz?full=1".to_owned()));
        assert_eq!(parts("http://[::1]").unwrap(), ("[::1]:80".to_owned(), "/".to_owned()));
    }

    #[test]
    fn wrong_addresses_are_told_apart() {
        assert!(parts("https://clinic.example.org/readyz").unwrap_err().starts_with("https is not supported"));
        for wrong in ["", "127.0.0.1:8080", "/readyz", "ftp://host/", "http://", "http:///readyz", "http://a b/"] {
            assert!(parts(wrong).unwrap_err().contains("is not an address such as"), "{wrong}");
        }
    }

    #[test]
    fn a_status_is_the_number_of_the_first_line() {
        assert_eq!(parse_status("HTTP/1.1 200 OK\r\n"), Some(200));
        assert_eq!(parse_status("HTTP/1.0 503\r\n"), Some(503));
        for wrong in ["", "HTTP/1.1", "HTTP/1.1 fine", "SSH-2.0-OpenSSH_9.6", "200 OK"] {
            assert_eq!(parse_status(wrong), None, "{wrong}");
        }
    }
}
