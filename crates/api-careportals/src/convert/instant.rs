//! Instants, as RFC 3339 has them.

use jiff::Timestamp;

/// What an instant must look like.
pub(crate) const FORM: &str = "An instant with its offset, such as 2026-03-02T14:00:00Z.";

/// The instant in a text.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    // The parser takes more than RFC 3339, such as times without seconds and zones in brackets. That there must be an
    // offset it knows by itself.
    let letters = text.bytes().take(19).enumerate();
    let in_form = letters.fold(text.len() >= 20, |good, (place, letter)| good && fits(place, letter));
    if in_form && !text.contains('[') { text.parse().ok() } else { None }
}

fn fits(place: usize, letter: u8) -> bool {
    match place {
        4 | 7 => letter == b'-',
        10 => matches!(letter, b'T' | b't' | b' '),
        13 | 16 => letter == b':',
        _ => letter.is_ascii_digit(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::scalar::Instant;

    #[test]
    fn instants_are_answered_in_one_form() {
        for (sent, answered) in [
            ("2026-03-02T14:00:00Z", "2026-03-02T14:00:00.000Z"),
            ("2026-03-02T14:00:00.000Z", "2026-03-02T14:00:00.000Z"),
            ("2026-03-02t14:00:00z", "2026-03-02T14:00:00.000Z"),
            ("2026-03-02 14:00:00.5Z", "2026-03-02T14:00:00.500Z"),
            ("2026-03-02T14:00:00.999999999Z", "2026-03-02T14:00:00.999Z"),
            ("2026-03-02T09:00:00-05:00", "2026-03-02T14:00:00.000Z"),
            ("2026-03-03T03:59:00+13:59", "2026-03-02T14:00:00.000Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ] {
            let answer = read(sent).map(|instant| serde_json::to_value(Instant(instant)).unwrap());
            assert_eq!(answer, Some(answered.into()), "{sent}");
        }
    }

    #[test]
    fn other_texts_are_none() {
        for bad in [
            "",
            "now",
            "2026-03-02",
            "2026-03-02T14:00:00",
            "2026-03-02T14:00Z",
            "2026-03-02T14:00:00+25:00x",
            "2026-02-30T14:00:00Z",
            "2026-03-02T25:00:00Z",
            "20260302T140000Z     ",
            "-009999-01-02T00:00:00Z",
            "2026-03-02T14:00:00Z[Europe/Rome]",
            "２026-03-02T14:00:00Z",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
