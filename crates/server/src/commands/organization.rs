//! `polyclinic organization create|list`

use app::organization::{NewOrganization, create, list_across_all_organizations};
use domain::organization::OrganizationSettings;
use domain::{Organization, OrganizationId};
use serde_json::json;

use super::{refused, with_app};
use crate::cli::{GlobalArgs, OrganizationArgs, OrganizationCommand};
use crate::failure::Failure;
use crate::output;

/// Makes or lists organizations.
pub(crate) fn run(global: &GlobalArgs, command: &OrganizationCommand) -> Result<(), Failure> {
    with_app(global, |app| match command {
        OrganizationCommand::Create(args) => make(app, args),
        OrganizationCommand::List { json } => list(app, *json),
    })
}

fn make(app: &app::App, args: &OrganizationArgs) -> Result<(), Failure> {
    let new = NewOrganization {
        slug: args.slug.clone(),
        name: args.name.clone(),
        time_zone: args.time_zone.clone(),
        currency: args.currency.clone(),
        settings: OrganizationSettings::default(),
    };
    let inner = app.clone();
    let made = app.db().write(move |tx| create(tx, &inner, "cli", inner.now(), &new));
    output::data(&format!("{}\n", made.map_err(refused)?.id))
}

fn list(app: &app::App, as_json: bool) -> Result<(), Failure> {
    let mut after = OrganizationId(0);
    loop {
        let page = app.db().read(move |tx| list_across_all_organizations(tx, after, 500))?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for organization in &page {
            output::data(&line(organization, as_json))?;
        }
    }
}

/// One line each, also as JSON, so that a thousand organizations need no memory.
fn line(organization: &Organization, as_json: bool) -> String {
    let Organization { id, slug, name, time_zone, active, .. } = organization;
    if as_json {
        let currency = organization.currency;
        let object = json!({ "id": id, "slug": slug, "name": name, "time_zone": time_zone, "currency": currency, "active": active });
        return format!("{object}\n");
    }
    format!("{id}\t{slug}\t{name}\t{time_zone}\t{}\n", if *active { "active" } else { "off" })
}
