//! How a section is declared: words, type and default of a key stand in one place, and everything else follows from them.

/// A section of the configuration, as shown to people.
#[derive(Debug)]
pub(super) struct Section {
    /// Its name in the file.
    pub(super) name: &'static str,
    /// What it is about, line by line.
    pub(super) about: &'static [&'static str],
    /// Its keys, in the order in which they are shown.
    pub(super) keys: &'static [Key],
}

/// A key of a section, as shown to people.
#[derive(Debug)]
pub(super) struct Key {
    /// Its name in the file.
    pub(super) name: &'static str,
    /// What it means, line by line.
    pub(super) about: &'static [&'static str],
    /// What it could be, for a key that has no value by default; else empty.
    pub(super) example: &'static str,
}

/// Declares a section: the struct, its defaults, and its description from the same words.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $name:literal $section:ident {
            $(
                $(#[doc = $key_about:literal])+
                $key:ident: $type:ty = $default:expr $(, for example $example:literal)?;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default, deny_unknown_fields)]
        pub(crate) struct $section {
            $(
                $(#[doc = $key_about])+
                #[doc = concat!("\n\nDefault: `", stringify!($default), "`.")]
                pub(crate) $key: $type,
            )+
        }

        impl Default for $section {
            fn default() -> Self {
                Self { $($key: $default,)+ }
            }
        }

        impl $section {
            pub(super) const SECTION: $crate::config::section::Section = $crate::config::section::Section {
                name: $name,
                about: &[$($about),+],
                keys: &[$(
                    $crate::config::section::Key {
                        name: stringify!($key),
                        about: &[$($key_about),+],
                        example: concat!($($example)?),
                    },
                )+],
            };
        }
    };
}

pub(super) use section;
