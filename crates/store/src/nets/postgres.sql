-- PostgreSQL's part of what can't be portable. Run after the migrations, again and again: it changes nothing the second time.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The net beneath `take_time`: no two claims of one lane overlap.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'claims_no_overlap') THEN
        ALTER TABLE claims ADD CONSTRAINT claims_no_overlap EXCLUDE USING gist
            (organization_id WITH =, calendar_id WITH =, lane WITH =, int8range(starts_at, ends_at) WITH &&);
    END IF;
END $$;

-- A list of ids as a JSON array, so that one SQL text serves both databases (SQLite has json_each). STRICT keeps it from being
-- dissolved in the query, so that ROWS counts: expecting a hundred ids, the planner would rather read the whole table of claims.
CREATE OR REPLACE FUNCTION id_list(ids TEXT) RETURNS TABLE (value BIGINT) LANGUAGE sql IMMUTABLE STRICT ROWS 3
    AS $$ SELECT element::bigint FROM json_array_elements_text(ids::json) AS element $$;

-- The same for texts.
CREATE OR REPLACE FUNCTION text_list(texts TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE
    AS $$ SELECT element FROM json_array_elements_text(texts::json) AS element $$;

-- Whatever a service's offer is made of renews the organization's revision: see app/src/setup.rs. The number is random, so that one
-- that was rolled back never comes again.
CREATE OR REPLACE FUNCTION renew_revision() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE revisions SET revision = (random() * 9e18)::bigint
        WHERE organization_id = CASE TG_OP WHEN 'DELETE' THEN OLD.organization_id ELSE NEW.organization_id END;
    RETURN NULL;
END $$;

DO $$ DECLARE changed TEXT; BEGIN
    FOREACH changed IN ARRAY ARRAY['services', 'service_practitioners', 'service_requirements', 'practitioners', 'resources',
        'rosters', 'roster_exceptions'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER renew_revision AFTER INSERT OR UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION renew_revision()', changed);
    END LOOP;
    CREATE OR REPLACE TRIGGER renew_revision AFTER UPDATE ON calendars FOR EACH ROW EXECUTE FUNCTION renew_revision();
END $$;
