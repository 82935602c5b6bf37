//! Products by the thousand, tickets, the partner's own profile.

use app::ticket;
use domain::ticket::TicketDetails;
use serde_json::{Value, json};

use crate::door::{Door, with_token};

fn open_ticket(door: &Door) -> i64 {
    let (ctx, about) = (door.clinic.staff(door.alice()), TicketDetails::about("Printer"));
    door.clinic.write(move |tx| ticket::create(tx, &ctx, &about)).unwrap().id.0
}

testkit::both_databases! {
    async fn duplicate_and_bad_rows_are_reported_in_their_order(engine) {
        let door = Door::open(engine);
        let rows = json!([
            { "VendorCode": "V", "ProductCode": "P", "Product": "A", "RetailPrice": 1 },
            { "VendorCode": "V", "ProductCode": "P", "Product": "B" },
            { "VendorCode": "V", "ProductCode": "P", "RetailPrice": 1.0 },
            "nonsense",
            { "VendorCode": "V", "ProductCode": "Q" },
            { "VendorCode": "V", "ProductCode": "R", "Product": "C", "RetailPrice": 0.001 },
            { "ProductCode": "S", "Product": "x".repeat(256) },
        ]);
        let done = door.post("/v1/products", &json!({ "products": rows })).await.data(200);
        let said: Vec<&str> = done["Results"].as_array().unwrap().iter().map(|row| row["Status"].as_str().unwrap()).collect();
        assert_eq!(said, ["created", "updated", "unchanged", "error", "error", "error", "error"]);
        assert_eq!([&done["Created"], &done["Updated"], &done["Unchanged"], &done["Failed"]], [1, 1, 1, 4]);
        assert_eq!(done["Results"][4]["Error"], "Product: A new product needs a name.");
        assert_eq!(done["Results"][6]["VendorCode"], Value::Null);
        let shown = door.get("/v1/products").await.data(200);
        assert_eq!((shown.as_array().unwrap().len(), &shown[0]["Product"], &shown[0]["RetailPrice"]), (1, &json!("B"), &json!(1.0)));
        let bad = door.post("/v1/products", &json!({ "products": ["x"] })).await.data(200);
        assert_eq!((&bad["Failed"], &bad["Results"][0]["ProductCode"]), (&json!(1), &Value::Null));
    }

    async fn a_thousand_rows_are_taken_and_no_more(engine) {
        let door = Door::open(engine);
        let rows = |count: usize| {
            let row = |number: usize| json!({ "VendorCode": "V", "ProductCode": format!("{number:04}"), "Product": "x".repeat(250) });
            json!({ "products": (0..count).map(row).collect::<Vec<_>>() })
        };
        assert_eq!(door.post("/v1/products", &rows(1000)).await.data(200)["Created"], 1000);
        door.post("/v1/products", &rows(1001)).await.refused(413, "too_large");
        for body in [json!({ "products": [] }), json!({ "products": null }), json!({ "products": {} }), json!({ "x": 1 })] {
            assert_eq!(door.post("/v1/products", &body).await.members(), ["products"], "{body}");
        }
        let page = door.get("/v1/products?page=5&limit=200").await;
        assert_eq!(page.json["pagination"], json!({ "page": 5, "limit": 200, "total": 1000, "totalPages": 5 }));
    }

    async fn tickets_change_by_exact_words(engine) {
        let door = Door::open(engine);
        let id = open_ticket(&door);
        let path = format!("/v1/alice/ticket/{id}");
        for status in ["Open", "InProgress", "Waiting", "Resolved", "Closed"] {
            assert_eq!(door.put(&path, &json!({ "Status": status })).await.data(200)["Status"], status);
        }
        for (body, names) in [
            (json!({ "Status": "closed" }), vec!["Status"]),
            (json!({ "Status": null }), vec!["Status"]),
            (json!({ "Priority": "urgent", "Subject": 7 }), vec!["Subject", "Priority"]),
            (json!({ "Subject": " " }), vec!["Subject"]),
            (json!({ "Category": "x".repeat(101) }), vec!["Category"]),
        ] {
            let mut found = door.put(&path, &body).await;
            let mut members: Vec<String> = found.members().into_iter().map(str::to_owned).collect();
            members.sort_unstable_by_key(|member| names.iter().position(|name| name == member));
            assert_eq!(members, names, "{body}");
            found.text.clear();
        }
        let set = door.put(&path, &json!({ "Priority": "High", "AssignedTo": "Eve", "Unknown": 1 })).await.data(200);
        assert_eq!((&set["Priority"], &set["AssignedTo"], &set["Status"]), (&json!("High"), &json!("Eve"), &json!("Closed")));
        assert_eq!(door.put(&path, &json!({ "Priority": null })).await.data(200)["Priority"], Value::Null);
    }

    async fn comments_are_taken_on_closed_tickets_and_once_per_key(engine) {
        let door = Door::open(engine);
        let id = open_ticket(&door);
        door.put(&format!("/v1/alice/ticket/{id}"), &json!({ "Status": "Closed" })).await.data(200);
        let path = format!("/v1/alice/tickets/{id}/comment");
        let said = |key: &'static str, body: Value| {
            let mut request = with_token(&door.token, "POST", &path, Some(&body));
            request.headers_mut().insert("idempotency-key", key.parse().unwrap());
            door.send(request)
        };
        let first = said("k1", json!({ "Comment": "<b>Once</b>" })).await;
        let again = said("k1", json!({ "Comment": "<b>Once</b>" })).await;
        assert_eq!((&first.text, &again.headers["idempotent-replayed"]), (&again.text, &"true".parse().unwrap()));
        assert_eq!(first.clone().data(201)["Author"], "Lakeside Integrations");
        said("k1", json!({ "Comment": "Twice" })).await.refused(422, "idempotency_key_reused");
        let bad = said("k2", json!({ "Comment": " " })).await;
        assert_eq!(bad.members(), ["Comment"]);
        said("k2", json!({ "Comment": "Fine" })).await.data(201);
        let whole = door.get(&format!("/v1/alice/ticket/{id}")).await.data(200);
        assert_eq!((whole["Comments"].as_array().unwrap().len(), &whole["Status"]), (2, &json!("Closed")));
    }

    async fn what_belongs_to_the_admin_is_read_only(engine) {
        let door = Door::open(engine);
        for (body, names) in [
            (json!({ "Name": "Other" }), vec!["Name"]),
            (json!({ "Contact": "A", "PPass": "x", "Scopes": [] }), vec!["PPass", "Scopes"]),
        ] {
            let answer = door.call("PATCH", "/v1/me", Some(&body)).await;
            let details = answer.refused(400, "read_only")["details"].as_array().unwrap().clone();
            assert_eq!(details.iter().map(|detail| detail["field"].as_str().unwrap()).collect::<Vec<_>>(), names);
        }
        assert_eq!(door.get("/v1/me").await.data(200)["Contact"], Value::Null);
        assert_eq!(door.call("PATCH", "/v1/me", Some(&json!({ "EMail": "nobody" }))).await.members(), ["EMail"]);
        door.call("PATCH", "/v1/me", Some(&json!({ "Phone": "555" }))).await.data(200);
        let cleared = door.call("PATCH", "/v1/me", Some(&json!({ "Phone": null, "Website": "" }))).await.data(200);
        assert_eq!((&cleared["Phone"], &cleared["Name"]), (&Value::Null, &json!("Lakeside Integrations")));
    }
}
