-- SQLite's part of what can't be portable. Run after the migrations, again and again: it changes nothing the second time.

CREATE TABLE IF NOT EXISTS sequences (name TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL) WITHOUT ROWID;

-- The net beneath `take_time`: no two claims of one lane overlap. Claims span at most a day, hence the bound on starts_at.
CREATE TRIGGER IF NOT EXISTS claims_no_overlap_insert BEFORE INSERT ON claims
WHEN EXISTS (
    SELECT 1 FROM claims
    WHERE organization_id = NEW.organization_id AND calendar_id = NEW.calendar_id AND lane = NEW.lane
      AND starts_at > NEW.starts_at - 86400000000 AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
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
