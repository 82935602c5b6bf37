//! Forms.

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::scalar::ObjectId;
use super::service::Status;

/// The questions asked when a service is booked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "_id": "6a0001020000000000000002",
    "organization": "appgen_demo",
    "label": "Before your visit",
    "status": "active",
    "fields": [
        { "name": "firstName", "label": "First name", "type": "text", "required": true },
        { "name": "email", "label": "E-mail", "type": "email", "required": true },
        { "name": "visitReason", "label": "Reason", "type": "textarea", "required": true, "maxLength": 2000 }
    ]
}))]
pub(crate) struct Form {
    /// Its id.
    #[serde(rename = "_id")]
    pub(crate) id: ObjectId,
    /// The organization's id.
    pub(crate) organization: String,
    /// Its name.
    pub(crate) label: String,
    /// Whether it is in use.
    pub(crate) status: Status,
    /// The questions, in order.
    pub(crate) fields: Vec<FormField>,
}

/// One question.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormField {
    /// Key of the answer among the values of a booking.
    #[schema(pattern = "^[A-Za-z][A-Za-z0-9_]{0,63}$")]
    pub(crate) name: String,
    /// The question.
    pub(crate) label: String,
    /// What kind of answer it takes.
    #[serde(rename = "type")]
    pub(crate) kind: FieldType,
    /// Whether an answer is needed.
    pub(crate) required: bool,
    /// A hint.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) help_text: Option<String>,
    /// The choices of select, multiselect and radio.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<FieldOption>,
    /// Least length of text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    pub(crate) min_length: Option<u32>,
    /// Greatest length of text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    pub(crate) max_length: Option<u32>,
    /// A regular expression, without look-around, that text must match as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) pattern: Option<String>,
    /// Least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, nullable = false)]
    pub(crate) min: Option<Number>,
    /// Greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, nullable = false)]
    pub(crate) max: Option<Number>,
}

/// A choice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldOption {
    /// What is sent.
    pub(crate) value: String,
    /// What is shown.
    pub(crate) label: String,
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number, or text that spells one.
    Number,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// One of the options.
    Select,
    /// Any of the options.
    Multiselect,
    /// Yes or no; where an answer is needed, it must be yes.
    Checkbox,
    /// One of the options.
    Radio,
}
