//! What surrounds the calls: other origins, other paths and methods, the document and its page.

use axum::body::Body;
use axum::http::{HeaderMap, Request};

use crate::door::{Door, send, to_alice, to_nobody};

testkit::both_databases! {
    async fn pages_of_any_origin_may_call(engine) {
        let door = Door::open(engine);
        for path in ["/services", "/appointments", "/appointments/6a0001040000000000000001/cancel", "/nowhere"] {
            let mut request = to_nobody("OPTIONS", path, Body::empty());
            for (name, value) in [
                ("origin", "https://www.practice.example"),
                ("access-control-request-method", "POST"),
                ("access-control-request-headers", "organization,content-type,idempotency-key,x-access-key"),
            ] {
                request.headers_mut().insert(name, value.parse().unwrap());
            }
            let answer = door.send(request).await;
            assert_eq!(answer.status, 200);
            let header = |name: &str| words(&answer.headers, name);
            assert_eq!(header("access-control-allow-origin"), ["*"]);
            assert_eq!(header("access-control-allow-methods"), ["get", "post"]);
            let headers = ["content-type", "idempotency-key", "organization", "x-access-key"];
            assert_eq!(header("access-control-allow-headers"), headers);
            assert_eq!(answer.headers.get("access-control-allow-credentials"), None);
        }
        // Refusals are for the page to read, too.
        let refused = door.send(to_nobody("GET", "/services", Body::empty())).await;
        refused.refused(400, "organization_required");
        assert_eq!(words(&refused.headers, "access-control-allow-origin"), ["*"]);
        assert!(words(&refused.headers, "access-control-expose-headers").contains(&"retry-after".to_owned()));
    }

    async fn other_paths_and_methods_are_refused_in_the_same_shape(engine) {
        let door = Door::open(engine);
        for path in ["", "/services/", "/services/a/b", "/Services", "/appointments/a/b", "/docs/nothing.js"] {
            door.get(path).await.refused(404, "resource_missing");
        }
        for (method, path) in [
            ("POST", "/services"),
            ("GET", "/appointments"),
            ("DELETE", "/appointments/a"),
            ("PATCH", "/forms/a"),
            ("ODD", "/services"),
            ("POST", "/openapi.json"),
        ] {
            let answer = door.send(to_alice(method, path, Body::empty())).await;
            answer.refused(405, "method_not_allowed");
            assert!(answer.headers.contains_key("allow"), "{method} {path}");
        }
    }

    async fn the_document_and_its_page_are_served_below_the_mount(engine) {
        let door = Door::open(engine);
        let document = door.get("/openapi.json").await.json;
        let exported = serde_json::to_value(api_careportals::openapi()).unwrap();
        assert_eq!(document["servers"][0]["url"], "/careportals");
        for part in ["openapi", "info", "paths", "components"] {
            assert_eq!(document[part], exported[part], "{part}");
        }
        let at_the_root = api_careportals::router(door.clinic.core());
        let request = Request::get("/openapi.json").body(Body::empty()).unwrap();
        assert_eq!(send(at_the_root, request).await.json["servers"][0]["url"], "/");

        let away = door.get("/docs").await;
        assert_eq!((away.status, &away.headers["location"]), (308, &"docs/".parse().unwrap()));
        let page = door.get("/docs/").await;
        assert_eq!((page.status, &page.headers["content-type"]), (200, &"text/html".parse().unwrap()));
        assert!(door.get("/docs/swagger-initializer.js").await.text.contains("\"../openapi.json\""));
        assert_eq!(door.get("/docs/swagger-ui.css").await.headers["content-type"], "text/css");
    }
}

/// The words of a header, in small letters and in order.
fn words(headers: &HeaderMap, name: &str) -> Vec<String> {
    let mut words: Vec<String> =
        headers[name].to_str().unwrap().split(',').map(|word| word.trim().to_ascii_lowercase()).collect();
    words.sort();
    words
}
