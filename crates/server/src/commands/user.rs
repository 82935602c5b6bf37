//! `polyclinic user create|list|set-password|send-reset|issue-reset|set-role|reset-totp`

use api_common::new_password_link;
use app::organization::{OrganizationKey, open};
use app::user::{self, Letter, NewUser};
use app::{App, Ctx};
use domain::secret::Secret;
use domain::user::PASSWORD_MAX;
use domain::{OsRandom, User};
use serde_json::json;

use super::{data_line, refused, with_app_and_config};
use crate::cli::{GlobalArgs, NewUserArgs, UserArgs, UserCommand};
use crate::config::Config;
use crate::failure::Failure;
use crate::output;

/// Makes, lists or changes users.
pub(crate) fn run(global: &GlobalArgs, command: &UserCommand) -> Result<(), Failure> {
    with_app_and_config(global, |app, config| match command {
        UserCommand::Create(args) => create(app, args),
        UserCommand::List { organization, json } => list(&ctx(app, organization)?, app, *json),
        UserCommand::SetPassword { user, password_stdin } => {
            let (ctx, found) = find(app, user)?;
            let (password, made) = password(*password_stdin)?;
            user::set_password(&ctx, found.id, &password).map_err(refused)?;
            if made { output::data(&format!("{password}\n")) } else { Ok(()) }
        }
        UserCommand::SendReset { user } => {
            let (ctx, found) = find(app, user)?;
            if !app.mailer().is_configured() {
                return Err(Failure::Usage("no mail is configured: set mail.host, or use user issue-reset".to_owned()));
            }
            let letter = |token: &Secret| Letter::in_english(&ctx.organization().name, &link(config, &ctx, token));
            Ok(user::send_reset(&ctx, found.id, letter)?)
        }
        UserCommand::IssueReset { user } => {
            let (ctx, found) = find(app, user)?;
            let then = ctx.clone();
            let token = app.db().write(move |tx| user::issue_reset(tx, &then, found.id))?;
            output::data(&format!("{}\n", link(config, &ctx, &token)))
        }
        UserCommand::SetRole { user, role } => {
            let ((ctx, found), role) = (find(app, user)?, *role);
            app.db().write(move |tx| user::set_role(tx, &ctx, found.id, role)).map(drop).map_err(refused)
        }
        UserCommand::ResetTotp { user } => {
            let (ctx, found) = find(app, user)?;
            app.db().write(move |tx| user::reset_factor(tx, &ctx, found.id)).map_err(refused)
        }
    })
}

/// Number, and the password where one was made.
fn create(app: &App, args: &NewUserArgs) -> Result<(), Failure> {
    let ctx = ctx(app, &args.organization)?;
    let (password, made) = password(args.password_stdin)?;
    // Before there is a user without a password.
    domain::user::check_password(&password, &args.login.to_lowercase()).map_err(refused)?;
    let new = NewUser { login: args.login.clone(), name: args.name.clone(), role: args.role };
    let then = ctx.clone();
    let user = app.db().write(move |tx| user::create(tx, &then, &new)).map_err(refused)?;
    user::set_password(&ctx, user.id, &password).map_err(refused)?;
    if made { output::data(&format!("{}\t{password}\n", user.id)) } else { output::data(&format!("{}\n", user.id)) }
}

fn list(ctx: &Ctx, app: &App, as_json: bool) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let (ctx, from) = (ctx.clone(), after.clone());
        let page = app.db().read(move |tx| user::list(tx, &ctx, &from, 500))?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.login);
        page.iter().try_for_each(|user| line(user, as_json))?;
    }
}

fn line(user: &User, as_json: bool) -> Result<(), Failure> {
    let User { id, login, name, role, active, second_factor, .. } = user;
    let object = json!({
        "id": id, "login": login, "name": name, "role": role.as_str(), "active": active, "second_factor": second_factor,
    });
    let state = if *active { "active" } else { "off" };
    data_line(as_json, &object, &[&id.to_string(), login, name, role.as_str(), state])
}

/// The password from standard input, or one just made; and whether it was made.
fn password(from_stdin: bool) -> Result<(String, bool), Failure> {
    if !from_stdin {
        return Ok((Secret::generate(&OsRandom).reveal().to_owned(), true));
    }
    let mut line = String::new();
    let mut limited = std::io::Read::take(std::io::stdin(), u64::try_from(PASSWORD_MAX + 3).unwrap_or(u64::MAX));
    std::io::Read::read_to_string(&mut limited, &mut line)
        .map_err(|error| Failure::Failed(format!("can't read the password: {error}")))?;
    Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
}

/// The page on which somebody chooses a new password.
fn link(config: &Config, ctx: &Ctx, token: &Secret) -> String {
    new_password_link(&config.public_url(), &ctx.organization().slug, token)
}

fn ctx(app: &App, slug: &str) -> Result<Ctx, Failure> {
    let key = OrganizationKey::Slug(slug.to_owned());
    let organization = app.db().read(move |tx| open(tx, &key))?;
    Ok(app.system(organization, "cli", app.now()))
}

fn find(app: &App, args: &UserArgs) -> Result<(Ctx, User), Failure> {
    let ctx = ctx(app, &args.organization)?;
    let (then, login) = (ctx.clone(), args.login.clone());
    let user = app.db().read(move |tx| user::find_by_login(tx, &then, &login))?;
    Ok((ctx, user))
}
