//! Ids. Ours are numbers, the vendor's are 24 hexadecimal digits.
//!
//! The digits are derived, and read back without a table: three constant bytes, one that tells the kind of thing, and
//! our number in eight.

use crate::wire::scalar::ObjectId;

/// What an id must look like.
pub(crate) const FORM: &str = "Twenty-four hexadecimal digits.";

/// The number of an id that can't be ours. Sequences begin at 1, so no row has it: it is looked up and not found, when
/// and as any unknown id is.
pub(crate) const NO_ROW: i64 = 0;

/// The constant bytes at the beginning of every id.
const CONSTANT: &str = "6a0001";

/// What an id is the id of, with its byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A service.
    Service = 1,
    /// A form: our questionnaire.
    Form = 2,
    /// A schedule: our roster.
    Schedule = 3,
    /// An appointment.
    Appointment = 4,
}

/// An id as the vendor spells ids.
pub(crate) fn write(kind: Kind, number: i64) -> ObjectId {
    ObjectId(format!("{}{number:016x}", head(kind)))
}

/// The number of an id in capitals or small letters: [`NO_ROW`] when it is well-formed and not ours, nothing when it is
/// malformed.
pub(crate) fn read(kind: Kind, id: &str) -> Option<i64> {
    let well_formed = id.len() == 24 && id.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !well_formed {
        return None;
    }
    let (head_given, number) = id.split_at(8);
    let ours = head_given.eq_ignore_ascii_case(&head(kind));
    // Numbers beyond an i64 are nobody's either.
    let number = i64::from_str_radix(number, 16).ok().filter(|_| ours);
    Some(number.unwrap_or(NO_ROW))
}

/// The number of an id in a path, where a malformed id is not found like any other.
pub(crate) fn read_in_path(kind: Kind, id: &str) -> i64 {
    read(kind, id).unwrap_or(NO_ROW)
}

fn head(kind: Kind) -> String {
    format!("{CONSTANT}{:02x}", kind as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_back() {
        for number in [1, 42, 0x1234_5678_9abc, i64::MAX] {
            for kind in [Kind::Service, Kind::Form, Kind::Schedule, Kind::Appointment] {
                let ObjectId(id) = write(kind, number);
                assert_eq!(read(kind, &id), Some(number), "{id}");
                assert_eq!(read(kind, &id.to_uppercase()), Some(number), "{id}");
            }
        }
        assert_eq!(write(Kind::Schedule, 255).0, "6a00010300000000000000ff");
    }

    #[test]
    fn ids_of_other_things_are_no_rows() {
        let not_ours = [
            "6a0001020000000000000001",
            "6a0002010000000000000001",
            "60d5ecb3a0b3f1001fbaa123",
            "6a000101ffffffffffffffff",
        ];
        for id in not_ours {
            assert_eq!(read(Kind::Service, id), Some(NO_ROW), "{id}");
            assert_eq!(read_in_path(Kind::Service, id), NO_ROW, "{id}");
        }
    }

    #[test]
    fn malformed_ids_are_none() {
        let long = "6a00010100000000000000001";
        for id in [
            "",
            "1",
            "6a000101000000000000000g",
            "6a0001010000000000000 01",
            "6a00010100000000+0000001",
            long,
            "é6a000101000000000000001",
        ] {
            assert_eq!(read(Kind::Service, id), None, "{id}");
            assert_eq!(read_in_path(Kind::Service, id), NO_ROW, "{id}");
        }
    }
}
