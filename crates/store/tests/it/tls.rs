//! The way to a PostgreSQL that takes encrypted connections and no others.

use std::io::{Read, Write};
use std::net::TcpListener;

use store::Db;
use testkit::{EncryptedPostgres, Engine, TestDatabase};

fn tried(url: &str) -> Result<(), String> {
    Db::open(url, 1).map(|db| db.close()).map_err(|error| error.to_string())
}

#[test]
fn a_connection_is_encrypted_as_the_address_says() {
    let Some(server) = EncryptedPostgres::start() else { return };
    let (here, number) = (server.url("localhost"), server.url("127.0.0.1"));
    let authority = format!("sslrootcert={}", server.certificate().display());
    for good in [
        here.clone(),
        format!("{number}?sslmode=prefer"),
        format!("{number}?sslmode=require"),
        format!("{here}?sslmode=verify-full&{authority}"),
        format!("{here}?{authority}&sslmode=require"),
    ] {
        assert_eq!(tried(&good), Ok(()), "{good}");
    }
    for (bad, says) in [
        (format!("{here}?sslmode=disable"), "no encryption"),
        (format!("{here}?sslmode=verify-full"), "UnknownIssuer"),
        (format!("{number}?sslmode=verify-full&{authority}"), "not valid for name"),
        (format!("{number}?sslmode=require&{authority}"), "not valid for name"),
        (format!("{here}?sslmode=verify-ca&{authority}"), "sslmode"),
        (format!("{here}?sslmode=verify-full&sslrootcert=/none.pem"), "sslrootcert"),
    ] {
        let error = tried(&bad).unwrap_err();
        assert!(error.contains(says), "{bad}: {error}");
    }
}

#[test]
fn a_server_without_encryption_is_not_talked_to_in_the_clear_when_that_is_forbidden() {
    // All that such a server says to the question for encryption (PostgreSQL, "Message Flow", SSLRequest): N.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 8];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(b"N").unwrap();
        stream.read(&mut request).unwrap()
    });
    let error = tried(&format!("postgres://alice:secret@localhost:{port}/clinic?sslmode=require")).unwrap_err();
    assert!(error.contains("TLS") && !error.contains("secret"), "{error}");
    assert_eq!(server.join().unwrap(), 0, "and nothing more was sent");
}

#[test]
fn on_a_socket_of_this_machine_there_is_nothing_to_encrypt() {
    let Some(database) = TestDatabase::new(Engine::Postgres) else { return };
    assert_eq!(tried(&format!("{}?sslmode=verify-full", database.url)), Ok(()));
}
