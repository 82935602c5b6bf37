-- The clinic. Portable text for SQLite and PostgreSQL: TEXT, BIGINT, BOOLEAN only; instants are microseconds UTC, local dates
-- are 'YYYY-MM-DD', JSON is TEXT. Every key begins with organization_id. What can't be portable stands in src/nets/.

CREATE TABLE organizations (
    organization_id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    slug_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- A random number, renewed by triggers whenever anything of the set-up changes. Not a column of organizations, because on
-- PostgreSQL every new patient locks their organization's row for a moment.
CREATE TABLE revisions (
    organization_id BIGINT NOT NULL PRIMARY KEY REFERENCES organizations (organization_id),
    revision BIGINT NOT NULL
);

CREATE TABLE organization_domains (
    domain TEXT NOT NULL PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id)
);

CREATE TABLE locations (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    address TEXT,
    time_zone TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE calendars (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    capacity BIGINT NOT NULL CHECK (capacity >= 1),
    PRIMARY KEY (organization_id, id)
);

-- One row per calendar and UTC day, bumped by whoever takes or frees time on it: the lock of the booking path.
CREATE TABLE calendar_days (
    organization_id BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, calendar_id, day),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id)
);

-- The only thing that takes time. The key covers what the booking path reads; expires_at is the greatest BIGINT where nothing
-- expires, so that it can stand in a key. No row spans more than a day, which bounds how far back a reader must look.
CREATE TABLE claims (
    organization_id BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    lane BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    owner_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, calendar_id, starts_at, ends_at, lane, expires_at),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id),
    CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400000000)
);
CREATE INDEX claims_by_owner ON claims (organization_id, kind, owner_id);

CREATE TABLE practitioners (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL,
    prefix TEXT,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    specialty TEXT,
    active BOOLEAN NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id)
);

CREATE TABLE resources (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id),
    FOREIGN KEY (organization_id, location_id) REFERENCES locations (organization_id, id)
);

CREATE TABLE questionnaires (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE questionnaire_versions (
    organization_id BIGINT NOT NULL,
    questionnaire_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    items TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, questionnaire_id, version),
    FOREIGN KEY (organization_id, questionnaire_id) REFERENCES questionnaires (organization_id, id)
);

CREATE TABLE services (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    duration BIGINT NOT NULL,
    gap BIGINT NOT NULL,
    buffer_before BIGINT NOT NULL,
    buffer_after BIGINT NOT NULL,
    start_rule TEXT NOT NULL,
    min_lead BIGINT NOT NULL,
    max_lead BIGINT NOT NULL,
    change_notice BIGINT NOT NULL,
    payment_enabled BOOLEAN NOT NULL,
    price_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    pay_later BOOLEAN NOT NULL,
    save_card_only BOOLEAN NOT NULL,
    health_card_coverage BIGINT NOT NULL,
    questionnaire_id BIGINT,
    is_virtual BOOLEAN NOT NULL,
    seats BIGINT,
    channels BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, questionnaire_id) REFERENCES questionnaires (organization_id, id)
);

CREATE TABLE service_practitioners (
    organization_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    practitioner_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, service_id, practitioner_id),
    FOREIGN KEY (organization_id, service_id) REFERENCES services (organization_id, id),
    FOREIGN KEY (organization_id, practitioner_id) REFERENCES practitioners (organization_id, id)
);

-- What a service needs besides: for each requirement, any one of its resources.
CREATE TABLE service_requirements (
    organization_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    requirement BIGINT NOT NULL,
    resource_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, service_id, requirement, resource_id),
    FOREIGN KEY (organization_id, service_id) REFERENCES services (organization_id, id),
    FOREIGN KEY (organization_id, resource_id) REFERENCES resources (organization_id, id)
);

CREATE TABLE rosters (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL,
    location_id BIGINT,
    time_zone TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    every_weeks BIGINT NOT NULL,
    anchor TEXT NOT NULL,
    weekly TEXT NOT NULL,
    channels BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id),
    FOREIGN KEY (organization_id, location_id) REFERENCES locations (organization_id, id)
);
CREATE INDEX rosters_by_calendar ON rosters (organization_id, calendar_id);

CREATE TABLE roster_exceptions (
    organization_id BIGINT NOT NULL,
    roster_id BIGINT NOT NULL,
    date TEXT NOT NULL,
    periods TEXT NOT NULL,
    PRIMARY KEY (organization_id, roster_id, date),
    FOREIGN KEY (organization_id, roster_id) REFERENCES rosters (organization_id, id)
);

CREATE TABLE closures (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    reason TEXT,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX closures_by_end ON closures (organization_id, ends_at);

CREATE TABLE patients (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    birth_date TEXT,
    attributes TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX patients_by_name ON patients (organization_id, family_name, given_name, id);

-- By what a patient is recognised when they book again: see PatientDetails::match_keys.
CREATE TABLE patient_keys (
    organization_id BIGINT NOT NULL,
    match_key TEXT NOT NULL,
    patient_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, match_key)
);

CREATE TABLE group_sessions (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    practitioner_id BIGINT NOT NULL,
    location_id BIGINT,
    calendar_id BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, service_id) REFERENCES services (organization_id, id),
    FOREIGN KEY (organization_id, practitioner_id) REFERENCES practitioners (organization_id, id),
    FOREIGN KEY (organization_id, calendar_id) REFERENCES calendars (organization_id, id)
);
CREATE INDEX group_sessions_by_start ON group_sessions (organization_id, starts_at);

CREATE TABLE holds (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    practitioner_id BIGINT,
    roster_id BIGINT,
    location_id BIGINT,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, service_id) REFERENCES services (organization_id, id)
);
CREATE INDEX holds_by_expiry ON holds (expires_at);

CREATE TABLE appointments (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    patient_id BIGINT,
    practitioner_id BIGINT,
    roster_id BIGINT,
    location_id BIGINT,
    group_session_id BIGINT,
    status TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    local_start TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    tzdb TEXT NOT NULL,
    previous_start BIGINT,
    patient_time_zone TEXT,
    join_url TEXT,
    overbooking_reason TEXT,
    access_key_digest TEXT,
    cancelled_at BIGINT,
    cancel_reason TEXT,
    attributes TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, service_id) REFERENCES services (organization_id, id),
    FOREIGN KEY (organization_id, patient_id) REFERENCES patients (organization_id, id)
);
CREATE INDEX appointments_by_start ON appointments (organization_id, starts_at, id);
CREATE INDEX appointments_by_patient ON appointments (organization_id, patient_id, starts_at);

CREATE TABLE questionnaire_responses (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    questionnaire_id BIGINT,
    version BIGINT,
    patient_id BIGINT,
    appointment_id BIGINT,
    answers TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX questionnaire_responses_by_appointment ON questionnaire_responses (organization_id, appointment_id);

CREATE TABLE payments (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    appointment_id BIGINT,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    reference TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

-- Entries carry their own hash; the sealer links them into one chain per organization, in commit order.
CREATE TABLE audit_entries (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BIGINT NOT NULL,
    detail TEXT NOT NULL,
    request_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE audit_unsealed (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE audit_chain (
    organization_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    audit_id BIGINT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (organization_id, position)
);
CREATE INDEX audit_chain_by_entry ON audit_chain (organization_id, audit_id);

CREATE TABLE events (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

CREATE TABLE idempotency_keys (
    organization_id BIGINT NOT NULL,
    door TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT,
    content_type TEXT,
    body TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, door, idempotency_key)
);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
