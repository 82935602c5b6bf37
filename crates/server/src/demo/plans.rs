//! The five organizations of the demo.

use availability::Channels;
use domain::questionnaire::ItemKind;
use domain::resource::ResourceKind;
use domain::service::StartRule;

use super::plan::{
    FULL_DAY, Form, Hours, NOWHERE, Offering, Paying, Person, Place, Plan, Question, Thing, WEEKDAYS, hours, offering,
};

/// All of them.
pub(super) const PLANS: [&Plan; 5] = [&ROME, &SYDNEY, &NEW_YORK, &CHICAGO, &TORONTO];

const REASON: Question = Question {
    name: "visitReason",
    text: "What brings you here?",
    kind: ItemKind::Textarea,
    required: true,
    options: &[],
};

const ROME: Plan = Plan {
    slug: "studio-aurelia",
    name: "Studio Dentistico Aurelia",
    time_zone: "Europe/Rome",
    currency: "EUR",
    phone_prefix: Some("+39"),
    phone: "+39 06 5550 0101",
    email: "studio-aurelia@example.org",
    patient_phone: "+39333",
    locations: &[Place { name: "Studio Aurelia", address: "Via delle Magnolie 12, 00165 Roma" }],
    resources: &[
        Thing { name: "Chair 1", kind: ResourceKind::Chair, location: 0 },
        Thing { name: "Chair 2", kind: ResourceKind::Chair, location: 0 },
        Thing { name: "Chair 3", kind: ResourceKind::Chair, location: 0 },
    ],
    practitioners: &[
        Person {
            prefix: Some("Dott.ssa"),
            given_name: "Livia",
            family_name: "Castelmoro",
            specialty: "Dentist",
            rosters: &[hours(0, WEEKDAYS, FULL_DAY)],
        },
        Person {
            prefix: Some("Dott."),
            given_name: "Dario",
            family_name: "Quintavalle",
            specialty: "Orthodontist",
            rosters: &[hours(0, &[1, 3, 5], FULL_DAY)],
        },
        Person {
            prefix: None,
            given_name: "Chiara",
            family_name: "Bellandi",
            specialty: "Dental hygienist",
            rosters: &[hours(0, &[1, 2, 3, 4], &[("08:30", "13:30")]), hours(0, &[6], &[("09:00", "12:00")])],
        },
    ],
    forms: &[Form {
        title: "Anamnesi",
        questions: &[
            REASON,
            Question {
                name: "allergies",
                text: "Allergies to medicines or latex",
                kind: ItemKind::Text,
                required: false,
                options: &[],
            },
            Question {
                name: "anticoagulants",
                text: "I take medicines that thin the blood",
                kind: ItemKind::Checkbox,
                required: false,
                options: &[],
            },
        ],
    }],
    services: &[
        Offering {
            practitioners: &[0, 1],
            needs: Some(ResourceKind::Chair),
            ..offering("First visit", "We look at teeth and gums and talk about what you would like.", 30)
        },
        Offering {
            practitioners: &[2],
            needs: Some(ResourceKind::Chair),
            price_minor: 9000,
            payment: Paying::NowOrLater,
            ..offering("Professional cleaning", "Scaling and polishing, with advice for home.", 60)
        },
        Offering {
            practitioners: &[0],
            needs: Some(ResourceKind::Chair),
            price_minor: 12_000,
            ..offering("Filling", "Treatment of one tooth.", 60)
        },
        Offering {
            practitioners: &[1],
            needs: Some(ResourceKind::Chair),
            ..offering("Brace check", "Adjustment of braces.", 30)
        },
    ],
};

const SYDNEY: Plan = Plan {
    slug: "harbour-physio",
    name: "Harbour Physiotherapy",
    time_zone: "Australia/Sydney",
    currency: "AUD",
    phone_prefix: None,
    phone: "+61 2 5550 0134",
    email: "harbour-physio@example.org",
    patient_phone: "+6141",
    locations: &[
        Place { name: "Pyrmont", address: "4 Wharf Lane, Pyrmont NSW 2009" },
        Place { name: "Parramatta", address: "88 River Street, Parramatta NSW 2150" },
    ],
    resources: &[
        Thing { name: "Treatment room A", kind: ResourceKind::Room, location: 0 },
        Thing { name: "Treatment room B", kind: ResourceKind::Room, location: 0 },
        Thing { name: "Studio", kind: ResourceKind::Room, location: 1 },
        Thing { name: "Shockwave device", kind: ResourceKind::Device, location: 0 },
    ],
    practitioners: &[
        Person {
            prefix: None,
            given_name: "Maeve",
            family_name: "Galloway-Reed",
            specialty: "Physiotherapist",
            rosters: &[hours(0, &[1, 2, 3], FULL_DAY), hours(1, &[4, 5], FULL_DAY)],
        },
        Person {
            prefix: None,
            given_name: "Tariq",
            family_name: "Almasi",
            specialty: "Sports physiotherapist",
            rosters: &[hours(0, WEEKDAYS, &[("07:00", "13:00")])],
        },
        Person {
            prefix: None,
            given_name: "Hana",
            family_name: "Nakashima-Holt",
            specialty: "Exercise physiologist",
            rosters: &[
                hours(1, &[1, 2, 3], FULL_DAY),
                Hours { every_weeks: 2, ..hours(1, &[6], &[("08:00", "12:00")]) },
                Hours { channels: Channels::STAFF, ..hours(1, &[5], &[("16:00", "19:00")]) },
            ],
        },
        Person {
            prefix: None,
            given_name: "Kofi",
            family_name: "Okonjo-Vale",
            specialty: "Physiotherapist",
            rosters: &[hours(1, WEEKDAYS, FULL_DAY)],
        },
    ],
    forms: &[Form {
        title: "Before we meet",
        questions: &[
            REASON,
            Question {
                name: "painScale",
                text: "Pain today, 0 to 10",
                kind: ItemKind::Number,
                required: false,
                options: &[],
            },
            Question {
                name: "referred",
                text: "How did you find us?",
                kind: ItemKind::Select,
                required: false,
                options: &[("doctor", "My doctor"), ("friend", "A friend"), ("web", "On the web")],
            },
        ],
    }],
    services: &[
        Offering {
            practitioners: &[0, 1, 3],
            gap: 5,
            start_rule: StartRule::EveryOnTheClock(15),
            price_minor: 12_500,
            ..offering("Initial consultation", "Assessment and a first treatment.", 45)
        },
        Offering {
            practitioners: &[0, 1, 2, 3],
            start_rule: StartRule::EveryOnTheClock(15),
            price_minor: 9500,
            ..offering("Follow-up", "Treatment by the plan we made.", 30)
        },
        Offering {
            practitioners: &[1],
            needs: Some(ResourceKind::Device),
            price_minor: 14_000,
            payment: Paying::Now,
            ..offering("Shockwave therapy", "For stubborn tendon pain.", 30)
        },
        Offering {
            practitioners: &[2],
            needs: Some(ResourceKind::Room),
            seats: Some(8),
            price_minor: 3500,
            form: None,
            ..offering("Balance class", "A class of eight for steady feet.", 60)
        },
    ],
};

const NEW_YORK: Plan = Plan {
    slug: "DemoOffice",
    name: "Meridian Aesthetics",
    time_zone: "America/New_York",
    currency: "USD",
    phone_prefix: Some("+1"),
    phone: "+1 212 555 0142",
    email: "demo-office@example.org",
    patient_phone: "+1646",
    locations: &[Place { name: "Midtown", address: "210 East Garden Street, New York, NY 10017" }],
    resources: &[
        Thing { name: "Room 1", kind: ResourceKind::Room, location: 0 },
        Thing { name: "Room 2", kind: ResourceKind::Room, location: 0 },
        Thing { name: "Laser", kind: ResourceKind::Device, location: 0 },
    ],
    practitioners: &[
        Person {
            prefix: Some("Dr"),
            given_name: "Camille",
            family_name: "Rosenthorn",
            specialty: "Dermatologist",
            rosters: &[hours(0, &[1, 2, 4, 5], &[("09:00", "12:00"), ("13:00", "17:00")])],
        },
        Person {
            prefix: None,
            given_name: "Yara",
            family_name: "Silverwood",
            specialty: "Aesthetician",
            rosters: &[hours(0, &[2, 3, 4, 5, 6], &[("10:00", "14:00"), ("15:00", "19:00")])],
        },
        Person {
            prefix: Some("Dr"),
            given_name: "Marek",
            family_name: "Thornquist",
            specialty: "Plastic surgeon",
            rosters: &[hours(0, &[1, 3], &[("08:00", "12:00")])],
        },
    ],
    forms: &[Form {
        title: "Consultation intake",
        questions: &[
            REASON,
            Question {
                name: "skinType",
                text: "Your skin",
                kind: ItemKind::Radio,
                required: false,
                options: &[("dry", "Dry"), ("mixed", "Mixed"), ("oily", "Oily")],
            },
        ],
    }],
    services: &[
        Offering {
            practitioners: &[0, 2],
            gap: 5,
            min_lead_hours: 24,
            max_lead_days: 30,
            ..offering("Consultation", "A first talk about what is possible.", 15)
        },
        Offering {
            practitioners: &[1],
            needs: Some(ResourceKind::Room),
            price_minor: 18_000,
            payment: Paying::Now,
            ..offering("Facial", "Cleansing, peeling and a mask.", 60)
        },
        Offering {
            practitioners: &[0, 1],
            needs: Some(ResourceKind::Device),
            price_minor: 25_000,
            payment: Paying::CardKept,
            ..offering("Laser session", "One area, with cooling.", 30)
        },
        Offering {
            practitioners: &[0],
            is_virtual: true,
            ..offering("Video follow-up", "How is it healing? A short call.", 15)
        },
    ],
};

const CHICAGO: Plan = Plan {
    slug: "lakeside-telehealth",
    name: "Lakeside Telehealth",
    time_zone: "America/Chicago",
    currency: "USD",
    phone_prefix: Some("+1"),
    phone: "+1 312 555 0117",
    email: "lakeside@example.org",
    patient_phone: "+1773",
    locations: &[],
    resources: &[],
    practitioners: &[
        Person {
            prefix: Some("Dr"),
            given_name: "Sanjay",
            family_name: "Prakashan",
            specialty: "Family medicine",
            rosters: &[hours(NOWHERE, WEEKDAYS, &[("08:00", "12:00"), ("13:00", "18:00")])],
        },
        Person {
            prefix: Some("Dr"),
            given_name: "Vera",
            family_name: "Ullmark",
            specialty: "Psychiatry",
            rosters: &[hours(NOWHERE, &[1, 2, 3, 4], &[("10:00", "18:00")])],
        },
        Person {
            prefix: None,
            given_name: "Ruben",
            family_name: "Ibarrola",
            specialty: "Dietitian",
            rosters: &[hours(NOWHERE, &[2, 4, 6], &[("09:00", "13:00")])],
        },
    ],
    forms: &[Form { title: "Before the call", questions: &[REASON] }],
    services: &[
        Offering {
            practitioners: &[0],
            is_virtual: true,
            min_lead_hours: 1,
            price_minor: 7500,
            payment: Paying::Now,
            ..offering("Video visit", "See a doctor from home.", 20)
        },
        Offering {
            practitioners: &[1],
            is_virtual: true,
            gap: 10,
            start_rule: StartRule::EveryDurationPlusGap,
            ..offering("Therapy session", "Fifty minutes, in private.", 50)
        },
        Offering {
            practitioners: &[2],
            is_virtual: true,
            form: None,
            ..offering("Nutrition advice", "What to eat, and what to leave.", 30)
        },
    ],
};

const TORONTO: Plan = Plan {
    slug: "elm-street-family",
    name: "Elm Street Family Practice",
    time_zone: "America/Toronto",
    currency: "CAD",
    phone_prefix: Some("+1"),
    phone: "+1 416 555 0155",
    email: "elm-street@example.org",
    patient_phone: "+1647",
    locations: &[Place { name: "Elm Street", address: "31 Elm Street, Toronto, ON M5G 1H1" }],
    resources: &[
        Thing { name: "Exam room 1", kind: ResourceKind::Room, location: 0 },
        Thing { name: "Exam room 2", kind: ResourceKind::Room, location: 0 },
    ],
    practitioners: &[
        Person {
            prefix: Some("Dr"),
            given_name: "Nadia",
            family_name: "Delvaux",
            specialty: "Family physician",
            rosters: &[hours(0, WEEKDAYS, FULL_DAY)],
        },
        Person {
            prefix: Some("Dr"),
            given_name: "Henrik",
            family_name: "Eastbrook",
            specialty: "Family physician",
            rosters: &[hours(0, &[1, 2, 4], FULL_DAY)],
        },
        Person {
            prefix: None,
            given_name: "Teresa",
            family_name: "Marchbanks",
            specialty: "Nurse practitioner",
            rosters: &[hours(0, WEEKDAYS, &[("08:00", "13:00")])],
        },
    ],
    forms: &[Form {
        title: "Your visit",
        questions: &[
            REASON,
            Question { name: "dateOfBirth", text: "Date of birth", kind: ItemKind::Date, required: true, options: &[] },
            Question {
                name: "consent",
                text: "I agree that the practice stores what I write here",
                kind: ItemKind::Checkbox,
                required: true,
                options: &[],
            },
        ],
    }],
    services: &[
        Offering {
            practitioners: &[0, 1],
            max_lead_days: 30,
            ..offering("Doctor's visit", "For anything that worries you.", 15)
        },
        Offering {
            practitioners: &[0, 1],
            needs: Some(ResourceKind::Room),
            ..offering("Annual physical", "A thorough look, once a year.", 30)
        },
        Offering {
            practitioners: &[2],
            needs: Some(ResourceKind::Room),
            ..offering("Vaccination", "Flu and travel vaccines.", 15)
        },
        Offering {
            practitioners: &[0],
            is_virtual: true,
            price_minor: 5000,
            payment: Paying::Now,
            ..offering("Video consultation", "Without leaving home.", 15)
        },
    ],
};
