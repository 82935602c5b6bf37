//! `polyclinic demo`: a server with five invented clinics.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Clock, SandboxClock, SystemClock};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{DemoArgs, GlobalArgs};
use crate::config::{Config, Flag};
use crate::demo::{ADMIN_SECRET, Manifest, OWNER, PASSWORD, seed, token, write_manifest};
use crate::failure::Failure;
use crate::{log, output, server};

/// Seeds the demo where it isn't yet, says how to use it, and serves until a signal comes.
pub(crate) fn run(global: &GlobalArgs, args: &DemoArgs) -> Result<(), Failure> {
    let folder = Folder::new(args.data.as_deref())?;
    let config = configuration(global, args, folder.path())?;
    log::start(&config.log)?;
    let app = server::app(&config, server::open_database(&config)?, clock(args))?;
    let bar = progress_bar();
    let seeded = seed(&app, &mut |words, share| {
        bar.set_message(words.to_owned());
        bar.set_position(share_of_hundred(share));
    })?;
    bar.finish_and_clear();
    let written = |address: SocketAddr| {
        let url = config
            .server
            .public_url
            .as_ref()
            .map_or_else(|| format!("http://{address}"), |url| url.as_str().to_owned());
        let (token, admin) =
            (token(&app), config.access.admin_secret.as_ref().map(|secret| secret.reveal().to_owned()));
        if let Err(error) = write_manifest(folder.path(), &Manifest::new(&url, token.as_deref(), admin.as_deref())) {
            output::words(&format!("warning: can't write demo.json: {error}"));
        }
        output::words(&guide(&url, &seeded, folder.path()));
    };
    server::run(&config, &app, written)
}

/// Where the demo is kept. A temporary folder is removed at the end.
enum Folder {
    Given(PathBuf),
    Temporary(tempfile::TempDir),
}

impl Folder {
    fn new(given: Option<&Path>) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::Failed(format!("can't make the folder of the demo: {error}"));
        match given {
            Some(path) => {
                std::fs::create_dir_all(path).map_err(failed)?;
                Ok(Self::Given(path.to_owned()))
            }
            None => tempfile::Builder::new().prefix("polyclinic-demo-").tempdir().map(Self::Temporary).map_err(failed),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Given(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

/// The configuration of the demo: its own database and port, the test provider, and a quiet log, unless said otherwise.
fn configuration(global: &GlobalArgs, args: &DemoArgs, folder: &Path) -> Result<Config, Failure> {
    let mut sources = global.sources();
    if !sources.flags.iter().any(|flag| flag.key == "database.url") {
        let url = folder.join("demo.db").display().to_string();
        sources.flags.push(Flag { name: "--data", key: "database.url", value: url });
    }
    let listen = format!("127.0.0.1:{}", args.port);
    sources.flags.push(Flag { name: "--port", key: "server.listen", value: listen });
    sources.flags.push(Flag { name: "demo", key: "payments.provider", value: "test".to_owned() });
    let mut config = Config::load(&sources)?.config;
    if config.access.admin_secret.is_none() {
        config.access.admin_secret = Some(ADMIN_SECRET.to_owned().try_into().map_err(Failure::Usage)?);
    }
    if config.log == crate::config::Log::default() {
        config.log.level = "warn".to_owned().try_into().map_err(Failure::Usage)?;
    }
    Ok(config)
}

fn clock(args: &DemoArgs) -> Arc<dyn Clock> {
    match args.at {
        Some(moment) => Arc::new(SandboxClock::starting_at(moment)),
        None => Arc::new(SystemClock),
    }
}

/// A bar on a terminal, nothing in a pipe.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}");
    let bar = ProgressBar::new(100);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1")]
fn share_of_hundred(share: f64) -> u64 {
    (share.clamp(0.0, 1.0) * 100.0) as u64
}

/// What to open, and a command for each step of the booking flow.
fn guide(url: &str, seeded: &crate::demo::Seeded, folder: &Path) -> String {
    let pages = seeded.organizations.iter().map(|organization| {
        format!("  {url}/book/{:<22} {} ({})\n", organization.slug, organization.name, organization.time_zone)
    });
    let pages: String = pages.collect();
    let api = format!("{url}/careportals");
    let manifest = folder.join("demo.json");
    format!(
        "\nThe demo is running.\n\nBooking pages:\n{pages}\nThe CarePortals API: documentation at {api}/docs/, credentials in \
         {manifest}\n\nThe NaturaeSoft API: documentation at {url}/naturae/docs/; its portal takes the API key and the admin secret of \
         that file.\n\nThe desk, for those who work for a practice: {url}/desk/DemoOffice takes {OWNER} with {PASSWORD}\n\nA \
         booking in four steps:\n\
         \n  curl -s '{api}/services' -H 'organization: DemoOffice'\n\
         \n  curl -s '{api}/services/SERVICE/availability-v2' -H 'organization: DemoOffice'\n\
         \n  curl -s '{api}/appointments' -H 'organization: DemoOffice' -H 'content-type: application/json' \\\n    \
         -d '{{\"serviceId\": \"SERVICE\", \"reservation\": \"START\", \"values\": {{\"firstName\": \"Ines\", \"lastName\": \
         \"Falkner\", \"email\": \"ines@example.com\", \"visitReason\": \"A question.\"}}}}'\n\
         \n  curl -s '{api}/appointments/APPOINTMENT/cancel' -X POST -H 'organization: DemoOffice' -H 'x-access-key: KEY'\n\
         \n(SERVICE and START are members of the answers before; APPOINTMENT and KEY are _id and accessKey of the booking.)\n\
         \nCtrl-C ends the demo.",
        manifest = manifest.display(),
    )
}
