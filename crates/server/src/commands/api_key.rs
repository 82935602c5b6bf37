//! `polyclinic api-key create|list|revoke|rotate`

use app::App;
use app::api_key::{self, Created, KeyQuery, NamedPractices, NewApiKey};
use domain::api_key::Practices;
use domain::{ApiKey, ApiKeyId, PageQuery, PartnerId};
use serde_json::json;

use super::{all_pages, data_line, refused, with_app};
use crate::cli::{ApiKeyArgs, ApiKeyCommand, GlobalArgs};
use crate::failure::Failure;
use crate::output;

/// Makes, lists, revokes or rotates keys.
pub(crate) fn run(global: &GlobalArgs, command: &ApiKeyCommand) -> Result<(), Failure> {
    with_app(global, |app| {
        let ctx = app.installation("cli", app.now());
        match command {
            ApiKeyCommand::Create(args) => {
                let new = new_key(args);
                show(app.db().write(move |tx| api_key::create(tx, &ctx, &new)))
            }
            ApiKeyCommand::List { partner, json } => list(app, partner.map(PartnerId), *json),
            ApiKeyCommand::Revoke { key } => {
                let key = ApiKeyId(*key);
                app.db().write(move |tx| api_key::revoke(tx, &ctx, key)).map(drop).map_err(refused)
            }
            ApiKeyCommand::Rotate { key, old_until } => {
                let (key, old_until) = (ApiKeyId(*key), *old_until);
                show(app.db().write(move |tx| api_key::rotate(tx, &ctx, key, old_until)))
            }
        }
    })
}

fn new_key(args: &ApiKeyArgs) -> NewApiKey {
    NewApiKey {
        name: args.name.clone(),
        partner: PartnerId(args.partner),
        scopes: args.scopes.iter().copied().collect(),
        practices: if args.all_practices { NamedPractices::All } else { NamedPractices::Only(args.practices.clone()) },
        expires_at: args.expires_at,
    }
}

/// Number and secret. The secret is nowhere else, and never again.
fn show(created: app::Result<Created>) -> Result<(), Failure> {
    let Created { key, secret } = created.map_err(refused)?;
    output::data(&format!("{}\t{}\n", key.id, secret.reveal()))
}

fn list(app: &App, partner: Option<PartnerId>, as_json: bool) -> Result<(), Failure> {
    let page = |page: PageQuery| {
        let (ctx, query) = (app.installation("cli", app.now()), KeyQuery { partner, ..KeyQuery::default() });
        app.db().read(move |tx| api_key::list(tx, &ctx, &query, page))
    };
    all_pages(page, |key: &ApiKey| {
        let practices: Vec<&str> = match &key.practices {
            Practices::All => vec!["*"],
            Practices::Only(some) => some.iter().map(|(_, slug)| slug.as_str()).collect(),
        };
        let scopes: Vec<&str> = key.scopes.iter().map(domain::Scope::as_str).collect();
        let status = key.status(app.now()).as_str();
        let moment = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        let object = json!({
            "id": key.id, "name": key.name, "partner": key.partner, "partner_name": key.partner_name, "practices": practices,
            "scopes": scopes, "last4": key.last4, "status": status, "created_at": key.created_at.to_string(),
            "expires_at": moment(key.expires_at), "revoked_at": moment(key.revoked_at),
            "last_used_at": moment(key.last_used_at),
        });
        let (practices, scopes) = (practices.join(","), scopes.join(","));
        let id = key.id.to_string();
        data_line(as_json, &object, &[&id, &key.name, &key.partner_name, &practices, &scopes, &key.last4, status])
    })
}
