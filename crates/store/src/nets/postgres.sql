-- PostgreSQL's part of what can't be portable. Run after the migrations, again and again: it changes nothing the second time.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The net beneath `take_time`: no two claims of one lane overlap.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'claims_no_overlap') THEN
        ALTER TABLE claims ADD CONSTRAINT claims_no_overlap EXCLUDE USING gist
            (organization_id WITH =, calendar_id WITH =, lane WITH =, int8range(starts_at, ends_at) WITH &&);
    END IF;
END $$;

-- A list of ids as a JSON array, so that one SQL text serves both databases (SQLite has json_each).
CREATE OR REPLACE FUNCTION id_list(ids TEXT) RETURNS TABLE (value BIGINT) LANGUAGE sql IMMUTABLE
    AS $$ SELECT element::bigint FROM json_array_elements_text(ids::json) AS element $$;

-- The same for texts.
CREATE OR REPLACE FUNCTION text_list(texts TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE
    AS $$ SELECT element FROM json_array_elements_text(texts::json) AS element $$;
