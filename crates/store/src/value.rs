//! Values on their way into and out of a statement, the same for both databases.

use std::borrow::Cow;
use std::cell::Cell;

use jiff::Timestamp;
use jiff::civil::Date;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, Type};

use crate::{Error, Result};

/// A value as both databases know it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Yes or no; SQLite keeps 1 or 0.
    Boolean(bool),
    /// A number, an id, or an instant in microseconds.
    Integer(i64),
    /// Text, a date or JSON.
    Text(Cow<'a, str>),
}

/// What can be a parameter.
pub trait Param {
    /// The value to bind.
    fn value(&self) -> Value<'_>;
}

/// What can be read from a column.
pub trait Column: Sized {
    /// The value read, or what is wrong with it.
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String>;
}

/// A row of an answer.
pub struct Row<'a> {
    engine: EngineRow<'a>,
    /// The column after the one read last: columns are read in the order in which they are selected, as a rule.
    next: Cell<usize>,
}

enum EngineRow<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { engine: EngineRow::Sqlite(row), next: Cell::new(0) }
    }

    pub(crate) fn postgres(row: &'a postgres::Row) -> Self {
        Self { engine: EngineRow::Postgres(row), next: Cell::new(0) }
    }

    /// The column of that name. Quick when it follows the column read before, which is looked at first.
    ///
    /// # Errors
    /// `Decode` when there is none or its value is of another type.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        let expected = self.next.get();
        let index = if self.is_named(expected, name) { Some(expected) } else { self.position(name) };
        self.next.set(index.map_or(0, |index| index + 1));
        self.read(index, name)
    }

    /// The column at that place, from 0: for the few rows that are read by the thousand.
    ///
    /// # Errors
    /// `Decode` when there is none or its value is of another type.
    pub fn at<T: Column>(&self, index: usize) -> Result<T> {
        self.read(Some(index), "")
    }

    /// The number at that place, without the ways that lead to other types: for claims, of which a month has hundreds.
    ///
    /// # Errors
    /// `Decode` when there is none or it is something else.
    pub(crate) fn integer(&self, index: usize) -> Result<i64> {
        let number = match self.engine {
            EngineRow::Sqlite(row) => row.get_ref(index).ok().and_then(|value| value.as_i64().ok()),
            EngineRow::Postgres(row) => row.try_get(index).ok(),
        };
        let decode = || Error::Decode { column: format!("{index}"), problem: "expected a number".to_owned() };
        number.ok_or_else(decode)
    }

    fn is_named(&self, index: usize, name: &str) -> bool {
        match self.engine {
            EngineRow::Sqlite(row) => row.as_ref().column_name(index).is_ok_and(|column| column == name),
            EngineRow::Postgres(row) => row.columns().get(index).is_some_and(|column| column.name() == name),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        match self.engine {
            EngineRow::Sqlite(row) => row.as_ref().column_index(name).ok(),
            EngineRow::Postgres(row) => row.columns().iter().position(|column| column.name() == name),
        }
    }

    fn read<T: Column>(&self, index: Option<usize>, name: &str) -> Result<T> {
        let decode = |problem: String| Error::Decode { column: format!("{name}{index:?}"), problem };
        let index = index.ok_or_else(|| decode("no such column".to_owned()))?;
        let value = match self.engine {
            EngineRow::Sqlite(row) => sqlite_value(row, index),
            EngineRow::Postgres(row) => postgres_value(row, index),
        };
        value.and_then(T::from_value).map_err(decode)
    }
}

fn sqlite_value<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> std::result::Result<Value<'r>, String> {
    match row.get_ref(index).map_err(|error| error.to_string())? {
        rusqlite::types::ValueRef::Null => Ok(Value::Null),
        rusqlite::types::ValueRef::Integer(number) => Ok(Value::Integer(number)),
        rusqlite::types::ValueRef::Text(text) => {
            std::str::from_utf8(text).map(|text| Value::Text(text.into())).map_err(|error| error.to_string())
        }
        rusqlite::types::ValueRef::Real(_) | rusqlite::types::ValueRef::Blob(_) => Err("unexpected type".to_owned()),
    }
}

fn postgres_value(row: &postgres::Row, index: usize) -> std::result::Result<Value<'_>, String> {
    let column = row.columns().get(index).ok_or("no such column")?;
    let value = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(index).map(|number| number.map(Value::Integer)),
        Type::INT4 => row.try_get::<_, Option<i32>>(index).map(|number| number.map(|n| Value::Integer(n.into()))),
        Type::BOOL => row.try_get::<_, Option<bool>>(index).map(|flag| flag.map(Value::Boolean)),
        Type::TEXT | Type::VARCHAR | Type::NAME => {
            row.try_get::<_, Option<&str>>(index).map(|text| text.map(|text| Value::Text(text.into())))
        }
        ref other => return Err(format!("unexpected type {other}")),
    };
    value.map(|value| value.unwrap_or(Value::Null)).map_err(|error| error.to_string())
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Boolean(flag) => ValueRef::Integer((*flag).into()),
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl postgres::types::ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Boolean(flag) => flag.to_sql(kind, out),
            Value::Integer(number) => number.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
        }
    }

    /// Refuses what would be written in a wrong binary form, such as a BIGINT for an INT4.
    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::BOOL | Type::TEXT | Type::VARCHAR)
    }

    postgres::types::to_sql_checked!();
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}

impl<T: Column> Column for Option<T> {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        if value == Value::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl Param for i64 {
    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl Column for i64 {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        match value {
            Value::Integer(number) => Ok(number),
            other => Err(wrong("a number", &other)),
        }
    }
}

impl Param for bool {
    fn value(&self) -> Value<'_> {
        Value::Boolean(*self)
    }
}

impl Column for bool {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        match value {
            Value::Boolean(flag) => Ok(flag),
            Value::Integer(number) => Ok(number != 0),
            other => Err(wrong("a flag", &other)),
        }
    }
}

impl Param for str {
    fn value(&self) -> Value<'_> {
        Value::Text(self.into())
    }
}

impl Param for &str {
    fn value(&self) -> Value<'_> {
        Value::Text((*self).into())
    }
}

impl Param for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self.as_str().into())
    }
}

impl Column for String {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            other => Err(wrong("text", &other)),
        }
    }
}

impl Param for Timestamp {
    fn value(&self) -> Value<'_> {
        Value::Integer(self.as_microsecond())
    }
}

impl Column for Timestamp {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        i64::from_value(value).and_then(|number| Self::from_microsecond(number).map_err(|error| error.to_string()))
    }
}

impl Param for Date {
    fn value(&self) -> Value<'_> {
        Value::Text(self.to_string().into())
    }
}

/// Small numbers are kept as BIGINT and read back within their range.
macro_rules! small_numbers {
    ($($name:ty),+) => {$(
        impl Param for $name {
            fn value(&self) -> Value<'_> {
                Value::Integer((*self).into())
            }
        }

        impl Column for $name {
            fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
                i64::from_value(value).and_then(|number| Self::try_from(number).map_err(|error| error.to_string()))
            }
        }
    )+};
}

small_numbers!(u8, u16, u32, i32);

/// Identifiers of `domain` are BIGINT.
macro_rules! ids {
    ($($name:ident),+) => {$(
        impl Param for domain::$name {
            fn value(&self) -> Value<'_> {
                Value::Integer(self.0)
            }
        }

        impl Column for domain::$name {
            fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
                i64::from_value(value).map(Self)
            }
        }
    )+};
}

ids!(
    OrganizationId,
    LocationId,
    CalendarId,
    PractitionerId,
    ResourceId,
    ServiceId,
    RosterId,
    ClosureId,
    HoldId,
    AppointmentId,
    GroupSessionId,
    PatientId,
    QuestionnaireId,
    QuestionnaireResponseId,
    PaymentId,
    AuditId,
    EventId,
    TagId,
    TicketId,
    TicketCommentId,
    ArticleId,
    UserId,
    SessionId,
    PartnerId,
    ApiKeyId,
    AccessRequestId,
    ActivityId
);

/// Enums and other types of one spelling are TEXT.
macro_rules! texts {
    ($($name:ty),+) => {$(
        impl Column for $name {
            fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
                match value {
                    Value::Text(text) => text.parse().map_err(|_| format!("unknown {}", stringify!($name))),
                    other => Err(wrong("text", &other)),
                }
            }
        }
    )+};
}

texts!(
    domain::ClaimKind,
    domain::AppointmentStatus,
    domain::resource::ResourceKind,
    domain::payment::PaymentStatus,
    domain::event::EventKind,
    domain::ticket::TicketStatus,
    domain::ticket::TicketPriority,
    domain::Role,
    domain::access_request::RequestStatus,
    domain::session::SubjectKind,
    Date,
    jiff::civil::DateTime
);

/// The enums among them are written by their spelling.
macro_rules! text_params {
    ($($name:ty),+) => {$(
        impl Param for $name {
            fn value(&self) -> Value<'_> {
                Value::Text(self.as_str().into())
            }
        }
    )+};
}

text_params!(
    domain::ClaimKind,
    domain::AppointmentStatus,
    domain::resource::ResourceKind,
    domain::payment::PaymentStatus,
    domain::event::EventKind,
    domain::ticket::TicketStatus,
    domain::ticket::TicketPriority,
    domain::Role,
    domain::access_request::RequestStatus,
    domain::session::SubjectKind,
    domain::Currency
);

impl Column for domain::Currency {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        Self::parse(&String::from_value(value)?).map_err(|error| error.to_string())
    }
}

impl Param for domain::Scopes {
    fn value(&self) -> Value<'_> {
        Value::Text(self.iter().map(domain::Scope::as_str).collect::<Vec<_>>().join(" ").into())
    }
}

impl Column for domain::Scopes {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        String::from_value(value)?.split_whitespace().map(str::parse::<domain::Scope>).collect()
    }
}

impl Param for ::availability::Channels {
    fn value(&self) -> Value<'_> {
        Value::Integer(self.bits().into())
    }
}

impl Column for ::availability::Channels {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        u8::from_value(value).map(Self::from_bits)
    }
}

/// JSON, kept as TEXT.
#[derive(Clone, Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: serde::Serialize> Param for Json<T> {
    fn value(&self) -> Value<'_> {
        // Only maps with keys that aren't text fail here, and none of our types has such.
        serde_json::to_string(&self.0).map_or(Value::Null, |text| Value::Text(text.into()))
    }
}

impl<T: serde::de::DeserializeOwned> Column for Json<T> {
    fn from_value(value: Value<'_>) -> std::result::Result<Self, String> {
        match value {
            // Serde's message could quote the value, which may be health data: only the place is kept.
            Value::Text(text) => serde_json::from_str(&text)
                .map(Self)
                .map_err(|error| format!("unreadable JSON at line {} column {}", error.line(), error.column())),
            other => Err(wrong("JSON", &other)),
        }
    }
}

/// A search becomes the pattern of `LIKE $1 ESCAPE '\\'`, over columns in small letters.
impl Param for domain::text::Search {
    fn value(&self) -> Value<'_> {
        let mut pattern = String::from("%");
        for letter in self.as_str().chars() {
            if matches!(letter, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push('%');
        Value::Text(pattern.into())
    }
}

/// A list of texts as one parameter, for `IN (SELECT value FROM text_list($1))`.
pub(crate) fn text_list<'t>(texts: impl IntoIterator<Item = &'t str>) -> Json<Vec<String>> {
    Json(texts.into_iter().map(str::to_owned).collect())
}

/// A list of ids as one parameter, for `IN (SELECT value FROM id_list($1))`.
pub(crate) fn id_list(ids: impl IntoIterator<Item = i64>) -> Json<Vec<i64>> {
    Json(ids.into_iter().collect())
}

fn wrong(expected: &str, found: &Value<'_>) -> String {
    let found = match found {
        Value::Null => "nothing",
        Value::Boolean(_) => "a flag",
        Value::Integer(_) => "a number",
        Value::Text(_) => "text",
    };
    format!("expected {expected}, found {found}")
}
