//! Keys as somebody sends them: any text will do, and fits nothing but its own digest.

#![no_main]

use domain::secret::AccessKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let (one, other) = (AccessKey::given(texts.0), AccessKey::given(texts.1));
    assert_eq!(one.digest().len(), 64);
    assert!(one.matches(&one.digest()));
    assert_eq!(one.matches(&other.digest()), one.reveal() == other.reveal());
    // No digest is a key: whoever reads the database can't use what is in it.
    assert!(!AccessKey::given(&one.digest()).matches(&one.digest()));
    assert!(!one.matches(texts.1) || texts.1 == one.digest());
    // Written in capitals or with blanks round it, it is the same key.
    assert!(AccessKey::given(&format!(" {}\n", one.reveal().to_ascii_uppercase())).matches(&one.digest()));
});
