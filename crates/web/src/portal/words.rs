//! How the portal writes instants, lengths, counts and what keys are good for.

use domain::activity::Sums;
use domain::api_key::Practices;
use domain::{Scope, Scopes};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// An instant, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub iso: String,
    pub text: String,
}

/// Instants are in UTC, to the second: integrators compare them with their logs.
pub(crate) fn moment(at: Timestamp) -> Moment {
    let utc = TimeZone::UTC.to_datetime(at);
    Moment {
        iso: utc.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        text: utc.strftime("%-d %b %Y, %H:%M:%S").to_string(),
    }
}

/// `1,234,567`
pub(crate) fn count(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `99.9%`, cut and not rounded: one failed call of ten thousand is not a success of 100%.
pub(crate) fn success(sums: &Sums) -> String {
    let tenths = (sums.success_percent() * 10.0 + 1e-6).floor() / 10.0;
    format!("{tenths}%")
}

/// `12ms`, and to a tenth what is short.
pub(crate) fn mean(sums: &Sums) -> String {
    milliseconds(sums.mean_ms())
}

/// The same of one call.
#[expect(clippy::cast_precision_loss, reason = "a call takes less than 2^52 microseconds")]
pub(crate) fn duration(microseconds: i64) -> String {
    milliseconds(microseconds as f64 / 1000.0)
}

fn milliseconds(milliseconds: f64) -> String {
    if milliseconds >= 10.0 {
        return format!("{:.0}ms", milliseconds.round());
    }
    format!("{}ms", (milliseconds * 10.0).round() / 10.0)
}

/// Where a key is good, by short names.
pub(crate) fn practices(practices: &Practices) -> String {
    match practices {
        Practices::All => "All practices".to_owned(),
        Practices::Only(some) => some.iter().map(|(_, slug)| slug.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// What a key is good for, each as the doors spell it.
pub(crate) fn scopes(scopes: Scopes) -> Vec<&'static str> {
    scopes.iter().map(Scope::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        let sums = |calls, errors, duration_us| Sums { calls, errors, duration_us };
        assert_eq!(success(&Sums::default()), "0%");
        assert_eq!(success(&sums(3, 0, 0)), "100%");
        assert_eq!(success(&sums(100_000, 1, 0)), "99.9%");
        assert_eq!(success(&sums(1000, 426, 0)), "57.4%");
        assert_eq!(mean(&Sums::default()), "0ms");
        assert_eq!(mean(&sums(2, 0, 6800)), "3.4ms");
        assert_eq!(duration(1_234_567), "1235ms");
    }
}
