//! Numbers.

use serde_json::Number;

/// The JSON number of an exact decimal text: an integer when it is whole. Only here, after all reckoning, does money
/// touch floating point.
pub(crate) fn read(decimal: &str) -> Number {
    let short = match decimal.split_once('.') {
        Some(_) => decimal.trim_end_matches('0').trim_end_matches('.'),
        None => decimal,
    };
    let fraction = || Number::from_f64(short.parse().ok()?);
    let number = short.parse::<i64>().ok().map(Number::from).or_else(fraction);
    // Only text that is no decimal at all would come to this.
    number.unwrap_or_else(|| Number::from(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_do_not_drift() {
        for (decimal, json) in [
            ("50.00", "50"),
            ("12.50", "12.5"),
            ("0.10", "0.1"),
            ("0.05", "0.05"),
            ("1200", "1200"),
            ("0.001", "0.001"),
            ("-0.05", "-0.05"),
            ("100", "100"),
            ("0.00", "0"),
            ("99999999999.99", "99999999999.99"),
        ] {
            assert_eq!(read(decimal).to_string(), json, "{decimal}");
        }
    }
}
