//! What surrounds the calls: other paths, the document and its page.

use crate::door::{Door, request};

testkit::both_databases! {
    async fn other_paths_are_refused_in_the_same_shape(engine) {
        let door = Door::open(engine);
        for path in ["", "/v1", "/v1/alice", "/v1/products/1", "/v1/me/", "/V1/me", "/v1/alice/tickets/1", "/v1/alice/prospects/1/x"] {
            door.get(path).await.refused(404, "not_found");
        }
    }

    async fn the_document_and_its_page_are_served_below_the_mount(engine) {
        let door = Door::open(engine);
        let document = door.send(request("GET", "/openapi.json", None)).await.json;
        let exported = serde_json::to_value(api_naturae::openapi()).unwrap();
        assert_eq!(document["servers"][0]["url"], "/naturae");
        for part in ["openapi", "info", "paths", "components"] {
            assert_eq!(document[part], exported[part], "{part}");
        }
        let away = door.send(request("GET", "/docs", None)).await;
        assert_eq!((away.status, &away.headers["location"]), (308, &"docs/".parse().unwrap()));
        let page = door.send(request("GET", "/docs/", None)).await;
        assert_eq!((page.status, &page.headers["content-type"]), (200, &"text/html".parse().unwrap()));
    }
}
