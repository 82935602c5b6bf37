//! What all organizations of the demo share: articles and products.

use app::{App, Result, article, product};
use domain::article::ArticleDetails;
use domain::product::{ProductChange, ProductKey};

use super::seed::days_ago;

/// Title, text, category, kind, tags, whether it is listed.
const ARTICLES: [(&str, &str, &str, &str, &str, bool); 8] = [
    (
        "Insurance Verification Workflow",
        "Step-by-step process: ask for the card, check the number with the insurer, note the answer with its date.",
        "Billing",
        "HowTo",
        "insurance, verification",
        true,
    ),
    (
        "Refunds",
        "A payment that was taken in error is given back on the same card.",
        "Billing",
        "Policy",
        "refund, card",
        true,
    ),
    (
        "Moving a visit",
        "Patients move visits themselves with the link in their confirmation. The desk can do it at any time.",
        "Booking",
        "HowTo",
        "visit, reschedule",
        true,
    ),
    (
        "Who may see what",
        "Every read of a patient's record is written down. Look only at what you need.",
        "Privacy",
        "Policy",
        "records, audit",
        true,
    ),
    (
        "Why is a time not on offer?",
        "Rosters, closures and lead times all have a say. Ask for the reasons of one start to see them.",
        "Booking",
        "FAQ",
        "availability, roster",
        true,
    ),
    (
        "First steps for partners",
        "Ask for a key, trade it for a token, and call with the token for a day.",
        "API",
        "HowTo",
        "key, token",
        true,
    ),
    ("Opening hours in summer", "From June to August we close at noon on Fridays.", "General", "News", "hours", true),
    ("Opening hours last winter", "Closed between the years.", "General", "News", "hours", false),
];

/// Vendor, code, name, price in hundredths.
const PRODUCTS: [(&str, &str, &str, Option<i64>); 14] = [
    ("V001", "P001", "Example Product", Some(9999)),
    ("V001", "P002", "Hydrating serum 30 ml", Some(6450)),
    ("V001", "P003", "Sun cream SPF 50", Some(2890)),
    ("V001", "P004", "Cleansing foam", Some(1990)),
    ("V001", "P005", "Night balm", Some(4200)),
    ("V002", "GL-100", "Gloves, nitrile, 100 pieces", Some(1275)),
    ("V002", "MK-050", "Masks, 50 pieces", Some(899)),
    ("V002", "SY-010", "Syringes 1 ml, 10 pieces", Some(640)),
    ("V002", "GZ-200", "Gauze 10 x 10, 200 pieces", Some(1140)),
    ("V003", "BAND-Y", "Exercise band, yellow", Some(790)),
    ("V003", "BAND-R", "Exercise band, red", Some(890)),
    ("V003", "BALL-65", "Exercise ball 65 cm", Some(2450)),
    ("V003", "TAPE-5", "Sports tape 5 cm", Some(650)),
    ("V003", "ROLL-33", "Foam roller 33 cm", None),
];

/// Fills the shelves.
pub(super) fn fill(app: &App) -> Result<()> {
    let inner = app.clone();
    app.db().write(move |tx| {
        let ctx = inner.installation("demo", days_ago(&inner, 90));
        for (title, text, category, kind, tags, active) in ARTICLES {
            let details = ArticleDetails {
                title: title.to_owned(),
                article: text.to_owned(),
                category: Some(category.to_owned()),
                kind: Some(kind.to_owned()),
                tags: Some(tags.to_owned()),
                active,
            };
            article::create(tx, &ctx, &details)?;
        }
        let line = |(vendor_code, code, name, price): (&str, &str, &str, Option<i64>)| ProductChange {
            key: ProductKey { vendor_code: vendor_code.to_owned(), code: code.to_owned() },
            name: Some(name.to_owned()),
            price: Some(price),
        };
        let outcomes = product::upsert(tx, &ctx, &PRODUCTS.map(line))?;
        outcomes.into_iter().collect::<Result<Vec<_>>>().map(drop)
    })
}
