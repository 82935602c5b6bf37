//! `polyclinic partner create|list`

use app::{App, partner};
use domain::partner::PartnerDetails;
use domain::{PageQuery, Partner};
use serde_json::json;

use super::{all_pages, data_line, refused, with_app};
use crate::cli::{GlobalArgs, PartnerArgs, PartnerCommand};
use crate::failure::Failure;
use crate::output;

/// Makes or lists partners.
pub(crate) fn run(global: &GlobalArgs, command: &PartnerCommand) -> Result<(), Failure> {
    with_app(global, |app| match command {
        PartnerCommand::Create(args) => create(app, args),
        PartnerCommand::List { json } => list(app, *json),
    })
}

fn create(app: &App, args: &PartnerArgs) -> Result<(), Failure> {
    let details = PartnerDetails {
        contact: args.contact.clone(),
        email: args.email.clone(),
        phone: args.phone.clone(),
        website: args.website.clone(),
        ..PartnerDetails::named(&*args.name)
    };
    let ctx = app.installation("cli", app.now());
    let made = app.db().write(move |tx| partner::create(tx, &ctx, details.clone())).map_err(refused)?;
    output::data(&format!("{}\n", made.id))
}

fn list(app: &App, as_json: bool) -> Result<(), Failure> {
    let page = |query: PageQuery| {
        let ctx = app.installation("cli", app.now());
        app.db().read(move |tx| partner::list(tx, &ctx, None, query))
    };
    all_pages(page, |partner: &Partner| {
        let (details, keys) = (&partner.details, partner.live_keys);
        let object = json!({
            "id": partner.id, "name": details.name, "contact": details.contact, "email": details.email,
            "phone": details.phone, "website": details.website, "active": details.active, "live_keys": keys,
        });
        let state = if details.active { "active" } else { "off" };
        data_line(as_json, &object, &[&partner.id.to_string(), &details.name, &format!("{keys} keys"), state])
    })
}
