-- SQLite's part of what can't be portable. Run after the migrations, again and again: it changes nothing the second time.

CREATE TABLE IF NOT EXISTS sequences (name TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL) WITHOUT ROWID;

-- The net beneath `take_time`: no two claims of one lane overlap. As those of a lane don't overlap so far, the one that begins last
-- before the new one ends is the only one that can. Claims span at most a day, hence the bound on starts_at.
CREATE TRIGGER IF NOT EXISTS claims_no_overlap_insert BEFORE INSERT ON claims
WHEN NEW.starts_at < (
    SELECT ends_at FROM claims
    WHERE organization_id = NEW.organization_id AND calendar_id = NEW.calendar_id AND lane = NEW.lane
      AND starts_at > NEW.starts_at - 86400000000 AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'claims_no_overlap'); END;

CREATE TRIGGER IF NOT EXISTS claims_no_overlap_update BEFORE UPDATE OF organization_id, calendar_id, lane, starts_at, ends_at ON claims
WHEN EXISTS (
    SELECT 1 FROM claims
    WHERE organization_id = NEW.organization_id AND calendar_id = NEW.calendar_id AND lane = NEW.lane
      AND starts_at > NEW.starts_at - 86400000000 AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
      AND NOT (calendar_id = OLD.calendar_id AND lane = OLD.lane AND starts_at = OLD.starts_at AND ends_at = OLD.ends_at)
)
BEGIN SELECT RAISE(ABORT, 'claims_no_overlap'); END;

-- Whatever a service's offer is made of renews the organization's revision: see app/src/setup.rs. The number is random, so that one
-- that was rolled back never comes again.
CREATE TRIGGER IF NOT EXISTS services_revision_insert AFTER INSERT ON services
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS services_revision_update AFTER UPDATE ON services
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS services_revision_delete AFTER DELETE ON services
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_practitioners_revision_insert AFTER INSERT ON service_practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_practitioners_revision_update AFTER UPDATE ON service_practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_practitioners_revision_delete AFTER DELETE ON service_practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_requirements_revision_insert AFTER INSERT ON service_requirements
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_requirements_revision_update AFTER UPDATE ON service_requirements
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS service_requirements_revision_delete AFTER DELETE ON service_requirements
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS practitioners_revision_insert AFTER INSERT ON practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS practitioners_revision_update AFTER UPDATE ON practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS practitioners_revision_delete AFTER DELETE ON practitioners
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS resources_revision_insert AFTER INSERT ON resources
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS resources_revision_update AFTER UPDATE ON resources
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS resources_revision_delete AFTER DELETE ON resources
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS rosters_revision_insert AFTER INSERT ON rosters
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS rosters_revision_update AFTER UPDATE ON rosters
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS rosters_revision_delete AFTER DELETE ON rosters
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS roster_exceptions_revision_insert AFTER INSERT ON roster_exceptions
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS roster_exceptions_revision_update AFTER UPDATE ON roster_exceptions
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
CREATE TRIGGER IF NOT EXISTS roster_exceptions_revision_delete AFTER DELETE ON roster_exceptions
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = OLD.organization_id; END;
CREATE TRIGGER IF NOT EXISTS calendars_revision_update AFTER UPDATE ON calendars
BEGIN UPDATE revisions SET revision = random() WHERE organization_id = NEW.organization_id; END;
