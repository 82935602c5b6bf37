//! The catalogue that all practices of the installation share.

use std::collections::{BTreeMap, HashMap};

use domain::event::EventKind;
use domain::product::{DELIVERY_MAX, ProductChange, ProductFilter, ProductKey, ProductOutcome};
use domain::{Error, FieldCode, Page, PageQuery, Permission, Product, Result};
use serde_json::json;
use store::Tx;

use crate::{InstallationCtx, installation};

/// A page of the products wanted, by vendor and code.
///
/// # Errors
/// `Forbidden`.
pub fn list(tx: &mut Tx<'_>, ctx: &InstallationCtx, filter: &ProductFilter, page: PageQuery) -> Result<Page<Product>> {
    ctx.require(Permission::ManageProducts)?;
    Ok(Page { total: tx.count_products(filter)?, items: tx.list_products(filter, page)?, query: page })
}

/// Makes or changes products, line by line in their order, and says what each line came to. A bad line is in nobody's way.
///
/// # Errors
/// `Forbidden`, or `Invalid` when there are too many lines. Of a line: `Invalid` with every bad field.
pub fn upsert(tx: &mut Tx<'_>, ctx: &InstallationCtx, lines: &[ProductChange]) -> Result<Vec<Result<ProductOutcome>>> {
    ctx.require(Permission::ManageProducts)?;
    if lines.len() > DELIVERY_MAX {
        return Err(Error::invalid("lines", FieldCode::TooLong, format!("At most {DELIVERY_MAX} at once.")));
    }
    let checked: Vec<Result<ProductChange>> = lines.iter().map(ProductChange::check).collect();
    let keys: Vec<&ProductKey> = checked.iter().flatten().map(|line| &line.key).collect();
    let known = tx.lock_products(&keys)?;
    let mut known: HashMap<ProductKey, Product> = known.into_iter().map(|known| (known.key.clone(), known)).collect();
    // Written once each, in the order of their keys: see `lock_products`.
    let mut changed: BTreeMap<ProductKey, Product> = BTreeMap::new();
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in checked {
        outcomes.push(line.and_then(|line| apply(ctx, &mut known, line)).map(|(outcome, product)| {
            if outcome != ProductOutcome::Unchanged {
                changed.insert(product.key.clone(), product);
            }
            outcome
        }));
    }
    for product in changed.values() {
        tx.upsert_product(product)?;
    }
    note(tx, ctx, &outcomes)?;
    Ok(outcomes)
}

/// What becomes of a product by that line. What it became by earlier lines is in `known`.
fn apply(
    ctx: &InstallationCtx,
    known: &mut HashMap<ProductKey, Product>,
    line: ProductChange,
) -> Result<(ProductOutcome, Product)> {
    let ProductChange { key, name, price } = line;
    let (outcome, product) = if let Some(before) = known.get(&key) {
        let mut product = before.clone();
        product.name = name.unwrap_or(product.name);
        product.price = price.unwrap_or(product.price);
        if product == *before {
            return Ok((ProductOutcome::Unchanged, product));
        }
        product.updated_at = ctx.now();
        (ProductOutcome::Updated, product)
    } else {
        let missing = || Error::invalid("name", FieldCode::Required, "A new product needs a name.");
        let name = name.ok_or_else(missing)?;
        let product = Product { key: key.clone(), name, price: price.flatten(), updated_at: ctx.now() };
        (ProductOutcome::Created, product)
    };
    known.insert(key, product.clone());
    Ok((outcome, product))
}

/// One entry for the whole delivery, if it changed anything.
fn note(tx: &mut Tx<'_>, ctx: &InstallationCtx, outcomes: &[Result<ProductOutcome>]) -> Result<()> {
    let count = |wanted| outcomes.iter().filter(|outcome| matches!(outcome, Ok(found) if *found == wanted)).count();
    let (created, updated) = (count(ProductOutcome::Created), count(ProductOutcome::Updated));
    if created + updated == 0 {
        return Ok(());
    }
    installation::record(tx, ctx, "product.upsert", 0, &json!({ "created": created, "updated": updated }))?;
    installation::emit(tx, ctx, EventKind::ProductsChanged, 0)
}
