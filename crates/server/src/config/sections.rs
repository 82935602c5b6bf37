//! The sections and their keys. The words here are those of `config generate`.

use std::num::{NonZeroU32, NonZeroUsize};

use super::section::section;
use super::value::{
    DatabaseUrl, HostName, ListenAddress, LogFormat, LogLevel, PaymentProvider, SecretText, WebAddress, at_least_one,
    seconds,
};

section! {
    /// The HTTP server.
    "server" Server {
        /// IP address and port to listen on. Port 0 takes any free port.
        listen: ListenAddress = ListenAddress::LOCAL;
        /// Address that browsers and partners use, when a proxy stands in front.
        /// Without it, links are made from `listen`.
        public_url: Option<WebAddress> = None, for example "https://clinic.example.org";
        /// Domain below which each organization has a host name of its own: SLUG.BASE_DOMAIN.
        /// Without it, organizations are told apart by path only.
        base_domain: Option<HostName> = None, for example "clinics.example.org";
        /// Largest body of a request, in bytes. No door takes more than 2 MiB, whatever this says.
        max_body_bytes: NonZeroUsize = at_least_one(2 * 1024 * 1024);
        /// Seconds after which a request is given up.
        request_timeout_seconds: NonZeroU32 = seconds(30);
        /// Seconds that running requests are given to end when the server stops.
        shutdown_timeout_seconds: NonZeroU32 = seconds(30);
        /// Whether to believe the address and scheme that X-Forwarded-For and X-Forwarded-Proto tell.
        /// Only right behind a proxy that sets them itself: else anyone can pretend to be anyone.
        trust_proxy_headers: bool = false;
    }
}

section! {
    /// Figures for Prometheus, at /metrics of a listener of their own. Don't open it to the public.
    "metrics" Metrics {
        /// IP address and port to listen on. Without it there are no metrics.
        listen: Option<ListenAddress> = None, for example "127.0.0.1:9090";
    }
}

section! {
    /// The database.
    "database" Database {
        /// Path of an SQLite file (with or without sqlite:// before it), or postgres://USER:PASSWORD@HOST/NAME.
        /// A password is better kept in a file that POLYCLINIC_DATABASE__URL_FILE names. DATABASE_URL is understood too.
        url: DatabaseUrl = DatabaseUrl::local_file();
        /// Connections to PostgreSQL at most; SQLite needs no number.
        connections: NonZeroUsize = at_least_one(16);
    }
}

section! {
    /// The log, on standard error.
    "log" Log {
        /// Least important level to show: error, warn, info, debug, trace, or off.
        /// Parts may differ: info,store=debug.
        level: LogLevel = LogLevel::info();
        /// text for people, json for machines.
        format: LogFormat = LogFormat::Text;
    }
}

section! {
    /// Video meetings of online appointments.
    "meetings" Meetings {
        /// Address that the name of a meeting is appended to.
        base_url: WebAddress = WebAddress::example_meetings();
    }
}

section! {
    /// Who is let in, and how.
    "access" Access {
        /// Secret of this installation, at least 32 bytes: API keys, tokens and second factors hang on it, and work no longer when
        /// it changes. Best kept in a file that POLYCLINIC_ACCESS__SECRET_FILE names.
        /// Without it one is made at the first start and kept in the database, whose copies it then does not protect.
        secret: Option<SecretText<32>> = None, for example "output of: openssl rand -base64 32";
        /// What whoever runs this installation signs in with at the partners' portal, at least 16 bytes.
        /// Without it nobody does.
        admin_secret: Option<SecretText<16>> = None, for example "output of: openssl rand -base64 24";
        /// Whether API keys need the scopes Prospects and Tags for patients and their tags.
        /// Without it, any valid token may use them.
        strict_scopes: bool = false;
        /// Whether /tickets/ID and /ticket/ID/comment are served beside the documented /ticket/ID and /tickets/ID/comment.
        ticket_aliases: bool = false;
        /// Whether calls of partners' programs are recorded: the portal's figures and the last use of keys come from them.
        /// Refusals are in the audit log either way.
        record_calls: bool = true;
    }
}

section! {
    /// How much one client may ask for.
    "limits" Limits {
        /// Wrong access keys of patients per hour and client address before further ones are refused.
        access_key_tries_per_hour: NonZeroUsize = at_least_one(20);
        /// Exchanges of API keys, and sign-ins, per minute and client address.
        sign_in_tries_per_minute: NonZeroU32 = seconds(10);
        /// Requests for API keys per hour and client address.
        access_requests_per_hour: NonZeroU32 = seconds(5);
        /// Calls per minute and API key. Without it there is no limit.
        calls_per_minute: Option<NonZeroU32> = None, for example "600";
    }
}

section! {
    /// Payments.
    "payments" Payments {
        /// Who takes the money: none, or test, which charges nobody and is for trying out only.
        provider: PaymentProvider = PaymentProvider::None;
    }
}
