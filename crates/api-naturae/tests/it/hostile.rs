//! What somebody may send who means ill: every call, member, parameter and id of the document, with what nobody sends by accident.
//! Nothing of it may be an error of ours, or be taken.

use api_common::{Core, CoreParts, LimitSettings, Limits, Tries};
use app::access::Settings;
use app::api_key;
use domain::{InstallationSecret, Scopes};
use serde_json::{Map, Value, json};
use testkit::clinic::ADMIN_SECRET;

use crate::door::{Answer, Door, NAMED, raw, with_token};
use crate::idempotency::Made;

/// A call of the document, with the ids of what is there.
#[derive(Clone, Debug)]
struct Call {
    method: String,
    /// As the document has it.
    route: String,
    path: String,
    operation: Value,
}

impl Call {
    /// The schema of its body, if it takes one.
    fn schema<'d>(&self, document: &'d Value) -> Option<&'d Value> {
        let reference = self.operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str()?;
        document.pointer(reference.strip_prefix('#')?)
    }
}

fn document() -> Value {
    serde_json::to_value(api_naturae::openapi()).unwrap()
}

/// Every call, the removals last: what they remove is needed before.
fn calls(document: &Value, made: &Made) -> Vec<Call> {
    let mut calls = Vec::new();
    for (route, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = match route.as_str() {
                route if route.contains("prospects") => made.person,
                route if route.contains("ticket") => made.ticket,
                route if route.contains("providers") => made.provider,
                _ => made.article,
            };
            let ids = [("{PPass}", "alice".to_owned()), ("{id}", id.to_string()), ("{tagId}", made.tag.to_string())];
            let of_admin = [
                ("{partnerId}", made.partner),
                ("{keyId}", made.key),
                ("{requestId}", made.requests[usize::from(route.ends_with("reject"))]),
            ];
            let ids = ids.into_iter().chain(of_admin.map(|(name, id)| (name, id.to_string())));
            let path = ids.fold(route.clone(), |path, (name, id)| path.replace(name, &id));
            let operation = operation.clone();
            calls.push(Call { method: method.to_uppercase(), route: route.clone(), path, operation });
        }
    }
    calls.sort_by_key(|call| call.method == "DELETE");
    calls
}

/// Sends as a program and as the operator at once.
async fn send(door: &Door, method: &str, path: &str, body: Vec<u8>) -> Answer {
    let mut request = raw(method, path, body);
    let headers = request.headers_mut();
    headers.insert("authorization", format!("Bearer {}", door.token).parse().unwrap());
    headers.insert("x-admin-secret", ADMIN_SECRET.parse().unwrap());
    door.send(request).await
}

/// The code of a refusal, which must be one of this door's and repeat nothing long.
#[track_caller]
fn refused(answer: &Answer, said: &str) -> String {
    assert!((400..500).contains(&answer.status), "{said}: {} {}", answer.status, answer.text);
    assert_eq!(answer.headers["content-type"], "application/json", "{said}");
    assert!(answer.text.len() < 3000, "{said} repeats what was sent");
    answer.json["error"]["code"].as_str().unwrap_or_else(|| panic!("{said}: {}", answer.text)).to_owned()
}

/// Values that no member takes.
fn impossible() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let mut values = vec![json!({ "a": {} }), json!([[]]), json!(-1), json!(1.5), deep];
    // Control characters, and more text than anything holds: also more than a picture, which would have to be one.
    values.extend(["a\u{0}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b"].map(Value::from));
    values.push("x".repeat(1024 * 1024).into());
    values
}

/// Values that some members take.
fn odd() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e308),
        json!([]),
        json!([null]),
        json!({}),
    ];
    let texts =
        ["", " \t\n", "null", "../../etc/passwd", "' OR 1=1; --", "<script>alert(1)</script>", "${7*7}", "%00", "*"];
    values.extend(texts.map(Value::from));
    values
        .extend(["\u{202e}abc", "\u{feff}", "\u{10ffff}", "\u{200b}", "İ", "2026-02-30", "\u{ff11}"].map(Value::from));
    values
}

testkit::both_databases! {
    async fn no_body_breaks_anything(engine) {
        let door = Door::open(engine);
        let (document, made) = (document(), Made::of(&door));
        let deep = |letter: &str| letter.repeat(100_000).into_bytes();
        let mut bodies = vec![b"{".to_vec(), b"[]".to_vec(), b"null".to_vec(), b"\"\"".to_vec(), b"\xff\xfe".to_vec(), b"\xef\xbb\xbf{}".to_vec()];
        bodies.extend([b"{\"a\":\"\\ud800\"}".to_vec(), b"{\"a\":1e999}".to_vec(), b"{}{}".to_vec(), b"{'a':1}".to_vec(), vec![0; 10]]);
        bodies.extend([deep("["), deep("{\"a\":"), b"--x\r\ncontent-disposition: form-data".to_vec(), b"a=b&c=d".to_vec()]);
        let mut tried = 0;
        for call in calls(&document, &made) {
            if call.schema(&document).is_none() {
                continue;
            }
            for body in &bodies {
                let said = format!("{} {} {}", call.method, call.route, String::from_utf8_lossy(&body[..body.len().min(20)]));
                let answer = send(&door, &call.method, &call.path, body.clone()).await;
                assert_eq!((answer.status, refused(&answer, &said).as_str()), (400, "validation_failed"), "{said}");
                tried += 1;
            }
            let large = vec![b' '; 2 * 1024 * 1024 + 1];
            let answer = send(&door, &call.method, &call.path, large).await;
            assert_eq!((answer.status, refused(&answer, &call.route).as_str()), (413, "too_large"));
        }
        assert!(tried >= 15 * 17, "{tried}");
    }

    async fn no_value_of_a_member_breaks_anything(engine) {
        let door = Door::open(engine);
        let (document, made) = (document(), Made::of(&door));
        let mut tried = 0;
        for call in calls(&document, &made) {
            let Some(schema) = call.schema(&document) else { continue };
            let mut good = schema["example"].as_object().cloned().unwrap_or_default();
            for (member, there) in [("ppass", json!(["alice"])), ("partnerId", json!(made.partner)), ("tagId", json!(made.tag))] {
                good.entry(member).and_modify(|example| *example = there);
            }
            for member in schema["properties"].as_object().unwrap().keys().filter(|member| *member != "products") {
                for (value, takes) in impossible().into_iter().map(|value| (value, false)).chain(odd().into_iter().map(|value| (value, true))) {
                    let mut body = good.clone();
                    body.insert(member.clone(), value.clone());
                    let said = format!("{} {} {member}: {:.60}", call.method, call.route, value.to_string());
                    let answer = send(&door, &call.method, &call.path, Value::Object(body).to_string().into_bytes()).await;
                    tried += 1;
                    if takes && answer.status < 300 {
                        continue;
                    }
                    match refused(&answer, &said).as_str() {
                        "validation_failed" => {
                            let named = answer.members();
                            let own = |name: &&str| name.split('.').next() == Some(member);
                            assert!(named.is_empty() || named.iter().any(own), "{said}: {named:?}");
                        }
                        // Secrets are not told to be malformed; what is decided or there already is said to be.
                        "invalid_api_key" | "invalid_access_key" => assert!(member == "apiKey" || member == "accessKey", "{said}"),
                        "conflict" | "not_found" => assert!(takes, "{said}"),
                        other => panic!("{said}: {other}"),
                    }
                }
            }
        }
        assert!(tried > 2000, "{tried}");
    }

    async fn no_row_of_a_delivery_breaks_anything(engine) {
        let door = Door::open(engine);
        let good = json!({ "VendorCode": "V", "ProductCode": "P", "Product": "A", "RetailPrice": 1 });
        for (value, takes) in impossible().into_iter().map(|value| (value, false)).chain(odd().into_iter().map(|value| (value, true))) {
            let changed = |member: &str| {
                let mut row: Map<String, Value> = good.as_object().cloned().unwrap();
                row.insert(member.to_owned(), value.clone());
                Value::Object(row)
            };
            let mut rows: Vec<Value> = ["VendorCode", "ProductCode", "Product"].map(changed).into();
            if value != json!(1.5) {
                rows.push(changed("RetailPrice"));
            }
            rows.push(value.clone());
            for row in rows {
                let answer = door.post("/v1/products", &json!({ "products": [row] })).await;
                let said = format!("{:.100}", row.to_string());
                assert!(answer.text.len() < 3000, "{said} is repeated");
                let done = answer.data(200);
                assert!(done["Failed"] == 1 || takes, "{said}: {done}");
            }
        }
        // The same product a thousand times is one product.
        let same = json!({ "products": vec![good; 1000] });
        let done = door.post("/v1/products", &same).await.data(200);
        assert_eq!((&done["Created"], &done["Failed"]), (&json!(0), &json!(0)), "it was there");
        let all = door.get("/v1/products?vendorCode=V&limit=200").await.data(200);
        assert_eq!(all.as_array().unwrap().iter().filter(|product| product["ProductCode"] == "P").count(), 1);
    }

    async fn no_id_leads_anywhere_else(engine) {
        let door = Door::open(engine);
        let (document, made) = (document(), Made::of(&door));
        let foreign = door.clinic.charlie.bob.id.to_string();
        let mut tried = 0;
        for call in calls(&document, &made) {
            let Some((before, _)) = call.route.rsplit_once('{').filter(|(before, _)| !before.is_empty() && !call.route.ends_with("{PPass}")) else { continue };
            let parameter = &call.route[before.len()..=call.route.rfind('}').unwrap()];
            if parameter == "{PPass}" {
                continue;
            }
            let place = call.route.split('/').position(|part| part == parameter).unwrap();
            for id in [
                "0", "-1", "01x", "1.0", "1e3", "0x1", "%2b1", "%20", "1%20", "%00", "1%00", "%ff", "%zz", "..", "%2e%2e", "..%2f..%2fv1%2fme",
                "%252e%252e", "..;", "%5c..", "1%2f2", "1;DROP%20TABLE", "%27%20OR%201=1", "%ef%bc%91", "%d9%a1", "null", "*", "9223372036854775807",
                "9223372036854775808", "-9223372036854775808", "99999999999999999999", foreign.as_str(), &"1".repeat(5000),
            ] {
                let parts: Vec<&str> = call.path.split('/').enumerate().map(|(at, part)| if at == place { id } else { part }).collect();
                let path = format!("{}?date=2026-03-09&time=10:00&duration=30&startDate=2026-03-09&endDate=2026-03-09", parts.join("/"));
                let body = call.schema(&document).map_or_else(|| json!({}), |schema| schema["example"].clone());
                let said = format!("{} {path:.100}", call.method);
                let answer = send(&door, &call.method, &path, body.to_string().into_bytes()).await;
                assert_eq!((answer.status, refused(&answer, &said).as_str()), (404, "not_found"), "{said}");
                tried += 1;
            }
        }
        assert!(tried > 500, "{tried}");
    }

    async fn no_parameter_breaks_anything(engine) {
        let door = Door::open(engine);
        let (document, made) = (document(), Made::of(&door));
        let long = "x".repeat(5000);
        let values = [
            "-1", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e3", "1.5", "NaN", "+1", "x", "", "%20", "%00", "a%00b",
            "%ff", "%zz", "%ef%bc%91", "%27%20OR%201=1", "%25", "_", "%5c", "..%2f", "2026-02-30", "-2026-03-09", "9999-12-31", "24:00", &long,
        ];
        let mut tried = 0;
        for call in calls(&document, &made).iter().filter(|call| call.method == "GET") {
            let given = call.operation["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["in"] == "query");
            let names: Vec<&str> = given.map(|parameter| parameter["name"].as_str().unwrap()).collect();
            let good = |name: &str| match name {
                "date" | "startDate" | "endDate" => "2026-03-09",
                "time" => "10:00",
                "duration" => "30",
                _ => "",
            };
            for name in &names {
                for value in values {
                    let others = names.iter().filter(|other| *other != name && !good(other).is_empty());
                    let others: Vec<String> = others.map(|other| format!("{other}={}", good(other))).collect();
                    let path = format!("{}?{name}={value}&{}", call.path, others.join("&"));
                    let answer = send(&door, "GET", &path, vec![]).await;
                    tried += 1;
                    if answer.status == 200 && !["page", "limit", "days"].contains(name) {
                        continue;
                    }
                    if answer.status == 200 {
                        let fine = value.trim_start_matches('+').parse::<i64>().is_ok_and(|number| number > 0);
                        assert!(fine || ["%ff", "%zz"].contains(&value), "{path} {}", answer.text);
                        continue;
                    }
                    assert_eq!(refused(&answer, &path), "validation_failed", "{path}");
                    // An end before its start is the end's fault.
                    assert!(answer.members().iter().all(|member| member == name || *member == "endDate"), "{path}: {}", answer.text);
                }
            }
        }
        assert!(tried > 500, "{tried}");
    }

    async fn no_forged_token_opens_the_door(engine) {
        let door = Door::open(engine);
        let parts: Vec<&str> = door.token.split('.').collect();
        let (claims, seal) = (parts[1], parts[2]);
        let mut forged = vec![format!("{}.{claims}.{seal}.", parts[0]), format!(".{claims}.{seal}"), "a".repeat(10_000), "..".to_owned()];
        // {"alg":"RS256","typ":"JWT"}, ES256, HS384, HS512, PS256, EdDSA, and HS256 with a key of one's own in "jwk" and "kid".
        for header in [
            "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9", "eyJhbGciOiJFUzI1NiJ9", "eyJhbGciOiJIUzM4NCJ9", "eyJhbGciOiJIUzUxMiJ9", "eyJhbGciOiJQUzI1NiJ9",
            "eyJhbGciOiJFZERTQSJ9", "eyJhbGciOiJIUzI1NiIsImp3ayI6eyJrdHkiOiJvY3QiLCJrIjoiQUEifX0", "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii9kZXYvbnVsbCJ9",
            "eyJhbGciOlsiSFMyNTYiXX0", "bm9uc2Vuc2U", "",
        ] {
            forged.extend([format!("{header}.{claims}.{seal}"), format!("{header}.{claims}.")]);
        }
        // A key that is there and good, and a token of it under another installation's secret.
        let other = InstallationSecret::of("another installation's secret, long").unwrap();
        let other = door.clinic.app_with(Settings { secret: other, ..testkit::clinic::access() });
        let (app, partner) = (other.clone(), door.partner.id);
        let foreign = door.clinic.write(move |tx| {
            let practices = api_key::NamedPractices::Only(vec!["alice".to_owned()]);
            let new = api_key::NewApiKey { name: "x".to_owned(), partner, scopes: Scopes::of(&NAMED), practices, expires_at: None };
            let created = api_key::create(tx, &app.operator("test"), &new)?;
            app::access::exchange(tx, &app, &created.secret, "alice", "test")
        });
        forged.push(foreign.unwrap().token.clone());
        for token in &forged {
            for (method, path) in [("GET", "/v1/me"), ("GET", "/v1/alice/tickets"), ("POST", "/v1/products")] {
                door.send(with_token(token, method, path, Some(&json!({})))).await.refused(401, "invalid_token");
            }
        }
        let its_own = Core::new(CoreParts {
            limits: Limits::new(&other, LimitSettings::default()),
            app: other,
            public_url: "http://clinic.test".to_owned(),
            base_domain: None,
            tries: Tries::per_hour(20),
            bounds: api_common::Bounds::default(),
            trust_proxy_headers: true,
        });
        let own = axum::Router::new().nest("/naturae", api_naturae::router(its_own));
        let request = with_token(forged.last().unwrap(), "GET", "/v1/me", None);
        assert_eq!(crate::door::send(own, request).await.status, 200, "where it was made, it is good");

        // Two credentials are none, and one that is no text.
        let mut twice = with_token("nonsense", "GET", "/v1/me", None);
        twice.headers_mut().append("authorization", format!("Bearer {}", door.token).parse().unwrap());
        door.send(twice).await.refused(401, "invalid_token");
        let mut bytes = with_token("x", "GET", "/v1/me", None);
        bytes.headers_mut().insert("authorization", axum::http::HeaderValue::from_bytes(b"Bearer \xff").unwrap());
        door.send(bytes).await.refused(401, "invalid_token");
    }

    async fn letters_of_every_kind_come_back_as_they_were(engine) {
        let door = Door::open(engine);
        let made = Made::of(&door);
        let (person, ticket) = (format!("/v1/alice/prospects/{}", made.person), format!("/v1/alice/ticket/{}", made.ticket));
        for text in ["Zoë 👩‍⚕️", "a\u{301}b", "نص عربي", "\u{202e}abc", "ﬀ ß İ ı", "'; DROP TABLE patients; --", "a\\b\"c%_*", "\u{10ffff}", "<b>&amp;</b>", "a\u{2028}b"] {
            let shown = door.put(&person, &json!({ "FirstName": text, "City": text, "Notes": text })).await.data(200);
            assert_eq!([&shown["FirstName"], &shown["City"], &shown["Notes"]], [text; 3]);
            let shown = door.put(&ticket, &json!({ "Subject": text, "Description": text, "AssignedTo": text })).await.data(200);
            assert_eq!([&shown["Subject"], &shown["Description"], &shown["AssignedTo"]], [text; 3]);
            let said = door.post(&format!("/v1/alice/tickets/{}/comment", made.ticket), &json!({ "Comment": text, "Author": text })).await.data(201);
            assert_eq!([&said["Comment"], &said["Author"]], [text; 2]);
            let shown = door.put(&format!("/v1/kb/{}", made.article), &json!({ "Title": text, "Article": text, "Tags": text })).await.data(200);
            assert_eq!([&shown["Title"], &shown["Article"], &shown["Tags"]], [text; 3]);
            assert_eq!(door.get(&format!("/v1/kb/{}", made.article)).await.data(200)["Title"], text);
            assert_eq!(door.call("PATCH", "/v1/me", Some(&json!({ "Contact": text }))).await.data(200)["Contact"], text);
            let row = json!({ "VendorCode": text, "ProductCode": text, "Product": text });
            assert_eq!(door.post("/v1/products", &json!({ "products": [row] })).await.data(200)["Created"], 1);
        }
    }
}
