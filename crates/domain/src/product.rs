//! Product: something a vendor sells, in the catalogue that all practices of an installation share.

use jiff::Timestamp;

use crate::error::{FieldCode, Result};
use crate::text::{self, Problems, Search};

/// By what a product is known: both codes as they were written, capitals included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductKey {
    /// Whose it is.
    pub vendor_code: String,
    /// Which of theirs.
    pub code: String,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// By what it is known.
    pub key: ProductKey,
    /// Its name.
    pub name: String,
    /// Its price in hundredths of the major unit, whatever the currency; none when it is not told.
    pub price: Option<i64>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A line of a delivery: what is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductChange {
    /// Which product, new or known.
    pub key: ProductKey,
    /// Its name; a new product needs one.
    pub name: Option<String>,
    /// Its price, or that none is told.
    pub price: Option<Option<i64>>,
}

crate::text_enum! {
    /// What a line of a delivery came to.
    ProductOutcome {
        /// The product is new.
        Created = "created",
        /// The product changed.
        Updated = "updated",
        /// The product was like that already.
        Unchanged = "unchanged",
    }
}

/// Which products are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ProductFilter {
    /// Those that have this in their name or codes.
    pub search: Option<Search>,
    /// Those of this vendor, exactly.
    pub vendor_code: Option<String>,
}

/// Most lines of a delivery.
pub const DELIVERY_MAX: usize = 1000;
/// Longest code, in characters.
pub const CODE_MAX: usize = 64;
/// Highest price: it is still exact as a number in JSON.
pub const PRICE_MAX: i64 = 1_000_000_000_000;

impl ProductChange {
    /// Trims and checks all limits.
    ///
    /// # Errors
    /// `Invalid` with every bad field.
    pub fn check(&self) -> Result<Self> {
        let mut problems = Problems::new();
        let vendor_code = problems.take(text::required("vendor_code", &self.key.vendor_code, CODE_MAX))?;
        let code = problems.take(text::required("code", &self.key.code, CODE_MAX))?;
        let name = self.name.as_deref().map(|name| text::required("name", name, 255)).transpose();
        let name = problems.take(name)?;
        if self.price.flatten().is_some_and(|price| !(0..=PRICE_MAX).contains(&price)) {
            problems.add("price", FieldCode::OutOfRange, "Not below 0, and at most ten thousand million.");
        }
        problems.finish()?;
        let key = ProductKey { vendor_code: vendor_code.unwrap_or_default(), code: code.unwrap_or_default() };
        Ok(Self { key, name: name.flatten(), price: self.price })
    }
}

impl Product {
    /// What a search looks into.
    pub fn search_text(&self) -> String {
        text::fold(&[self.name.as_str(), &self.key.code, &self.key.vendor_code].join("\n"))
    }
}
