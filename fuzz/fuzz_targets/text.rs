//! Short texts that people type: what is accepted is within its limits, and is accepted again as it is.

#![no_main]

use domain::Currency;
use domain::organization::check_slug;
use domain::text::{EMAIL_MAX, NAME_MAX, email, optional, phone, required};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(name) = required("name", text, NAME_MAX) {
        assert!(!name.trim().is_empty() && name.chars().count() <= NAME_MAX && !name.contains('\0'));
        assert_eq!(required("name", &name, NAME_MAX).ok(), Some(name.clone()));
        assert_eq!(optional("name", Some(text), NAME_MAX).ok(), Some(Some(name)));
    }
    if let Some(email) = email(text) {
        assert!(email.len() <= EMAIL_MAX && !email.contains(char::is_whitespace));
        assert_eq!(domain::text::email(&email), Some(email));
    }
    for prefix in [None, Some("+1"), Some("+358")] {
        if let Some(number) = phone(text, prefix) {
            assert!(number.starts_with('+') && number[1..].bytes().all(|digit| digit.is_ascii_digit()));
            assert!((8..=16).contains(&number.len()));
            assert_eq!(phone(&number, None), Some(number));
        }
    }
    if check_slug(text).is_ok() {
        assert!(!text.is_empty() && text.is_ascii());
    }
    if let Ok(currency) = Currency::parse(text) {
        assert_eq!(currency.as_str().len(), 3);
    }
});
