//! Partners of the demo, their keys in every state, and requests for more.

use app::access_request::{self, Approval};
use app::api_key::{self, NamedPractices, NewApiKey};
use app::{App, InstallationCtx, Result, Tx, access, partner};
use domain::access_request::AccessWish;
use domain::partner::{PartnerChange, PartnerDetails};
use domain::secret::Secret;
use domain::{ApiKey, ApiKeyId, Partner, Scope, Scopes};

use super::seed::days_ago;

/// The key of the demo, for trying out only: everybody may know it.
pub(crate) const API_KEY: &str = "pk_demo-demo-demo-demo-demo-demo-demo-demo-demo-x";
/// The admin secret of the demo, unless another is configured.
pub(crate) const ADMIN_SECRET: &str = "admin-of-the-demo";

/// The practice that the demo's key is tried out in.
pub(super) const PRACTICE: &str = "DemoOffice";

/// Makes partners, keys and requests; the keys that calls are made with.
pub(super) fn fill(app: &App) -> Result<Vec<ApiKey>> {
    let inner = app.clone();
    let keys = app.db().write(move |tx| {
        let at = |days: i64| inner.installation("demo", days_ago(&inner, days));
        let lakeside = add(tx, &at(80), "Lakeside Integrations", "Tomasz Brandt", "tomasz@example.org")?;
        let meadow = add(tx, &at(70), "Meadow Software", "Noor Quintavalle", "noor@example.org")?;
        let harbour = add(tx, &at(60), "Harbour Analytics", "Ivo Dalquist", "ivo@example.org")?;
        let closed = add(tx, &at(90), "Old Mill Systems", "Vera Almasi", "vera@example.org")?;
        let all = NamedPractices::All;
        let here = || NamedPractices::Only(vec![PRACTICE.to_owned()]);
        let two = NamedPractices::Only(vec![PRACTICE.to_owned(), "elm-street-family".to_owned()]);
        let demo = key(&lakeside, "Everything, everywhere", Scopes::ALL, all);
        let demo = api_key::create_with(tx, &at(30), &demo, Secret::given(API_KEY))?.key;
        let site = key(&lakeside, "booking site", Scopes::of(&[Scope::Providers, Scope::Tickets]), here());
        let site = api_key::create(tx, &at(28), &site)?.key;
        let shop = api_key::create(tx, &at(27), &key(&meadow, "shop", Scopes::of(&[Scope::Products]), two))?.key;
        let figures = key(&harbour, "figures", Scopes::of(&[Scope::Providers, Scope::Articles]), here());
        let figures = api_key::create(tx, &at(25), &figures)?.key;
        api_key::rotate(tx, &at(6), figures.id, Some(days_ago(&inner, -7)))?;
        let lost = api_key::create(tx, &at(26), &key(&meadow, "lost laptop", Scopes::of(&[Scope::Articles]), here()))?;
        api_key::revoke(tx, &at(12), lost.key.id)?;
        let ends_at = Some(days_ago(&inner, 2));
        let trial =
            NewApiKey { expires_at: ends_at, ..key(&harbour, "trial", Scopes::of(&[Scope::Providers]), here()) };
        api_key::create(tx, &at(20), &trial)?;
        api_key::create(tx, &at(85), &key(&closed, "old site", Scopes::of(&[Scope::Providers]), here()))?;
        let off = PartnerChange { active: Some(false), ..PartnerChange::default() };
        partner::update(tx, &at(40), closed.id, &off)?;
        Ok::<_, app::Error>(vec![demo, site, shop, figures])
    })?;
    requests(app)?;
    Ok(keys)
}

/// A token that the demo's key is good for at the moment, unless somebody has revoked it.
pub(crate) fn token(app: &App) -> Option<String> {
    let inner = app.clone();
    let issued = app.db().read(move |tx| access::exchange(tx, &inner, &Secret::given(API_KEY), PRACTICE, "demo"));
    issued.ok().map(|issued| issued.token)
}

fn add(tx: &mut Tx<'_>, ctx: &InstallationCtx, name: &str, contact: &str, email: &str) -> Result<Partner> {
    let details = PartnerDetails {
        contact: Some(contact.to_owned()),
        email: Some(email.to_owned()),
        phone: Some("555-0100".to_owned()),
        website: Some(format!("https://{}.example", name.to_lowercase().replace(' ', "-"))),
        ..PartnerDetails::named(name)
    };
    partner::create(tx, ctx, details)
}

fn key(partner: &Partner, name: &str, scopes: Scopes, practices: NamedPractices) -> NewApiKey {
    NewApiKey { name: name.to_owned(), partner: partner.id, scopes, practices, expires_at: None }
}

/// Two requests that wait, one that was approved, one that was rejected.
fn requests(app: &App) -> Result<Option<ApiKeyId>> {
    let inner = app.clone();
    app.db().write(move |tx| {
        let operator = inner.installation("demo", inner.now());
        let mut submit = |company: &str, practice: &str, name: &str, scopes: &[Scope], message: Option<&str>| {
            let wish = AccessWish {
                company: company.to_owned(),
                practice: practice.to_owned(),
                contact_name: name.to_owned(),
                contact_email: format!("{}@example.org", name.split(' ').next().unwrap_or("info").to_lowercase()),
                contact_phone: Some("555-0177".to_owned()),
                scopes: Scopes::of(scopes),
                message: message.map(str::to_owned),
            };
            access_request::submit(tx, &inner, wish, "demo").map(|request| request.id)
        };
        let approved = submit("Bluebird Reminders", PRACTICE, "Hana Birkholt", &[Scope::Providers], None)?;
        let rejected = submit("Get Rich Quickly", "any", "Zeno Nobody", Scope::ALL, Some("Give us all you have."))?;
        let words = "We would like to show free times on our site.";
        submit("Willow Clinic Finder", PRACTICE, "Maeve Castelmoro", &[Scope::Providers], Some(words))?;
        submit("Parcel and Co", "elm-street-family", "Kofi Bellandi", &[Scope::Products], None)?;
        let made = access_request::approve(tx, &operator, approved, &Approval::default())?;
        access_request::reject(tx, &operator, rejected, Some("Not a practice of ours."))?;
        Ok(made.request.key)
    })
}
