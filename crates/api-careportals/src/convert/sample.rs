//! Things to convert, for the tests.

use availability::Channels;
use domain::organization::OrganizationSettings;
use domain::questionnaire::ItemKind;
use domain::service::{PaymentRule, ServiceDetails, StartRule};
use domain::{
    Appointment, AppointmentId, AppointmentStatus, Currency, LocalTime, Money, Organization, OrganizationId,
    Questionnaire, QuestionnaireId, QuestionnaireItem, Service, ServiceId,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(crate) fn organization() -> Organization {
    Organization {
        id: OrganizationId(1),
        slug: "alice".into(),
        name: "Alice's practice".into(),
        time_zone: "Europe/Rome".into(),
        currency: Currency::parse("EUR").unwrap(),
        active: true,
        settings: OrganizationSettings::default(),
    }
}

pub(crate) fn service() -> Service {
    let details = ServiceDetails {
        name: "Check-up".into(),
        description: None,
        duration: 15,
        gap: 5,
        buffer_before: 0,
        buffer_after: 0,
        start_rule: StartRule::EveryDuration,
        min_lead: 90,
        max_lead: 720 * 60 + 59,
        change_notice: 0,
        payment: PaymentRule {
            enabled: true,
            price: Money::new(1250, Currency::parse("EUR").unwrap()),
            pay_later: false,
            save_card_only: true,
            health_card_coverage: 40,
        },
        questionnaire_id: Some(QuestionnaireId(3)),
        is_virtual: true,
        seats: None,
        channels: Channels::ALL,
    };
    Service { id: ServiceId(7), details, active: true }
}

pub(crate) fn questionnaire(items: Vec<QuestionnaireItem>) -> Questionnaire {
    Questionnaire { id: QuestionnaireId(3), title: "Before your visit".into(), version: 1, active: true, items }
}

pub(crate) fn item(name: &str, kind: ItemKind) -> QuestionnaireItem {
    QuestionnaireItem {
        name: name.into(),
        text: format!("{name}?"),
        kind,
        required: true,
        help: None,
        options: vec![],
        min_length: None,
        max_length: None,
        pattern: None,
        min: None,
        max: None,
    }
}

pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn appointment() -> Appointment {
    let start = instant("2026-03-02T14:00:00Z");
    Appointment {
        id: AppointmentId(9),
        service_id: ServiceId(7),
        service_name: "Check-up".into(),
        patient_id: None,
        practitioner_id: None,
        roster_id: None,
        location_id: None,
        group_session_id: None,
        status: AppointmentStatus::Booked,
        start,
        end: instant("2026-03-02T14:15:00Z"),
        local_start: LocalTime::of(start, &TimeZone::UTC),
        previous_start: None,
        patient_time_zone: None,
        join_url: Some("https://meet.example.org/visit-1".into()),
        overbooking_reason: None,
        access_key_digest: None,
        cancelled_at: None,
        cancel_reason: None,
        created_at: instant("2026-03-01T08:00:00Z"),
        updated_at: instant("2026-03-01T08:00:00Z"),
    }
}
