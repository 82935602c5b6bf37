//! Products. The rows of a delivery are read one by one: a bad one is in nobody's way.

use domain::product::{CODE_MAX, DELIVERY_MAX, Product, ProductChange, ProductFilter, ProductKey, ProductOutcome};
use domain::{Error, FieldCode, FieldError, PageQuery, Result};
use serde_json::{Map, Number, Value};

use crate::body::Members;
use crate::query::Params;
use crate::wire::product::{self, ProductBulkAnswer, ProductBulkResult};
use crate::wire::scalar::Instant;

/// What the core calls the members of a row.
const NAMES: [(&str, &str); 4] =
    [("vendor_code", "VendorCode"), ("code", "ProductCode"), ("name", "Product"), ("price", "RetailPrice")];

/// Reads which products are wanted.
///
/// # Errors
/// `Invalid` with every bad parameter.
pub(crate) fn read_list(mut params: Params) -> Result<(ProductFilter, PageQuery)> {
    let filter = ProductFilter { search: params.search()?, vendor_code: params.text("vendorCode").map(str::to_owned) };
    let page = params.page()?;
    params.finish()?;
    Ok((filter, page))
}

/// A delivery: the rows that can be read, and what is wrong with the others.
#[derive(Debug)]
pub(crate) struct Delivery {
    rows: Vec<Row>,
    /// The rows that can be read, in their order.
    pub(crate) lines: Vec<ProductChange>,
}

#[derive(Debug)]
struct Row {
    vendor_code: Option<String>,
    product_code: Option<String>,
    /// What is wrong with it.
    problem: Option<String>,
}

/// Reads a delivery.
///
/// # Errors
/// `Invalid` when there are no rows at all. `products` is too long when there are too many.
pub(crate) fn read_delivery(object: &Map<String, Value>) -> Result<Delivery> {
    let mut members = Members::of(object);
    members.need("products");
    let rows = members.raw("products").and_then(Value::as_array);
    match rows.map(Vec::len) {
        None if members.raw("products").is_some() => members.note("products", FieldCode::WrongType, "A list."),
        Some(0) => members.note("products", FieldCode::TooShort, "At least one row is needed."),
        Some(more) if more > DELIVERY_MAX => {
            members.note("products", FieldCode::TooLong, &format!("At most {DELIVERY_MAX} rows a call."));
        }
        _ => {}
    }
    members.finish()?;
    let mut delivery = Delivery { rows: Vec::new(), lines: Vec::new() };
    for row in rows.into_iter().flatten() {
        // Of what can't be a code nothing is repeated, or nonsense would come back as large as it was sent.
        let fits = |code: &&str| code.chars().count() <= CODE_MAX;
        let code = |name: &str| row.get(name).and_then(Value::as_str).filter(fits).map(str::to_owned);
        let problem = match read_row(row) {
            Ok(line) => {
                delivery.lines.push(line);
                None
            }
            Err(error) => Some(words(error)),
        };
        let (vendor_code, product_code) = (code("VendorCode"), code("ProductCode"));
        delivery.rows.push(Row { vendor_code, product_code, problem });
    }
    Ok(delivery)
}

fn read_row(row: &Value) -> Result<ProductChange> {
    let object = row.as_object().ok_or_else(|| Error::invalid("", FieldCode::WrongType, "A row is an object."))?;
    let mut members = Members::of(object);
    let vendor_code = members.needed_text("VendorCode").to_owned();
    let code = members.needed_text("ProductCode").to_owned();
    let name = members.plain_text("Product").map(str::to_owned);
    let price = match members.raw("RetailPrice") {
        None => None,
        Some(Value::Null) => Some(None),
        Some(Value::Number(number)) => {
            let price = hundredths(number);
            if price.is_none() {
                members.note("RetailPrice", FieldCode::OutOfRange, "Not below 0, with at most two places.");
            }
            Some(price)
        }
        Some(_) => {
            members.note("RetailPrice", FieldCode::WrongType, "A number.");
            None
        }
    };
    members.finish()?;
    Ok(ProductChange { key: ProductKey { vendor_code, code }, name, price })
}

/// An exact price in hundredths; none when it is below 0, has more than two places, or is beyond all reason. The shortest
/// decimal text of the number is read, which is what was sent.
fn hundredths(number: &Number) -> Option<i64> {
    let text = number.to_string();
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    let places = places.trim_end_matches('0');
    let plain = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
    if whole == "-0" && places.is_empty() {
        return Some(0);
    }
    if !plain(whole) || !plain(places) || whole.len() > 12 || places.len() > 2 {
        return None;
    }
    format!("{whole}{places:0<2}").parse().ok()
}

/// What became of a delivery, row by row.
pub(crate) fn show_delivery(delivery: &Delivery, outcomes: Vec<Result<ProductOutcome>>) -> ProductBulkAnswer {
    let mut answer = ProductBulkAnswer::default();
    let mut outcomes = outcomes.into_iter();
    for (index, row) in delivery.rows.iter().enumerate() {
        let outcome = match &row.problem {
            Some(problem) => Err(problem.clone()),
            None => outcomes.next().map_or(Err(String::new()), |outcome| outcome.map_err(words)),
        };
        let count = match outcome {
            Ok(ProductOutcome::Created) => &mut answer.created,
            Ok(ProductOutcome::Updated) => &mut answer.updated,
            Ok(ProductOutcome::Unchanged) => &mut answer.unchanged,
            Err(_) => &mut answer.failed,
        };
        *count += 1;
        answer.results.push(ProductBulkResult {
            index,
            vendor_code: row.vendor_code.clone(),
            product_code: row.product_code.clone(),
            status: outcome.as_ref().map_or("error", |outcome| outcome.as_str()),
            error: outcome.err(),
        });
    }
    answer
}

/// What is wrong with a row, in a sentence.
fn words(error: Error) -> String {
    let Error::Invalid(fields) = error else { return "This row could not be kept.".to_owned() };
    let said = |field: &FieldError| {
        let name = NAMES.iter().find(|(ours, _)| *ours == field.field);
        let name = name.map_or(field.field.as_str(), |(_, theirs)| theirs);
        if name.is_empty() { field.message.clone() } else { format!("{name}: {}", field.message) }
    };
    fields.iter().map(said).collect::<Vec<_>>().join(" ")
}

/// A product.
pub(crate) fn show(product: Product) -> product::Product {
    let price = |hundredths: i64| format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().ok();
    product::Product {
        vendor_code: product.key.vendor_code,
        product_code: product.key.code,
        product: product.name,
        retail_price: product.price.and_then(price),
        updated_at: Instant(product.updated_at),
    }
}

/// Whether a delivery is refused because it has too many rows.
pub(crate) fn is_too_long(error: &Error) -> bool {
    let too_long = |field: &FieldError| field.field == "products" && field.code == FieldCode::TooLong;
    matches!(error, Error::Invalid(fields) if fields.iter().any(too_long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn price(text: &str) -> Option<i64> {
        hundredths(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn prices_are_exact_to_the_hundredth() {
        for (text, hundredths) in [
            ("99.99", 9999),
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0.1", 10),
            ("0.10", 10),
            ("1e2", 10_000),
            ("9999999999.99", 999_999_999_999),
            ("29.0", 2900),
        ] {
            assert_eq!(price(text), Some(hundredths), "{text}");
        }
        for text in ["-1", "-0.01", "0.001", "1e-3", "1e30", "99999999999999999999", "1.999"] {
            assert_eq!(price(text), None, "{text}");
        }
    }

    #[test]
    fn rows_are_read_one_by_one() {
        let body = json!({ "products": [
            { "VendorCode": "V", "ProductCode": "P", "Product": "A", "RetailPrice": 1.5 },
            7,
            { "VendorCode": 1, "ProductCode": null, "RetailPrice": "x" },
            { "VendorCode": "V", "ProductCode": "P", "RetailPrice": null },
        ] });
        let delivery = read_delivery(body.as_object().unwrap()).unwrap();
        assert_eq!(delivery.lines.len(), 2);
        assert_eq!((delivery.lines[0].price, delivery.lines[1].price), (Some(Some(150)), Some(None)));
        let answer = show_delivery(&delivery, vec![Ok(ProductOutcome::Created), Ok(ProductOutcome::Updated)]);
        let said: Vec<_> = answer.results.iter().map(|row| (row.index, row.status)).collect();
        assert_eq!(said, [(0, "created"), (1, "error"), (2, "error"), (3, "updated")]);
        assert_eq!((answer.created, answer.updated, answer.unchanged, answer.failed), (1, 1, 0, 2));
        let error = answer.results[2].error.as_deref().unwrap();
        assert_eq!(error, "VendorCode: Text. ProductCode: This is needed. RetailPrice: A number.");
    }

    #[test]
    fn a_delivery_without_rows_is_refused() {
        for body in [json!({}), json!({ "products": {} }), json!({ "products": [] }), json!({ "products": null })] {
            assert!(read_delivery(body.as_object().unwrap()).is_err(), "{body}");
        }
        let many = json!({ "products": vec![json!({}); 1001] });
        assert!(is_too_long(&read_delivery(many.as_object().unwrap()).unwrap_err()));
    }
}
