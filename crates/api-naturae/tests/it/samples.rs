//! The requests that the vendor shows, each on a clinic of its own: the samples contradict one another, so there is no one
//! clinic that answers all of them. Ids are the clinic's own.

use app::appointment::NewAppointment;
use app::availability::Who;
use app::practitioner::NewPractitioner;
use app::{article, roster, tag, ticket};
use domain::article::ArticleDetails;
use domain::questionnaire::Answers;
use domain::roster::LocalPeriod;
use domain::service::ServiceTeam;
use domain::tag::NewTag;
use domain::ticket::TicketDetails;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::clinic::{at, details, office_hours};

use crate::door::{Door, request, with_token};

testkit::both_databases! {
    async fn a_key_is_traded_for_a_token(engine) {
        let door = Door::open(engine);
        let answer = door.exchange("alice", &door.secret).await;
        assert_eq!((answer.status, &answer.headers["cache-control"]), (200, &"no-store".parse().unwrap()));
        let members: Vec<&String> = answer.json.as_object().unwrap().keys().collect();
        assert_eq!(members, ["accessToken", "expiresIn", "tokenType"], "bare, without an envelope");
        assert_eq!((&answer.json["tokenType"], &answer.json["expiresIn"]), (&json!("Bearer"), &json!("24h")));
        let token = answer.json["accessToken"].as_str().unwrap();
        assert!(token.starts_with("eyJhbGciOiJIUzI1NiIs"), "{token}");
        let me = door.send(with_token(token, "GET", "/v1/me", None)).await.data(200);
        assert_eq!((&me["Name"], &me["PPass"]), (&json!("Lakeside Integrations"), &json!("alice")));
        assert_eq!(me["Scopes"], json!(["Providers", "ProductPro.Products", "KB", "Tickets"]));
    }

    async fn a_person_is_added_and_found_and_changed(engine) {
        let door = Door::open(engine);
        let body = json!({ "FirstName": "Marisol", "LastName": "Okafor", "EMail": "marisol@example.com", "Phone": "555-0123" });
        let made = door.post("/v1/alice/prospects", &body).await.data(201);
        for (name, value) in body.as_object().unwrap() {
            assert_eq!(made[name], *value, "{name}");
        }
        assert_eq!((&made["FullName"], &made["Prospect"], &made["Tags"]), (&json!("Marisol Okafor"), &json!(1), &json!([])));
        let list = door.get("/v1/alice/prospects?search=okafor&page=1&limit=20&prospect=true").await;
        assert_eq!(list.json["pagination"], json!({ "page": 1, "limit": 20, "total": 1, "totalPages": 1 }));
        assert_eq!(list.data(200), json!([made]));
        let path = format!("/v1/alice/prospects/{}", made["ProspectID"]);
        let change = json!({ "NickName": "Mari", "LifeStage": "Adult", "Gender": "f", "Prospect": 0 });
        let changed = door.put(&path, &change).await.data(200);
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(changed[name], *value, "{name}");
        }
        assert_eq!(changed["EMail"], "marisol@example.com");
        assert_eq!(door.get("/v1/alice/prospects?prospect=true").await.data(200), json!([]));
    }

    async fn a_label_is_put_on_and_taken_off(engine) {
        let door = Door::open(engine);
        let (ctx, new) = (door.clinic.system(door.alice()), NewTag { name: "VIP".into(), colour: Some("#fc0".into()) });
        let id = door.clinic.write(move |tx| tag::create(tx, &ctx, &new)).unwrap().id.0;
        let shown = json!({ "TagID": id, "Tag": "VIP", "Color": "#fc0" });
        assert_eq!(door.get("/v1/alice/tags").await.data(200), json!([shown]));
        let person = door.prospect(json!({ "FirstName": "Marisol" })).await;
        let path = format!("/v1/alice/tags/prospects/{person}");
        let assignment = json!({ "ProspectID": person, "TagID": id });
        assert_eq!(door.post(&path, &json!({ "tagId": id })).await.data(201), assignment);
        assert_eq!(door.post(&path, &json!({ "tagId": id })).await.data(200), assignment);
        assert_eq!(door.get("/v1/alice/prospects").await.data(200)[0]["Tags"], json!([shown]));
        let one = door.call("DELETE", &format!("{path}/{id}"), None).await.data(200);
        assert_eq!(one, json!({ "ProspectID": person, "Removed": 1 }));
        assert_eq!(door.call("DELETE", &path, None).await.data(200)["Removed"], 0);
    }

    async fn a_schedule(engine) {
        let door = Door::open(engine);
        let (ctx, location) = (door.clinic.system(door.alice()), door.alice().location.id);
        let (visit, jane) = door.clinic.write(move |tx| {
            let new = NewPractitioner {
                prefix: Some("PA-C".into()),
                given_name: "Jane".into(),
                family_name: "Smith".into(),
                specialty: Some("Aesthetics".into()),
            };
            let jane = app::practitioner::create(tx, &ctx, &new)?;
            roster::create(tx, &ctx, jane.calendar_id, Some(location), office_hours())?;
            let team = ServiceTeam { practitioners: vec![jane.id], requirements: vec![] };
            let service = app::service::create(tx, &ctx, details("FOLLOWUP", 30), &team)?;
            let new = NewAppointment {
                service_id: service.id,
                who: Who::default(),
                start: at(7, "09:00"),
                patient_id: None,
                answers: Answers::new(),
                patient_time_zone: None,
                overbooking_reason: None,
            };
            Ok((app::appointment::book(tx, &ctx, &new)?.appointment.id.0, jane.id.0))
        }).unwrap();
        let path = format!("/v1/alice/availability/providers/{jane}");
        let provider = json!({ "id": jane, "name": "Jane Smith", "title": "PA-C", "specialty": "Aesthetics" });
        assert_eq!(door.get(&path).await.data(200), provider);
        let schedule = door.get(&format!("{path}/schedule?startDate=2026-03-09&endDate=2026-03-15")).await.data(200);
        assert_eq!(schedule, json!({
            "provider": provider,
            "startDate": "2026-03-09",
            "endDate": "2026-03-15",
            "schedule": {
                "2026-03-09": [{ "VisitID": visit, "time": "09:00:00", "duration": 30, "type": "FOLLOWUP", "booked": true }]
            },
            "totalVisits": 1
        }));
        let filtered = format!("{path}/schedule?startDate=2026-03-09&endDate=2026-03-15&visitType=");
        assert_eq!(door.get(&format!("{filtered}followup")).await.data(200)["totalVisits"], 1);
        let none = door.get(&format!("{filtered}NEW")).await.data(200);
        assert_eq!((&none["schedule"], &none["totalVisits"]), (&json!({}), &json!(0)));
    }

    async fn a_check(engine) {
        let door = Door::open(engine);
        let check = door.get(&door.bob("/check?date=2026-03-09&time=10:15:00&duration=30")).await.data(200);
        let bob = door.alice().bob.id.0;
        assert_eq!(check, json!({
            "ProviderID": bob, "Date": "2026-03-09", "Time": "10:15:00", "Duration": 30, "Available": true
        }));
        let short = door.get(&door.bob("/check?date=2026-03-09&time=12:15&duration=30")).await.data(200);
        assert_eq!((&short["Time"], &short["Available"]), (&json!("12:15:00"), &json!(false)));
    }

    async fn the_slots_of_a_date(engine) {
        let door = Door::open(engine);
        let (ctx, roster) = (door.clinic.system(door.alice()), door.alice().bobs_roster.id);
        let period = |start: &str, end: &str| LocalPeriod::parse(start, end).unwrap();
        let periods = vec![period("09:00", "09:30"), period("11:30", "12:00"), period("14:00", "14:30")];
        door.clinic.write(move |tx| roster::set_exception(tx, &ctx, roster, date(2026, 3, 9), periods.clone())).unwrap();
        let bob = door.alice().bob.id.0;
        assert_eq!(door.get(&door.bob("/slots?date=2026-03-09&duration=30")).await.data(200), json!({
            "ProviderID": bob,
            "Date": "2026-03-09",
            "Duration": 30,
            "Slots": ["09:00:00", "11:30:00", "14:00:00"],
            "Count": 3
        }));
    }

    async fn the_next_slot(engine) {
        let door = Door::open(engine);
        // After a week a new token is needed.
        door.set_clock("2026-03-09T17:00:00Z");
        let token = door.exchange("alice", &door.secret).await.json["accessToken"].as_str().unwrap().to_owned();
        let get = async |path: &str| door.send(with_token(&token, "GET", &door.bob(path), None)).await.data(200);
        let bob = door.alice().bob.id.0;
        assert_eq!(get("/next-slot?duration=30&maxDays=30").await, json!({
            "ProviderID": bob,
            "Duration": 30,
            "SearchWindowDays": 30,
            "TheNextSlot": { "ProviderID": bob.to_string(), "Date": "2026-03-10", "Time": "09:00:00" }
        }));
        let whole_year = get("/next-slot?duration=300").await;
        assert_eq!((&whole_year["SearchWindowDays"], &whole_year["TheNextSlot"]), (&json!(365), &Value::Null));
    }

    async fn products_are_made_and_found(engine) {
        let door = Door::open(engine);
        let row = json!({ "VendorCode": "V001", "ProductCode": "P001", "Product": "Example Product", "RetailPrice": 99.99 });
        let done = door.post("/v1/products", &json!({ "products": [row] })).await.data(200);
        assert_eq!(done, json!({
            "Created": 1, "Updated": 0, "Unchanged": 0, "Failed": 0,
            "Results": [{ "Index": 0, "VendorCode": "V001", "ProductCode": "P001", "Status": "created" }]
        }));
        for query in ["", "?search=example&vendorCode=V001", "?search=p001"] {
            let list = door.get(&format!("/v1/products{query}")).await;
            assert_eq!(list.json["pagination"]["total"], 1, "{query}");
            let mut shown = list.data(200)[0].clone();
            shown.as_object_mut().unwrap().remove("UpdatedAt").unwrap();
            assert_eq!(shown, row);
        }
    }

    async fn an_article_is_found_and_changed(engine) {
        let door = Door::open(engine);
        let ctx = door.clinic.app.operator("test");
        let written = ArticleDetails {
            title: "Insurance Verification Workflow".into(),
            article: "Step-by-step process...".into(),
            category: Some("Billing".into()),
            kind: Some("HowTo".into()),
            tags: Some("insurance, verification".into()),
            active: true,
        };
        let id = door.clinic.write(move |tx| article::create(tx, &ctx, &written)).unwrap().id.0;
        let mut shown = json!({
            "KBID": id,
            "Title": "Insurance Verification Workflow",
            "Article": "Step-by-step process...",
            "Category": "Billing",
            "Type": "HowTo",
            "Tags": "insurance, verification",
            "Active": true
        });
        let path = format!("/v1/kb/{id}");
        assert_eq!(door.get(&path).await.data(200), shown);
        assert_eq!(door.get("/v1/kb?search=insurance&category=billing&type=howto").await.data(200), json!([shown]));
        shown["Active"] = json!(false);
        assert_eq!(door.put(&path, &json!({ "Category": "Billing", "Active": false })).await.data(200), shown);
        assert_eq!(door.get("/v1/kb").await.data(200), json!([]));
        assert_eq!(door.get(&path).await.data(200), shown, "it can be switched on again");
    }

    async fn a_ticket_is_read_changed_and_commented(engine) {
        let door = Door::open(engine);
        let (ctx, about) = (door.clinic.staff(door.alice()), TicketDetails::about("Printer"));
        let id = door.clinic.write(move |tx| ticket::create(tx, &ctx, &about)).unwrap().id.0;
        let path = format!("/v1/alice/ticket/{id}");
        let list = door.get("/v1/alice/tickets").await.data(200);
        assert_eq!((&list[0]["TicketID"], &list[0]["Status"]), (&json!(id), &json!("Open")));
        assert!(list[0].get("Comments").is_none());
        assert_eq!(door.put(&path, &json!({ "Status": "Resolved" })).await.data(200)["Status"], "Resolved");
        let comment = json!({ "Comment": "This is a new comment", "Author": "Support Agent" });
        let said = door.post(&format!("/v1/alice/tickets/{id}/comment"), &comment).await.data(201);
        assert_eq!((&said["Comment"], &said["Author"]), (&comment["Comment"], &comment["Author"]));
        let whole = door.get(&path).await.data(200);
        assert_eq!((&whole["Comments"], &whole["Status"]), (&json!([said]), &json!("Resolved")));
    }

    async fn the_partner_reads_and_changes_their_profile(engine) {
        let door = Door::open(engine);
        let change = json!({ "Contact": "Tomasz Brandt", "EMail": "tomasz@example.org" });
        let me = door.call("PATCH", "/v1/me", Some(&change)).await.data(200);
        assert_eq!((&me["Contact"], &me["EMail"]), (&change["Contact"], &change["EMail"]));
        assert_eq!(door.get("/v1/me").await.data(200), me);
        assert_eq!(me["PartnerID"], door.partner.id.0);
    }

    async fn the_page_of_the_portal_is_there(engine) {
        let door = Door::open(engine);
        let page = door.send(request("GET", "/portal.html", None)).await;
        assert_eq!((page.status, &page.headers["content-type"]), (200, &"text/html; charset=utf-8".parse().unwrap()));
        assert!(page.text.contains("href=\"/portal\""), "{}", page.text);
    }
}
