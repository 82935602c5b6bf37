//! Plays operations on the product, and answers in the numbers of the plan.

use std::sync::Arc;

use ::availability::{Channel, Minute};
use app::appointment::{self, Booked, NewAppointment};
use app::availability::{self, SlotQuery, Who};
use app::closure::NewClosure;
use app::group_session::{self, NewGroupSession};
use app::hold::NewHold;
use app::mail::NoMail;
use app::meeting::RoomsAt;
use app::payment::TestPayments;
use app::{App, Ctx, Parts, Result, Tx, closure, hold, roster, service};
use domain::questionnaire::Answers;
use domain::roster::LocalPeriod;
use domain::secret::AccessKey;
use domain::{Appointment, CalendarId, FrozenClock, PatientId, PractitionerId, RosterId, SeededRandom, ServiceId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use testkit::TestClinic;

use super::answer::{Answer, Outcome, reason, refusal};
use super::names::{Names, UNKNOWN};
use super::operation::{At, By, Counts, Given, Key, Operation, Pick, Whom};
use super::plan::{Plan, Practice};

/// See the module.
pub(crate) struct Player {
    pub(crate) app: App,
    clock: Arc<FrozenClock>,
    /// Midnight at which the first day begins.
    midnight: Timestamp,
    pub(crate) practice: Practice,
    pub(crate) names: Names,
    /// The last answer in full, in the numbers of the plan.
    pub(crate) said: String,
    /// How many operations there were.
    turn: usize,
}

impl Player {
    /// Sets up a practice of its own in the clinic's database, on the morning of the first day.
    pub(crate) fn new(clinic: &TestClinic, plan: &Plan, slug: &str) -> Self {
        let midnight = plan.day.to_zoned(TimeZone::UTC).expect("a date of our days").timestamp();
        clinic.clock.set(midnight + 7.hours());
        // Randomness of its own, so that a case is the same whatever was played before.
        let app = App::new(Parts {
            db: clinic.app.db().clone(),
            clock: clinic.clock.clone(),
            random: Arc::new(SeededRandom::new(7)),
            payments: Arc::new(TestPayments),
            meetings: Arc::new(RoomsAt::new("https://meet.example.org/")),
            mailer: Arc::new(NoMail),
            access: testkit::clinic::access(),
        });
        let practice = plan.set_up(&app, slug, &clinic.alice.questionnaire.items);
        let names = Names::new(&practice);
        Self { app, clock: clinic.clock.clone(), midnight, practice, names, said: String::new(), turn: 0 }
    }

    pub(crate) fn counts(&self) -> Counts {
        self.names.counts()
    }

    /// Plays one operation, in a transaction of its own.
    pub(crate) fn play(&mut self, operation: &Operation) -> Answer {
        self.turn += 1;
        let played = self.book(operation);
        let answer = played.map_err(|error| refusal(&error));
        if !matches!(answer, Ok(Outcome::Taken { .. } | Outcome::Status(_))) {
            self.said = format!("{answer:?}");
        }
        answer
    }

    fn book(&mut self, operation: &Operation) -> Result<Outcome> {
        match *operation {
            Operation::Book { service, who, start, by, answers, overbooking } => {
                let (ctx, new) = (self.ctx(by), self.visit(service, who, start, answers, overbooking));
                let booked = self.write(move |tx| appointment::book(tx, &ctx, &new))?;
                Ok(self.booked(&booked))
            }
            Operation::Hold { service, who, start, by, minutes } => {
                let ctx = self.ctx(by);
                let (service_id, who, start) = (self.service(service), self.who(who), self.at(start));
                let new = NewHold { service_id, who, start, minutes };
                let hold = self.write(move |tx| hold::place(tx, &ctx, &new))?;
                self.names.add_hold(hold.id);
                self.said = format!("{:?}", self.names.of_hold(&hold));
                Ok(self.taken(hold.practitioner_id, hold.roster_id, hold.start, hold.end))
            }
            Operation::Confirm { hold, by, answers } => {
                let (ctx, id) = (self.ctx(by), self.names.hold(hold));
                let new = self.visit(0, Whom::default(), At(0), answers, None);
                let booked = self.write(move |tx| appointment::confirm_hold(tx, &ctx, id, &new))?;
                Ok(self.booked(&booked))
            }
            Operation::Release { hold } => {
                let (ctx, id) = (self.ctx(By::Online), self.names.hold(hold));
                self.write(move |tx| hold::release(tx, &ctx, id)).map(|()| Outcome::Done)
            }
            Operation::Sweep => {
                let now = self.app.now();
                self.write(move |tx| hold::sweep(tx, now, 10_000)).map(|_| Outcome::Done)
            }
            Operation::Wait { milliseconds } => {
                self.clock.advance(SignedDuration::from_millis(milliseconds));
                Ok(Outcome::Done)
            }
            _ => self.change(operation),
        }
    }

    fn change(&mut self, operation: &Operation) -> Result<Outcome> {
        match *operation {
            Operation::Move { appointment, start, who, by, key } => {
                let (ctx, id, key) = (self.ctx(by), self.names.appointment(appointment), self.key(appointment, key));
                let (start, who) = (self.at(start), self.who(who));
                let moved = self.write(move |tx| {
                    if by.is_patient() {
                        appointment::move_with_key(tx, &ctx, id, &key, start, who)
                    } else {
                        appointment::move_to(tx, &ctx, id, start, who)
                    }
                })?;
                Ok(self.moved(&moved))
            }
            Operation::Cancel { appointment, by, key } => {
                let (ctx, id, key) = (self.ctx(by), self.names.appointment(appointment), self.key(appointment, key));
                let cancelled = self.write(move |tx| {
                    if by.is_patient() {
                        appointment::cancel_with_key(tx, &ctx, id, &key, Some("Away."))
                    } else {
                        appointment::cancel(tx, &ctx, id, None)
                    }
                })?;
                self.say(&cancelled);
                Ok(Outcome::Status(cancelled.status))
            }
            Operation::SetStatus { appointment, status, by } => {
                let (ctx, id) = (self.ctx(by), self.names.appointment(appointment));
                let changed = self.write(move |tx| appointment::set_status(tx, &ctx, id, status))?;
                self.say(&changed);
                Ok(Outcome::Status(changed.status))
            }
            _ => self.gather(operation),
        }
    }

    fn gather(&mut self, operation: &Operation) -> Result<Outcome> {
        match *operation {
            Operation::Gather { service, who, start, by } => {
                let (ctx, service_id) = (self.ctx(by), self.service(service));
                let new = NewGroupSession { service_id, who: self.who(who), start: self.at(start) };
                let session = self.write(move |tx| group_session::create(tx, &ctx, &new))?;
                self.names.add_session(&session);
                self.said = format!("{:?}", self.names.of_session(&session));
                Ok(self.taken(Some(session.practitioner_id), None, session.start, session.end))
            }
            Operation::Join { session, patient, by } => {
                let (ctx, id) = (self.ctx(by), self.names.session(session));
                let patient = self.practice.patients.get(patient).copied().unwrap_or(PatientId(UNKNOWN));
                let booked = self.write(move |tx| group_session::join(tx, &ctx, id, patient))?;
                Ok(self.booked(&booked))
            }
            Operation::CallOff { session, by } => {
                let (ctx, id) = (self.ctx(by), self.names.session(session));
                self.write(move |tx| group_session::cancel(tx, &ctx, id, Some("Ill."))).map(|()| Outcome::Done)
            }
            _ => self.configure(operation),
        }
    }

    fn configure(&mut self, operation: &Operation) -> Result<Outcome> {
        match *operation {
            Operation::SetHours { roster, day, ref periods, by } => {
                let (ctx, id, date) = (self.ctx(by), self.roster(roster), self.date(day));
                let periods: Vec<LocalPeriod> =
                    periods.iter().map(|&(start, end)| LocalPeriod { start, end }).collect();
                self.write(move |tx| roster::set_exception(tx, &ctx, id, date, periods.clone()))?;
                Ok(Outcome::Done)
            }
            Operation::ResetHours { roster, day, by } => {
                let (ctx, id, date) = (self.ctx(by), self.roster(roster), self.date(day));
                self.write(move |tx| roster::remove_exception(tx, &ctx, id, date)).map(|()| Outcome::Done)
            }
            Operation::Close { ref calendars, start, minutes, by } => {
                let ctx = self.ctx(by);
                let (start, end) = (self.at(start), self.at(At(start.0 + minutes * 60)));
                let calendars = calendars.as_ref().map(|some| some.iter().map(|&index| self.calendar(index)).collect());
                let new = NewClosure { calendars, start, end, reason: None };
                let made = self.write(move |tx| closure::create(tx, &ctx, &new))?;
                self.names.add_closure(made.closure.id);
                let mut affected: Vec<usize> = made.affected.iter().map(|&id| self.names.place_of(id)).collect();
                affected.sort_unstable();
                Ok(Outcome::Affected(affected))
            }
            Operation::Reopen { closure, by } => {
                let (ctx, id) = (self.ctx(by), self.names.closure(closure));
                self.write(move |tx| closure::remove(tx, &ctx, id)).map(|()| Outcome::Done)
            }
            Operation::Switch { service, active, by } => {
                let (ctx, id) = (self.ctx(by), self.service(service));
                self.write(move |tx| service::set_active(tx, &ctx, id, active)).map(|()| Outcome::Done)
            }
            _ => self.ask(operation),
        }
    }

    fn ask(&self, operation: &Operation) -> Result<Outcome> {
        match *operation {
            Operation::Slots { service, who, day, by } => {
                let (ctx, service_id, who) = (self.ctx(by), self.service(service), self.who(who));
                let (from, until) = (self.at(At(day * 86_400)), self.at(At((day + 1) * 86_400)));
                let query = SlotQuery { service_id, who, from: Some(from), until: Some(until) };
                let (all, first) = self.read(move |tx| {
                    Ok((availability::slots(tx, &ctx, &query)?, availability::next(tx, &ctx, &query, 5)?))
                })?;
                let all: Vec<Minute> = all.starts.iter().collect();
                let first_of_all: Vec<Timestamp> = all.iter().take(5).map(|minute| minute.to_timestamp()).collect();
                assert_eq!(first, first_of_all, "the next starts are the first of all");
                Ok(Outcome::Starts(all.iter().map(|minute| minute.0).collect()))
            }
            Operation::Explain { service, who, start, by } => {
                let (ctx, service, who, start) = (self.ctx(by), self.service(service), self.who(who), self.at(start));
                let reasons = self.read(move |tx| availability::explain(tx, &ctx, service, who, start))?;
                let mut names: Vec<String> = reasons.iter().map(reason).collect();
                names.sort_unstable();
                Ok(Outcome::Reasons(names))
            }
            _ => unreachable!("every operation is played"),
        }
    }
}

impl Player {
    fn write<T: Send + 'static>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.app.db().write(work)
    }

    fn read<T: Send + 'static>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.app.db().read(work)
    }

    fn ctx(&self, by: By) -> Ctx {
        let (organization, request) = (self.practice.organization.clone(), format!("turn-{}", self.turn));
        match by {
            By::Online => self.app.anonymous(organization, Channel::Online, &request),
            By::Partner => self.app.anonymous(organization, Channel::Partner, &request),
            By::Staff => self.app.staff(organization, "bob", &request),
            By::System => self.app.system(organization, "test", self.app.now()),
        }
    }

    fn visit(&self, service: usize, who: Whom, start: At, answers: Given, over: Option<&str>) -> NewAppointment {
        NewAppointment {
            service_id: self.service(service),
            who: self.who(who),
            start: self.at(start),
            patient_id: None,
            answers: self.answers(answers),
            patient_time_zone: None,
            overbooking_reason: over.map(str::to_owned),
        }
    }

    fn answers(&self, given: Given) -> Answers {
        // A few people, who come again.
        let mut answers = testkit::clinic::answers(["Ada", "Ben", "Cleo"][self.turn % 3]);
        match given {
            Given::Good => {}
            Given::Bad => {
                answers.remove("lastName");
                answers.insert("email".to_owned(), "nobody".into());
            }
            Given::None => answers.clear(),
        }
        answers
    }

    fn key(&self, appointment: Pick, key: Key) -> AccessKey {
        match key {
            Key::Right => self.names.key(appointment),
            Key::Wrong => AccessKey::given("wrong"),
        }
    }

    fn booked(&mut self, booked: &Booked) -> Outcome {
        self.names.add_appointment(booked);
        let outcome = self.moved(&booked.appointment);
        self.said.push_str(booked.access_key.reveal());
        outcome
    }

    fn moved(&mut self, appointment: &Appointment) -> Outcome {
        self.say(appointment);
        self.taken(appointment.practitioner_id, appointment.roster_id, appointment.start, appointment.end)
    }

    fn say(&mut self, appointment: &Appointment) {
        self.said = format!("{:?}", self.names.of_appointment(appointment));
    }

    fn taken(&self, who: Option<PractitionerId>, by: Option<RosterId>, start: Timestamp, end: Timestamp) -> Outcome {
        let practitioner = self.practice.practitioners.iter().position(|one| Some(one.id) == who);
        Outcome::Taken {
            practitioner: practitioner.expect("time of somebody in the plan"),
            roster: self.practice.rosters.iter().position(|&one| Some(one) == by),
            start: start.as_second(),
            end: end.as_second(),
        }
    }

    fn at(&self, at: At) -> Timestamp {
        self.midnight + at.0.seconds()
    }

    fn date(&self, day: i64) -> jiff::civil::Date {
        TimeZone::UTC.to_datetime(self.at(At(day * 86_400))).date()
    }

    fn who(&self, whom: Whom) -> Who {
        let practitioner = |index: usize| {
            self.practice.practitioners.get(index).map_or(PractitionerId(UNKNOWN), |practitioner| practitioner.id)
        };
        Who {
            practitioner_id: whom.practitioner.map(practitioner),
            roster_id: whom.roster.map(|index| self.roster(index)),
        }
    }

    fn service(&self, index: usize) -> ServiceId {
        self.practice.services.get(index).copied().unwrap_or(ServiceId(UNKNOWN))
    }

    fn roster(&self, index: usize) -> RosterId {
        self.practice.rosters.get(index).copied().unwrap_or(RosterId(UNKNOWN))
    }

    fn calendar(&self, index: usize) -> CalendarId {
        self.practice.calendars().get(index).copied().unwrap_or(CalendarId(UNKNOWN))
    }
}
