//! Parameters, for the OpenAPI document. The structs are never made: `body::Path` and `query` read parameters themselves.
#![expect(dead_code, reason = "descriptions only")]

use utoipa::IntoParams;

use super::scalar::{LocalDate, LocalTime};

/// The practice.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct PracticePath {
    /// Short name of the practice.
    #[param(rename = "PPass", pattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", example = "DemoOffice")]
    ppass: String,
}

/// How a request is made repeatable.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct IdempotencyHeader {
    /// A request repeated with its key within 24 hours has no second effect and gets the first answer again, with
    /// `Idempotent-Replayed: true`. An answer that shows a secret is not given again: 409.
    #[param(rename = "Idempotency-Key", nullable = false, min_length = 1, max_length = 255)]
    idempotency_key: Option<String>,
}

/// Which page of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Page number, from 1.
    #[param(nullable = false, minimum = 1, default = 1)]
    page: Option<i64>,
    /// Rows a page.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// What is looked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Text to look for, whatever its case.
    #[param(nullable = false, max_length = 200)]
    search: Option<String>,
}

/// Which prospects.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProspectQuery {
    /// With true only those whose flag is 1, with false only the others. 1 and 0 are understood too.
    #[param(nullable = false, example = true)]
    prospect: Option<bool>,
}

/// Which products.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ProductQuery {
    /// Only products of this vendor, compared exactly.
    #[param(nullable = false, example = "V001")]
    vendor_code: Option<String>,
}

/// Which articles.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ArticleQuery {
    /// Only articles of this category, whatever its case.
    #[param(nullable = false, example = "Billing")]
    category: Option<String>,
    /// Only articles of this type, whatever its case.
    #[param(rename = "type", nullable = false, example = "HowTo")]
    kind: Option<String>,
}

/// Which visits.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ScheduleQuery {
    /// First date, included.
    start_date: LocalDate,
    /// Last date, included; at most 366 days in all.
    end_date: LocalDate,
    /// Only visits of this type, whatever its case.
    #[param(nullable = false, example = "FOLLOWUP")]
    visit_type: Option<String>,
}

/// On which date.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DateQuery {
    /// Date on the practice's calendar.
    date: LocalDate,
}

/// At which time.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimeQuery {
    /// Start time on the practice's clock. The seconds may be left out.
    time: LocalTime,
}

/// How long.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DurationQuery {
    /// Length in minutes.
    #[param(minimum = 1, maximum = 1440, example = 30)]
    duration: i64,
}

/// How far ahead.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct WindowQuery {
    /// How many calendar dates to look through, today being the first.
    #[param(nullable = false, minimum = 1, maximum = 365, default = 365, example = 30)]
    max_days: Option<i64>,
}

/// Whose rows.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct OwnerQuery {
    /// Only rows of this practice.
    #[param(nullable = false)]
    ppass: Option<String>,
    /// Only rows of this partner. A partner sees its own, whatever it asks for.
    #[param(nullable = false, minimum = 1)]
    partner_id: Option<i64>,
}
