use super::*;
use axum::http::HeaderValue;

fn key(headers: &[(&'static str, &'static str)]) -> Option<OrganizationKey> {
    let header = |&(name, value): &(&'static str, &'static str)| {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        (HeaderName::from_static(name), value)
    };
    let headers: HeaderMap = headers.iter().map(header).collect();
    organization_key(&headers, &Uri::from_static("/services"), Some("clinic.test"))
}

fn slug(name: &str) -> OrganizationKey {
    OrganizationKey::Slug(name.to_owned())
}

fn domain(name: &str) -> OrganizationKey {
    OrganizationKey::Domain(name.to_owned())
}

#[test]
fn the_first_that_names_an_organization_counts() {
    let all = [
        ("organization", "alice"),
        ("origin", "https://demo.portals.care"),
        ("referer", "https://www.practice.example/book?now#here"),
        ("host", "charlie.clinic.test:8080"),
    ];
    assert_eq!(key(&all), Some(slug("alice")));
    assert_eq!(key(&all[1..]), Some(domain("demo.portals.care")));
    assert_eq!(key(&all[2..]), Some(domain("www.practice.example")));
    assert_eq!(key(&all[3..]), Some(slug("charlie")));
    assert_eq!(key(&[]), None);
}

#[test]
fn pages_below_the_base_domain_are_the_organizations_own() {
    assert_eq!(key(&[("origin", "http://alice.clinic.test:8080")]), Some(slug("alice")));
    assert_eq!(key(&[("referer", "https://Alice.Clinic.Test/book")]), Some(slug("alice")));
    assert_eq!(key(&[("host", "studio.roma-1.clinic.test")]), Some(slug("studio.roma-1")));
    // These are not below it.
    assert_eq!(key(&[("origin", "https://evilclinic.test")]), Some(domain("evilclinic.test")));
    assert_eq!(key(&[("origin", "https://clinic.test")]), Some(domain("clinic.test")));
    for host in ["clinic.test", ".clinic.test", "notclinic.test", "localhost:8080", "[::1]:8080", "not a host"] {
        assert_eq!(key(&[("host", host)]), None, "{host}");
    }
}

#[test]
fn what_names_nobody_is_passed_over() {
    let own_host = ("host", "alice.clinic.test");
    for nothing in [
        ("organization", ""),
        ("organization", "   "),
        ("origin", "null"),
        ("origin", "https://"),
        ("origin", "https://\u{e9}.example"),
        ("referer", "not a page"),
        ("referer", "/relative"),
    ] {
        assert_eq!(key(&[nothing, own_host]), Some(slug("alice")), "{nothing:?}");
    }
    // A name with letters that no name has is a name all the same: nobody's.
    assert_eq!(key(&[("organization", "caf\u{e9}"), own_host]), Some(slug("caf\u{e9}")));
}

#[test]
fn without_a_base_domain_hosts_name_nobody() {
    let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("alice.clinic.test"))]);
    assert_eq!(organization_key(&headers, &Uri::from_static("/"), None), None);
}

#[test]
fn the_access_key_is_in_the_header_or_in_the_query() {
    let given = |uri: &'static str, header: Option<&'static str>| {
        let mut request = axum::http::Request::builder().uri(uri);
        if let Some(header) = header {
            request = request.header("x-access-key", header);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        access_key(&parts).map(|key| key.reveal().to_owned())
    };
    assert_eq!(given("/a", Some("K1")).as_deref(), Some("k1"));
    assert_eq!(given("/a?accessKey=k2", Some("k1")).as_deref(), Some("k1"));
    assert_eq!(given("/a?b=c&accessKey=k%32", None).as_deref(), Some("k2"));
    assert_eq!(given("/a?accessKey=k2", Some(" ")).as_deref(), Some("k2"));
    for nothing in ["/a", "/a?accessKey=", "/a?accesskey=k", "/a?accessKey", "/a?%ff=%ff"] {
        assert_eq!(given(nothing, None), None, "{nothing}");
    }
}
