//! Limits and forms of text that people type.

use crate::error::{Error, FieldCode, FieldError, Result};

/// Longest name, label or title, in characters.
pub const NAME_MAX: usize = 200;
/// Longest e-mail address, in bytes (RFC 5321).
pub const EMAIL_MAX: usize = 254;
/// Longest free text, in characters.
pub const NOTE_MAX: usize = 4000;

/// The text without blanks around it.
///
/// # Errors
/// `Invalid` when it is blank, longer than `max` characters, or has control characters other than line breaks and tabs.
pub fn required(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(field, FieldCode::Required, "This is needed."));
    }
    bounded(field, text, max)?;
    Ok(text.to_owned())
}

/// Like [`required`], but blank text is `None`.
///
/// # Errors
/// `Invalid` when it is too long or has control characters.
pub fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => bounded(field, text, max).map(|()| Some(text.to_owned())),
    }
}

fn bounded(field: &str, text: &str, max: usize) -> Result<()> {
    if text.chars().count() > max {
        return Err(Error::invalid(field, FieldCode::TooLong, format!("At most {max} characters.")));
    }
    // NUL can't be stored by PostgreSQL, and the others have no place in a name or note.
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(Error::invalid(field, FieldCode::BadFormat, "Control characters are not allowed."));
    }
    Ok(())
}

/// The text in small letters, so that both databases compare it the same way, whatever the alphabet.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// What somebody looks for: a part of a text, whatever its case. No letter of it has a special meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search(String);

impl Search {
    /// A search for that; none when it is blank.
    ///
    /// # Errors
    /// `Invalid` when it is longer than 200 characters or has control characters.
    pub fn parse(field: &str, text: Option<&str>) -> Result<Option<Self>> {
        Ok(optional(field, text, NAME_MAX)?.map(|text| Self(fold(&text))))
    }

    /// What is looked for, in small letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address in small letters: one `@` with something on either side, no blanks, at most 254 bytes.
pub fn email(text: &str) -> Option<String> {
    // First, because small letters can be longer than capitals.
    let text = text.trim().to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let fits = !local.is_empty() && domain.len() > 2 && domain.contains('.') && !domain.contains('@');
    let clean = !text
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | ',' | ';'));
    let dots = !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains("..");
    (fits && clean && dots && text.len() <= EMAIL_MAX).then_some(text)
}

/// A phone number as E.164 (`+` and 7 to 15 digits) once blanks, dots, dashes and brackets are taken out. Ten bare digits get
/// `default_prefix` (such as `+1`) where the organization has one.
pub fn phone(text: &str, default_prefix: Option<&str>) -> Option<String> {
    let bare: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-' | '(' | ')' | '/'))
        .collect();
    let number = match (bare.strip_prefix('+'), default_prefix) {
        (Some(_), _) => bare,
        (None, Some(prefix)) if bare.len() == 10 => format!("{prefix}{bare}"),
        _ => return None,
    };
    let digits = &number[1..];
    let all_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
    (all_digits && (7..=15).contains(&digits.len()) && !digits.starts_with('0')).then_some(number)
}

/// Collects bad fields, so that all of them can be named in one answer.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a bad field.
    pub fn add(&mut self, field: impl Into<String>, code: FieldCode, message: impl Into<String>) {
        self.0.push(FieldError::new(field, code, message));
    }

    /// The value, or a note of what is wrong with it.
    ///
    /// # Errors
    /// Any condition other than `Invalid` ends the check at once.
    pub fn take<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(fields)) => {
                self.0.extend(fields);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Nothing, when nothing is wrong.
    ///
    /// # Errors
    /// `Invalid` with all bad fields.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_brought_to_one_form() {
        assert_eq!(phone("+1 (555) 123-4567", None).as_deref(), Some("+15551234567"));
        assert_eq!(phone("555.123.4567", Some("+1")).as_deref(), Some("+15551234567"));
        for bad in ["", "555 123 4567", "+12", "+1234567890123456", "+1555abc4567", "+0155512345"] {
            assert_eq!(phone(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn email_needs_one_at_sign_with_a_domain() {
        assert_eq!(email(" Ines@Example.COM ").as_deref(), Some("ines@example.com"));
        for bad in ["", "a", "@b.c", "a@", "a@b@c.de", "a b@c.de", "a@b", "a@.de", "a@b..de", "a@b.", "x<y@z.de"] {
            assert_eq!(email(bad), None, "{bad}");
        }
        assert_eq!(email(&format!("{}@example.com", "a".repeat(250))), None);
        assert_eq!(email(&format!("{}@example.com", "\u{130}".repeat(120))), None, "too long in small letters");
    }

    #[test]
    fn text_is_trimmed_and_bounded() {
        assert_eq!(required("name", "  Ada ", 5).unwrap(), "Ada");
        assert!(required("name", "   ", 5).is_err());
        assert!(required("name", "Adelaide", 5).is_err());
        assert!(required("name", "a\0b", 5).is_err());
        assert_eq!(optional("name", Some(" "), 5).unwrap(), None);
    }
}
