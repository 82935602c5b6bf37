//! Arguments of the commands that say who may do what.

use clap::{Args, Subcommand};
use domain::{Role, Scope};
use jiff::Timestamp;

use super::parse_moment;

/// What to do with users.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make one
    Create(NewUserArgs),
    /// List those of an organization
    List {
        /// Short name of the organization
        #[arg(long, value_name = "SLUG")]
        organization: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Give a new password, and end all sessions
    SetPassword {
        /// Whom
        #[command(flatten)]
        user: UserArgs,
        /// Read the password from standard input, instead of making one and showing it
        #[arg(long)]
        password_stdin: bool,
    },
    /// Mail a link to a new password, which works once within an hour; links before it no longer work
    SendReset {
        /// Whom
        #[command(flatten)]
        user: UserArgs,
    },
    /// Show such a link instead, to be handed over where there is no mail
    IssueReset {
        /// Whom
        #[command(flatten)]
        user: UserArgs,
    },
    /// Change what somebody is to the organization
    SetRole {
        /// Whom
        #[command(flatten)]
        user: UserArgs,
        /// owner, admin, practitioner, front_desk or partner
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Take the second factor away from somebody who has lost it, and end all sessions
    ResetTotp {
        /// Whom
        #[command(flatten)]
        user: UserArgs,
    },
}

/// A new user.
#[derive(Clone, Debug, Args)]
pub(crate) struct NewUserArgs {
    /// Short name of the organization
    #[arg(long, value_name = "SLUG")]
    pub(crate) organization: String,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) login: String,
    /// Name
    #[arg(long)]
    pub(crate) name: String,
    /// owner, admin, practitioner, front_desk or partner
    #[arg(long, value_parser = role)]
    pub(crate) role: Role,
    /// Read the password from standard input, instead of making one and showing it
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// Who of an organization.
#[derive(Clone, Debug, Args)]
pub(crate) struct UserArgs {
    /// Short name of the organization
    #[arg(long, value_name = "SLUG")]
    pub(crate) organization: String,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) login: String,
}

/// What to do with partners.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum PartnerCommand {
    /// Make one
    Create(PartnerArgs),
    /// List them
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// A new partner.
#[derive(Clone, Debug, Args)]
pub(crate) struct PartnerArgs {
    /// Name
    #[arg(long)]
    pub(crate) name: String,
    /// Who to talk to
    #[arg(long)]
    pub(crate) contact: Option<String>,
    /// E-mail address
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// Phone number
    #[arg(long)]
    pub(crate) phone: Option<String>,
    /// Web site
    #[arg(long)]
    pub(crate) website: Option<String>,
}

/// What to do with API keys.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ApiKeyCommand {
    /// Make one, and show its secret this once
    Create(ApiKeyArgs),
    /// List them
    List {
        /// Of the partner with that number only
        #[arg(long, value_name = "NUMBER")]
        partner: Option<i64>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// End one: its tokens and sessions end at once
    Revoke {
        /// Number of the key
        key: i64,
    },
    /// Make a second one with the same grants, and show its secret this once; the old one ends
    Rotate {
        /// Number of the key
        key: i64,
        /// Moment at which the old one ends [default: at once]
        #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
        old_until: Option<Timestamp>,
    },
}

/// A new API key.
#[derive(Clone, Debug, Args)]
pub(crate) struct ApiKeyArgs {
    /// Number of the partner
    #[arg(long, value_name = "NUMBER")]
    pub(crate) partner: i64,
    /// What the partner calls it
    #[arg(long)]
    pub(crate) name: String,
    /// What it is good for: Providers, ProductPro.Products, KB, Tickets, Prospects, Tags. May be given several times
    #[arg(long = "scope", value_parser = scope)]
    pub(crate) scopes: Vec<Scope>,
    /// Short name of a practice it is good in. May be given several times
    #[arg(long = "practice", value_name = "SLUG", required_unless_present = "all_practices")]
    pub(crate) practices: Vec<String>,
    /// It is good in all practices, those to come as well
    #[arg(long, conflicts_with = "practices")]
    pub(crate) all_practices: bool,
    /// Moment at which it ends [default: when it is revoked]
    #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
    pub(crate) expires_at: Option<Timestamp>,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| one_of(Role::ALL.iter().map(|role| role.as_str())))
}

fn scope(text: &str) -> Result<Scope, String> {
    text.parse().map_err(|_| one_of(Scope::ALL.iter().map(|scope| scope.as_str())))
}

fn one_of<'a>(known: impl Iterator<Item = &'a str>) -> String {
    format!("one of {} is expected", known.collect::<Vec<_>>().join(", "))
}
