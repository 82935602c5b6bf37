//! `polyclinic organization create|list`

use std::sync::Arc;

use app::organization::{NewOrganization, create, list_across_all_organizations};
use domain::organization::OrganizationSettings;
use domain::{Error, Organization, OrganizationId, SystemClock};
use serde_json::json;

use crate::cli::{GlobalArgs, OrganizationArgs, OrganizationCommand};
use crate::failure::Failure;
use crate::{output, server};

/// Makes or lists organizations.
pub(crate) fn run(global: &GlobalArgs, command: &OrganizationCommand) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    let app = server::app(&config, server::open_database(&config)?, Arc::new(SystemClock))?;
    let done = match command {
        OrganizationCommand::Create(args) => make(&app, args),
        OrganizationCommand::List { json } => list(&app, *json),
    };
    app.db().close();
    done
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
    match made {
        Ok(organization) => output::data(&format!("{}\n", organization.id)),
        Err(Error::Invalid(fields)) => {
            let lines = fields.iter().map(|field| format!("--{}: {}", field.field.replace('_', "-"), field.message));
            Err(Failure::Usage(lines.collect::<Vec<_>>().join("\n       ")))
        }
        Err(error) => Err(error.into()),
    }
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
