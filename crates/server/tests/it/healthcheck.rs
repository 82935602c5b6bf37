use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use crate::program::{Ended, polyclinic};

/// Asks a server that gives that answer; what the command says, and the first line that the server got.
fn ask(answer: &'static str) -> (Ended, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
        let first = lines.next().unwrap();
        lines.take_while(|line| !line.is_empty()).for_each(drop);
        stream.write_all(answer.as_bytes()).unwrap();
        first
    });
    // A name that may have two addresses, of which one answers.
    let ended = polyclinic(&["healthcheck", &format!("http://localhost:{port}/readyz?x=1")]);
    (ended, server.join().unwrap())
}

#[test]
fn a_server_that_answers_200_is_well() {
    let (ended, request) = ask("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(0), "", ""));
    assert_eq!(request, "GET /readyz?x=1 HTTP/1.1");
}

#[test]
fn any_other_answer_is_a_failure() {
    let (unready, _) = ask("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    assert!(unready.code == Some(1) && unready.stderr.ends_with("answers 503\n"), "{unready:?}");
    let (other, _) = ask("220 mail.example.org ESMTP\r\n");
    assert!(other.code == Some(1) && other.stderr.ends_with("this is not an HTTP server\n"), "{other:?}");
}

#[test]
fn a_server_that_is_not_there_is_a_failure() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ended = polyclinic(&["healthcheck", &format!("http://127.0.0.1:{port}/readyz")]);
    assert!(ended.code == Some(1) && ended.stderr.contains("refused"), "{ended:?}");
}

#[test]
fn what_is_no_plain_address_is_wrong_usage() {
    let https = polyclinic(&["healthcheck", "https://clinic.example.org/readyz"]);
    assert!(https.code == Some(2) && https.stderr.contains("https is not supported here"), "{https:?}");
    assert_eq!(polyclinic(&["healthcheck", "clinic.example.org"]).code, Some(2));
}
