//! A running server: from a configuration to an app, from an app to open sockets, and back to nothing without losing a
//! booking.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use api_common::{Bounds, Core, CoreParts, LimitSettings, Limits, Tries};
use app::access::{Settings, kept_secret};
use app::mail::{Mailer, NoMail};
use app::meeting::RoomsAt;
use app::payment::{NoPayments, PaymentProvider, TestPayments};
use app::{App, Db, Parts};
use axum::Router;
use axum::serve::ListenerExt;
use domain::secret::Secret;
use domain::{Clock, InstallationSecret, OsRandom, Random};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;

use crate::config::{self, Config, PaymentProvider as Provider};
use crate::failure::Failure;
use crate::http;
use crate::mail::{Patience, SmtpMailer};

/// Opens the database, making the folder of a new SQLite file.
pub(crate) fn open_database(config: &Config) -> Result<Db, Failure> {
    let url = config.database.url.reveal();
    if !url.contains("://") || url.starts_with("sqlite://") {
        let path = std::path::Path::new(url.trim_start_matches("sqlite://"));
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::Failed(format!("can't make the folder {}: {error}", folder.display())))?;
        }
    }
    Ok(Db::open(url, config.database.connections.get())?)
}

/// The app of a configuration.
///
/// # Errors
/// When the installation's secret is neither configured nor to be had from the database, or certificates can't be read.
pub(crate) fn app(config: &Config, db: Db, clock: Arc<dyn Clock>) -> Result<App, Failure> {
    let payments: Arc<dyn PaymentProvider> = match config.payments.provider {
        Provider::None => Arc::new(NoPayments),
        Provider::Test => Arc::new(TestPayments),
    };
    let meetings = Arc::new(RoomsAt::new(config.meetings.base_url.as_str()));
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let access = access(&config.access, &db, &random)?;
    let mailer: Arc<dyn Mailer> =
        match SmtpMailer::new(&config.mail, clock.clone(), random.clone(), Patience::default())? {
            Some(mailer) => Arc::new(mailer),
            None => Arc::new(NoMail),
        };
    Ok(App::new(Parts { db, clock, random, payments, meetings, mailer, access }))
}

fn access(config: &config::Access, db: &Db, random: &Arc<dyn Random>) -> Result<Settings, Failure> {
    // A configured secret is long enough: that was checked when it was read.
    let configured = config.secret.as_ref().and_then(|secret| InstallationSecret::of(secret.reveal()));
    let secret = match configured {
        Some(secret) => secret,
        None => kept_secret(db, random)?,
    };
    Ok(Settings {
        admin_secret: config.admin_secret.as_ref().map(|secret| Secret::given(secret.reveal())),
        strict_scopes: config.strict_scopes,
        ticket_aliases: config.ticket_aliases,
        record_calls: config.record_calls,
        ..Settings::of(secret)
    })
}

/// Listens, serves until a signal comes, then ends: no new requests, the running ones finished, what they wrote committed.
///
/// `ready` is told the address once the socket is open.
pub(crate) fn run(config: &Config, app: &App, ready: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::Failed(error.to_string()))?;
    let jobs = jobs::Runner::start(app.clone()).map_err(|error| Failure::Failed(error.to_string()))?;
    let served = runtime.block_on(serve(config, app, ready));
    // Requests that outlived the time they were given are cut off here; their writes are committed or never were.
    runtime.shutdown_timeout(Duration::from_secs(1));
    jobs.stop();
    app.db().close();
    served
}

async fn serve(config: &Config, app: &App, ready: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    if let Some(listen) = config.metrics.listen {
        tokio::spawn(serve_metrics(bind(listen.socket()).await?)?);
    }
    let listener = bind(config.server.listen.socket()).await?;
    let address = listener.local_addr().map_err(|error| Failure::Failed(error.to_string()))?;
    let router = http::router(core(config, app, address));
    // Small answers must not wait for the acknowledgement of the packet before.
    let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move {
        stop_signal().await;
        tracing::info!("stopping: finishing what was accepted");
        drop(stopping);
    };
    ready(address);
    let serving = axum::serve(listener, service).with_graceful_shutdown(shutdown);
    let patience = Duration::from_secs(config.server.shutdown_timeout_seconds.get().into());
    let out_of_patience = async move {
        drop(stopped.await);
        tokio::time::sleep(patience).await;
    };
    tokio::select! {
        served = serving.into_future() => served.map_err(|error| Failure::Failed(error.to_string())),
        () = out_of_patience => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    }
}

fn core(config: &Config, app: &App, address: SocketAddr) -> Core {
    let configured = config.server.public_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
    Core::new(CoreParts {
        app: app.clone(),
        public_url: configured.unwrap_or_else(|| format!("http://{address}")),
        base_domain: config.server.base_domain.clone().map(String::from),
        tries: Tries::per_hour(config.limits.access_key_tries_per_hour.get()),
        limits: Limits::new(app, limit_settings(&config.limits)),
        bounds: Bounds {
            body_bytes: config.server.max_body_bytes.get(),
            answer_within: Duration::from_secs(config.server.request_timeout_seconds.get().into()),
        },
        trust_proxy_headers: config.server.trust_proxy_headers,
    })
}

fn limit_settings(limits: &config::Limits) -> LimitSettings {
    LimitSettings {
        tries_per_minute: limits.sign_in_tries_per_minute,
        requests_per_hour: limits.access_requests_per_hour,
        calls_per_minute: limits.calls_per_minute,
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Failed(format!("can't listen on {address}: {error}")))
}

fn serve_metrics(listener: TcpListener) -> Result<impl Future<Output = ()>, Failure> {
    let handle = PrometheusBuilder::new().install_recorder().map_err(|error| Failure::Failed(error.to_string()))?;
    let router: Router = http::metrics_router(handle);
    Ok(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the metrics are no longer served");
        }
    })
}

/// Ctrl-C, or the signal that process managers send.
async fn stop_signal() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "can't hear Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
