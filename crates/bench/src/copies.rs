//! Practices that only take room: copies of one that was filled by bookings, row by row, as a million bookings would take long.

use app::App;
use domain::Organization;

use crate::clinic::organization;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What an organization consists of, what is referred to first.
const TABLES: [&str; 17] = [
    "locations",
    "calendars",
    "calendar_days",
    "practitioners",
    "resources",
    "services",
    "service_practitioners",
    "service_requirements",
    "rosters",
    "roster_exceptions",
    "patients",
    "patient_keys",
    "claims",
    "appointments",
    "audit_entries",
    "audit_chain",
    "events",
];

/// Makes that many copies of an organization. Ids count within an organization, so they are copied as they are.
pub(crate) fn make(app: &App, template: &Organization, copies: usize) -> Result<()> {
    // What waits to be sealed is not copied, so nothing may wait.
    while app.db().write(|tx| app::audit::seal(tx, 1000))? > 0 {}
    let statements = statements(app)?;
    for number in 0..copies {
        let (inner, statements, from) = (app.clone(), statements.clone(), template.id);
        app.db().write(move |tx| {
            let to = organization(tx, &inner, &format!("other-{number}"))?.id;
            for statement in &statements {
                tx.execute(statement, &[&to, &from])?;
            }
            Ok::<_, app::Error>(())
        })?;
    }
    Ok(())
}

/// A statement for each table, which copies all rows of organization `$2` to organization `$1`.
fn statements(app: &App) -> Result<Vec<&'static str>> {
    let columns = if app.db().status()?.kind == "sqlite" {
        "SELECT name FROM pragma_table_info($1)"
    } else {
        "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1"
    };
    let mut statements = Vec::new();
    for table in TABLES {
        let columns: Vec<String> = app.db().read(move |tx| tx.query(columns, &[&table], |row| row.at(0)))?;
        let others: Vec<String> = columns.into_iter().filter(|column| column != "organization_id").collect();
        let others = others.join(", ");
        let sql = format!(
            "INSERT INTO {table} (organization_id, {others})
             SELECT CAST($1 AS BIGINT), {others} FROM {table} WHERE organization_id = $2"
        );
        // Statements live as long as the program, as all that `store` takes; there are as many as tables.
        statements.push(&*Box::leak(sql.into_boxed_str()));
    }
    Ok(statements)
}
