//! An appointment, for whoever has its key.

use app::{Ctx, Tx};
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::secret::AccessKey;
use domain::{Appointment, AppointmentId, AppointmentStatus, Error, Location, Organization, Practitioner};
use jiff::Timestamp;

use super::booking_form::when;
use super::{Fact, View, address, html};
use crate::calendar_file;
use crate::clinic::{Clinic, Segments};
use crate::error::Failure;
use crate::language::Language;
use crate::links::{Goal, ManageLinks};
use crate::times::Choice;
use crate::visitor::Visitor;
use crate::zones::{Zones, named};

#[derive(Template)]
#[template(path = "manage.html")]
pub(crate) struct ManagePage {
    pub view: View,
    /// What was just done.
    pub done: Option<String>,
    pub facts: Vec<Fact>,
    /// Where it stands.
    pub status: String,
    /// Whether it is called off.
    pub cancelled: bool,
    /// Where to join by video.
    pub join: Option<String>,
    pub calendar: Option<String>,
    /// To move and to cancel, while that is possible.
    pub change: Option<ChangeLinks>,
    /// What is to be known about changes.
    pub policy: Option<String>,
    /// To book the same again.
    pub again: String,
}

/// The ways to change an appointment.
#[derive(Clone, Debug)]
pub(crate) struct ChangeLinks {
    /// None for a seat in a session.
    pub move_to: Option<String>,
    pub cancel: String,
}

/// An appointment with what its pages show.
pub(crate) struct Managed {
    pub organization: Organization,
    pub appointment: Appointment,
    pub practitioner: Option<Practitioner>,
    pub location: Option<Location>,
    pub zones: Zones,
    /// Whether the patient may still change it.
    pub may_change: bool,
    /// Until when, where the service asks for notice.
    pub deadline: Option<Timestamp>,
}

/// The appointment and key that an address names.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    pub id: AppointmentId,
    pub key: AccessKey,
}

impl Credentials {
    /// The appointment of the path and the key of the query. No key is a wrong key.
    pub(crate) fn new(id: AppointmentId, visitor: &Visitor) -> Self {
        let key = AccessKey::given(visitor.query.first("key").unwrap_or_default());
        Self { id, key }
    }

    /// The addresses of the appointment's pages.
    pub(crate) fn links(&self, organization: &Organization) -> ManageLinks {
        ManageLinks::new(&organization.slug, self.id, self.key.reveal())
    }
}

/// `GET /book/{slug}/manage/{appointment}`
pub(crate) async fn show(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
) -> Result<Response, Failure> {
    let credentials = Credentials::new(id, &visitor);
    let managed = find(&clinic, &credentials).await?;
    Ok(html(StatusCode::OK, &managed.page(&visitor, &credentials)))
}

/// `GET /book/{slug}/manage/{appointment}/appointment.ics`
pub(crate) async fn calendar_file(
    clinic: Clinic,
    visitor: Visitor,
    Segments((_, id)): Segments<(String, AppointmentId)>,
) -> Result<Response, Failure> {
    let credentials = Credentials::new(id, &visitor);
    let managed = find(&clinic, &credentials).await?;
    let file = calendar_file::write(&managed, &clinic.core().parts().public_url);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"appointment.ics\""),
    ];
    Ok((headers, file).into_response())
}

/// Looks the appointment up; wrong keys are counted.
pub(crate) async fn find(clinic: &Clinic, credentials: &Credentials) -> app::Result<Managed> {
    clinic.check_tries()?;
    let Credentials { id, key } = credentials.clone();
    clinic.note_try(clinic.read(move |tx, ctx| load(tx, ctx, id, &key)).await)
}

/// The appointment with everything its pages show.
///
/// # Errors
/// `NotFound`, whether the appointment or the key is unknown.
pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: AppointmentId, key: &AccessKey) -> app::Result<Managed> {
    let appointment = app::appointment::get_with_key(tx, ctx, id, key)?;
    let practitioner = appointment.practitioner_id.map(|id| app::practitioner::get(tx, ctx, id)).transpose()?;
    let locations = app::location::list(tx, ctx)?;
    let location = locations.into_iter().find(|location| Some(location.id) == appointment.location_id);
    let service = match app::service::get(tx, ctx, appointment.service_id) {
        // It may be off offer by now.
        Err(Error::NotFound(_)) => None,
        found => Some(found?),
    };
    let may_change = match app::appointment::check_patient_may_change(tx, ctx, &appointment) {
        Err(Error::TooLate | Error::StateForbids(_)) => false,
        checked => checked.map(|()| true)?,
    };
    let notice = service.map_or(0, |service| service.details.change_notice);
    let deadline = (notice > 0).then(|| domain::time::plus_minutes(appointment.start, -i64::from(notice)));
    Ok(Managed {
        organization: ctx.organization().clone(),
        zones: Zones::new(appointment.patient_time_zone.as_deref(), named(&appointment.local_start.zone)),
        appointment,
        practitioner,
        location,
        may_change,
        deadline,
    })
}

impl Managed {
    fn page(&self, visitor: &Visitor, credentials: &Credentials) -> ManagePage {
        let view = View::new(visitor, Some(&self.organization));
        let (language, links) = (view.language, credentials.links(&self.organization));
        let cancelled = self.appointment.status == AppointmentStatus::Cancelled;
        let can_move = self.appointment.group_session_id.is_none();
        let goal = Goal::Book { slug: self.organization.slug.clone(), service: self.appointment.service_id };
        ManagePage {
            done: self.done(visitor).map(|key| view.t(key)),
            facts: self.facts(language),
            status: view.t(status(self.appointment.status)),
            cancelled,
            join: self.appointment.join_url.clone().filter(|_| self.appointment.status.is_open_to_patient()),
            calendar: self.appointment.status.is_open_to_patient().then(|| links.calendar_file()),
            change: self
                .may_change
                .then(|| ChangeLinks { move_to: can_move.then(|| links.move_to()), cancel: links.cancel() }),
            policy: self.policy(language),
            again: goal.list(&Choice::default(), None),
            view,
        }
    }

    /// What was just done, as long as it is still so.
    fn done(&self, visitor: &Visitor) -> Option<&'static str> {
        let open = self.appointment.status.is_open_to_patient();
        match visitor.query.first("done")? {
            "booked" if open => Some("done-booked"),
            "moved" if open => Some("done-moved"),
            "cancelled" if self.appointment.status == AppointmentStatus::Cancelled => Some("done-cancelled"),
            _ => None,
        }
    }

    fn policy(&self, language: Language) -> Option<String> {
        if !self.may_change {
            return self.appointment.status.is_open_to_patient().then(|| language.text("manage-too-late"));
        }
        let until = language.moment(self.deadline?, &self.zones.patient);
        Some(language.text_with("manage-until", &[("when", until.into())]))
    }

    /// What, when, with whom and where.
    pub(crate) fn facts(&self, language: Language) -> Vec<Fact> {
        let fact = |key, value| Fact::new(language.text(key), [value]);
        let who = self.practitioner.as_ref().map(|practitioner| fact("fact-with", practitioner.display_name()));
        let place = if self.appointment.join_url.is_some() {
            Some(language.text("place-video"))
        } else {
            self.location.as_ref().map(address)
        };
        let facts = [
            fact("fact-what", self.appointment.service_name.clone()),
            when(language, &self.zones, self.appointment.start, self.appointment.end),
        ];
        facts.into_iter().chain(who).chain(place.map(|place| fact("fact-where", place))).collect()
    }
}

pub(crate) fn status(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Pending => "status-pending",
        AppointmentStatus::Booked => "status-booked",
        AppointmentStatus::Arrived => "status-arrived",
        AppointmentStatus::Fulfilled => "status-fulfilled",
        AppointmentStatus::NoShow => "status-noshow",
        AppointmentStatus::Cancelled => "status-cancelled",
    }
}
