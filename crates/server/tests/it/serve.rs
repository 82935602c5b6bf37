//! `polyclinic serve`, as a process.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use testkit::TestDatabase;

use crate::program;
use crate::running::Running;

testkit::both_databases! {
    fn tells_how_it_is(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let server = Running::serve(&database, &[]);
        assert!(server.get("/livez").starts_with("HTTP/1.1 200 OK"));
        assert!(server.get("/readyz").starts_with("HTTP/1.1 200 OK"));
        let version = server.get("/version");
        assert!(version.contains(env!("CARGO_PKG_VERSION")) && version.contains("tzdb"), "{version}");
        assert!(version.to_lowercase().contains("\r\nx-request-id: "), "{version}");
        assert!(server.get("/.well-known/security.txt").contains("Expires: "));
        let url = format!("http://{}/readyz", server.address);
        assert_eq!(program::polyclinic(&["healthcheck", &url]).code, Some(0));
    }

    fn every_door_that_the_portal_lists_is_there(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let server = Running::serve(&database, &[]);
        let listed = server.get("/portal/docs");
        let links = listed.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let links: Vec<&str> = links.filter(|link| link.ends_with("/docs/") || link.ends_with("/openapi.json")).collect();
        assert!(links.len() >= 4, "{links:?}");
        for link in links {
            assert!(server.get(link).starts_with("HTTP/1.1 200 OK"), "{link}");
        }
    }

    fn an_organization_made_on_the_command_line_is_served(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let server = Running::serve(&database, &[]);
        let arguments = ["organization", "create", "--slug", "mine", "--name", "Mine", "--time-zone", "Europe/Rome", "--currency", "EUR"];
        let with_database = |arguments: &[&str]| {
            let all: Vec<&str> = arguments.iter().copied().chain(["--database", &database.url]).collect();
            program::polyclinic(&all)
        };
        assert_eq!(with_database(&arguments).code, Some(0));
        let again = with_database(&arguments);
        assert_eq!((again.code, again.stderr.contains("already")), (Some(1), true), "{again:?}");
        let bad = ["organization", "create", "--slug", "no no", "--name", "", "--time-zone", "Mars", "--currency", "e"];
        let refused = with_database(&bad);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        for flag in ["--slug", "--name", "--time-zone", "--currency"] {
            assert!(refused.stderr.contains(flag), "{refused:?}");
        }
        let listed = with_database(&["organization", "list", "--json"]);
        assert!(listed.stdout.contains("\"slug\":\"mine\""), "{listed:?}");
        let request = "GET /careportals/services HTTP/1.1\r\nHost: x\r\norganization: mine\r\nConnection: close\r\n\r\n";
        let answer = server.send(request);
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("[]"), "{answer}");
        let verified = with_database(&["audit", "verify"]);
        assert_eq!(verified.code, Some(0), "{verified:?}");
        assert_eq!(with_database(&["migrate", "status"]).stdout.split(':').next(), Some("up to date"));
        assert_eq!(with_database(&["doctor"]).code, Some(0));
    }

    fn ends_at_once_when_nothing_runs_and_finishes_what_does(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let mut server = Running::serve(&database, &[("POLYCLINIC_SERVER__SHUTDOWN_TIMEOUT_SECONDS", "20")]);
        // A request whose body comes slowly is accepted before the signal and answered after it.
        let mut stream = server.connect();
        let body = "{\"serviceId\": \"6a0001010000000000000001\", \"reservation\": \"2026-03-02T08:00:00Z\"}";
        let head = format!(
            "POST /careportals/appointments HTTP/1.1\r\nHost: x\r\norganization: none\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body.as_bytes()[..10]).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        server.terminate();
        std::thread::sleep(Duration::from_millis(300));
        stream.write_all(&body.as_bytes()[10..]).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        let began = Instant::now();
        assert_eq!(server.wait(), Some(0));
        assert!(began.elapsed() < Duration::from_secs(10), "it ends once the last request is answered");
    }

    fn a_request_cut_off_half_way_harms_nobody(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let server = Running::serve(&database, &[]);
        for cut in ["GET /livez HT", "POST /careportals/appointments HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{\"service"] {
            let mut stream = server.connect();
            stream.write_all(cut.as_bytes()).unwrap();
            drop(stream);
        }
        assert!(server.send("nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
        assert!(server.get("/readyz").starts_with("HTTP/1.1 200 OK"));
    }

    fn the_figures_have_a_listener_of_their_own(engine) {
        let database = TestDatabase::new(engine).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let server = Running::serve(&database, &[("POLYCLINIC_METRICS__LISTEN", &port.to_string())]);
        server.get("/livez");
        assert!(server.get("/metrics").starts_with("HTTP/1.1 404"), "not on the public listener");
        let metrics = Running { child: std::process::Command::new("true").spawn().unwrap(), address: port }.get("/metrics");
        assert!(metrics.contains("http_requests_total{") && metrics.contains("route=\"/livez\""), "{metrics}");
    }
}

#[test]
fn a_port_in_use_and_an_unreachable_database_are_told_in_a_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let mut command = program::command(&["serve"]);
    let ended = program::run(command.current_dir(folder.path()).env("POLYCLINIC_SERVER__LISTEN", &address));
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains(&format!("can't listen on {address}")), "{ended:?}");

    let ended = program::polyclinic(&["serve", "--database", "postgres://someone:secret@127.0.0.1:1/none"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("not available") && !ended.stderr.contains("secret"), "{ended:?}");
}
