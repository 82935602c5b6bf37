//! Requests that make no sense to anybody.

use serde_json::{Value, json};

use crate::door::{Door, raw};

/// Calls that take a body, with what a path needs.
const BODIES: [(&str, &str); 9] = [
    ("POST", "/v1/alice/prospects"),
    ("PUT", "/v1/alice/prospects/1"),
    ("POST", "/v1/alice/tags/prospects/1"),
    ("POST", "/v1/products"),
    ("PUT", "/v1/kb/1"),
    ("PUT", "/v1/alice/ticket/1"),
    ("POST", "/v1/alice/tickets/1/comment"),
    ("PATCH", "/v1/me"),
    ("POST", "/v1/alice/tickets/x/comment"),
];

testkit::both_databases! {
    async fn bodies_that_are_no_json_object_are_refused(engine) {
        let door = Door::open(engine);
        let deep = "[".repeat(10_000);
        let bodies = [&b"{"[..], b"[]", b"null", b"7", b"\"text\"", b"\xff", b"{\"a\":1e999}", b"{}}", b"", b"{}", deep.as_bytes()];
        for (method, path) in BODIES {
            for body in bodies {
                let mut request = raw(method, path, body.to_vec());
                request.headers_mut().insert("authorization", format!("Bearer {}", door.token).parse().unwrap());
                let answer = door.send(request).await;
                answer.refused(400, "validation_failed");
            }
            let large = json!({ "unknown": "x".repeat(2 * 1024 * 1024) });
            door.call(method, path, Some(&large)).await.refused(413, "too_large");
        }
    }

    async fn unknown_and_malformed_ids_are_not_found(engine) {
        let door = Door::open(engine);
        let person = door.prospect(json!({ "FirstName": "Ada" })).await;
        let foreign = door.clinic.charlie.bob.id.to_string();
        for id in ["0", "-1", "x", "1.0", "%20", "%00", "99999999999999999999", "9223372036854775807", "+1", &foreign] {
            let provider = format!("/v1/alice/availability/providers/{id}");
            let times = "date=2026-03-09&time=10:00&duration=30&startDate=2026-03-09&endDate=2026-03-09";
            for (method, path, body) in [
                ("GET", provider.clone(), None),
                ("GET", format!("{provider}/schedule?{times}"), None),
                ("GET", format!("{provider}/check?{times}"), None),
                ("GET", format!("{provider}/slots?{times}"), None),
                ("GET", format!("{provider}/next-slot?{times}"), None),
                ("PUT", format!("/v1/alice/prospects/{id}"), Some(json!({ "NickName": "A" }))),
                ("POST", format!("/v1/alice/tags/prospects/{id}"), Some(json!({ "tagId": 1 }))),
                ("POST", format!("/v1/alice/tags/prospects/{person}"), Some(json!({ "tagId": 987_654 }))),
                ("DELETE", format!("/v1/alice/tags/prospects/{id}"), None),
                ("DELETE", format!("/v1/alice/tags/prospects/{person}/{id}"), None),
                ("GET", format!("/v1/kb/{id}"), None),
                ("PUT", format!("/v1/kb/{id}"), Some(json!({ "Active": true }))),
                ("GET", format!("/v1/alice/ticket/{id}"), None),
                ("PUT", format!("/v1/alice/ticket/{id}"), Some(json!({ "Status": "Open" }))),
                ("POST", format!("/v1/alice/tickets/{id}/comment"), Some(json!({ "Comment": "x" }))),
            ] {
                door.call(method, &path, body.as_ref()).await.refused(404, "not_found");
            }
        }
    }

    async fn what_is_wrong_with_a_request_comes_before_whether_the_thing_is_there(engine) {
        let door = Door::open(engine);
        assert_eq!(door.put("/v1/alice/prospects/1", &json!({ "Gender": "F" })).await.members(), ["Gender"]);
        assert_eq!(door.get("/v1/alice/availability/providers/1/slots?date=x&duration=0").await.members(), ["date", "duration"]);
    }

    async fn limits_and_parameters_out_of_range_are_all_named(engine) {
        let door = Door::open(engine);
        for list in ["/v1/alice/prospects", "/v1/products", "/v1/kb", "/v1/alice/tickets"] {
            for (query, names) in [
                ("page=0", vec!["page"]),
                ("limit=0", vec!["limit"]),
                ("limit=201&page=-1", vec!["page", "limit"]),
                ("limit=x", vec!["limit"]),
                ("page=1.5", vec!["page"]),
                ("page=", vec!["page"]),
                ("page=99999999999999999999", vec!["page"]),
            ] {
                assert_eq!(door.get(&format!("{list}?{query}")).await.members(), names, "{list} {query}");
            }
            let past = door.get(&format!("{list}?page=9223372036854775807&limit=200&unknown=1")).await;
            assert_eq!(past.data(200), json!([]), "{list}");
        }
        let long = "x".repeat(201);
        assert_eq!(door.get(&format!("/v1/products?search={long}")).await.members(), ["search"]);
        assert_eq!(door.get("/v1/alice/prospects?prospect=maybe").await.members(), ["prospect"]);
        for (query, names) in [
            ("/schedule", vec!["startDate", "endDate"]),
            ("/schedule?startDate=2026-03-09&endDate=2026-03-08", vec!["endDate"]),
            ("/schedule?startDate=2026-03-09&endDate=2027-03-10", vec!["endDate"]),
            ("/schedule?startDate=2026-02-30&endDate=2026-3-1", vec!["startDate", "endDate"]),
            ("/schedule?startDate=0000-01-01&endDate=9999-12-31", vec!["endDate"]),
            ("/check", vec!["date", "time", "duration"]),
            ("/check?date=2026-03-09&time=24:00&duration=1441", vec!["time", "duration"]),
            ("/slots?duration=30", vec!["date"]),
            ("/slots?date=2026-03-09&duration=-5", vec!["duration"]),
            ("/next-slot?duration=30&maxDays=0", vec!["maxDays"]),
            ("/next-slot?duration=30&maxDays=366", vec!["maxDays"]),
            ("/next-slot?maxDays=x", vec!["duration", "maxDays"]),
        ] {
            assert_eq!(door.get(&door.bob(query)).await.members(), names, "{query}");
        }
        for query in ["/slots?date=9999-12-31&duration=1440", "/slots?date=0000-01-01&duration=1"] {
            assert_eq!(door.get(&door.bob(query)).await.data(200)["Count"], 0, "{query}");
        }
    }

    async fn letters_that_no_text_has_find_nothing(engine) {
        let door = Door::open(engine);
        for query in ["/v1/products?vendorCode=a%00b", "/v1/kb?category=%00", "/v1/kb?type=%00x"] {
            assert_eq!(door.get(query).await.data(200), json!([]), "{query}");
        }
        let names = ["FirstName", "LastName", "NickName", "Notes"];
        for name in names {
            let body: Value = json!({ "FullName": "A", name: "a\u{0}b" });
            assert_eq!(door.post("/v1/alice/prospects", &body).await.members(), [name]);
        }
        let row = json!({ "VendorCode": "V\u{0}", "ProductCode": "P", "Product": "A" });
        assert_eq!(door.post("/v1/products", &json!({ "products": [row] })).await.data(200)["Failed"], 1);
    }

    async fn another_method_is_told_which_there_are(engine) {
        let door = Door::open(engine);
        for (method, path, allowed) in [
            ("GET", "/v1/alice/prospects/1", vec!["PUT"]),
            ("PATCH", "/v1/alice/prospects", vec!["GET", "HEAD", "POST"]),
            ("GET", "/v1/alice/auth/token", vec!["POST"]),
            ("DELETE", "/v1/products", vec!["GET", "HEAD", "POST"]),
            ("POST", "/v1/me", vec!["GET", "HEAD", "PATCH"]),
            ("ODD", "/v1/kb/1", vec!["GET", "HEAD", "PUT"]),
            ("GET", "/v1/access-requests", vec!["POST"]),
            ("PUT", "/v1/admin/keys/1/revoke", vec!["POST"]),
        ] {
            let answer = door.call(method, path, None).await;
            answer.refused(405, "method_not_allowed");
            let mut found: Vec<&str> = answer.headers["allow"].to_str().unwrap().split(',').map(str::trim).collect();
            found.sort_unstable();
            assert_eq!(found, allowed, "{method} {path}");
        }
    }
}
