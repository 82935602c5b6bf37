//! Which operation takes what, and what each caller gets there. Everything else of the matrix follows from these two tables.

use domain::Scope;
use serde_json::{Value, json};
use testkit::clinic::{ADMIN_SECRET, answers};

use super::made::Made;

/// What lets a caller in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lock {
    /// Nothing, and whatever is shown does not matter.
    Open,
    /// Nothing; what is asked for is one practice's, which the call names.
    Public,
    /// Nothing; every practice answers for itself.
    PublicList,
    /// The access key of the visit.
    AccessKey,
    /// An API key in the body, good in that practice.
    Exchange,
    /// An API key or the admin secret in the body.
    SignIn,
    /// A token for that practice with this scope.
    Practice(Scope),
    /// A token for that practice; with this scope, where the installation asks for every scope.
    PracticeFree(Scope),
    /// A token for any practice with this scope.
    Shared(Scope),
    /// A token for any practice.
    Own,
    /// A session of the portal.
    Session,
    /// A session of the portal, or the admin secret in a header.
    Portal,
    /// The operator's session, or the admin secret in a header.
    Admin,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Caller {
    /// Shows nothing, or what was never given out.
    Nobody,
    /// What is shown has reached its end.
    Expired,
    /// What is shown has been taken back.
    Revoked,
    /// Good, but not for this.
    WrongScope,
    /// Good, but of another organization.
    WrongOrganization,
    /// The right one, sent from somebody else's page.
    OtherPage,
    /// The right one.
    Right,
}

impl Caller {
    pub(crate) const ALL: [Self; 7] = [
        Self::Nobody,
        Self::Expired,
        Self::Revoked,
        Self::WrongScope,
        Self::WrongOrganization,
        Self::OtherPage,
        Self::Right,
    ];
}

/// What a caller gets: what was asked for, or a refusal of that status and code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Want {
    Allowed,
    Refused(u16, &'static str),
}

/// What each caller gets at each lock: the columns are those of [`Caller::ALL`] without `OtherPage`.
#[rustfmt::skip]
#[expect(clippy::match_same_arms, reason = "a table has a line for each lock")]
pub(crate) fn wanted(lock: Lock, strict: bool) -> [Want; 6] {
    use Want::{Allowed, Refused};
    let token = Refused(401, "invalid_token");
    let api_key = Refused(401, "invalid_api_key");
    let login = Refused(401, "invalid_access_key");
    let keyless = Refused(401, "access_key_required");
    let missing = Refused(404, "resource_missing");
    let practice = Refused(403, "wrong_practice");
    let scope = Refused(403, "insufficient_scope");
    let forbidden = Refused(403, "forbidden");
    match lock {
        //                       nobody   expired  revoked  scope      organization  right
        Lock::Open            => [Allowed, Allowed, Allowed, Allowed,   Allowed,      Allowed],
        Lock::Public          => [Allowed, Allowed, Allowed, Allowed,   missing,      Allowed],
        Lock::PublicList      => [Allowed, Allowed, Allowed, Allowed,   Allowed,      Allowed],
        Lock::AccessKey       => [keyless, missing, missing, missing,   missing,      Allowed],
        Lock::Exchange        => [api_key, api_key, api_key, Allowed,   practice,     Allowed],
        Lock::SignIn          => [login,   login,   login,   Allowed,   Allowed,      Allowed],
        Lock::Practice(_)     => [token,   token,   token,   scope,     practice,     Allowed],
        Lock::PracticeFree(_) if strict
                              => [token,   token,   token,   scope,     practice,     Allowed],
        Lock::PracticeFree(_) => [token,   token,   token,   Allowed,   practice,     Allowed],
        Lock::Shared(_)       => [token,   token,   token,   scope,     Allowed,      Allowed],
        Lock::Own             => [token,   token,   token,   Allowed,   Allowed,      Allowed],
        Lock::Session         => [token,   token,   token,   Allowed,   Allowed,      Allowed],
        Lock::Portal          => [token,   token,   token,   Allowed,   Allowed,      Allowed],
        Lock::Admin           => [token,   token,   token,   forbidden, forbidden,    Allowed],
    }
}

/// An operation: its route, its lock, how it answers who is let in, and what is sent.
pub(crate) struct Entry {
    /// `METHOD /path/{parameter}`, as the route table has it.
    pub(crate) route: &'static str,
    pub(crate) lock: Lock,
    /// The status of a success.
    pub(crate) success: u16,
    /// What follows the path.
    pub(crate) query: &'static str,
    pub(crate) body: fn(&Made) -> Value,
}

impl Entry {
    pub(crate) fn method(&self) -> &'static str {
        self.route.split(' ').next().unwrap_or_default()
    }

    /// What this caller gets here.
    pub(crate) fn wants(&self, caller: Caller, strict: bool) -> Want {
        let takes_cookies = matches!(self.lock, Lock::SignIn | Lock::Session | Lock::Portal | Lock::Admin);
        let column = match caller {
            // A cookie goes along with whatever page sends a request; a header does not.
            Caller::OtherPage if takes_cookies && self.method() != "GET" => return Want::Refused(403, "other_origin"),
            Caller::OtherPage | Caller::Right => 5,
            other => Caller::ALL.iter().position(|caller| *caller == other).unwrap_or(5),
        };
        wanted(self.lock, strict)[column]
    }
}

fn reads(route: &'static str, lock: Lock, query: &'static str) -> Entry {
    Entry { route, lock, success: 200, query, body: |_| Value::Null }
}

fn writes(route: &'static str, lock: Lock, success: u16, body: fn(&Made) -> Value) -> Entry {
    Entry { route, lock, success, query: "", body }
}

/// The operations of the CarePortals door.
pub(crate) fn careportals() -> Vec<Entry> {
    use Lock::{AccessKey, Public, PublicList};
    vec![
        reads("GET /services", PublicList, ""),
        reads("GET /services/{id}", Public, ""),
        reads("GET /services/{id}/availability-v2", Public, ""),
        reads("GET /forms/{id}", Public, ""),
        writes(
            "POST /appointments",
            Public,
            201,
            |made| json!({ "serviceId": made.service, "reservation": made.start, "values": answers("Eve") }),
        ),
        reads("GET /appointments/{id}", AccessKey, ""),
        writes("POST /appointments/{id}/cancel", AccessKey, 200, |_| Value::Null),
        writes("POST /appointments/{id}/reschedule", AccessKey, 200, |made| json!({ "reservation": made.start })),
    ]
}

/// The operations of the NaturaeSoft door.
#[rustfmt::skip]
pub(crate) fn naturae() -> Vec<Entry> {
    use Lock::{Admin, Exchange, Open, Own, Portal, Practice, PracticeFree, Session, Shared, SignIn};
    use Scope::{Articles, Products, Prospects, Providers, Tags, Tickets};
    let nothing: fn(&Made) -> Value = |_| Value::Null;
    vec![
        writes("POST /v1/{PPass}/auth/token", Exchange, 200, |_| json!({})),
        reads("GET /v1/{PPass}/prospects", PracticeFree(Prospects), ""),
        writes("POST /v1/{PPass}/prospects", PracticeFree(Prospects), 201, |_| json!({ "FirstName": "New" })),
        writes("PUT /v1/{PPass}/prospects/{id}", PracticeFree(Prospects), 200, |_| json!({ "NickName": "N" })),
        reads("GET /v1/{PPass}/tags", PracticeFree(Tags), ""),
        writes("POST /v1/{PPass}/tags/prospects/{id}", PracticeFree(Tags), 201, |made| json!({ "tagId": made.spare_tag })),
        writes("DELETE /v1/{PPass}/tags/prospects/{id}", PracticeFree(Tags), 200, nothing),
        writes("DELETE /v1/{PPass}/tags/prospects/{id}/{tagId}", PracticeFree(Tags), 200, nothing),
        reads("GET /v1/{PPass}/availability/providers", Practice(Providers), ""),
        reads("GET /v1/{PPass}/availability/providers/{id}", Practice(Providers), ""),
        reads("GET /v1/{PPass}/availability/providers/{id}/schedule", Practice(Providers), "?startDate=2026-03-02&endDate=2026-03-09"),
        reads("GET /v1/{PPass}/availability/providers/{id}/check", Practice(Providers), "?date=2026-03-10&time=10:00&duration=30"),
        reads("GET /v1/{PPass}/availability/providers/{id}/slots", Practice(Providers), "?date=2026-03-10&duration=30"),
        reads("GET /v1/{PPass}/availability/providers/{id}/next-slot", Practice(Providers), "?duration=30"),
        reads("GET /v1/products", Shared(Products), ""),
        writes("POST /v1/products", Shared(Products), 200, |made| {
            json!({ "products": [{ "VendorCode": "V", "ProductCode": format!("P{}", made.number), "Product": "A" }] })
        }),
        reads("GET /v1/kb", Shared(Articles), ""),
        reads("GET /v1/kb/{id}", Shared(Articles), ""),
        writes("PUT /v1/kb/{id}", Shared(Articles), 200, |_| json!({ "Category": "A" })),
        reads("GET /v1/{PPass}/tickets", Practice(Tickets), ""),
        reads("GET /v1/{PPass}/ticket/{id}", Practice(Tickets), ""),
        writes("PUT /v1/{PPass}/ticket/{id}", Practice(Tickets), 200, |_| json!({ "Status": "Closed" })),
        writes("POST /v1/{PPass}/tickets/{id}/comment", Practice(Tickets), 201, |_| json!({ "Comment": "x" })),
        reads("GET /v1/me", Own, ""),
        writes("PATCH /v1/me", Own, 200, |made| json!({ "Contact": format!("C{}", made.number) })),
        reads("GET /portal.html", Open, ""),
        writes("POST /v1/portal/session", SignIn, 200, |_| json!({ "accessKey": ADMIN_SECRET })),
        reads("GET /v1/portal/session", Session, ""),
        writes("DELETE /v1/portal/session", Session, 204, nothing),
        reads("GET /v1/portal/stats", Portal, ""),
        reads("GET /v1/portal/usage", Portal, ""),
        reads("GET /v1/portal/activity", Portal, ""),
        reads("GET /v1/admin/partners", Admin, ""),
        writes("POST /v1/admin/partners", Admin, 201, |made| json!({ "name": format!("Made {}", made.number) })),
        reads("GET /v1/admin/partners/{partnerId}", Admin, ""),
        writes("PATCH /v1/admin/partners/{partnerId}", Admin, 200, |_| json!({ "contact": "A" })),
        writes("DELETE /v1/admin/partners/{partnerId}", Admin, 204, nothing),
        reads("GET /v1/admin/keys", Admin, ""),
        writes("POST /v1/admin/keys", Admin, 201, |made| {
            json!({ "name": "k", "partnerId": made.partner, "ppass": ["alice"], "scopes": [] })
        }),
        reads("GET /v1/admin/keys/{keyId}", Admin, ""),
        writes("PATCH /v1/admin/keys/{keyId}", Admin, 200, |_| json!({ "name": "other" })),
        writes("POST /v1/admin/keys/{keyId}/revoke", Admin, 200, nothing),
        writes("DELETE /v1/admin/keys/{keyId}", Admin, 204, nothing),
        writes("POST /v1/access-requests", Open, 202, |_| {
            json!({
                "company": "Lakeside", "practice": "alice", "contactName": "Eve", "contactEmail": "eve@example.org",
                "requestedScopes": ["KB"]
            })
        }),
        reads("GET /v1/admin/access-requests", Admin, ""),
        reads("GET /v1/admin/access-requests/{requestId}", Admin, ""),
        writes("POST /v1/admin/access-requests/{requestId}/approve", Admin, 200, nothing),
        writes("POST /v1/admin/access-requests/{requestId}/reject", Admin, 200, nothing),
    ]
}
