//! Services.

use domain::service::PaymentRule;
use domain::{Organization, Service};

use crate::convert::number;
use crate::convert::object_id::{Kind, write};
use crate::wire::service::{FormRef, Service as Shown, ServicePayment, Status};

/// A service as this door shows it.
pub(crate) fn show(organization: &Organization, service: &Service) -> Shown {
    let details = &service.details;
    Shown {
        id: write(Kind::Service, service.id.0),
        organization: organization.slug.clone(),
        label: details.name.clone(),
        description: details.description.clone(),
        status: status(service.active),
        slot_duration: details.duration,
        slot_gap: details.gap,
        // The window in hours lies within the one in minutes: what a client reckons with it is on offer.
        min_lead_time: details.min_lead.div_ceil(60),
        max_lead_time: details.max_lead / 60,
        form: details.questionnaire_id.map(|id| FormRef { id: write(Kind::Form, id.0) }),
        payment: payment(&details.payment),
        is_virtual_meeting: details.is_virtual,
    }
}

/// Whether something is in use.
pub(crate) fn status(active: bool) -> Status {
    if active { Status::Active } else { Status::Inactive }
}

fn payment(rule: &PaymentRule) -> ServicePayment {
    ServicePayment {
        enabled: rule.enabled,
        price: number::read(&rule.price.to_major()),
        currency: rule.price.currency.as_str().to_owned(),
        pay_later: rule.pay_later,
        save_card_only: rule.save_card_only,
        hc_coverage: rule.health_card_coverage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::sample;
    use domain::service::ServiceDetails;
    use serde_json::json;

    #[test]
    fn a_service_is_spelt_as_the_vendor_spells_it() {
        let shown = show(&sample::organization(), &sample::service());
        assert_eq!(
            serde_json::to_value(shown).unwrap(),
            json!({
                "_id": "6a0001010000000000000007",
                "organization": "alice",
                "label": "Check-up",
                "description": null,
                "status": "active",
                "slotDuration": 15,
                "slotGap": 5,
                "minLeadTime": 2,
                "maxLeadTime": 720,
                "form": { "id": "6a0001020000000000000003" },
                "payment": {
                    "enabled": true, "price": 12.5, "currency": "EUR",
                    "payLater": false, "saveCardOnly": true, "hcCoverage": 40
                },
                "isVirtualMeeting": true
            })
        );
    }

    #[test]
    fn lead_times_in_hours_stay_within_those_in_minutes() {
        for (min, max, hours) in
            [(0, 0, (0, 0)), (1, 59, (1, 0)), (60, 60, (1, 1)), (61, 179, (2, 2)), (120, 43_200, (2, 720))]
        {
            let service = sample::service();
            let details = ServiceDetails { min_lead: min, max_lead: max, ..service.details };
            let shown = show(&sample::organization(), &Service { details, ..service });
            assert_eq!((shown.min_lead_time, shown.max_lead_time), hours);
        }
    }

    #[test]
    fn a_service_that_asks_nothing_has_no_form() {
        let service = sample::service();
        let details = ServiceDetails { questionnaire_id: None, ..service.details };
        assert!(show(&sample::organization(), &Service { details, ..service }).form.is_none());
    }
}
