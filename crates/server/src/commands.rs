//! One file per command.

pub(crate) mod api_key;
pub(crate) mod audit;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod healthcheck;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod organization;
pub(crate) mod partner;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod version;

use std::sync::Arc;

use app::{App, Error};
use domain::{Page, PageQuery, SystemClock};

use crate::cli::GlobalArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::{output, server};

/// Runs the work on the app of the configuration, and closes its database.
fn with_app(global: &GlobalArgs, work: impl FnOnce(&App) -> Result<(), Failure>) -> Result<(), Failure> {
    with_app_and_config(global, |app, _| work(app))
}

/// Like [`with_app`], for work that has to know the configuration as well.
fn with_app_and_config(
    global: &GlobalArgs,
    work: impl FnOnce(&App, &Config) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let config = global.configuration()?.config;
    let app = server::app(&config, server::open_database(&config)?, Arc::new(SystemClock))?;
    let done = work(&app, &config);
    app.db().close();
    done
}

/// What is wrong with the values of flags is wrong usage, and names the flags.
fn refused(error: Error) -> Failure {
    let Error::Invalid(fields) = error else { return error.into() };
    let lines = fields.iter().map(|field| format!("--{}: {}", field.field.replace('_', "-"), field.message));
    Failure::Usage(lines.collect::<Vec<_>>().join("\n       "))
}

/// Writes a line each, as JSON or with tabs, so that any number of them needs no memory.
fn data_line(as_json: bool, object: &serde_json::Value, columns: &[&str]) -> Result<(), Failure> {
    if as_json { output::data(&format!("{object}\n")) } else { output::data(&format!("{}\n", columns.join("\t"))) }
}

/// Shows every page of a list.
fn all_pages<T>(
    mut page: impl FnMut(PageQuery) -> app::Result<Page<T>>,
    show: impl Fn(&T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for number in 1.. {
        let found = page(PageQuery::new(number, domain::page::LIMIT_MAX)?)?;
        found.items.iter().try_for_each(&show)?;
        if number >= found.pages() {
            break;
        }
    }
    Ok(())
}
