//! Figures, the drawing, and the list of calls.

use axum::http::StatusCode;
use domain::PartnerId;
use domain::activity::{Call, Caller};
use jiff::SignedDuration;

use super::Portal;

/// Notes calls and has them written.
async fn calls(portal: &Portal, partner: Option<PartnerId>, endpoint: &str, statuses: &[u16]) {
    for status in statuses {
        portal.clinic.app.recorder().called(Call {
            at: portal.clinic.app.now(),
            door: "naturae",
            method: "GET".to_owned(),
            endpoint: endpoint.to_owned(),
            status: *status,
            duration_us: 12_400,
            caller: Caller { partner, ..Caller::default() },
            address: Some("192.0.2.9".parse().unwrap()),
        });
    }
    let app = portal.clinic.app.clone();
    tokio::task::spawn_blocking(move || app::recorder::flush(&app, 10_000).unwrap()).await.unwrap();
}

testkit::both_databases! {
    async fn figures_are_everybodys_for_the_operator_and_its_own_for_a_partner(engine) {
        let portal = Portal::new(engine);
        let (otter, zebra) = (portal.partner("Otter").await, portal.partner("Zebra").await);
        let (_, secret) = portal.key(otter.id, "site").await;
        calls(&portal, Some(otter.id), "/v1/me", &[200, 200, 404]).await;
        portal.clinic.clock.advance(SignedDuration::from_hours(24));
        calls(&portal, Some(zebra.id), "/v1/tickets", &[500; 5]).await;
        let all = portal.operator().await.get("/portal").await;
        for figure in ["<dd>8</dd>", "<dd>25%</dd>", "<dd>12ms</dd>", "<dd>6</dd>"] {
            all.says(figure);
        }
        all.says("8 calls, of which 6 failed. The busiest day was Tuesday, 3 March, with 5.");
        all.says("<time datetime=\"2026-03-03\">Tue, 3<span class=\"when-wide\"> Mar</span></time>");
        all.says("<time datetime=\"2026-02-25\">Wed, 25<span class=\"when-wide\"> Feb</span></time>");
        assert_eq!(all.body.matches("<td class=\"number\">–</td>").count(), 2 * 5, "no share and no mean of nothing");
        assert_eq!(all.body.matches("fill=\"url(#stripes)\"").count(), 3, "two days and the legend");
        let own = portal.signed_in(&secret).await.get("/portal").await;
        for figure in ["<dd>3</dd>", "<dd>66.6%</dd>", "<dd>1</dd>"] {
            own.says(figure);
        }
    }

    async fn calls_are_filtered_and_paged(engine) {
        let portal = Portal::new(engine);
        let (otter, zebra) = (portal.partner("Otter").await, portal.partner("Zebra").await);
        let (_, secret) = portal.key(otter.id, "site").await;
        calls(&portal, Some(otter.id), "/v1/me", &[200; 55]).await;
        calls(&portal, Some(zebra.id), "/v1/tickets", &[200, 302, 404, 500]).await;
        let operator = portal.operator().await;
        let rows = |body: &str| body.matches("data-label=\"IP\"").count();
        let first = operator.get("/portal/activity").await;
        assert_eq!(rows(&first.body), 50);
        first.says("1–50 of 59");
        first.says("<code>/<wbr>naturae/<wbr>v1/<wbr>tickets<wbr></code>");
        let second = operator.get(&first.link("page=2")).await;
        assert_eq!(rows(&second.body), 9);
        second.is_silent_about("data-live=");
        for (query, expected) in [
            ("status=2xx", 50), ("status=3xx", 1), ("status=4xx", 1), ("status=5xx", 1), ("status=errors", 2),
            ("endpoint=TICKET", 4), ("endpoint=%2Fnaturae%2Fv1%2FT", 4), ("endpoint=aturae%2Fv", 50), ("endpoint=%2Fcareportals", 0), ("endpoint=%25", 0), ("endpoint=ticket&status=2xx", 1), ("status=nonsense&page=x", 50),
            ("page=0", 50), ("page=99", 0), ("partner=x", 50),
        ] {
            assert_eq!(rows(&operator.get(&format!("/portal/activity?{query}")).await.body), expected, "{query}");
        }
        let of_zebra = operator.get(&format!("/portal/activity?partner={}&page=1", zebra.id)).await;
        assert_eq!(rows(&of_zebra.body), 4);
        // What the script fetches.
        let fresh = operator.get(&of_zebra.body.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&")).await;
        assert!(fresh.status == StatusCode::OK && fresh.body.trim_start().starts_with("<tr "), "{}", fresh.body);
        assert_eq!(rows(&fresh.body), 4);
        // A partner's own, whatever it asks for.
        let visitor = portal.signed_in(&secret).await;
        let own = visitor.get(&format!("/portal/activity?partner={}&endpoint=ticket", zebra.id)).await;
        own.says("No calls here.");
        own.is_silent_about("Zebra");
        let own = visitor.get(&format!("/portal/activity?rows=only&partner={}", zebra.id)).await;
        assert_eq!(rows(&own.body), 50);
        own.is_silent_about("Zebra");
    }
}
