-- The front desk: labels and profiles of patients, tickets; and what all practices of an installation share: articles and products.

-- What is looked for in lists, beside the rest of the profile, which is JSON in `attributes`. `search` is in small letters.
ALTER TABLE patients ADD COLUMN is_prospect BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE patients ADD COLUMN search TEXT NOT NULL DEFAULT '';
UPDATE patients SET search = lower(given_name || ' ' || family_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''));

CREATE TABLE tags (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    colour TEXT,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, name_key)
);

CREATE TABLE patient_tags (
    organization_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    tag_id BIGINT NOT NULL,
    PRIMARY KEY (organization_id, patient_id, tag_id),
    FOREIGN KEY (organization_id, patient_id) REFERENCES patients (organization_id, id),
    FOREIGN KEY (organization_id, tag_id) REFERENCES tags (organization_id, id)
);

CREATE TABLE tickets (
    organization_id BIGINT NOT NULL REFERENCES organizations (organization_id),
    id BIGINT NOT NULL,
    subject TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL,
    priority TEXT,
    category TEXT,
    assigned_to TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX tickets_by_change ON tickets (organization_id, updated_at, id);

CREATE TABLE ticket_comments (
    organization_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    comment TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, ticket_id, id),
    FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
);

-- These two belong to the installation, not to a practice. The columns that end in `_key`, and `search`, are in small letters.
CREATE TABLE articles (
    id BIGINT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    article TEXT NOT NULL,
    category TEXT,
    category_key TEXT,
    kind TEXT,
    kind_key TEXT,
    tags TEXT,
    active BOOLEAN NOT NULL,
    search TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE products (
    vendor_code TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    price_minor BIGINT,
    search TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (vendor_code, code)
);
