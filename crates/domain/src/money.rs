//! Money: integer minor units and an ISO 4217 currency. Never floating point.

use serde::{Deserialize, Serialize};

use crate::error::{Error, FieldCode, Result};

/// An ISO 4217 currency code: three capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of that code.
    ///
    /// # Errors
    /// `Invalid` when it isn't three capital letters.
    pub fn parse(code: &str) -> Result<Self> {
        match code.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => {
                Err(Error::invalid("currency", FieldCode::BadFormat, "A currency is three capital letters (ISO 4217)."))
            }
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal point, by ISO 4217 (two unless listed here).
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = Error;
    fn try_from(code: String) -> Result<Self> {
        Self::parse(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In minor units: cents, or whole yen.
    pub minor: i64,
    /// In which currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    pub fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// What is left to pay when `percent` (0 to 100) is borne by somebody else; half a minor unit is rounded up.
    #[must_use]
    pub fn less_percent(self, percent: u8) -> Self {
        let share = 100 - i128::from(percent.min(100));
        let minor = (i128::from(self.minor) * share + 50).div_euclid(100);
        Self { minor: i64::try_from(minor).unwrap_or(i64::MAX), ..self }
    }

    /// In major units as exact decimal text: `12.50`, `1200` for a currency without minor units.
    pub fn to_major(self) -> String {
        let digits = self.currency.minor_digits();
        let unit = 10_u64.pow(digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let amount = self.minor.unsigned_abs();
        if digits == 0 {
            return format!("{sign}{amount}");
        }
        format!("{sign}{}.{:0width$}", amount / unit, amount % unit, width = digits as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_by_its_currency() {
        let of = |minor, code| Money::new(minor, Currency::parse(code).unwrap()).to_major();
        assert_eq!(of(1250, "EUR"), "12.50");
        assert_eq!(of(-5, "USD"), "-0.05");
        assert_eq!(of(1200, "JPY"), "1200");
        assert_eq!(of(1, "KWD"), "0.001");
    }

    #[test]
    fn half_a_cent_is_rounded_up() {
        let cad = Currency::parse("CAD").unwrap();
        assert_eq!(Money::new(1001, cad).less_percent(50).minor, 501);
        assert_eq!(Money::new(1000, cad).less_percent(100).minor, 0);
        assert_eq!(Money::new(1000, cad).less_percent(0).minor, 1000);
    }

    #[test]
    fn a_currency_is_three_capitals() {
        for bad in ["", "eur", "EURO", "E1R", "ÉU"] {
            assert!(Currency::parse(bad).is_err(), "{bad}");
        }
    }
}
