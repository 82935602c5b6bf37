-- Who may do what. Partners, their keys, requests for keys, and calls belong to the installation, not to one organization: a
-- partner serves many practices, and a key may list many. So do sessions, which are found by their secret alone. Users belong
-- to their organization. Portable text, as in V1.

-- What the installation keeps for itself: its secret, where none is configured.
CREATE TABLE installation_settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE partners (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    contact TEXT,
    email TEXT,
    phone TEXT,
    website TEXT,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- The digest is keyed with the installation's secret; scopes are parted by blanks.
CREATE TABLE api_keys (
    id BIGINT NOT NULL PRIMARY KEY,
    partner_id BIGINT NOT NULL REFERENCES partners (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    last4 TEXT NOT NULL,
    scopes TEXT NOT NULL,
    all_practices BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_keys_by_partner ON api_keys (partner_id, id);

CREATE TABLE api_key_practices (
    api_key_id BIGINT NOT NULL REFERENCES api_keys (id),
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    PRIMARY KEY (api_key_id, organization_id)
);
CREATE INDEX api_key_practices_by_organization ON api_key_practices (organization_id, api_key_id);

CREATE TABLE access_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    company TEXT NOT NULL,
    practice TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    contact_phone TEXT,
    scopes TEXT NOT NULL,
    message TEXT,
    created_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    decided_at BIGINT,
    partner_id BIGINT,
    api_key_id BIGINT
);
CREATE INDEX access_requests_by_status ON access_requests (status, id);

-- Calls, without queries and bodies. They outlive the partners and keys they name.
CREATE TABLE activity (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    door TEXT NOT NULL,
    method TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    status BIGINT NOT NULL,
    duration_us BIGINT NOT NULL,
    partner_id BIGINT,
    api_key_id BIGINT,
    organization_id BIGINT,
    address TEXT
);
CREATE INDEX activity_by_partner ON activity (partner_id, id);

-- Sums of the calls of a UTC day. 0 stands for "not known" in both ids, so that they can be a key.
CREATE TABLE usage_days (
    day TEXT NOT NULL,
    partner_id BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    duration_us BIGINT NOT NULL,
    PRIMARY KEY (day, partner_id, organization_id)
);

-- The second factor is derived from the installation's secret and a nonce; without the secret the nonce tells nothing. It is
-- asked for from the moment at which it was shown to work.
CREATE TABLE users (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    password TEXT,
    factor_nonce TEXT,
    factor_since BIGINT,
    factor_step BIGINT NOT NULL DEFAULT 0,
    wrong_tries BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, login)
);

CREATE TABLE recovery_codes (
    organization_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (organization_id, user_id, digest),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);

CREATE TABLE password_resets (
    organization_id BIGINT NOT NULL,
    digest TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, digest),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
);
CREATE INDEX password_resets_by_user ON password_resets (organization_id, user_id);
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

-- Organization 0 stands for none: the holders of keys, and whoever runs the installation.
CREATE TABLE sessions (
    id BIGINT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    organization_id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_subject ON sessions (organization_id, subject_kind, subject_id, id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
