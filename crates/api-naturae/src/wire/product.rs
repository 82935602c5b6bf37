//! Products.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::Instant;

/// A product.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Product {
    /// Whose it is.
    pub(crate) vendor_code: String,
    /// Which of theirs.
    pub(crate) product_code: String,
    /// Its name.
    pub(crate) product: String,
    /// Its price in major units of the currency.
    #[schema(value_type = Option<f64>)]
    pub(crate) retail_price: Option<serde_json::Number>,
    /// When it last changed.
    pub(crate) updated_at: Instant,
}

/// Products to be made or changed.
#[derive(ToSchema)]
#[schema(example = json!({
    "products": [{ "VendorCode": "V001", "ProductCode": "P001", "Product": "Example Product", "RetailPrice": 99.99 }]
}))]
#[expect(dead_code, reason = "this is the description; `convert::product` reads it by hand")]
pub(crate) struct ProductBulk {
    /// One after another.
    #[schema(min_items = 1, max_items = 1000)]
    products: Vec<ProductInput>,
}

/// A product to be made or changed.
#[derive(ToSchema)]
#[schema(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a description only")]
pub(crate) struct ProductInput {
    /// Whose it is.
    #[schema(min_length = 1, max_length = 64)]
    vendor_code: String,
    /// Which of theirs.
    #[schema(min_length = 1, max_length = 64)]
    product_code: String,
    /// Its name; needed when it is new.
    #[schema(min_length = 1, max_length = 255, nullable = false)]
    product: Option<String>,
    /// Its price in major units of the currency, with at most two places. Null takes it away.
    #[schema(minimum = 0)]
    retail_price: Option<f64>,
}

/// What the rows came to.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProductBulkAnswer {
    /// How many products are new.
    pub(crate) created: u64,
    /// How many changed.
    pub(crate) updated: u64,
    /// How many were like that already.
    pub(crate) unchanged: u64,
    /// How many rows were not acceptable.
    pub(crate) failed: u64,
    /// Row by row, as they came.
    pub(crate) results: Vec<ProductBulkResult>,
}

/// What a row came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProductBulkResult {
    /// Its place, from 0.
    #[schema(value_type = u64)]
    pub(crate) index: usize,
    /// Whose it is, as sent; null when it can be nobody's.
    pub(crate) vendor_code: Option<String>,
    /// Which of theirs, as sent; null when it can be none.
    pub(crate) product_code: Option<String>,
    /// What became of it: `created`, `updated`, `unchanged` or `error`.
    #[schema(value_type = String)]
    pub(crate) status: &'static str,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) error: Option<String>,
}
