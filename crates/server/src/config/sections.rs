//! The sections and their keys. The words here are those of `config generate`.

use std::num::{NonZeroU16, NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use super::section::section;
use super::value::{
    DatabaseUrl, HostName, ListenAddress, LogFormat, LogLevel, MailAddress, MailSecurity, PaymentProvider, SecretText,
    WebAddress, at_least_one, seconds,
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

section! {
    /// Mail, for links to new passwords. Without a host there is none, and whoever manages users hands such links over.
    "mail" Mail {
        /// Host of the mail server (SMTP) that takes our mail.
        host: Option<HostName> = None, for example "smtp.example.org";
        /// Its port. Without it, 587 for starttls, 465 for tls, 25 for none.
        port: Option<NonZeroU16> = None, for example "587";
        /// How the way there is secured: starttls, which begins in the clear and must become encrypted; tls, encrypted from the
        /// first byte; or none, for a relay on this machine.
        security: MailSecurity = MailSecurity::Starttls;
        /// Who we are there, if it asks.
        username: Option<String> = None, for example "clinic@example.org";
        /// The password of that name. Best kept in a file that POLYCLINIC_MAIL__PASSWORD_FILE names.
        password: Option<SecretText<1>> = None, for example "a password";
        /// Who our mail is from, with or without a name before the address.
        from: Option<MailAddress> = None, for example "Lakeside Clinic <clinic@example.org>";
        /// Where answers go, when that is elsewhere.
        reply_to: Option<MailAddress> = None, for example "desk@example.org";
        /// File of certificates (PEM) of authorities to trust beside the well-known ones, such as that of your own network.
        ca_certificates: Option<PathBuf> = None, for example "/etc/ssl/certs/ca-certificates.crt";
    }
}

impl Mail {
    /// What no single value can tell: the key that it is told at, and what is wrong there.
    pub(super) fn problem(&self) -> Option<(&'static str, &'static str)> {
        let insecure = self.security == MailSecurity::None && !self.is_local();
        match (&self.host, &self.username, &self.password) {
            (_, Some(_), None) => Some(("password", "mail.username is set, so this is needed too")),
            (_, None, Some(_)) => Some(("username", "mail.password is set, so this is needed too")),
            (Some(_), _, _) if self.from.is_none() => Some(("from", "mail.host is set, so this is needed too")),
            (Some(_), _, Some(_)) if insecure => {
                Some(("security", "none would show the password to the network; set starttls or tls"))
            }
            _ => None,
        }
    }

    /// Whether the mail server is on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.host.as_ref().is_some_and(HostName::is_local)
    }
}
