//! The catalogue: deliveries line by line, searches to the letter.

use app::product;
use domain::product::{ProductChange, ProductFilter, ProductKey, ProductOutcome};
use domain::text::Search;
use domain::{Error, PageQuery, Product, Result};
use jiff::SignedDuration;
use testkit::TestClinic;

#[expect(clippy::option_option, reason = "absent, none told, or told: as the core has it")]
fn line(vendor_code: &str, code: &str, name: Option<&str>, price: Option<Option<i64>>) -> ProductChange {
    let key = ProductKey { vendor_code: vendor_code.into(), code: code.into() };
    ProductChange { key, name: name.map(str::to_owned), price }
}

fn deliver(clinic: &TestClinic, lines: Vec<ProductChange>) -> Vec<&'static str> {
    let ctx = clinic.app.installation("test", clinic.app.now());
    let outcomes = clinic.write(move |tx| product::upsert(tx, &ctx, &lines)).unwrap();
    outcomes
        .iter()
        .map(|outcome: &Result<ProductOutcome>| outcome.as_ref().map_or("error", |outcome| outcome.as_str()))
        .collect()
}

fn list(clinic: &TestClinic, search: Option<&str>, vendor_code: Option<&str>) -> Vec<Product> {
    let ctx = clinic.app.installation("test", clinic.app.now());
    let filter =
        ProductFilter { search: Search::parse("search", search).unwrap(), vendor_code: vendor_code.map(str::to_owned) };
    let page = clinic.read(move |tx| product::list(tx, &ctx, &filter, PageQuery::default())).unwrap();
    assert_eq!(page.total, i64::try_from(page.items.len()).unwrap());
    page.items
}

testkit::both_databases! {
    fn a_bad_line_is_in_nobodys_way(engine) {
        let clinic = TestClinic::start(engine);
        let outcomes = deliver(&clinic, vec![
            line("V1", "P1", Some("Balm"), Some(Some(9999))),
            line("V1", "P2", None, Some(Some(1))),
            line(" ", "P3", Some("Nothing"), None),
            line(" V1 ", "P1", Some("Balm "), None),
            line("V1", "P1", None, Some(Some(5))),
            line("V1", "P4", Some("Oil"), Some(Some(-1))),
            line("v1", "P1", Some("Another vendor"), None),
        ]);
        assert_eq!(outcomes, ["created", "error", "error", "unchanged", "updated", "error", "created"]);
        let found = list(&clinic, None, None);
        let mut shown: Vec<_> = found.iter().map(|product| (product.key.vendor_code.as_str(), product.name.as_str(), product.price)).collect();
        // Each database has its own order of capitals and small letters.
        shown.sort_unstable();
        assert_eq!(shown, [("V1", "Balm", Some(5)), ("v1", "Another vendor", None)]);
    }

    fn absent_members_stay_and_what_does_not_differ_is_not_touched(engine) {
        let clinic = TestClinic::start(engine);
        deliver(&clinic, vec![line("V1", "P1", Some("Balm"), Some(Some(100)))]);
        let before = list(&clinic, None, None);
        clinic.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(deliver(&clinic, vec![line("V1", "P1", None, None)]), ["unchanged"]);
        assert_eq!(list(&clinic, None, None), before);
        assert_eq!(deliver(&clinic, vec![line("V1", "P1", Some("Balm 2"), None)]), ["updated"]);
        assert_eq!(deliver(&clinic, vec![line("V1", "P1", None, Some(None))]), ["updated"]);
        let after = list(&clinic, None, None).remove(0);
        assert_eq!((after.name.as_str(), after.price, after.updated_at), ("Balm 2", None, clinic.app.now()));
    }

    fn no_letter_of_a_search_has_a_special_meaning(engine) {
        let clinic = TestClinic::start(engine);
        deliver(&clinic, vec![
            line("V_1", "A%", Some("Fünf Öle"), None),
            line("VX1", "AB", Some("back\\slash"), None),
            line("V2", "C", Some("O'Brien's \"tea\""), None),
        ]);
        for (text, found) in [("%", 1), ("_", 1), ("\\", 1), ("ÖLE", 1), ("v_1", 1), ("v", 3), ("'", 1), ("\"", 1), ("\\%", 0), ("zz", 0)] {
            assert_eq!(list(&clinic, Some(text), None).len(), found, "{text}");
        }
        assert_eq!(list(&clinic, None, Some("V_1")).len(), 1);
        assert_eq!(list(&clinic, None, Some("v_1")).len(), 0, "exactly");
        assert_eq!(list(&clinic, Some("tea"), Some("VX1")).len(), 0, "both");
    }

    fn a_thousand_lines_are_taken_and_no_more(engine) {
        let clinic = TestClinic::start(engine);
        let lines = |count: i32| (0..count).map(|number| line("V", &format!("{number:04}"), Some("Thing"), None)).collect::<Vec<_>>();
        assert_eq!(deliver(&clinic, lines(1000)).len(), 1000);
        let (ctx, many) = (clinic.app.installation("test", clinic.app.now()), lines(1001));
        assert!(matches!(clinic.write(move |tx| product::upsert(tx, &ctx, &many)), Err(Error::Invalid(_))));
        let ctx = clinic.app.installation("test", clinic.app.now());
        let last = clinic.read(move |tx| product::list(tx, &ctx, &ProductFilter::default(), PageQuery::new(5, 200)?)).unwrap();
        assert_eq!((last.items.len(), last.total, last.pages(), last.items[199].key.code.as_str()), (200, 1000, 5, "0999"));
    }

    fn two_deliveries_at_once_are_both_taken(engine) {
        let clinic = TestClinic::start(engine);
        std::thread::scope(|scope| {
            for turn in 0..4 {
                let clinic = &clinic;
                scope.spawn(move || {
                    let mut lines: Vec<_> = (0..20).map(|number| line("V", &number.to_string(), Some(&format!("T{turn}")), None)).collect();
                    if turn % 2 == 0 {
                        lines.reverse();
                    }
                    assert!(deliver(clinic, lines).iter().all(|outcome| *outcome != "error"));
                });
            }
        });
        assert_eq!(list(&clinic, None, None).len(), 20);
    }
}
