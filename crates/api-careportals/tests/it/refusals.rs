//! Requests that make no sense to anybody.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

use axum::body::Body;
use serde_json::{Value, json};

use crate::door::{Door, NOBODYS, key_of, path_of, service_id, to_alice};

testkit::both_databases! {
    async fn unknown_and_malformed_ids_are_not_found(engine) {
        let door = Door::open(engine);
        let malformed = ["1", "x", "%20", "%ff", "%00", "6a00010100000000000000001"];
        let unknown = ["6a0001010000000000ffffff", NOBODYS, "ffffffffffffffffffffffff"];
        for id in malformed.into_iter().chain(unknown) {
            for path in [format!("/services/{id}"), format!("/services/{id}/availability-v2"), format!("/forms/{id}")] {
                door.get(&path).await.refused(404, "resource_missing");
            }
        }
        // A service's id is no form's.
        let path = format!("/forms/{}", service_id(door.alice().checkup.id));
        assert_eq!(door.get(&path).await.refused(404, "resource_missing")["message"], "No such form.");
    }

    async fn bodies_that_are_no_json_object_are_refused(engine) {
        let door = Door::open(engine);
        let booked = door.book("2026-03-03T08:00:00Z").await;
        let (own, key) = (path_of(&booked), key_of(&booked));
        let deep = "[".repeat(10_000);
        let bodies = [&b"{"[..], b"[]", b"null", b"7", b"\"text\"", b"\xff", b"{\"a\":1e999}", b"{}}", deep.as_bytes()];
        let [cancel, reschedule] = ["cancel", "reschedule"].map(|action| format!("{own}/{action}?accessKey={key}"));
        for path in ["/appointments", &cancel, &reschedule] {
            for body in bodies {
                let answer = door.send(to_alice("POST", path, Body::from(body.to_vec()))).await;
                let error = answer.refused(400, "validation_failed");
                assert_eq!((error.get("param"), error.get("errors")), (None, None));
            }
            let large = json!({ "unknown": "x".repeat(300 * 1024) });
            door.post(path, &large).await.refused(400, "validation_failed");
        }
        let nothing = door.send(to_alice("POST", "/appointments", Body::empty())).await;
        assert_eq!(nothing.members(), ["serviceId", "reservation"]);
        assert_eq!(door.get_with_key(&booked).await.ok(200)["status"], "booked");
    }

    async fn a_body_that_is_cut_off_is_refused_and_does_nothing(engine) {
        let door = Door::open(engine);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = door.router.clone();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let body = door.checkup("2026-03-03T08:00:00Z").to_string();
        let answer = tokio::task::spawn_blocking(move || cut_off(address, &body)).await.unwrap();
        serving.abort();
        let (head, json) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400"), "{head}");
        let json: Value = serde_json::from_str(json).unwrap();
        assert_eq!(json["error"]["code"], "validation_failed");
        // The time is still free.
        door.book("2026-03-03T08:00:00Z").await;
    }
}

/// Sends all of a body but its last byte, and gives what comes back.
fn cut_off(address: SocketAddr, body: &str) -> String {
    let mut socket = TcpStream::connect(address).unwrap();
    let head = "POST /careportals/appointments HTTP/1.1\r\nhost: localhost\r\norganization: alice\r\nconnection: close";
    write!(socket, "{head}\r\ncontent-length: {}\r\n\r\n{}", body.len(), &body[..body.len() - 1]).unwrap();
    socket.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}
