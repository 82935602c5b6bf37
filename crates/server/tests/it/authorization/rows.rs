//! What is in a database, to see whether a call has changed anything.

use testkit::{Engine, TestClinic};

/// How to read all rows of all tables in one statement.
pub(crate) struct Rows(&'static str);

impl Rows {
    pub(crate) fn of(clinic: &TestClinic) -> Self {
        let engine = clinic.database.engine();
        let tables: Vec<(String, String)> = match engine {
            Engine::Sqlite => columns(clinic, SQLITE_COLUMNS),
            Engine::Postgres => columns(clinic, POSTGRES_COLUMNS),
        };
        assert!(tables.len() > 40, "{tables:?}");
        let select = |(table, columns): &(String, String)| match engine {
            Engine::Sqlite => {
                format!("SELECT '{table}', count(*), coalesce(group_concat({columns}, ';'), '') FROM {table}")
            }
            Engine::Postgres => {
                format!(
                    "SELECT '{table}', count(*), coalesce(string_agg(t::text, ';' ORDER BY t::text), '') FROM {table} t"
                )
            }
        };
        let all: Vec<String> = tables.iter().map(select).collect();
        // A statement lives as long as the program; this one is made once for a test.
        Self(Box::leak(all.join(" UNION ALL ").into_boxed_str()))
    }

    /// Each table with its number of rows and all that stands in them.
    pub(crate) fn read(&self, clinic: &TestClinic) -> Vec<(String, i64, String)> {
        let statement = self.0;
        let read = move |tx: &mut app::Tx<'_>| {
            let mut tables = tx.query(statement, &[], |row| Ok((row.at(0)?, row.at(1)?, row.at(2)?)))?;
            tables.sort();
            Ok(tables)
        };
        clinic.read(read).unwrap()
    }
}

/// Each table, with its columns as one text.
const SQLITE_COLUMNS: &str = "SELECT t.name, group_concat('quote(' || c.name || ')', '||'',''||') \
    FROM sqlite_master t, pragma_table_info(t.name) c \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text, '' FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";

fn columns(clinic: &TestClinic, statement: &'static str) -> Vec<(String, String)> {
    let read = move |tx: &mut app::Tx<'_>| Ok(tx.query(statement, &[], |row| Ok((row.at(0)?, row.at(1)?)))?);
    clinic.read(read).unwrap()
}
