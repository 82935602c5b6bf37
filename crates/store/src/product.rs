//! Statements about products. They belong to the installation, so no organization is asked for.

use domain::product::{ProductFilter, ProductKey};
use domain::{PageQuery, Product};

use crate::value::text_list;
use crate::{Result, Row, Tx};

fn product(row: &Row<'_>) -> Result<Product> {
    Ok(Product {
        key: ProductKey { vendor_code: row.get("vendor_code")?, code: row.get("code")? },
        name: row.get("name")?,
        price: row.get("price_minor")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Tx<'_> {
    /// Adds a product, or writes everything that can change about one.
    pub fn upsert_product(&mut self, product: &Product) -> Result<()> {
        self.execute(
            "INSERT INTO products (vendor_code, code, name, price_minor, search, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (vendor_code, code) DO UPDATE SET name = excluded.name, price_minor = excluded.price_minor,
                search = excluded.search, updated_at = excluded.updated_at",
            &[
                &product.key.vendor_code,
                &product.key.code,
                &product.name,
                &product.price,
                &product.search_text(),
                &product.updated_at,
            ],
        )?;
        Ok(())
    }

    /// The products whose vendors and codes are each among those given. Nobody else changes them until this transaction ends.
    pub fn lock_products(&mut self, keys: &[&ProductKey]) -> Result<Vec<Product>> {
        // In the order of their keys, so that two deliveries wait for each other and never lock each other out.
        let sql = if self.is_postgres() {
            "SELECT vendor_code, code, name, price_minor, updated_at FROM products
             WHERE vendor_code IN (SELECT value FROM text_list($1)) AND code IN (SELECT value FROM text_list($2))
             ORDER BY vendor_code, code FOR UPDATE"
        } else {
            "SELECT vendor_code, code, name, price_minor, updated_at FROM products
             WHERE vendor_code IN (SELECT value FROM text_list($1)) AND code IN (SELECT value FROM text_list($2))"
        };
        let vendors = text_list(keys.iter().map(|key| key.vendor_code.as_str()));
        let codes = text_list(keys.iter().map(|key| key.code.as_str()));
        self.query(sql, &[&vendors, &codes], product)
    }

    /// A page of the products wanted, by vendor and code.
    pub fn list_products(&mut self, filter: &ProductFilter, page: PageQuery) -> Result<Vec<Product>> {
        self.query(
            "SELECT vendor_code, code, name, price_minor, updated_at FROM products
             WHERE (CAST($1 AS TEXT) IS NULL OR search LIKE $1 ESCAPE '\\') AND (CAST($2 AS TEXT) IS NULL OR vendor_code = $2)
             ORDER BY vendor_code, code LIMIT $3 OFFSET $4",
            &[&filter.search, &filter.vendor_code, &page.limit(), &page.offset()],
            product,
        )
    }

    /// How many products are wanted.
    pub fn count_products(&mut self, filter: &ProductFilter) -> Result<i64> {
        self.query_one(
            "SELECT count(*) FROM products WHERE (CAST($1 AS TEXT) IS NULL OR search LIKE $1 ESCAPE '\\')
               AND (CAST($2 AS TEXT) IS NULL OR vendor_code = $2)",
            &[&filter.search, &filter.vendor_code],
            |row| row.at(0),
        )
    }
}
