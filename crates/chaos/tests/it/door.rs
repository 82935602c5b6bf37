//! The clinic's door: each request is a use case, once per idempotency key.

use std::sync::Arc;
use std::time::Duration;

use app::access::{Settings, kept_secret};
use app::appointment::{Booked, NewAppointment};
use app::availability::Who;
use app::closure::NewClosure;
use app::group_session::NewGroupSession;
use app::hold::NewHold;
use app::idempotency::{self, IdempotencyKey};
use app::mail::NoMail;
use app::meeting::RoomsAt;
use app::organization::OrganizationKey;
use app::payment::TestPayments;
use app::{App, Ctx, Db, Error, Parts, Result, StoredAnswer, Tx};
use availability::Channel;
use chaos::journal::{Answer, Operation, Reply, Request};
use domain::patient::PatientDetails;
use domain::questionnaire::Answers;
use domain::roster::LocalPeriod;
use domain::{
    AppointmentId, CalendarId, Clock, ClosureId, GroupSessionId, HoldId, OsRandom, Random, RosterId, ServiceId, secret,
};
use jiff::Timestamp;

use crate::clinic::{SLUG, rules};

/// Connections to PostgreSQL; fewer than clients, so that requests queue.
const CONNECTIONS: usize = 16;
/// Patients are few, so that requests also meet at them.
const PATIENTS: u32 = 40;

/// How long every other confirmation waits before it begins, as for a payment provider: some holds end meanwhile.
const PROVIDER: Duration = Duration::from_millis(100);

/// See the module.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) app: App,
    organization: domain::Organization,
}

impl Door {
    /// Opens the door of a clinic that was set up.
    pub(crate) fn open(url: &str, clock: impl Clock + 'static) -> Result<Self> {
        let app = Self::app(url, clock)?;
        let key = OrganizationKey::Slug(SLUG.to_owned());
        let organization = app.db().read(move |tx| app::organization::open(tx, &key))?;
        Ok(Self { app, organization })
    }

    /// The core on that database.
    pub(crate) fn app(url: &str, clock: impl Clock + 'static) -> Result<App> {
        let db = Db::open(url, CONNECTIONS)?;
        let random: Arc<dyn Random> = Arc::new(OsRandom);
        let access = Settings::of(kept_secret(&db, &random)?);
        Ok(App::new(Parts {
            db,
            access,
            clock: Arc::new(clock),
            random,
            mailer: Arc::new(NoMail),
            payments: Arc::new(TestPayments),
            meetings: Arc::new(RoomsAt::new("https://meet.example.org/")),
        }))
    }

    /// Does what is asked for, and answers once it is committed.
    pub(crate) fn handle(&self, request: &Request) -> Reply {
        let fingerprint = secret::digest(format!("{:?}", request.operation).as_bytes());
        let key = IdempotencyKey { door: "chaos", key: request.key.clone(), fingerprint };
        let calls_off = matches!(request.operation, Operation::CallOff { .. });
        let (ctx, request) = (self.ctx(request), request.clone());
        if matches!(request.operation, Operation::Confirm { .. }) && number(&request.key).is_multiple_of(2) {
            std::thread::sleep(PROVIDER);
        }
        let answered = self
            .app
            .db()
            .write(move |tx| idempotency::run(tx, &ctx, Some(&key), |tx| perform(tx, &ctx, &request), render));
        match answered {
            Ok(answered) => Reply::Acknowledged(answered.answer.body),
            // Whatever becomes of its members meanwhile, a session can be called off.
            Err(Error::StateForbids(status)) if calls_off => Reply::Broken(format!("a member is {status}")),
            Err(error) => failure(&error),
        }
    }

    /// Patients book, the staff does the rest, and only the system changes rosters. The audit log keeps the key.
    fn ctx(&self, request: &Request) -> Ctx {
        let organization = self.organization.clone();
        match request.operation {
            Operation::Book { .. } | Operation::Hold { .. } | Operation::Confirm { .. } | Operation::Release { .. } => {
                self.app.anonymous(organization, Channel::Online, &request.key)
            }
            Operation::SetHours { .. } | Operation::ChangeRoster { .. } => {
                self.app.system(organization, "chaos", self.app.now())
            }
            _ => self.app.staff(organization, "chaos", &request.key),
        }
    }
}

fn perform(tx: &mut Tx<'_>, ctx: &Ctx, request: &Request) -> Result<Answer> {
    match &request.operation {
        Operation::Book { service, start } => {
            let new = visit(&request.key, ServiceId(*service), instant(*start));
            app::appointment::book(tx, ctx, &new).map(|booked| booked_answer(&booked))
        }
        Operation::Confirm { hold } => {
            // The hold knows better what and when.
            let new = visit(&request.key, ServiceId(0), Timestamp::UNIX_EPOCH);
            app::appointment::confirm_hold(tx, ctx, HoldId(*hold), &new).map(|booked| booked_answer(&booked))
        }
        Operation::Move { appointment, start } => {
            let moved =
                app::appointment::move_to(tx, ctx, AppointmentId(*appointment), instant(*start), Who::default());
            moved.map(|moved| starting(moved.id.0, moved.start))
        }
        Operation::Cancel { appointment } => {
            app::appointment::cancel(tx, ctx, AppointmentId(*appointment), None).map(|cancelled| plain(cancelled.id.0))
        }
        Operation::Hold { .. } | Operation::Release { .. } => perform_hold(tx, ctx, request),
        Operation::OpenSession { .. } | Operation::Join { .. } | Operation::CallOff { .. } => {
            perform_session(tx, ctx, request)
        }
        _ => perform_set_up(tx, ctx, &request.operation),
    }
}

fn perform_hold(tx: &mut Tx<'_>, ctx: &Ctx, request: &Request) -> Result<Answer> {
    match request.operation {
        Operation::Hold { service, start, minutes } => {
            let (service_id, start, minutes) = (ServiceId(service), instant(start), Some(minutes));
            let hold = app::hold::place(tx, ctx, &NewHold { service_id, who: Who::default(), start, minutes })?;
            let expires_at = Some(hold.expires_at.as_microsecond());
            Ok(Answer { expires_at, ..starting(hold.id.0, hold.start) })
        }
        Operation::Release { hold } => app::hold::release(tx, ctx, HoldId(hold)).map(|()| plain(hold)),
        _ => Err(not_here()),
    }
}

fn perform_session(tx: &mut Tx<'_>, ctx: &Ctx, request: &Request) -> Result<Answer> {
    match request.operation {
        Operation::OpenSession { service, start } => {
            let (service_id, start) = (ServiceId(service), instant(start));
            let new = NewGroupSession { service_id, who: Who::default(), start };
            app::group_session::create(tx, ctx, &new).map(|session| starting(session.id.0, session.start))
        }
        Operation::Join { session } => {
            let details = PatientDetails { family_name: request.key.clone(), ..PatientDetails::default() };
            let patient = app::patient::create(tx, ctx, details)?;
            let booked = app::group_session::join(tx, ctx, GroupSessionId(session), patient.id)?;
            Ok(booked_answer(&booked))
        }
        Operation::CallOff { session } => {
            app::group_session::cancel(tx, ctx, GroupSessionId(session), None).map(|()| plain(session))
        }
        _ => Err(not_here()),
    }
}

fn perform_set_up(tx: &mut Tx<'_>, ctx: &Ctx, operation: &Operation) -> Result<Answer> {
    match operation {
        Operation::Close { calendars, start, end } => {
            let calendars = Some(calendars.iter().copied().map(CalendarId).collect());
            let new = NewClosure { calendars, start: instant(*start), end: instant(*end), reason: None };
            app::closure::create(tx, ctx, &new).map(|made| starting(made.closure.id.0, made.closure.start))
        }
        Operation::Reopen { closure } => app::closure::remove(tx, ctx, ClosureId(*closure)).map(|()| plain(*closure)),
        Operation::SetHours { roster, date, periods } => {
            let periods = periods.iter().map(|&(start, end)| LocalPeriod { start, end }).collect();
            let date = date.parse().map_err(|_| not_here())?;
            app::roster::set_exception(tx, ctx, RosterId(*roster), date, periods).map(|()| plain(*roster))
        }
        Operation::ChangeRoster { roster, opens } => {
            app::roster::change(tx, ctx, RosterId(*roster), &rules(*opens)).map(|()| plain(*roster))
        }
        _ => Err(not_here()),
    }
}

/// A visit of one of a few patients; the key is among the answers.
fn visit(key: &str, service_id: ServiceId, start: Timestamp) -> NewAppointment {
    let patient = number(key) % PATIENTS;
    let answers = [
        ("firstName", "Ada".to_owned()),
        ("lastName", format!("Example {patient}")),
        ("email", format!("ada.{patient}@example.com")),
        ("visitReason", key.to_owned()),
    ];
    let answers: Answers = answers.into_iter().map(|(name, answer)| (name.to_owned(), answer.into())).collect();
    NewAppointment {
        service_id,
        who: Who::default(),
        start,
        patient_id: None,
        answers,
        patient_time_zone: None,
        overbooking_reason: None,
    }
}

/// A number of the key's own.
fn number(key: &str) -> u32 {
    key.bytes().map(u32::from).sum()
}

fn instant(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn plain(id: i64) -> Answer {
    Answer { id, start: None, expires_at: None }
}

fn starting(id: i64, start: Timestamp) -> Answer {
    Answer { start: Some(start.as_microsecond()), ..plain(id) }
}

fn booked_answer(booked: &Booked) -> Answer {
    starting(booked.appointment.id.0, booked.appointment.start)
}

fn render(answer: &Answer) -> StoredAnswer {
    let body = serde_json::to_string(answer).unwrap_or_default();
    StoredAnswer { status: 200, content_type: "application/json".to_owned(), body }
}

fn not_here() -> Error {
    Error::Internal("an operation came to the wrong place".to_owned())
}

/// Clients ask for nothing that could be forbidden or invalid: that would be a defect, if only of theirs.
fn failure(error: &Error) -> Reply {
    match error {
        Error::NotFound(_)
        | Error::SlotTaken
        | Error::SlotNotOffered(_)
        | Error::HoldExpired
        | Error::StateForbids(_)
        | Error::TooLate => Reply::Refused(error.to_string()),
        Error::Unavailable(_) | Error::IdempotencyInFlight => Reply::Unavailable(error.to_string()),
        Error::Unauthenticated(_)
        | Error::Forbidden(_)
        | Error::WrongOrganization
        | Error::InsufficientScope(_)
        | Error::Conflict { .. }
        | Error::Invalid(_)
        | Error::Duplicate { .. }
        | Error::PaymentRequired
        | Error::PaymentDeclined(_)
        | Error::TooManyRequests { .. }
        | Error::IdempotencyMismatch
        | Error::Internal(_) => Reply::Broken(format!("{error:?}")),
    }
}
